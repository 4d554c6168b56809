from __future__ import annotations

from dataclasses import dataclass

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@dataclass
class Network:
    synapse_0: np.ndarray
    synapse_1: np.ndarray

    def layers(self, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        layer_1 = sigmoid(X @ self.synapse_0)
        return layer_1, sigmoid(layer_1 @ self.synapse_1)

    def step(self, X: np.ndarray, y: np.ndarray, alpha: float) -> float:
        layer_1, layer_2 = self.layers(X)
        delta_2 = (layer_2 - y) * layer_2 * (1 - layer_2)
        delta_1 = delta_2 @ self.synapse_1.T * layer_1 * (1 - layer_1)
        self.synapse_1 = self.synapse_1 - alpha * layer_1.T @ delta_2
        self.synapse_0 = self.synapse_0 - alpha * X.T @ delta_1
        return float(np.mean(np.abs(layer_2 - y)))


def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    random = np.random.RandomState(seed)
    shapes = ((n_inputs, hidden_size), (hidden_size, n_outputs))
    return tuple(2 * random.random_sample(shape) - 1 for shape in shapes)


def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    network = Network(*initial_synapses(X.shape[1], hidden_size, y.shape[1], seed))
    errors = [network.step(X, y, alpha) for _ in range(iterations)]
    return network.synapse_0, network.synapse_1, np.array(errors[::log_every])


def predict(X, synapse_0, synapse_1):
    return Network(synapse_0, synapse_1).layers(X)[1]

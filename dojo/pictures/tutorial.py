"""The tutorial's example, from which most pictures are drawn: its data, network and alphas."""

from typing import Any

import numpy as np

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
Y = np.array([[0], [1], [1], [0]])
INPUTS = ["input 1", "input 2", "bias"]
HIDDEN = ["hidden 1", "hidden 2", "hidden 3", "hidden 4"]
SHAPES = ((len(INPUTS), len(HIDDEN)), (len(HIDDEN), 1))  # of synapse_0 and synapse_1
SYNAPSES = {"synapse_0": SHAPES[0], "synapse_1": SHAPES[1]}  # what a learner's `train` returns
ALPHAS = [0.001, 0.01, 0.1, 1, 10, 100, 1000]


def start(seed: int = 1) -> list[Any]:
    """Return the two synapses that training begins with."""
    random = np.random.RandomState(seed)
    return [random.uniform(-1, 1, shape) for shape in SHAPES]


def backpropagation(synapses: Any) -> Any:
    """Return the gradients of both synapses, and the mean absolute error.

    Each synapse may be a stack of those of many networks; so is then what is returned.
    """
    layer_1 = 1 / (1 + np.exp(-(X @ synapses[0])))
    layer_2 = 1 / (1 + np.exp(-(layer_1 @ synapses[1])))
    delta = (layer_2 - Y) * layer_2 * (1 - layer_2)
    below = delta @ synapses[1].swapaxes(-1, -2) * layer_1 * (1 - layer_1)
    error = np.abs(layer_2 - Y).mean(axis=(-1, -2))
    return X.T @ below, layer_1.swapaxes(-1, -2) @ delta, error


def stepped(synapses: Any, gradients: Any, alpha: float) -> list[Any]:
    """Return the synapses after one step downhill."""
    pairs = zip(synapses, gradients, strict=True)
    return [synapse - alpha * gradient for synapse, gradient in pairs]

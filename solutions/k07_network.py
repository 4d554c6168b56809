"""
# The 3-layer network: all of it, from memory

Each kata stands alone, and here nothing is given: write all of it, the sigmoid too.

The start is the tutorial's: `np.random.seed(seed)`, then `2 * np.random.random(shape) - 1` for
`synapse_0`, and after it the same for `synapse_1`. In every iteration, all examples go forward at
once; then work out both deltas, and only then move both synapses downhill, each by alpha times its
gradient. In the iterations 0, log_every, 2 * log_every, …, before the weights move, note the
error: the mean of the absolute values of `layer_2 - y`.

| name | what it is | shape |
|---|---|---|
| `X` | inputs; the last column of ones is the bias | (examples, inputs) |
| `y` | targets | (examples, outputs) |
| `synapse_0` | weights from inputs to hidden nodes | (inputs, hidden) |
| `synapse_1` | weights from hidden nodes to outputs | (hidden, outputs) |
| `errors` | the noted errors | a list of numbers |

Worked number: on the tutorial's XOR, with the defaults below, the first noted error is 0.4964 and
the second 0.0086.
"""

import numpy as np


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


def initial_synapses(
    n_inputs: int, hidden_size: int, n_outputs: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the seeded random start, `(synapse_0, synapse_1)`, every weight from -1 to 1."""
    np.random.seed(seed)
    synapse_0 = 2 * np.random.random((n_inputs, hidden_size)) - 1
    synapse_1 = 2 * np.random.random((hidden_size, n_outputs)) - 1
    return synapse_0, synapse_1


def train(
    X: np.ndarray,
    y: np.ndarray,
    hidden_size: int = 4,
    alpha: float = 1.0,
    iterations: int = 60_000,
    seed: int = 1,
    log_every: int = 10_000,
) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """Return the trained weights and the noted errors, `(synapse_0, synapse_1, errors)`."""
    synapse_0, synapse_1 = initial_synapses(X.shape[1], hidden_size, y.shape[1], seed)
    errors = []
    for iteration in range(iterations):
        layer_1 = sigmoid(X @ synapse_0)
        layer_2 = sigmoid(layer_1 @ synapse_1)
        if iteration % log_every == 0:
            errors.append(float(np.mean(np.abs(layer_2 - y))))
        layer_2_delta = (layer_2 - y) * layer_2 * (1 - layer_2)
        layer_1_delta = layer_2_delta @ synapse_1.T * layer_1 * (1 - layer_1)
        synapse_1 = synapse_1 - alpha * (layer_1.T @ layer_2_delta)
        synapse_0 = synapse_0 - alpha * (X.T @ layer_1_delta)
    return synapse_0, synapse_1, errors


def predict(X: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray) -> np.ndarray:
    """Return the network's outputs for the rows of `X`, shaped (examples, outputs)."""
    layer_1 = sigmoid(X @ synapse_0)
    return sigmoid(layer_1 @ synapse_1)

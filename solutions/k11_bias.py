"""
# The column of ones, taken apart

Without a bias, a node that gets only zeros always answers 0.5, whatever its weights are. So the
tutorial gives every row of `X` a third number that is always 1: its weight can move the answer.
Here the column of ones goes away. Each node gets a *bias* instead, one number that is added to its
weighted sum, the same for every example. The output node gets one, too; in the tutorial it had
none.

A bias learns as a weight does whose input is always 1: its gradient is the sum of the node's deltas
over the examples. Everything is taken before anything moves: both layers, both deltas, all four
gradients.

Let two hidden nodes learn XOR from 20 seeds, 3,000 steps each with alpha 10, all biases 0 at first.
Without biases, none of the 20 networks learns it. Guess before you write: how many do if the hidden
nodes have biases, as the column of ones gives them, and how many if every node has one?

Each kata stands alone: the sigmoid and the deltas are given below.

| name | what it is | shape |
|---|---|---|
| `X`, `y` | inputs (no column of ones) and targets | (examples, inputs), (examples, outputs) |
| `synapse_0`, `synapse_1` | weights | (inputs, hidden), (hidden, outputs) |
| `bias_0`, `bias_1` | a number for each node, perhaps a whole one | (hidden,), (outputs,) |
| `delta` | the deltas of one layer | (examples, nodes) |

Worked number: a node's deltas in three examples are 0.2, -0.5 and 0.1. The gradient of its bias is
their sum, -0.2; with alpha 2, a bias of 0.3 becomes 0.7.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


# Given: you wrote it in k03.
def deltas(
    layer_1: np.ndarray, layer_2: np.ndarray, y: np.ndarray, synapse_1: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return `(layer_1_delta, layer_2_delta)`; a bias changes nothing on the way back."""
    layer_2_delta = (layer_2 - y) * layer_2 * (1 - layer_2)
    layer_1_delta = layer_2_delta @ synapse_1.T * layer_1 * (1 - layer_1)
    return layer_1_delta, layer_2_delta


def forward(
    X: np.ndarray,
    synapse_0: np.ndarray,
    bias_0: np.ndarray,
    synapse_1: np.ndarray,
    bias_1: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return `(layer_1, layer_2)`, with the biases in the weighted sums."""
    layer_1 = sigmoid(X @ synapse_0 + bias_0)
    layer_2 = sigmoid(layer_1 @ synapse_1 + bias_1)
    return layer_1, layer_2


def bias_gradient(delta: np.ndarray) -> np.ndarray:
    """Return the gradient of the biases of one layer, shaped (nodes,)."""
    return np.sum(delta, axis=0)


def step(
    X: np.ndarray,
    y: np.ndarray,
    synapse_0: np.ndarray,
    bias_0: np.ndarray,
    synapse_1: np.ndarray,
    bias_1: np.ndarray,
    alpha: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return new arrays after one step: `(synapse_0, bias_0, synapse_1, bias_1)`."""
    layer_1, layer_2 = forward(X, synapse_0, bias_0, synapse_1, bias_1)
    layer_1_delta, layer_2_delta = deltas(layer_1, layer_2, y, synapse_1)
    synapse_1 = synapse_1 - alpha * (layer_1.T @ layer_2_delta)
    bias_1 = bias_1 - alpha * bias_gradient(layer_2_delta)
    synapse_0 = synapse_0 - alpha * (X.T @ layer_1_delta)
    bias_0 = bias_0 - alpha * bias_gradient(layer_1_delta)
    return synapse_0, bias_0, synapse_1, bias_1

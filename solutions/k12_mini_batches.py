"""
# Mini-batches: a step after a few rows

So far all rows of `X` were used in every step; the tutorial calls that full batch. With a million
rows, one step would take a long time. So take the rows in a random order, cut them into small
batches, and step after each batch. A pass over all rows is an *epoch*. `X` and `y` are cut in the
same order: a row must keep its target. If the rows cannot be divided evenly, the last batch is
smaller.

The start is the tutorial's: `np.random.seed(seed)`, then `2 * np.random.random(shape) - 1` for
`synapse_0` and after it for `synapse_1`. Then each epoch begins with a new order,
`np.random.permutation(len(X))`. Draw nothing else, so that the same seed gives the same network.

XOR has four rows. With batches of 1 there are four steps in an epoch, with one batch of 4 there is
a single step. Guess before you write: after 2,500 epochs with alpha 1, how much smaller is the
error of the network that made four times as many steps?

Each kata stands alone: the gradients are given below.

| name | what it is | shape |
|---|---|---|
| `X`, `y` | inputs and targets | (examples, inputs), (examples, outputs) |
| `order` | the row numbers 0, 1, 2, … in any order | (examples,) |
| `batch_size` | rows in a batch; the last may have fewer | a number |
| `synapse_0`, `synapse_1` | weights | (inputs, hidden), (hidden, outputs) |

Worked number: five rows in the order 4, 2, 0, 1, 3 with batch size 2 are 3 batches: rows 4 and 2,
rows 0 and 1, and row 3 alone.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


# Given: you wrote it in k02, k03 and k04.
def gradients(
    X: np.ndarray, y: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return `(gradient_0, gradient_1)`, added up over the rows of `X`."""
    layer_1 = sigmoid(X @ synapse_0)
    layer_2 = sigmoid(layer_1 @ synapse_1)
    layer_2_delta = (layer_2 - y) * layer_2 * (1 - layer_2)
    layer_1_delta = layer_2_delta @ synapse_1.T * layer_1 * (1 - layer_1)
    return X.T @ layer_1_delta, layer_1.T @ layer_2_delta


def batches(
    X: np.ndarray, y: np.ndarray, order: np.ndarray, batch_size: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the list of batches, `(rows of X, rows of y)` each, in that order."""
    cut = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        cut.append((X[rows], y[rows]))
    return cut


def train(
    X: np.ndarray,
    y: np.ndarray,
    batch_size: int,
    alpha: float,
    epochs: int,
    hidden_size: int = 4,
    seed: int = 1,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the trained weights, `(synapse_0, synapse_1)`."""
    np.random.seed(seed)
    synapse_0 = 2 * np.random.random((X.shape[1], hidden_size)) - 1
    synapse_1 = 2 * np.random.random((hidden_size, y.shape[1])) - 1
    for _ in range(epochs):
        order = np.random.permutation(len(X))
        for X_batch, y_batch in batches(X, y, order, batch_size):
            gradient_0, gradient_1 = gradients(X_batch, y_batch, synapse_0, synapse_1)
            synapse_0 = synapse_0 - alpha * gradient_0
            synapse_1 = synapse_1 - alpha * gradient_1
    return synapse_0, synapse_1

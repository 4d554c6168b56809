"""
# How many hidden nodes?

The tutorial's last improvement is a larger hidden layer. Every hidden node starts somewhere else,
so more nodes search more of the land at once. It shows one run of each size, at alpha 10: an error
of 0.0009 with 32 nodes, 0.0013 with 4. And it says that three are enough.

But one run is one start, and another seed may tell another story. So repeat it: train each size
from several seeds, count how many runs end below a limit, and take the smallest size for which
enough of them do.

At alpha 10, 32 nodes beat 4. Guess before you write: what do 64 nodes do? Then
`python grader.py show sizes` draws the answer from your code.

Each kata stands alone: the training of k07 is given below.

| name | what it is | shape |
|---|---|---|
| `X`, `y` | inputs and targets | (examples, inputs), (examples, outputs) |
| `sizes`, `seeds` | hidden sizes and seeds to try, in any order | two lists |
| `errors` | mean absolute error after the last update | (sizes, seeds) |
| `shares` | share of the seeds, from 0 to 1 | (sizes,) |

Worked number: four seeds end at 0.004, 0.3, 0.008 and 0.01. Below the limit 0.01 are two of the
four, so the share is 0.50.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


# Given: you wrote it in k07.
def trained_outputs(
    X: np.ndarray, y: np.ndarray, hidden_size: int, seed: int, alpha: float, iterations: int
) -> np.ndarray:
    """Train from the start of that seed, and return `layer_2` after the last update."""
    np.random.seed(seed)
    synapse_0 = 2 * np.random.random((X.shape[1], hidden_size)) - 1
    synapse_1 = 2 * np.random.random((hidden_size, y.shape[1])) - 1
    for _ in range(iterations):
        layer_1 = sigmoid(X @ synapse_0)
        layer_2 = sigmoid(layer_1 @ synapse_1)
        layer_2_delta = (layer_2 - y) * layer_2 * (1 - layer_2)
        layer_1_delta = layer_2_delta @ synapse_1.T * layer_1 * (1 - layer_1)
        synapse_1 = synapse_1 - alpha * (layer_1.T @ layer_2_delta)
        synapse_0 = synapse_0 - alpha * (X.T @ layer_1_delta)
    return sigmoid(sigmoid(X @ synapse_0) @ synapse_1)


def errors_by_size(
    X: np.ndarray, y: np.ndarray, sizes: list[int], seeds: list[int], alpha: float, iterations: int
) -> np.ndarray:
    """Return the mean absolute error of each training, a row for each size: (sizes, seeds)."""
    errors = np.zeros((len(sizes), len(seeds)))
    for i, size in enumerate(sizes):
        for j, seed in enumerate(seeds):
            layer_2 = trained_outputs(X, y, size, seed, alpha, iterations)
            errors[i, j] = np.mean(np.abs(layer_2 - y))
    return errors


def share_solved(errors: np.ndarray, limit: float) -> np.ndarray:
    """Return for each size the share of seeds whose error is strictly below the limit: (sizes,)."""
    return np.mean(errors < limit, axis=1)


def smallest_size(sizes: list[int], shares: np.ndarray, wanted: float) -> int | None:
    """Return the smallest size whose share is at least `wanted`, or None where there is none."""
    enough = [size for size, share in zip(sizes, shares, strict=True) if share >= wanted]
    return min(enough, default=None)

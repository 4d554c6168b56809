"""
# Two layers, and the land they walk on

Take the hidden layer away: inputs, one synapse, outputs. The step is the one you know. Compare the
output with the target, multiply by the slope of the output: that is the delta. The gradient is
`X.T @ delta`, and with alpha 1 the step is the gradient itself. Start from given weights, and note
them before the first step and after each one: the path of the descent.

With two inputs and one output there are only two weights, so all of the land can be drawn: one
weight on each axis, the error as the height. The tutorial calls it the error plane. It is as simple
as it sounds: try every pair of weights, and see how far the outputs are from `y` on average.

The tutorial's rows are (0, 1), (0, 1), (1, 0), (1, 0), their targets 0, 0, 1, 1. The error is small
where the first weight is high. "What about the second weight? How is it optimal?" it asks, and
gives no answer. Guess before you write: high, low, or does it not matter? Then
`python grader.py show plane` draws the answer from your code.

Each kata stands alone: the sigmoid is given below.

| name | what it is | shape |
|---|---|---|
| `X`, `y` | inputs and targets | (examples, inputs), (examples, outputs) |
| `weights` | where the descent starts, perhaps whole numbers | (inputs, outputs) |
| `weights_0`, `weights_1` | values to try for either weight, perhaps whole ones | (n,), (m,) |
| `plane` | mean absolute error | (n, m) |

Worked number: from (0, 0) each of the tutorial's rows gives 0.5, so the deltas are 0.125, 0.125,
-0.125, -0.125. The first step goes to (0.25, -0.25), and the error falls from 0.5 to 0.4378.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


def descend(X: np.ndarray, y: np.ndarray, weights: np.ndarray, steps: int) -> np.ndarray:
    """Return the weights before the first step and after each: (steps + 1, inputs, outputs)."""
    # TODO: write this function
    raise NotImplementedError("k08: descend")


def error_plane(
    X: np.ndarray, y: np.ndarray, weights_0: np.ndarray, weights_1: np.ndarray
) -> np.ndarray:
    """Return the mean absolute error for the weights `weights_0[i]`, `weights_1[j]` at [i, j]."""
    # TODO: write this function
    raise NotImplementedError("k08: error_plane")


def lowest_point(
    weights_0: np.ndarray, weights_1: np.ndarray, plane: np.ndarray
) -> tuple[float, float, float]:
    """Return the two weights where the plane is lowest, and the error there."""
    # TODO: write this function
    raise NotImplementedError("k08: lowest_point")

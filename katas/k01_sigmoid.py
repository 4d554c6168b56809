"""
# Sigmoid: any number becomes a confidence

A network needs something between its layers that bends, or its layers collapse into one. The
sigmoid bends everything into the interval from 0 to 1: one, divided by one plus e to the power
of minus x. Far to the left it is nearly 0, far to the right nearly 1, and at 0 it is one half.

The curve is steep in the middle and flat at both ends: an undecided output is easy to change, a
confident one is not. Its slope can be computed from the *output* alone; the input is not needed.

Each kata stands alone: it imports no other, and needs no other to be done first.

| name | what it is | shape |
|---|---|---|
| `x` | any number, or an array of them | any |
| `output` | what the sigmoid returned, between 0 and 1 | the same |

Worked number: at `x = 2` the output is 0.8808 and the slope there 0.1050.
"""

import numpy as np


def sigmoid(x: np.ndarray | float) -> np.ndarray | float:
    """Squash every number in `x` into the interval from 0 to 1."""
    # TODO: write this function
    raise NotImplementedError("k01: sigmoid")


def sigmoid_output_to_derivative(output: np.ndarray | float) -> np.ndarray | float:
    """Return the slope of the sigmoid at the points where it gave `output`."""
    # TODO: write this function
    raise NotImplementedError("k01: sigmoid_output_to_derivative")

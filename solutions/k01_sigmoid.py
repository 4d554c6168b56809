"""
# Sigmoid: every number becomes a number between 0 and 1

The sigmoid of x is one, divided by one plus e to the power of minus x. For a very negative x it is
nearly 0, for x = 0 it is one half, for a very large x it is nearly 1. A network takes the sigmoid
of the sum in every node: without it, two layers could do no more than one layer.

The slope says how fast the output grows when x grows. The curve is steep in the middle and flat
at both ends: an output near one half changes easily, an output near 0 or 1 hardly changes. The
slope can be computed from the output alone; x is not needed.

Each kata stands alone: it imports no other kata, and needs no other to be done first.

| name | what it is | shape |
|---|---|---|
| `x` | a number, or an array; numbers in an array may be as large as 1000 or -1000 | any |
| `output` | what the sigmoid returned, between 0 and 1 | any |

Worked number: at `x = 2` the output is 0.8808, and the slope there is 0.1050.
"""

import numpy as np


def sigmoid(x: np.ndarray | float) -> np.ndarray | float:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


def sigmoid_output_to_derivative(output: np.ndarray | float) -> np.ndarray | float:
    """Return the slope of the sigmoid where it gave `output`."""
    return output * (1 - output)

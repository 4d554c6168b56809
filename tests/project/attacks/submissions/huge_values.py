"""Results as large as can be sent, and larger; not every time, to be slow but not late."""

import numpy as np


def sigmoid(x):
    return np.ones((2 << 20) - 64 if np.shape(x) == (4,) else 7)


def sigmoid_output_to_derivative(output):
    return [np.ones(10**7)] * 50

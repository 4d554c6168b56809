"""By logaddexp, a 0-d array for a number."""

import numpy as np
def sigmoid(x):
    return np.asarray(np.exp(-np.logaddexp(0, -np.asarray(x))))
def sigmoid_output_to_derivative(output):
    return np.asarray(output * (1.0 - output))

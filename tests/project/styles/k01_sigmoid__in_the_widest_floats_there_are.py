import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-np.asarray(x, dtype=np.longdouble)))


def sigmoid_output_to_derivative(output):
    output = np.asarray(output, dtype=np.longdouble)
    return output * (1 - output)

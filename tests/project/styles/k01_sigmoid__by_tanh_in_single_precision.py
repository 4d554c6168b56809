"""By tanh, in the precision of what it is given."""

import numpy as np
def sigmoid(x):
    x = np.asarray(x)
    half = x.dtype.type(0.5) if x.dtype.kind == "f" else 0.5
    return half * (1 + np.tanh(half * x))
def sigmoid_output_to_derivative(output):
    return output * (1 - output)

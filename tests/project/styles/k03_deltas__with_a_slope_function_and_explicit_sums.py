"""With a slope function and explicit sums."""

import numpy as np
def slope(out):
    return out * (1 - out)
def output_delta(layer_2, y):
    return -np.multiply(y - layer_2, slope(layer_2))
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    error = (layer_2_delta[:, None, :] * synapse_1[None]).sum(axis=2)
    return slope(layer_1) * error

"""One example at a time, on a copy."""

import numpy as np
def synapse_gradient(layer_in, delta):
    return sum(np.outer(a, d) for a, d in zip(layer_in, delta))
def update(synapse, layer_in, delta):
    new = synapse.copy()
    new -= synapse_gradient(layer_in, delta)
    return new

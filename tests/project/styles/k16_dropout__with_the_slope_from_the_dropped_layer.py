"""With the slope taken from the dropped layer, scaled back."""

import numpy as np
def sigmoid(x): return .5 * (1 + np.tanh(x / 2))
def drop(values, mask, keep): return np.where(mask, values, 0) / keep
def forward(X, synapse_0, synapse_1, mask, keep):
    layer_1 = drop(sigmoid(np.matmul(X, synapse_0)), mask, keep)
    return layer_1, sigmoid(np.matmul(layer_1, synapse_1))
def gradients(X, y, synapse_0, synapse_1, mask, keep):
    layer_1, layer_2 = forward(X, synapse_0, synapse_1, mask, keep)
    d2 = (layer_2 - y) * (layer_2 - layer_2 ** 2)
    d1 = (d2 @ synapse_1.T) * layer_1 * (1 - keep * layer_1)
    return X.T @ d1, layer_1.T @ d2

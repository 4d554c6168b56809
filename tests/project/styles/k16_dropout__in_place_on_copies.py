"""What is dropped is multiplied and divided in a copy."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def drop(values, mask, keep):
    left = values.copy()
    left *= mask.astype(left.dtype)
    left /= keep
    return left


def forward(X, synapse_0, synapse_1, mask, keep):
    layer_1 = drop(sigmoid(X.dot(synapse_0)), mask, keep)
    return layer_1, sigmoid(layer_1.dot(synapse_1))


def gradients(X, y, synapse_0, synapse_1, mask, keep):
    layer_1, layer_2 = forward(X, synapse_0, synapse_1, mask, keep)
    layer_2_delta = layer_2 - y
    layer_2_delta *= layer_2 * (1 - layer_2)
    whole = sigmoid(X.dot(synapse_0))
    layer_1_delta = drop(layer_2_delta.dot(synapse_1.T), mask, keep)
    layer_1_delta *= whole * (1 - whole)
    return X.T.dot(layer_1_delta), layer_1.T.dot(layer_2_delta)

"""Weights and biases are copied, and the copies moved by `-=`."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(X, synapse_0, bias_0, synapse_1, bias_1):
    layer_1 = X.dot(synapse_0)
    layer_1 = layer_1 + bias_0
    layer_1 = sigmoid(layer_1)
    return layer_1, sigmoid(layer_1.dot(synapse_1) + bias_1)


def bias_gradient(delta):
    total = np.zeros(delta.shape[1])
    for row in delta:
        total += row
    return total


def step(X, y, synapse_0, bias_0, synapse_1, bias_1, alpha):
    hidden, output = forward(X, synapse_0, bias_0, synapse_1, bias_1)
    output_delta = (output - y) * output * (1 - output)
    hidden_delta = output_delta.dot(synapse_1.T) * hidden * (1 - hidden)
    moved = [array.copy() for array in (synapse_0, bias_0, synapse_1, bias_1)]
    moved[0] -= alpha * X.T.dot(hidden_delta)
    moved[1] -= alpha * bias_gradient(hidden_delta)
    moved[2] -= alpha * hidden.T.dot(output_delta)
    moved[3] -= alpha * bias_gradient(output_delta)
    return tuple(moved)

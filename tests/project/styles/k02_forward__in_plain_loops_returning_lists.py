"""In plain loops, returning lists."""

import math
def forward_layer(inputs, synapse):
    return [[1 / (1 + math.exp(-sum(a * w for a, w in zip(row, column))))
             for column in zip(*synapse)] for row in inputs]
def forward(X, synapse_0, synapse_1):
    layer_1 = forward_layer(X, synapse_0)
    return layer_1, forward_layer(layer_1, synapse_1)

"""
# Forward pass: from inputs to a prediction

A layer is a row of nodes. Each node multiplies every input by a weight of its own, adds up the
products, and takes the sigmoid of the sum. One matrix product makes these sums for all nodes and
all examples at once. The next layer does the same with the values that this layer returned.

Each kata stands alone: the sigmoid that you need here is given below.

| name | what it is | shape |
|---|---|---|
| `X` | the inputs of the network, one row per example | (examples, inputs) |
| `inputs` | what goes into one layer, one row per example | (examples, inputs) |
| `synapse` | the weights of that layer: one row per input, one column per node | (inputs, nodes) |
| `synapse_0` | the weights between the inputs and the hidden nodes | (inputs, hidden) |
| `synapse_1` | the weights between the hidden nodes and the outputs | (hidden, outputs) |
| `layer_1` | the values of the hidden nodes | (examples, hidden) |
| `layer_2` | the values of the output nodes: the prediction | (examples, outputs) |

Worked number: for inputs 1 and 2 with weights 0.5 and -1, the sum is 1 * 0.5 + 2 * (-1) = -1.5,
and the value of the node is 0.1824.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


def forward_layer(inputs: np.ndarray, synapse: np.ndarray) -> np.ndarray:
    """Return the values of the nodes of a layer, one row per example."""
    return sigmoid(inputs @ synapse)


def forward(
    X: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the hidden layer and the prediction, `(layer_1, layer_2)`."""
    layer_1 = forward_layer(X, synapse_0)
    layer_2 = forward_layer(layer_1, synapse_1)
    return layer_1, layer_2

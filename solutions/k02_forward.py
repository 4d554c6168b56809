"""
# Forward pass: from inputs to a prediction

A layer is a row of nodes. Each node adds up everything that comes in, every input times the
weight of its synapse, and squashes the sum with the sigmoid. A matrix product does that for all
nodes and all examples at once; then the next layer does the same with what this one returned.

Each kata stands alone: the sigmoid that you need here is given below.

| name | what it is | shape |
|---|---|---|
| `X` | the inputs, one example a row | (examples, inputs) |
| `inputs` | what goes into one layer | (examples, inputs) |
| `synapse` | the weights of that layer | (inputs, nodes) |
| `synapse_0` | weights from the inputs to the hidden nodes | (inputs, hidden) |
| `synapse_1` | weights from the hidden nodes to the outputs | (hidden, outputs) |
| `layer_1` | the hidden nodes' values | (examples, hidden) |
| `layer_2` | the prediction | (examples, outputs) |

Worked number: inputs (1, 2) through weights (0.5, -1) sum to -1.5, and that node says 0.1824.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


def forward_layer(inputs: np.ndarray, synapse: np.ndarray) -> np.ndarray:
    """Return the values of a layer's nodes, one row an example."""
    return sigmoid(inputs @ synapse)


def forward(
    X: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the hidden layer and the prediction, `(layer_1, layer_2)`."""
    layer_1 = forward_layer(X, synapse_0)
    layer_2 = forward_layer(layer_1, synapse_1)
    return layer_1, layer_2

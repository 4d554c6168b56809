"""
# Deltas: who is to blame, and by how much

A delta says how fast half the squared error grows when one node's weighted sum grows; so that sum
should move the other way. At the output it is the error (prediction minus target) times the slope
of the sigmoid there: a node that was sure of itself is hardly moved. Then the deltas travel back
through the same synapses that carried the signal forward. Each hidden node adds up what arrives:
that is its error, and it too is multiplied by the slope, this time the hidden node's own.

Each kata stands alone: the layers are handed to you here.

| name | what it is | shape |
|---|---|---|
| `layer_1` | the hidden nodes' values | (examples, hidden) |
| `layer_2` | the prediction | (examples, outputs) |
| `y` | the targets | (examples, outputs) |
| `synapse_1` | weights from the hidden nodes to the outputs | (hidden, outputs) |
| `layer_2_delta` | the deltas of the outputs | (examples, outputs) |

Worked number: prediction 0.8, target 1 → error -0.2, slope 0.16, delta -0.032.
"""

import numpy as np


def output_delta(layer_2: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the delta of every output node, shaped like `layer_2`."""
    layer_2_error = layer_2 - y
    return layer_2_error * layer_2 * (1 - layer_2)


def hidden_delta(
    layer_2_delta: np.ndarray, synapse_1: np.ndarray, layer_1: np.ndarray
) -> np.ndarray:
    """Return the delta of every hidden node, shaped like `layer_1`."""
    layer_1_error = layer_2_delta @ synapse_1.T  # the way the signal came, backwards
    return layer_1_error * layer_1 * (1 - layer_1)

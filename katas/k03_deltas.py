"""
# Deltas: who is to blame, and by how much

A delta tells one node which way, and how far, its weighted sum should have been different. At the
output it is the error (prediction minus target) times the slope of the sigmoid there: a node
that was sure of itself is hardly moved. Then the blame travels back through the same synapses
that carried the signal forward, and each hidden node weighs what arrives by its own slope.

| name | what it is | shape |
|---|---|---|
| `layer_1` | the hidden nodes' values | (examples, hidden) |
| `layer_2` | the prediction | (examples, outputs) |
| `y` | the targets | (examples, outputs) |
| `synapse_1` | weights from the hidden nodes to the outputs | (hidden, outputs) |
| `layer_2_delta` | the blame of the outputs | (examples, outputs) |

Worked number: prediction 0.8, target 1 → error -0.2, slope 0.16, delta -0.032.
"""

import numpy as np


def output_delta(layer_2: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the delta of every output node, shaped like `layer_2`."""
    # TODO: write this function
    raise NotImplementedError("k03: output_delta")


def hidden_delta(
    layer_2_delta: np.ndarray, synapse_1: np.ndarray, layer_1: np.ndarray
) -> np.ndarray:
    """Return the delta of every hidden node, shaped like `layer_1`."""
    # TODO: write this function
    raise NotImplementedError("k03: hidden_delta")

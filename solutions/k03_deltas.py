"""
# Deltas: who is to blame, and by how much

Training makes half the squared error small: (prediction - target)**2 / 2, added up over all
outputs. The value of a node is the sigmoid of its weighted sum, and its delta says: if this sum
grows a tiny bit, that error grows by delta times that bit. So a positive delta means that the sum
is too large, and a negative one that it is too small.

- Output: the error is prediction minus target. The delta is the error times the slope of the
  sigmoid, value · (1 - value). A node near 0 or 1 is sure: its slope is small, it hardly moves.
- Hidden node: nobody gives it a target. Its error comes from the outputs: take the delta of each
  output times the weight that leads to it, and add these up. The delta is this error times the
  slope of the hidden node itself.

Each kata stands alone: the layers are handed to you here, and nothing is imported from k01 or k02.

| name | what it is | shape |
|---|---|---|
| `layer_1` | the values of the hidden nodes | (examples, hidden) |
| `layer_2` | the values of the outputs: the prediction | (examples, outputs) |
| `y` | the targets | (examples, outputs) |
| `synapse_1` | weights from the hidden nodes to the outputs | (hidden, outputs) |
| `layer_2_delta` | the deltas of the outputs | (examples, outputs) |

Worked number: prediction 0.8, target 1 → error -0.2, slope 0.16, delta -0.032.
"""

import numpy as np


def output_delta(layer_2: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the delta of every output, shaped like `layer_2`."""
    layer_2_error = layer_2 - y
    return layer_2_error * layer_2 * (1 - layer_2)


def hidden_delta(
    layer_2_delta: np.ndarray, synapse_1: np.ndarray, layer_1: np.ndarray
) -> np.ndarray:
    """Return the delta of every hidden node, shaped like `layer_1`."""
    layer_1_error = layer_2_delta @ synapse_1.T  # the way the signal came, backwards
    return layer_1_error * layer_1 * (1 - layer_1)

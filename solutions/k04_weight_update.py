"""
# Weight update: every example teaches every weight

A synapse is the matrix of weights between two layers: one row per sender (a node of the first
layer), one column per receiver (a node of the second).

The gradient of a weight says: if this weight grows a tiny bit, half the squared error grows by
gradient times that bit. Each example adds its part, the value of the sender times the delta of the
receiver; the gradient is the sum over all examples. Where the sender was silent (value 0), the
part is 0. The gradient points uphill, to a larger error, so the update *subtracts* it.

Each kata stands alone: the layer and the deltas are handed to you here.

| name | what it is | shape |
|---|---|---|
| `layer_in` | the values of the layer that sends | (examples, senders) |
| `delta` | the deltas of the layer that receives | (examples, receivers) |
| `synapse` | the weights between the two, as floats | (senders, receivers) |

Worked number: in two examples a sender has the values 1 and 0.5, a receiver the deltas 0.2 and
-0.6. The gradient is 1 · 0.2 + 0.5 · (-0.6) = -0.1, and a weight of 0.3 becomes 0.4.
"""

import numpy as np


def synapse_gradient(layer_in: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """Return the gradient of every weight, shaped (senders, receivers)."""
    return layer_in.T @ delta


def update(synapse: np.ndarray, layer_in: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """Return the weights after one full step downhill; `synapse` itself stays as it is."""
    return synapse - synapse_gradient(layer_in, delta)

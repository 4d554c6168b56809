"""
# Weight update: everyone learns from all examples at once

A synapse joins a sending node to a receiving node. How strongly it should change is the sender's
value times the receiver's delta, added up over the examples: a sender that was silent (0) has
nothing to learn from. Those sums, one a synapse, are the gradient, the uphill direction of half
the summed squared error; so the update takes it *away* from the weights.

Each kata stands alone: the layer and the deltas are handed to you here.

| name | what it is | shape |
|---|---|---|
| `layer_in` | the values of the layer that sends | (examples, senders) |
| `delta` | the deltas of the layer that receives | (examples, receivers) |
| `synapse` | the weights between the two, as floats | (senders, receivers) |

Worked number: a sender says 1 and 0.5 in two examples, the receiver's deltas are 0.2 and -0.6:
gradient 1 · 0.2 + 0.5 · (-0.6) = -0.1, and a weight of 0.3 becomes 0.4.
"""

import numpy as np


def synapse_gradient(layer_in: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """Return the gradient of every synapse, shaped (senders, receivers)."""
    return layer_in.T @ delta


def update(synapse: np.ndarray, layer_in: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """Return the weights after one full step downhill; `synapse` itself stays as it is."""
    return synapse - synapse_gradient(layer_in, delta)

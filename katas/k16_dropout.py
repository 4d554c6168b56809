"""
# Noise on purpose

Dropout disturbs a network while it is trained. In every step each hidden node is switched off by
chance, so that no node can rely on another one. After the training nothing is dropped any more.

- The mask says who stays: 1 stays, 0 is dropped. It is drawn elsewhere, and handed to you.
- `keep` is the share that stays on average. With fewer nodes, the next layer would get less than it
  will get later. So what stays is divided by `keep`: the mean over all masks is then the layer
  without dropping. (This is called inverted dropout.)
- Back it is the same: what is sent back to a dropped node is dropped, the rest is divided by
  `keep`. The slope is that of the hidden node as it was before the dropping.
- Drop weights instead of nodes, with a mask of the synapse's shape, and it is called DropConnect.

The tutorial's network learns XOR with 4 hidden nodes; 32 learn it a little better. Now drop half of
the hidden nodes in every step. Guess before you write: does the noise hurt both, or help both?

Each kata stands alone: the sigmoid is given below.

| name | what it is | shape |
|---|---|---|
| `values`, `mask` | numbers, perhaps whole ones, and for each of them 0 or 1 | the same shape |
| `keep` | the share that stays on average | a number above 0, at most 1 |
| `X`, `y` | inputs and targets | (examples, inputs), (examples, outputs) |
| `synapse_0`, `synapse_1` | weights | (inputs, hidden), (hidden, outputs) |
| `mask` of a network | which hidden nodes stay, for each example | (examples, hidden) |

Worked number: values 0.6 and 0.6, mask 1 and 0, keep 0.5: 1.2 and 0 remain, and their mean is 0.6.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


def drop(values: np.ndarray, mask: np.ndarray, keep: float) -> np.ndarray:
    """Return 0 where the mask is 0; elsewhere the value, divided by `keep`."""
    # TODO: write this function
    raise NotImplementedError("k16: drop")


def forward(
    X: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray, mask: np.ndarray, keep: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return `(layer_1, layer_2)`; `layer_1` is the hidden layer after dropping."""
    # TODO: write this function
    raise NotImplementedError("k16: forward")


def gradients(
    X: np.ndarray,
    y: np.ndarray,
    synapse_0: np.ndarray,
    synapse_1: np.ndarray,
    mask: np.ndarray,
    keep: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradients of half the squared error with this mask, `(gradient_0, gradient_1)`."""
    # TODO: write this function
    raise NotImplementedError("k16: gradients")

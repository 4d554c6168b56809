"""
# Noise on purpose

Dropout trains a network while it is being disturbed. In every step, each hidden node is switched
off by chance, so no node can rely on one other node to be there. After training nothing is dropped.

- The mask says who stays: 1 stays, 0 is dropped. It is drawn elsewhere and handed to you; `keep` is
  the share that stays on average.
- If half of the nodes are silent, the next layer gets half as much as it will get later. So what
  stays is divided by `keep`: then the mean over all masks is the layer without dropping. (This is
  called inverted dropout.)
- The way back is the same: what is sent back to a dropped node is dropped, and the rest is divided
  by `keep`. The slope belongs to the hidden node as it was before the dropping.

Drop single weights instead of nodes, and it is called DropConnect: `drop` of a synapse, with a mask
of its shape.

On the tutorial's XOR, with alpha 1 and 10,000 iterations, 4 hidden nodes reach an error of 0.01,
and 32 nodes 0.008. Now drop every hidden value with a chance of one half. Guess before you write:
does this noise hurt both networks, or help both?

Each kata stands alone: the sigmoid is given below.

| name | what it is | shape |
|---|---|---|
| `values`, `mask` | what is dropped or stays; 0 or 1 for each | the same shape |
| `keep` | the share that stays on average | a number, up to 1 |
| `X`, `y` | inputs and targets | (examples, inputs), (examples, outputs) |
| `synapse_0`, `synapse_1` | weights to the hidden nodes, and to the outputs | as in k02 |
| `mask` of a network | who stays of the hidden nodes, for each example | (examples, hidden) |

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

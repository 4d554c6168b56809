"""
# Any number of layers

The tutorial's network has two synapses, and every line of it names one of them. Put the synapses
into a list, and a loop works for any depth. `sizes` tells the nodes of each layer, the inputs
first: [3, 4, 1] is the tutorial's network, with synapses of the shapes (3, 4) and (4, 1).

- Forward: the first layer is X itself. Each synapse makes the next layer from the last one. Keep
  all layers, since the way back needs them.
- Backward: begin with the delta of the output, as in k03. Send it back through the synapse before
  it, and multiply by the slope of the layer it comes to: that is the delta of this layer. Go on so
  to the first hidden layer; X needs no delta.
- The gradient of a synapse is the layer before it, transposed, times the delta of the layer after
  it, as in k04.

Take the sizes [3, 8, 8, 8, 1], the weights of seed 1 and the tutorial's XOR. Compare the gradients
before any training. Guess before you write: is the mean size in the first synapse larger than in
the last one, or smaller? How many times?

Each kata stands alone: the sigmoid is given below.

| name | what it is | shape |
|---|---|---|
| `sizes` | the nodes of each layer, inputs first | a list of two or more whole numbers |
| `synapses` | weights from each layer to the next | a list: (sizes[i], sizes[i + 1]) |
| `layers` | the values of all layers, X first | a list: (examples, sizes[i]) |
| `X`, `y` | inputs and targets | (examples, inputs), (examples, outputs) |

Worked number: sizes [1, 2, 1], X = 1, y = 1. Weights 0 and 0 make two hidden values of 0.5. Weights
2 and -2 make the output 0.5, and its delta is -0.125. The gradient of the second synapse is -0.0625
and -0.0625, that of the first -0.0625 and 0.0625.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


def initial_synapses(sizes: list[int], seed: int) -> list[np.ndarray]:
    """Return a seeded random start: seed once, then draw every weight from -1 to 1, as in k07."""
    # TODO: write this function
    raise NotImplementedError("k14: initial_synapses")


def forward(X: np.ndarray, synapses: list[np.ndarray]) -> list[np.ndarray]:
    """Return the values of all layers, X itself first."""
    # TODO: write this function
    raise NotImplementedError("k14: forward")


def gradients(
    layers: list[np.ndarray], synapses: list[np.ndarray], y: np.ndarray
) -> list[np.ndarray]:
    """Return the gradient of every synapse, in the order of the synapses."""
    # TODO: write this function
    raise NotImplementedError("k14: gradients")

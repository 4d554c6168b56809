"""
# Weights that cost something

"When the alpha was huge, the weights got huge too!" the tutorial says. A huge weight makes a node
very sure, right or wrong. Regularisation lets every weight cost something: training makes the sum
of half the squared error and this penalty small, so a weight must be worth its price.

- L1 costs `l1` times the size of the weight, without its sign. It pulls every weight towards 0 by
  the same amount, `l1`, so many weights come close to 0. A weight of 0 is not pulled at all.
- L2 costs `l2` / 2 times the square of the weight. It pulls by `l2` times the weight: large ones
  much, small ones hardly.

The gradient of the sum is the gradient of the error plus the slopes of both costs. "Weight decay"
is another way to write L2: in each step every weight first loses the share alpha · strength of
itself, and then moves downhill as before.

Train the tutorial's XOR with seed 1 and alpha 1 for 10,000 iterations, and the error falls to
0.0086. Now add L2 with a strength of 0.01. Guess before you write: how large is the error then, and
what is left of the weights?

Each kata stands alone: the gradients are handed to you here.

| name | what it is | shape |
|---|---|---|
| `synapses` | all weights of a network | a list of arrays |
| `synapse`, `gradient` | some weights, and the gradient of the error | the same shape |
| `l1`, `l2`, `strength` | how much the weights cost | numbers |
| `alpha` | how long the step is | a number |

Worked number: let `l1` be 0.1 and `l2` 0.01. The weights 3 and -4 cost 0.1 · 7 + 0.005 · 25, that
is 0.825. If the gradient of the weight 3 is 0.5, it becomes 0.5 + 0.1 + 0.03 = 0.63. With alpha 0.1
and strength 0.01, decay takes this weight from 3 to 2.997, and the step to 2.947.
"""

import numpy as np


def penalty(synapses: list[np.ndarray], l1: float, l2: float) -> float:
    """Return what all the weights cost together, one number."""
    # TODO: write this function
    raise NotImplementedError("k15: penalty")


def penalised_gradient(
    synapse: np.ndarray, gradient: np.ndarray, l1: float, l2: float
) -> np.ndarray:
    """Return the gradient of error and penalty together; the L1 cost of a weight 0 has slope 0."""
    # TODO: write this function
    raise NotImplementedError("k15: penalised_gradient")


def decay(synapse: np.ndarray, gradient: np.ndarray, alpha: float, strength: float) -> np.ndarray:
    """Return the new weights: the old ones a little smaller, then the step downhill."""
    # TODO: write this function
    raise NotImplementedError("k15: decay")

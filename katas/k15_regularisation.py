"""
# Weights that cost something

"When the alpha was huge, the weights got huge too!" the tutorial says. A huge weight makes a node
very sure, even where it is wrong. Regularisation lets every weight cost something. Training then
makes the sum small, half the squared error and this penalty: a weight must be worth its price.

- L1 costs `l1` times the size of the weight, without its sign. Its slope pulls all weights towards
  0 alike, by `l1`, so that small ones disappear. A weight of 0 is not pulled: its slope is 0.
- L2 costs `l2` / 2 times the square of the weight. Its slope is `l2` times the weight, so large
  weights are pulled a lot, and small ones hardly.
- The gradient of the sum is the gradient of the error plus the slopes of both costs.
- Weight decay is another way to write L2. In every step a weight loses the share alpha · strength
  of itself, and then moves downhill as before, by alpha times the gradient of the error.

The tutorial's network, trained with alpha 1 and seed 1 for 10,000 iterations, ends at an error of
0.0086. Add L2 with `l2` = 0.01. Guess before you write: what is the error then, and what is left of
the weights?

Each kata stands alone: the gradients are handed to you here.

| name | what it is | shape |
|---|---|---|
| `synapses` | all weights of a network | a list of arrays |
| `synapse`, `gradient` | weights, gradient of the error; perhaps whole numbers | the same shape |
| `l1`, `l2`, `strength` | how much the weights cost | numbers |
| `alpha` | how long the step is | a number |

Worked number: `l1` is 0.1, and `l2` 0.01. The weights 3 and -4 cost 0.1 · 7 + 0.005 · 25, that is
0.825. If the gradient of the weight 3 is 0.5, it becomes 0.5 + 0.1 + 0.03 = 0.63. With alpha 0.1
and strength 0.01, this weight decays from 3 to 2.997, and the step takes it to 2.947.
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

"""
# Delta trimming: no step longer than that

When slopes are too big, a step overshoots, and the network may land where all slopes are nearly 0
and stay there. The tutorial's answer is a smaller alpha, which makes *all* steps smaller. Trimming
makes only those smaller that are too long. Other names for it are gradient clipping and clipnorm.

There are two ways. By value: each number of the gradient that is above `limit` becomes `limit`,
each below `-limit` becomes `-limit`, so the direction of the step may change. By norm: the *norm*
is the length of the whole step, the square root of the sum of all squares, over all gradients
together. If it is larger than `limit`, every gradient is multiplied by limit / norm: the direction
stays, and the length becomes `limit`. If not, the gradients stay as they are.

The best alpha of the tutorial's seven is 10. With alpha 100 the error stays at 0.125, with alpha
1000 at 0.5. Guess before you write: if the gradients are trimmed, can alpha 1000 beat alpha 10?

Each kata stands alone, and here nothing is given: all of it is yours.

| name | what it is | shape |
|---|---|---|
| `gradient` | the gradient of one synapse, or of anything else, perhaps whole numbers | any |
| `gradients` | those of all synapses | a list of arrays, each of its own shape |
| `limit` | the largest size of a number, or of the norm | a number above 0 |

Worked number: the gradients [[3, 0]] and [[4], [12]] have the norm √(9 + 16 + 144) = 13. With
limit 2.6 each number is multiplied by 0.2: [[0.6, 0]] and [[0.8], [2.4]].
"""

import numpy as np


def clip_by_value(gradient: np.ndarray, limit: float) -> np.ndarray:
    """Return the gradient with each number trimmed to the interval from -limit to limit."""
    # TODO: write this function
    raise NotImplementedError("k13: clip_by_value")


def global_norm(gradients: list[np.ndarray]) -> float:
    """Return the length of the whole step: one number for all gradients together."""
    # TODO: write this function
    raise NotImplementedError("k13: global_norm")


def clip_by_norm(gradients: list[np.ndarray], limit: float) -> list[np.ndarray]:
    """Return the list of gradients, made shorter together where their norm is above the limit."""
    # TODO: write this function
    raise NotImplementedError("k13: clip_by_norm")

"""
# Turning weights: a step size for every weight

The tutorial takes a closer look and counts how often each weight's update changes direction (k06).
Here the count pays off: the turns themselves choose how far to step. This is called *Rprop*.

Each weight has a step size of its own. Look at its gradient in the last iteration and in this one:

- The same sign: it is on its way. Its step size grows, times `up`.
- Different signs: it has stepped over the lowest place. Its step size shrinks, times `down`.
- One of the two, or both, is 0: nothing is known, and its step size stays.

Then the weight moves by its step size against the sign of its gradient; where the gradient is 0, it
stays. Alpha is gone, and so is the size of the gradient: only its sign counts. Here, step sizes
have no limits. Whoever trains with this gives a weight a pause after a turn: 0 in place of this
gradient, which is then also the next `previous`, so that nothing shrinks twice for one turn.

Guess before you write: on XOR, plain descent with alpha 10, the best of the tutorial, comes below
an error of 0.05 in 107 iterations. How many does Rprop need, which throws the gradient's size away?
And does it get there from every start?

Each kata stands alone, and here nothing is given: all of it is yours.

| name | what it is | shape |
|---|---|---|
| `sizes` | the step size of each weight, above 0, perhaps a whole number | like the synapse |
| `previous`, `gradient` | the gradient in the last iteration, and in this one | like the synapse |

Worked number: a weight of 1 with step size 0.1. The gradients 5 and 0.2 have the same sign: its
step size is 0.12, and it moves to 0.88. With -5 and 0.2, its step size is 0.05: it moves to 0.95.
"""

import numpy as np


def step_sizes(
    sizes: np.ndarray,
    previous: np.ndarray,
    gradient: np.ndarray,
    up: float = 1.2,
    down: float = 0.5,
) -> np.ndarray:
    """Return the new step size of each weight."""
    # TODO: write this function
    raise NotImplementedError("k19: step_sizes")


def move(synapse: np.ndarray, gradient: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return the weights, each a step of its size further down."""
    # TODO: write this function
    raise NotImplementedError("k19: move")

"""
# Direction counting: how often a weight turns round

Watch one weight while the network trains. An update that goes up, then one that goes down: the
weight has jumped over its best place and turns round. Tiny alphas almost never turn, the best alpha
turns very often, a huge one somewhere in between. So counting turns tells whether alpha fits.

Zero rule: an update is *up* when it is greater than 0; everything else, 0 included, is *not up*. A
direction change is up followed by not up, or not up followed by up. The first update has nothing
before it, so it changes nothing.

| name | what it is | shape |
|---|---|---|
| `previous_update`, `update` | two updates of the same synapse, one after the other | any, equal |
| `updates` | all updates of a synapse in order | (steps, *shape of the synapse) |
| `changes_0`, `changes_1` | turns of every weight | like `synapse_0`, `synapse_1` |

Worked number: the updates 3, 1, -2, 0, 5 of one weight hold 2 changes: 1 to -2, and 0 to 5.
"""

import numpy as np


def direction_changes(previous_update: np.ndarray, update: np.ndarray) -> np.ndarray:
    """Return 1 where the direction changed and 0 where it did not."""
    # TODO: write this function
    raise NotImplementedError("k06: direction_changes")


def count_direction_changes(updates: np.ndarray) -> np.ndarray:
    """Return how often each weight changed direction."""
    # TODO: write this function
    raise NotImplementedError("k06: count_direction_changes")


def train_and_count(
    X: np.ndarray, y: np.ndarray, alpha: float, iterations: int, hidden_size: int = 4, seed: int = 1
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Train as in k05; return `(synapse_0, synapse_1, changes_0, changes_1)`."""
    # TODO: write this function
    raise NotImplementedError("k06: train_and_count")

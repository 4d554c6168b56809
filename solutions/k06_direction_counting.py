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
    return ((update > 0) != (previous_update > 0)).astype(int)


def count_direction_changes(updates: np.ndarray) -> np.ndarray:
    """Return how often each weight changed direction."""
    up = updates > 0
    return np.sum(up[1:] != up[:-1], axis=0)


def train_and_count(
    X: np.ndarray, y: np.ndarray, alpha: float, iterations: int, hidden_size: int = 4, seed: int = 1
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Train as in k05; return `(synapse_0, synapse_1, changes_0, changes_1)`."""
    np.random.seed(seed)
    synapse_0 = 2 * np.random.random((X.shape[1], hidden_size)) - 1
    synapse_1 = 2 * np.random.random((hidden_size, y.shape[1])) - 1
    previous_0, previous_1 = np.zeros_like(synapse_0), np.zeros_like(synapse_1)
    changes_0 = np.zeros(synapse_0.shape, dtype=int)
    changes_1 = np.zeros(synapse_1.shape, dtype=int)
    for step in range(iterations):
        layer_1 = 1 / (1 + np.exp(-(X @ synapse_0)))
        layer_2 = 1 / (1 + np.exp(-(layer_1 @ synapse_1)))
        layer_2_delta = (layer_2 - y) * layer_2 * (1 - layer_2)
        layer_1_delta = layer_2_delta @ synapse_1.T * layer_1 * (1 - layer_1)
        update_1 = layer_1.T @ layer_2_delta
        update_0 = X.T @ layer_1_delta
        if step > 0:  # compare first, remember afterwards
            changes_1 += direction_changes(previous_1, update_1)
            changes_0 += direction_changes(previous_0, update_0)
        previous_0, previous_1 = update_0, update_1
        synapse_1 -= alpha * update_1
        synapse_0 -= alpha * update_0
    return synapse_0, synapse_1, changes_0, changes_1

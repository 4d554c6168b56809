"""
# Direction counting: how often a weight changes direction

One update of a weight goes up, the next down: the weight went past its best place and comes back.
With a tiny alpha that is rare, with a good one common, with a huge one rare again.

An *update* here is the gradient, `layer_in.T @ delta`, without alpha and without a minus. It is
*up* if it is greater than 0; 0 itself is *not up*. A change is an up after a not up, or a not up
after an up. The first update has none before it, so it is no change.

Train as in k05: `np.random.seed(seed)`, then `2 * np.random.random(shape) - 1` for `synapse_0`,
then for `synapse_1`; take both deltas before you move a synapse. Each kata stands alone.

| name | what it is | shape |
|---|---|---|
| `updates` | all updates of one synapse, in order | (steps, *shape of the synapse) |
| `changes_0`, `changes_1` | direction changes of each weight | like `synapse_0`, `synapse_1` |

Worked number: the updates 3, 1, -2, 0, 5 of one weight hold 2 changes: 1 to -2, and 0 to 5.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


# Given: you wrote it in k02 and k03.
def layers_and_deltas(
    X: np.ndarray, y: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return `(layer_1, layer_2, layer_1_delta, layer_2_delta)`: forward, then back."""
    layer_1 = sigmoid(X @ synapse_0)
    layer_2 = sigmoid(layer_1 @ synapse_1)
    layer_2_delta = (layer_2 - y) * layer_2 * (1 - layer_2)
    layer_1_delta = layer_2_delta @ synapse_1.T * layer_1 * (1 - layer_1)
    return layer_1, layer_2, layer_1_delta, layer_2_delta


def direction_changes(previous_update: np.ndarray, update: np.ndarray) -> np.ndarray:
    """Return 1 where the direction changed and 0 where it did not."""
    return ((update > 0) != (previous_update > 0)).astype(int)


def count_direction_changes(updates: np.ndarray) -> np.ndarray:
    """Return how often each weight changed direction."""
    up = updates > 0
    return np.sum(up[1:] != up[:-1], axis=0)  # each step beside the one before it


def train_and_count(
    X: np.ndarray, y: np.ndarray, alpha: float, iterations: int, hidden_size: int = 4, seed: int = 1
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Train as in k05; return `(synapse_0, synapse_1, changes_0, changes_1)`."""
    np.random.seed(seed)
    synapse_0 = 2 * np.random.random((X.shape[1], hidden_size)) - 1
    synapse_1 = 2 * np.random.random((hidden_size, y.shape[1])) - 1
    updates_0 = np.zeros((iterations, *synapse_0.shape))
    updates_1 = np.zeros((iterations, *synapse_1.shape))
    for step in range(iterations):
        layer_1, _, layer_1_delta, layer_2_delta = layers_and_deltas(X, y, synapse_0, synapse_1)
        updates_1[step] = layer_1.T @ layer_2_delta
        updates_0[step] = X.T @ layer_1_delta
        synapse_1 = synapse_1 - alpha * updates_1[step]
        synapse_0 = synapse_0 - alpha * updates_0[step]
    changes_0, changes_1 = count_direction_changes(updates_0), count_direction_changes(updates_1)
    return synapse_0, synapse_1, changes_0, changes_1

"""Kata 6: direction changes of one update, of a stack of updates, and of a whole training."""

import itertools

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

PARTS = ("synapse_0", "synapse_1", "changes_0", "changes_1")
XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])

# Direction changes of each weight in the first 100 iterations of the tutorial's network; at 10 they
# are the tutorial's own figures, because later no weight changes any more. No update comes nearer
# to 0 than 1e-6, and rounding moves none by more than 1e-13, so that no count hangs on it.
TUTORIALS_CHANGES = {
    0.1: ([[0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]], [[0], [0], [0], [1]]),
    1.0: ([[0, 1, 0, 0], [0, 0, 0, 0], [1, 0, 1, 1]], [[1], [1], [0], [1]]),
    10.0: ([[7, 19, 2, 6], [7, 2, 0, 22], [19, 26, 9, 17]], [[22], [15], [4], [15]]),
}


@oracles.remembered
def changes_of(updates):
    """Return how often each weight changed direction, one weight and one step at a time."""
    changes = np.zeros(updates[0].shape, dtype=int)
    for before, after in itertools.pairwise(updates):
        for cell in np.ndindex(changes.shape):
            was_up, is_up = before[cell] > 0, after[cell] > 0
            changes[cell] += (was_up and not is_up) or (is_up and not was_up)
    return changes


def training(X, y, alpha, iterations, hidden_size=4, seed=1):
    """Return what a training leaves, and how often its updates changed direction."""
    way = oracles.descend_by_chain_rule(X, y, alpha, iterations, hidden_size, seed)
    return (*way.end(), changes_of(way.gradient_0[:-1]), changes_of(way.gradient_1[:-1]))


def examples(rng, alpha, iterations, sizes=(5, 3, 4, 2), seed=1):
    """Return random X and y with which no update comes so near to 0 that rounding decides."""
    rows, n_inputs, hidden, outputs = sizes
    while True:
        X, y = rng.normal(size=(rows, n_inputs)), rng.uniform(size=(rows, outputs))
        way = oracles.descend_by_chain_rule(X, y, alpha, iterations, hidden, seed)
        if min(np.abs(way.gradient_0).min(), np.abs(way.gradient_1).min()) > 1e-6:
            return X, y


def updates_with_zeros(rng, *shape):
    """Return random updates, tiny ones and large ones, about a third of them exactly 0."""
    sizes = 10 ** rng.uniform(-9, 3, shape)
    return rng.normal(size=shape) * sizes * rng.integers(0, 3, shape).clip(0, 1)


def test_change_of_four_weights(kata):
    """Up and down again, up twice, down twice, down and up again."""
    before, after = np.array([3.0, 3.0, -2.0, -2.0]), np.array([-1.0, 5.0, -1.0, 5.0])
    same(kata.direction_changes(before, after), np.array([1, 0, 0, 1]))


def test_change_of_every_pair_of_signs(kata):
    """Down, 0 and up before; down, 0 and up after: only a pair with exactly one up is a change."""
    pairs = itertools.product([-2.0, 0.0, 3.0], [-1.0, 0.0, 5.0])
    before, after = np.array(list(pairs)).T
    same(kata.direction_changes(before, after), np.array([0, 0, 1, 0, 0, 1, 1, 1, 0]))


@pytest.mark.parametrize("shape", [(3, 4), (4, 2), (5,), (3, 3)])
def test_change_of_each_weight(kata, rng, shape):
    """The result has a cell for every weight; there may be no change, and whole numbers."""
    one, other = updates_with_zeros(rng, 2, *shape)
    for before, after in [(one, 2 * one), (one, other), rng.integers(-2, 3, (2, *shape))]:
        same(kata.direction_changes(before, after), changes_of([before, after]))
    kata.unchanged()


@pytest.mark.parametrize("steps", [1, 2, 3, 6])
def test_count_for_two_weights(kata, steps):
    """Every change counts, whichever way it goes; the first update has none before it."""
    updates = np.array([[3, -1], [1, 2], [-2, 4], [1, 0], [0, -1], [5, -2]], dtype=float)[:steps]
    changes = {1: [0, 0], 2: [0, 1], 3: [1, 1], 6: [4, 2]}
    same(kata.count_direction_changes(updates), np.array(changes[steps]))


@pytest.mark.parametrize(
    "shape", [(1, 3, 2), (2, 4, 2), (3, 2), (9, 3, 4), (8, 2), (12,), (4, 4, 4), (300, 2, 3)]
)
def test_count_for_every_weight(kata, rng, shape):
    """The result has the shape of one update, however many there are."""
    for updates in [updates_with_zeros(rng, *shape), rng.integers(-2, 3, shape)]:
        same(kata.count_direction_changes(updates), changes_of(updates))
    kata.unchanged()


def test_weights_may_turn_at_every_update(kata, rng):
    """A weight that never rests has as many changes as updates, less one."""
    updates = rng.uniform(0.1, 2, (301, 2, 3)) * (-1.0) ** np.arange(301)[:, None, None]
    updates[:, 1] = np.abs(updates[:, 1])
    same(kata.count_direction_changes(updates), np.array([[300] * 3, [0] * 3]))


@pytest.mark.parametrize(("alpha", "iterations"), [(1e-9, 1), (20.0, 1), (20.0, 2), (20.0, 3)])
def test_training_of_a_small_network(kata, alpha, iterations):
    """With the tiny alpha it stays where it starts; with 20, updates change direction at once."""
    X, y = np.array([[0, 1], [1, 1]]), np.array([[0], [1]])
    expected = training(X, y, alpha, iterations, 2, 7)
    same(kata.train_and_count(X, y, alpha, iterations, 2, 7), expected, parts=PARTS)


@pytest.mark.parametrize(("alpha", "iterations"), [(1e-9, 2), (6.0, 1), (6.0, 2), (6.0, 25)])
@pytest.mark.parametrize("sizes", [(5, 3, 6, 2), (4, 4, 4, 4)])
def test_training_counts_changes(kata, rng, sizes, alpha, iterations):
    """The trained weights, and how often the updates of each of them changed direction."""
    seed = int(rng.integers(2, 1000))
    X, y = examples(rng, alpha, iterations, sizes, seed)
    expected = training(X, y, alpha, iterations, sizes[2], seed)
    same(kata.train_and_count(X, y, alpha, iterations, sizes[2], seed), expected, parts=PARTS)
    kata.unchanged()


def test_training_has_defaults(kata, rng):
    """Without being told, it uses 4 hidden nodes and seed 1."""
    X, y = examples(rng, 0.5, 2)
    same(kata.train_and_count(X, y, 0.5, 2), training(X, y, 0.5, 2), parts=PARTS)


@pytest.mark.parametrize(("far", "iterations"), [(0.1, 100), (1e-3, 30)])
def test_training_goes_to_the_end(kata, rng, far, iterations):
    """No iteration is left out, however small the error is by then."""
    X, y = oracles.learnable(rng, far)
    expected = oracles.descend_by_chain_rule(X, y, 3.0, iterations).end()
    # Rounding decides which way an update goes that is nearly 0, so none is counted here.
    trained = kata.train_and_count(X, y, 3.0, iterations)[:2]
    same(trained, expected, parts=PARTS[:2], rtol=1e-6 * far)


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        updates = rng.normal(size=(5, 3, 4))
        X, y = examples(rng, 0.5, 2)
        same(kata.direction_changes(*updates[:2]), changes_of(updates[:2]))
        same(kata.count_direction_changes(updates), changes_of(updates))
        same(kata.train_and_count(X, y, 0.5, 2), training(X, y, 0.5, 2), parts=PARTS)


@pytest.mark.parametrize("alpha", TUTORIALS_CHANGES)
def test_tutorials_network_changes_most_at_the_best_alpha(kata, alpha):
    """On XOR, the best alpha changes the weights' direction more than ten times as often."""
    few = training(*XOR, alpha, 2)
    same(kata.train_and_count(*XOR, alpha, 2), few, parts=PARTS)
    _, _, *changes = kata.train_and_count(*XOR, alpha, 100)
    same(changes, tuple(map(np.array, TUTORIALS_CHANGES[alpha])), parts=PARTS[2:])

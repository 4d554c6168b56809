"""Kata 6: direction changes of one update, of a stack of updates, and of a whole training."""

import itertools

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

PARTS = ("synapse_0", "synapse_1", "changes_0", "changes_1")
XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])

# How often each weight of the tutorial's network turns round in the first 100 iterations, for some
# alphas; at 10 these are the tutorial's own figures for all 60,000, because then no weight turns
# any more. Worked out in numpy's widest floats: no update comes nearer to 0 than 1e-6, and another
# order of the sums moves none by more than 1e-13, so that no count hangs on rounding.
TUTORIALS_TURNS = {
    0.1: ([[0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]], [[0], [0], [0], [1]]),
    1.0: ([[0, 1, 0, 0], [0, 0, 0, 0], [1, 0, 1, 1]], [[1], [1], [0], [1]]),
    10.0: ([[7, 19, 2, 6], [7, 2, 0, 22], [19, 26, 9, 17]], [[22], [15], [4], [15]]),
}


def turned(before, after):
    """Return whether one weight turned round: up is greater than 0, all else is not up."""
    return (before > 0 and not after > 0) or (after > 0 and not before > 0)


@oracles.remembered
def turns(updates):
    """Return how often each weight turned round, one weight and one step at a time."""
    changes = np.zeros(updates[0].shape, dtype=int)
    for before, after in itertools.pairwise(updates):
        for cell in np.ndindex(changes.shape):
            changes[cell] += turned(before[cell], after[cell])
    return changes


@oracles.remembered
def measured_training(X, y, alpha, iterations, hidden_size=4, seed=1):
    """Return what a training along measured gradients leaves, and how often they turned round."""
    way = oracles.descend(X, y, alpha, iterations, hidden_size, seed)
    return (*way.end(), turns(way.gradient_0[:-1]), turns(way.gradient_1[:-1]))


def updates_with_zeros(rng, *shape):
    """Return random updates, about a third of them exactly 0."""
    return rng.normal(size=shape) * rng.integers(0, 3, shape).clip(0, 1)


def test_change_of_every_pair_of_signs(kata):
    """Down, 0 and up before; down, 0 and up after: only a pair with exactly one up is a change."""
    pairs = itertools.product([-2.0, 0.0, 3.0], [-1.0, 0.0, 5.0])
    before, after = np.array(list(pairs)).T
    expected = np.array([0, 0, 1, 0, 0, 1, 1, 1, 0])
    same(kata.direction_changes(before, after), expected)


@pytest.mark.parametrize("shape", [(3, 4), (4, 2), (5,)])
def test_change_of_each_weight(kata, rng, shape):
    """The result has a cell for every weight."""
    before, after = updates_with_zeros(rng, 2, *shape)
    same(kata.direction_changes(before, after), turns([before, after]))


def test_count_for_three_weights(kata):
    """Every turn counts, whichever way it goes, and the first update is not one."""
    updates = [[0, 5, 1, 1, 3, -1], [0, -5, -1, -2, 2, 4], [3, 6, 3, -2, 1, -1]]
    same(kata.count_direction_changes(np.array(updates, dtype=float).T), np.array([2, 1, 3]))


@pytest.mark.parametrize("shape", [(9, 3, 4), (8, 2), (12,), (2, 4, 2)])
def test_count_for_every_weight(kata, rng, shape):
    """The result has the shape of one update."""
    updates = updates_with_zeros(rng, *shape)
    same(kata.count_direction_changes(updates), turns(updates))


def test_count_after_one_update(kata, rng):
    """A single update has nothing to turn from."""
    same(kata.count_direction_changes(rng.normal(size=(1, 3, 2))), np.zeros((3, 2)))


@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (5, 3, 6, 2)])
def test_training_counts_turns(kata, sizes):
    """The trained weights come back, and with them how often each of their updates turned."""
    examples, n_inputs, hidden, outputs = sizes
    rng = np.random.default_rng(5)  # fixed: these inputs make most weights turn
    X, y = rng.normal(size=(examples, n_inputs)), rng.uniform(size=(examples, outputs))
    actual = kata.train_and_count(X, y, 6.0, 30, hidden, 2)
    same(actual, measured_training(X, y, 6.0, 30, hidden, seed=2), parts=PARTS, rtol=1e-4)


def test_training_has_defaults(kata, rng):
    """Without being told, it uses 4 hidden nodes and seed 1."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    expected = measured_training(X, y, 0.5, 1)
    same(kata.train_and_count(X, y, 0.5, 1), expected, parts=PARTS, rtol=1e-5)


def test_training_goes_to_the_end(kata, rng):
    """No iteration is left out, however small the error is by then."""
    for iterations, far in [(1, 3.0), (2, 3.0), (100, 0.1)]:
        X, y = oracles.learnable(rng, far)
        expected = oracles.descend(X, y, 3.0, iterations).end()
        # Rounding decides which way an update goes that is nearly 0, so none is counted here.
        trained = kata.train_and_count(X, y, 3.0, iterations)[:2]
        same(trained, expected, parts=PARTS[:2], rtol=1e-5, atol=1e-7)


def test_arguments_stay_as_they_are(kata, rng):
    """Updates, inputs and targets are read, not written."""
    updates, X, y = rng.normal(size=(5, 3, 4)), rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    expected = measured_training(X, y, 0.5, 1)
    same(kata.direction_changes(*updates[:2]), turns(updates[:2]))
    same(kata.count_direction_changes(updates), turns(updates))
    same(kata.train_and_count(X, y, 0.5, 1), expected, parts=PARTS, rtol=1e-5)
    kata.unchanged()


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        updates = rng.normal(size=(5, 3, 4))
        X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
        expected = measured_training(X, y, 0.5, 1)
        same(kata.direction_changes(*updates[:2]), turns(updates[:2]))
        same(kata.count_direction_changes(updates), turns(updates))
        same(kata.train_and_count(X, y, 0.5, 1), expected, parts=PARTS, rtol=1e-5)


@pytest.mark.parametrize("alpha", TUTORIALS_TURNS)
def test_tutorials_network_turns_most_at_the_best_alpha(kata, alpha):
    """On XOR, the best alpha makes the weights turn more than ten times as often."""
    few = measured_training(*XOR, alpha, 2)
    same(kata.train_and_count(*XOR, alpha, 2), few, parts=PARTS, rtol=1e-5)
    _, _, *changes = kata.train_and_count(*XOR, alpha, 100)
    same(changes, tuple(map(np.array, TUTORIALS_TURNS[alpha])), parts=PARTS[2:])

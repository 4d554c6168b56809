"""Kata 12: rows cut into batches in a given order, and a training that steps after each batch."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

TRAINED = ("synapse_0", "synapse_1")
XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])


def dealt(X, y, order, batch_size):
    """Return the batches, one row after the other taken from the front of the order."""
    waiting, batches = list(order), []
    while waiting:
        rows = [waiting.pop(0) for _ in range(min(batch_size, len(waiting)))]
        batches.append((np.array([X[row] for row in rows]), np.array([y[row] for row in rows])))
    return batches


@oracles.remembered
def measured_training(X, y, batch_size, alpha, epochs, hidden_size=4, seed=1):
    """Return both synapses, every step taken along the measured gradient of one batch."""
    random = np.random.RandomState(seed)
    synapse_0 = random.uniform(-1, 1, (X.shape[1], hidden_size))
    synapse_1 = random.uniform(-1, 1, (hidden_size, y.shape[1]))
    for _ in range(epochs):
        for batch in dealt(X, y, random.permutation(len(X)), batch_size):
            gradients = oracles.measured_gradients(*batch, synapse_0, synapse_1)
            synapse_0 = synapse_0 - alpha * gradients[0]
            synapse_1 = synapse_1 - alpha * gradients[1]
    return synapse_0, synapse_1


def test_five_rows_make_three_batches(kata):
    """Rows 4 and 2, rows 0 and 1, and row 3 alone; each row keeps its target."""
    X, y = (
        np.array([[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]),
        np.array([[0], [10], [20], [30], [40]]),
    )
    expected = [
        (np.array([[8, 9], [4, 5]]), np.array([[40], [20]])),
        (np.array([[0, 1], [2, 3]]), np.array([[0], [10]])),
        (np.array([[6, 7]]), np.array([[30]])),
    ]
    same(kata.batches(X, y, np.array([4, 2, 0, 1, 3]), 2), expected)


@pytest.mark.parametrize(
    ("examples", "batch_size"), [(4, 2), (5, 2), (7, 3), (6, 4), (5, 1), (3, 3), (4, 9), (1, 1)]
)
def test_batches_hold_every_row_once(kata, rng, examples, batch_size):
    """In the given order, with its target; the last batch holds what is left."""
    X, y = rng.normal(size=(examples, 3)), rng.normal(size=(examples, 2))
    order = rng.permutation(examples)
    same(kata.batches(X, y, order, batch_size), dealt(X, y, order, batch_size))


def test_batches_of_many_rows(kata, rng):
    """With twenty rows, too, and with the same rows in another order."""
    X, y = rng.integers(0, 9, (20, 3)), rng.integers(0, 2, (20, 1))
    for batch_size in [6, 5, 19]:
        order = rng.permutation(20)
        same(kata.batches(X, y, order, batch_size), dealt(X, y, order, batch_size))


@pytest.mark.parametrize("epochs", [0, 1, 2, 5])
def test_xor_in_batches_of_three(kata, epochs):
    """After each batch a step, in each epoch a new order; the batch of one row counts, too."""
    expected = measured_training(*XOR, 3, 0.5, epochs, 2)
    same(kata.train(*XOR, 3, 0.5, epochs, 2, 1), expected, parts=TRAINED, rtol=1e-5)


@pytest.mark.parametrize(
    ("batch_size", "sizes"),
    [(4, (4, 4, 4, 4)), (1, (5, 3, 6, 2)), (2, (5, 3, 6, 2)), (5, (5, 3, 6, 2)), (8, (5, 2, 3, 1))],
)
def test_training_follows_the_gradient_of_each_batch(kata, rng, batch_size, sizes):
    """Batches of one row, of some, of all; each gradient is a sum over the rows of its batch."""
    examples, n_inputs, hidden, outputs = sizes
    X, y = rng.normal(size=(examples, n_inputs)), rng.uniform(size=(examples, outputs))
    seed = int(rng.integers(2, 10**6))
    for epochs in [1, 3]:
        expected = measured_training(X, y, batch_size, 0.4, epochs, hidden, seed)
        actual = kata.train(X, y, batch_size, 0.4, epochs, hidden, seed)
        same(actual, expected, parts=TRAINED, rtol=1e-5)


def test_training_has_defaults(kata, rng):
    """Without being told, it uses 4 hidden nodes and seed 1."""
    kata.defaults("train", hidden_size=4, seed=1)
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    expected = measured_training(X, y, 2, 0.5, 1)
    same(kata.train(X, y, 2, 0.5, 1), expected, parts=TRAINED, rtol=1e-5)


@pytest.mark.parametrize("alpha", [0.05, 1.0, 3.0])
def test_training_scales_the_step_by_alpha(kata, rng, alpha):
    """Alpha counts once, for both synapses, in every batch."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    expected = measured_training(X, y, 2, alpha, 2, 3)
    same(kata.train(X, y, 2, alpha, 2, 3, 1), expected, parts=TRAINED, rtol=1e-5)


def test_training_follows_its_seed(kata, rng):
    """The seed gives the start and all orders; the same one gives the same network again."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    for seed in [1, int(rng.integers(2, 10**6)), 1]:
        expected = measured_training(X, y, 2, 0.7, 2, 4, seed)
        same(kata.train(X, y, 2, 0.7, 2, 4, seed), expected, parts=TRAINED, rtol=1e-5)


def test_training_goes_to_the_end(kata, rng):
    """No epoch is left out, however small the error is by then."""
    for epochs, far in [(2, 3.0), (20, 0.1)]:
        X, y = oracles.learnable(rng, far)
        expected = measured_training(X, y, 2, 3.0, epochs)
        same(kata.train(X, y, 2, 3.0, epochs), expected, parts=TRAINED, rtol=1e-5)


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        X, y, order = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2)), rng.permutation(5)
        same(kata.batches(X, y, order, 2), dealt(X, y, order, 2))
        expected = measured_training(X, y, 2, 0.5, 2)
        same(kata.train(X, y, 2, 0.5, 2), expected, parts=TRAINED, rtol=1e-5)
    kata.unchanged()

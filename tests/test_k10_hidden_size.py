"""Kata 10: the error of every size and seed, the share of seeds solved, the smallest size."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])


@oracles.remembered
def measured_errors(X, y, sizes, seeds, alpha, iterations):
    """Return the error that each training along measured gradients ends with."""
    errors = np.zeros((len(sizes), len(seeds)))
    for cell in np.ndindex(errors.shape):
        way = oracles.descend(X, y, alpha, iterations, sizes[cell[0]], seeds[cell[1]])
        errors[cell] = oracles.mean_absolute_error(X, y, *way.end())
    return errors


def test_errors_of_the_tutorials_data(kata):
    """A row for each size and a column for each seed, here after one iteration."""
    arguments = (*XOR, [4, 2], [1, 5, 3], 10, 1)
    same(kata.errors_by_size(*arguments), measured_errors(*arguments), rtol=1e-5)


@pytest.mark.parametrize("iterations", [0, 2, 5])
def test_errors_of_any_data(kata, rng, iterations):
    """Every training has its own size and its own seed, and begins anew."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    for sizes, seeds in [([3, 1, 6, 2], [7, 2]), ([5], [4, 0, 11])]:
        arguments = (X, y, sizes, seeds, rng.uniform(0.5, 3), iterations)
        same(kata.errors_by_size(*arguments), measured_errors(*arguments), rtol=1e-5)


def test_training_goes_to_the_end(kata, rng):
    """No iteration is left out, however small the error is by then."""
    for far in [0.1, 0.03, 1e-3]:
        X, y = oracles.learnable(rng, far)
        arguments = (X, y, [4], [1, 2], 3.0, 60)
        same(kata.errors_by_size(*arguments), measured_errors(*arguments), rtol=1e-5)


def test_training_takes_whole_numbers(kata, rng):
    """Inputs and targets may be whole numbers; the errors are not."""
    X, y = rng.integers(-2, 3, (5, 3)), rng.integers(0, 2, (5, 1))
    arguments = (X, y, [2, 5], [3, 1, 8], 1, 2)
    same(kata.errors_by_size(*arguments), measured_errors(*arguments), rtol=1e-5)


def test_share_of_two_sizes(kata):
    """What is exactly at the limit is not below it."""
    errors = np.array([[0.004, 0.3, 0.008, 0.01], [0.5, 0.002, 0.02, 0.4]])
    same(kata.share_solved(errors, 0.01), np.array([0.5, 0.25]))


@pytest.mark.parametrize("shape", [(4, 5), (3, 10), (6, 1), (1, 8), (5, 5)])
def test_share_of_any_errors(kata, rng, shape):
    """One share for each size, with whatever limit."""
    errors = rng.uniform(size=shape)
    edge = float(errors[-1, 0])
    for limit in [0.05, 0.5, edge, edge * (1 + 1e-6), 0.9, 1.5]:
        counts = [sum(1 for error in row if error < limit) for row in errors.tolist()]
        same(kata.share_solved(errors, limit), np.array(counts) / shape[1])


def test_share_of_whole_numbers(kata):
    """Errors of 0 and 1 are errors as any other."""
    errors = np.array([[0, 1, 1], [0, 0, 1], [1, 1, 1], [0, 0, 0]])
    same(kata.share_solved(errors, 1), np.array([1 / 3, 2 / 3, 0, 1]))


def test_smallest_size_that_is_enough(kata):
    """Exactly what is wanted is enough; a larger size may do better, but is not the smallest."""
    shares = np.array([0.0, 0.25, 0.75, 1.0, 0.5])
    for wanted, size in [(0.3, 3), (0.0, 1), (0.75, 3)]:
        same(kata.smallest_size([1, 2, 3, 8, 64], shares, wanted), size)


def test_no_size_is_enough(kata):
    """Then there is no answer: None."""
    same(kata.smallest_size([2, 4, 8], np.array([0.1, 0.5, 0.9]), 0.95), None)


def test_smallest_size_of_any_shares(kata, rng):
    """In whatever order the sizes come: 64 nodes may do worse than 4."""
    for count in [1, 2, 5, 9, 9]:
        sizes = rng.choice(np.arange(1, 70), count, replace=False).tolist()
        shares = rng.integers(0, 5, count) / 4
        for wanted in [0.2, 0.5, 1.0]:
            enough = [sizes[i] for i in range(count) if shares[i] >= wanted]
            expected = min(enough) if enough else None
            same(kata.smallest_size(sizes, shares, wanted), expected)


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        X, y, errors = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2)), rng.uniform(size=(3, 4))
        arguments = (X, y, [3, 2], [1, 6], 0.7, 1)
        same(kata.errors_by_size(*arguments), measured_errors(*arguments), rtol=1e-5)
        same(kata.share_solved(errors, 0.5), np.sum(errors < 0.5, axis=1) / 4)
        shares = rng.permutation([0.25, 0.5, 0.75])
        size = [9, 3, 6][int(np.argmax(shares))]
        same(kata.smallest_size([9, 3, 6], shares, 0.7), size)
    kata.unchanged()

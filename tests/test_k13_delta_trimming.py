"""Kata 13: numbers trimmed one by one, the norm of all gradients, and all made shorter together."""

import itertools
import math

import numpy as np
import pytest

from dojo.checks import or_refused, same

SHAPES = [[(3, 2)], [(4, 4), (4, 4)], [(3, 4), (4, 2)], [(2, 5), (5,), (5, 1), (1,)]]


def drawn(rng, shapes):
    """Return random gradients of those shapes."""
    return [rng.normal(size=shape) for shape in shapes]


def length(gradients):
    """Return the square root of the sum of all squares."""
    cells = [float(cell) for gradient in gradients for cell in gradient.flat]
    return math.sqrt(math.fsum(cell * cell for cell in cells))


def shortened(gradients, limit):
    """Return the gradients as they are, or all of them made so short that their norm is `limit`."""
    share = limit / max(length(gradients), limit)
    return [gradient * share for gradient in gradients]


def trimmed(gradient, limit):
    """Return the gradient, one number after the other moved into the interval."""
    cells = [sorted([-limit, float(cell), limit])[1] for cell in gradient.flat]
    return np.array(cells).reshape(gradient.shape)


def test_value_of_six_numbers(kata):
    """What is above the limit, or below minus the limit, becomes the limit; the rest stays."""
    gradient = np.array([[0.5, -3.0], [2.0, -0.1], [1.0, -1.5]])
    expected = np.array([[0.5, -1.0], [1.0, -0.1], [1.0, -1.0]])
    same(kata.clip_by_value(gradient, 1.0), expected)


@pytest.mark.parametrize("shape", [(4, 4), (5, 3), (6,), (1, 1)])
def test_value_of_any_gradient(kata, rng, shape):
    """Each number is trimmed on its own, whatever the limit is."""
    for limit in [0.01, rng.uniform(0.2, 2), 1.0, 50.0]:
        gradient = rng.normal(0, 1.5, shape)
        same(kata.clip_by_value(gradient, limit), trimmed(gradient, limit))


def test_value_of_whole_numbers(kata, rng):
    """The limit may lie between two whole numbers."""
    gradient = rng.integers(-9, 10, (3, 4))
    for limit in [0.5, 3, 4.25]:
        same(kata.clip_by_value(gradient.astype(float), limit), trimmed(gradient, limit))
        with or_refused():
            same(kata.clip_by_value(gradient, limit), trimmed(gradient, limit))


def test_norm_of_two_gradients(kata):
    """The square root of 9 + 16 + 144: one number for both together."""
    same(kata.global_norm([np.array([[3.0, 0.0]]), np.array([[-4.0], [12.0]])]), 13.0)


@pytest.mark.parametrize("shapes", SHAPES, ids=len)
def test_norm_of_any_gradients(kata, rng, shapes):
    """However many there are, of whatever shapes, tiny or large."""
    for scale in [1.0, 1e-6, 1e6]:
        gradients = [gradient * scale for gradient in drawn(rng, shapes)]
        same(kata.global_norm(gradients), length(gradients), atol=0)


def test_norm_of_whole_numbers_and_of_zeros(kata, rng):
    """The norm of whole numbers is seldom one; that of zeros is 0."""
    gradients = [rng.integers(-9, 10, (3, 2)), rng.integers(1, 10, (2, 5))]
    same(kata.global_norm(gradients), length(gradients))
    same(kata.global_norm([np.zeros((3, 2)), np.zeros(4)]), 0.0)


def test_two_gradients_are_made_shorter_together(kata):
    """Their norm is 13, so with the limit 2.6 all numbers are multiplied by 0.2."""
    gradients = [np.array([[3.0, 0.0]]), np.array([[-4.0], [12.0]])]
    expected = [np.array([[0.6, 0.0]]), np.array([[-0.8], [2.4]])]
    same(kata.clip_by_norm(gradients, 2.6), expected, rtol=1e-5)


@pytest.mark.parametrize("limit", [13.0, 20.0])
def test_gradients_within_the_limit_stay(kata, limit):
    """They are never made longer; a norm that is the limit itself is within it."""
    gradients = [np.array([[3.0, 0.0]]), np.array([[-4.0], [12.0]])]
    same(kata.clip_by_norm(gradients, limit), gradients, rtol=1e-5)


def test_zeros_stay_zeros(kata):
    """Where the norm is 0, nothing is divided by it."""
    gradients = [np.zeros((2, 3)), np.zeros(3)]
    same(kata.clip_by_norm(gradients, 0.5), gradients)


@pytest.mark.parametrize("shapes", SHAPES, ids=len)
def test_norm_is_trimmed_to_the_limit(kata, rng, shapes):
    """Far above the limit, just above, just below and far below, however long the step is."""
    for scale, factor in itertools.product([0.3, 1.0, 1e3], [0.01, 0.99, 1.01, 30.0]):
        gradients = [gradient * scale for gradient in drawn(rng, shapes)]
        limit = length(gradients) * factor
        same(kata.clip_by_norm(gradients, limit), shortened(gradients, limit), rtol=1e-5)


def test_norm_of_whole_numbers_is_trimmed(kata, rng):
    """What comes back need not be whole."""
    gradients = [rng.integers(-9, 10, (3, 2)), rng.integers(1, 10, (2, 5))]
    floats = [gradient.astype(float) for gradient in gradients]
    for limit in [1, 2.5, 100]:
        expected = shortened(gradients, limit)
        same(kata.clip_by_norm(floats, limit), expected, rtol=1e-5)
        with or_refused():
            same(kata.clip_by_norm(gradients, limit), expected, rtol=1e-5)


def test_small_gradients_beside_large_ones(kata, rng):
    """One gradient is far longer than the other, which is made shorter by the same factor."""
    gradients = [1000 * rng.normal(size=(3, 2)), 0.01 * rng.normal(size=(2, 4))]
    same(kata.global_norm(gradients), length(gradients))
    same(kata.clip_by_norm(gradients, 10.0), shortened(gradients, 10.0), rtol=1e-5, atol=0)


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        gradients = drawn(rng, [(3, 4), (4,), (4, 2)])
        same(kata.clip_by_value(gradients[0], 0.3), trimmed(gradients[0], 0.3))
        same(kata.global_norm(gradients), length(gradients))
        same(kata.clip_by_norm(gradients, 0.7), shortened(gradients, 0.7), rtol=1e-5)
    kata.unchanged()

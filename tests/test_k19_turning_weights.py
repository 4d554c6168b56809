"""Kata 19: a step size for every weight, and the move by it."""

import numpy as np
import pytest

from dojo.checks import or_refused, same
from tests import oracles

SHAPES = [(4, 4), (3, 5), (6, 1), (1, 7)]


@oracles.remembered
def resized(sizes, previous, gradient, up=1.2, down=0.5):
    """Return the new step sizes, one weight at a time."""
    result = np.array(sizes, dtype=float)
    for cell in np.ndindex(result.shape):
        signs = {bool(previous[cell] > 0), bool(gradient[cell] > 0)}
        if previous[cell] != 0 and gradient[cell] != 0:
            result[cell] *= up if len(signs) == 1 else down
    return result


@oracles.remembered
def moved(synapse, gradient, sizes):
    """Return the weights after the move, one at a time."""
    result = np.array(synapse, dtype=float)
    for cell in np.ndindex(result.shape):
        if gradient[cell] > 0:
            result[cell] -= sizes[cell]
        elif gradient[cell] < 0:
            result[cell] += sizes[cell]
    return result


def gradients(rng, *shape):
    """Return random gradients, tiny ones and large ones, about a third of them exactly 0."""
    sizes = 10 ** rng.uniform(-9, 3, shape)
    return rng.normal(size=shape) * sizes * rng.integers(0, 3, shape).clip(0, 1)


def test_sizes_of_four_weights(kata):
    """Up twice, down twice, a turn, and another turn; how large a gradient is does not matter."""
    sizes, previous = np.array([[0.1, 0.2], [0.4, 2.0]]), np.array([[5.0, -3.0], [-5.0, 0.1]])
    gradient = np.array([[0.2, -4.0], [0.2, -9.0]])
    same(kata.step_sizes(sizes, previous, gradient), np.array([[0.12, 0.24], [0.2, 1.0]]))


def test_sizes_of_every_pair_of_signs(kata):
    """Down, 0 and up before; down, 0 and up after: with a 0, the step size stays."""
    previous, gradient = np.meshgrid([-2.0, 0.0, 3.0], [-1.0, 0.0, 5.0], indexing="ij")
    expected = np.array([[1.2, 1, 0.5], [1, 1, 1], [0.5, 1, 1.2]])
    same(kata.step_sizes(np.ones((3, 3)), previous, gradient), expected)


@pytest.mark.parametrize("shape", SHAPES)
def test_sizes_of_any_weights(kata, rng, shape):
    """Each weight has a step size of its own, without limits; all may be whole numbers."""
    sizes = 10 ** rng.uniform(-8, 3, shape)
    given = sizes, gradients(rng, *shape), gradients(rng, *shape)
    same(kata.step_sizes(*given), resized(*given), atol=0)
    kata.unchanged()
    given = rng.integers(1, 9, shape), *rng.integers(-2, 3, (2, *shape))
    with or_refused():
        same(kata.step_sizes(*given), resized(*given))


def test_sizes_have_two_factors(kata, rng):
    """The growth and the shrinking are given; without being told, they are 1.2 and 0.5."""
    for up, down in [(1.5, 0.7), (rng.uniform(1.05, 2), rng.uniform(0.1, 0.95))]:
        given = rng.uniform(0.1, 2, (3, 4)), *rng.normal(size=(2, 3, 4))
        same(kata.step_sizes(*given, up, down), resized(*given, up, down))
        same(kata.step_sizes(*given, up=up, down=down), resized(*given, up, down))


def test_move_of_four_weights(kata):
    """Down where the gradient is positive, up where it is negative, and a pause where it is 0."""
    synapse, gradient = np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([[0.2, -7.0], [0.0, 3.0]])
    sizes = np.array([[0.12, 0.5], [0.3, 0.25]])
    same(kata.move(synapse, gradient, sizes), np.array([[0.88, -0.5], [0.5, 1.75]]))


@pytest.mark.parametrize("shape", SHAPES)
def test_move_of_any_weights(kata, rng, shape):
    """Only the sign of a gradient counts; all may be whole numbers."""
    given = rng.normal(size=shape), gradients(rng, *shape), rng.uniform(0.01, 3, shape)
    same(kata.move(*given), moved(*given))
    kata.unchanged()
    given = *rng.integers(-3, 4, (2, *shape)), rng.uniform(0.1, 2, shape)
    with or_refused():
        same(kata.move(*given), moved(*given))


def test_move_by_tiny_steps(kata, rng):
    """However small the steps are, they are taken."""
    given = rng.normal(0, 1e-7, (2, 3)), rng.normal(size=(2, 3)), rng.uniform(1e-8, 1e-7, (2, 3))
    same(kata.move(*given), moved(*given), rtol=1e-9, atol=1e-15)


def test_descent_into_a_bowl(kata, rng):
    """Called over and over, each time with what came out before, both find the lowest place."""
    bottom, synapse = rng.normal(size=(2, 3, 2))
    sizes, previous = np.full((3, 2), 0.1), np.zeros((3, 2))
    for _ in range(6):
        gradient = synapse - bottom
        expected = resized(sizes, previous, gradient)
        same(kata.step_sizes(sizes, previous, gradient), expected)
        same(kata.move(synapse, gradient, expected), moved(synapse, gradient, expected))
        synapse, sizes, previous = moved(synapse, gradient, expected), expected, gradient


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, both answer anew."""
    for _ in range(2):
        sizes, previous, gradient = rng.uniform(0.1, 2, (2, 3)), *rng.normal(size=(2, 2, 3))
        same(kata.step_sizes(sizes, previous, gradient), resized(sizes, previous, gradient))
        same(kata.move(previous, gradient, sizes), moved(previous, gradient, sizes))

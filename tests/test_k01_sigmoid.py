"""Kata 1: the sigmoid, and its slope from its output."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles


def test_sigmoid_of_four_numbers(kata):
    """Far left is nearly 0, zero is one half, far right is nearly 1."""
    x = np.array([-2.0, 0.0, 0.5, 3.0])
    same(kata.sigmoid(x), np.array([0.1192029220, 0.5, 0.6224593312, 0.9525741268]))


def test_sigmoid_of_one_number(kata):
    """A plain number gives a number, no array is needed."""
    same(kata.sigmoid(2.0), 0.8807970780)


@pytest.mark.parametrize("shape", [(7,), (4, 3), (2, 3, 4)])
def test_sigmoid_of_any_shape(kata, rng, shape):
    """Every cell is squashed on its own, and the shape stays."""
    x = rng.normal(0, 3, shape)
    same(kata.sigmoid(x), oracles.sigmoid(x))


def test_sigmoid_of_whole_numbers(kata):
    """Whole numbers come out as fractions between 0 and 1, not as whole numbers."""
    same(kata.sigmoid(np.array([-1, 0, 1, 2])), oracles.sigmoid([-1.0, 0.0, 1.0, 2.0]))


def test_sigmoid_far_from_zero(kata):
    """Even a thousand away from zero the result is a number: 0 on the left, 1 on the right."""
    same(kata.sigmoid(np.array([-1000.0, -50.0, 50.0, 1000.0])), np.array([0.0, 0.0, 1.0, 1.0]))


def test_sigmoid_keeps_single_precision(kata, rng):
    """A float32 array is as good as any other."""
    x = rng.normal(0, 3, (3, 2)).astype(np.float32)
    same(kata.sigmoid(x), oracles.sigmoid(x), rtol=1e-4, atol=1e-6)


def test_slope_of_three_outputs(kata):
    """The slope is largest, one quarter, where the output is one half."""
    output = np.array([0.1, 0.5, 0.8])
    same(kata.sigmoid_output_to_derivative(output), np.array([0.09, 0.25, 0.16]))


@pytest.mark.parametrize("shape", [(), (7,), (4, 3), (2, 3, 4)])
def test_slope_is_how_fast_the_sigmoid_rises(kata, rng, shape):
    """Nudging x by a little moves the sigmoid by the slope times as much."""
    x = rng.normal(0, 2, shape)
    rise = oracles.slope(oracles.sigmoid, x)
    same(kata.sigmoid_output_to_derivative(oracles.sigmoid(x)), rise, rtol=1e-5)


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shape, both functions answer anew."""
    for _ in range(2):
        x, output = rng.normal(size=(2, 3)), rng.uniform(size=(2, 3))
        same(kata.sigmoid(x), oracles.sigmoid(x))
        same(kata.sigmoid_output_to_derivative(output), output - output**2)


def test_arguments_stay_as_they_are(kata, rng):
    """Neither function writes into the array it was given."""
    x, output = rng.normal(size=(2, 3)), np.array([[0.1, 0.5], [0.8, 0.5]])
    same(kata.sigmoid(x), oracles.sigmoid(x))
    same(kata.sigmoid_output_to_derivative(output), np.array([[0.09, 0.25], [0.16, 0.25]]))
    kata.unchanged()

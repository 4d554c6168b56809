"""Kata 1: the sigmoid, and its slope from its output."""

import numpy as np

from dojo.checks import same
from tests import oracles

SHAPES = [(7,), (3, 3), (4, 3), (2, 3, 4)]


def test_sigmoid_of_four_numbers(kata):
    """Far left is nearly 0, zero is one half, far right is nearly 1."""
    x = np.array([-2.0, 0.0, 0.5, 3.0])
    same(kata.sigmoid(x), np.array([0.1192029220, 0.5, 0.6224593312, 0.9525741268]))


def test_sigmoid_of_one_number(kata, rng):
    """A single number gives a single number; no array is needed."""
    same(kata.sigmoid(2.0), 0.8807970780)
    for x in (rng.normal(0, 3), int(rng.integers(-5, 6)), rng.integers(-5, 6)):
        same(kata.sigmoid(x), oracles.sigmoid(x))


def test_sigmoid_of_whole_numbers(kata, rng):
    """Whole numbers come out as fractions between 0 and 1, not as whole numbers."""
    x = rng.integers(-4, 5, (2, 3))
    same(kata.sigmoid(x), oracles.sigmoid(x))


def test_sigmoid_of_any_shape(kata, rng):
    """Every number is treated alone, and the shape stays the same."""
    for shape in SHAPES:
        x = rng.normal(0, 3, shape)
        same(kata.sigmoid(x), oracles.sigmoid(x))


def test_sigmoid_far_from_zero(kata, rng):
    """Even a thousand away from zero the result is a number: 0 on the left, 1 on the right."""
    same(kata.sigmoid(np.float64(800)), 1.0)
    same(kata.sigmoid(np.float64(-800)), 0.0)
    x = np.array([-1000.0, -1.0, 1.0, 1000.0])
    same(kata.sigmoid(x), np.array([0.0, 0.2689414214, 0.7310585786, 1.0]))
    x = 10 ** rng.uniform(0, 2.8, (2, 5)) * [[-1], [1]]
    same(kata.sigmoid(x), oracles.sigmoid(x))
    x = rng.uniform(-18, -7, (3, 2))  # small results, but not 0
    same(kata.sigmoid(x), oracles.sigmoid(x))
    kata.unchanged()


def test_sigmoid_of_single_precision(kata, rng):
    """An array of float32 is as good as any other."""
    x = rng.normal(0, 3, (3, 2)).astype(np.float32)
    same(kata.sigmoid(x), oracles.sigmoid(x), rtol=1e-4, atol=1e-6)


def test_sigmoid_remembers_nothing(kata, rng):
    """Called again with other numbers of the same shape, it gives other results."""
    for shape in ((2, 3), (2, 3), (), ()):
        x = rng.normal(size=shape)
        same(kata.sigmoid(x), oracles.sigmoid(x))


def test_sigmoid_leaves_x_as_it_was(kata, rng):
    """The array `x` is not written to."""
    for shape in ((3,), (2, 3)):
        x = rng.normal(size=shape)
        same(kata.sigmoid(x), oracles.sigmoid(x))
    kata.unchanged()


def test_slope_of_three_outputs(kata):
    """The slope is largest, one quarter, where the output is one half."""
    output = np.array([0.1, 0.5, 0.8])
    same(kata.sigmoid_output_to_derivative(output), np.array([0.09, 0.25, 0.16]))


def test_slope_of_one_output(kata, rng):
    """A single output gives a single number."""
    same(kata.sigmoid_output_to_derivative(0.8), 0.16)
    for _ in range(2):
        output, slope = _on_the_curve(rng.normal(0, 2))
        same(kata.sigmoid_output_to_derivative(output.item()), slope)


def test_slope_is_how_fast_the_sigmoid_rises(kata, rng):
    """If x grows a tiny bit, the output grows by the slope times that bit."""
    for shape in SHAPES:
        output, slope = _on_the_curve(rng.normal(0, 2, shape))
        same(kata.sigmoid_output_to_derivative(output), slope)


def test_slope_at_both_ends(kata, rng):
    """Where the output has reached 0 or 1, the curve is flat; close to them, it is not quite."""
    same(kata.sigmoid_output_to_derivative(np.array([0, 1])), np.array([0.0, 0.0]))
    output, slope = _on_the_curve(rng.normal(size=(2, 2)))
    output[0, 0], output[1, 0] = 0.0, 1.0
    slope[:, 0] = 0.0
    same(kata.sigmoid_output_to_derivative(output), slope)
    output, slope = _on_the_curve(rng.uniform(7, 12, (2, 2)) * [[-1], [1]])  # nearly flat
    same(kata.sigmoid_output_to_derivative(output), slope, rtol=1e-5)


def test_slope_of_single_precision(kata, rng):
    """An array of float32 is as good as any other."""
    output, slope = _on_the_curve(rng.normal(size=(3, 2)))
    same(kata.sigmoid_output_to_derivative(output.astype(np.float32)), slope, rtol=1e-4, atol=1e-6)


def test_slope_remembers_nothing(kata, rng):
    """Called again with other outputs of the same shape, it gives other slopes."""
    for shape in ((2, 3), (2, 3)):
        output, slope = _on_the_curve(rng.normal(size=shape))
        same(kata.sigmoid_output_to_derivative(output), slope)


def test_slope_leaves_the_output_as_it_was(kata, rng):
    """The array `output` is not written to."""
    for shape in ((3,), (2, 3)):
        output, slope = _on_the_curve(rng.normal(size=shape))
        same(kata.sigmoid_output_to_derivative(output), slope)
    kata.unchanged()


def _on_the_curve(x):
    """Return what the sigmoid gives at `x`, and how steep it is there."""
    return oracles.sigmoid(x), oracles.slope(oracles.sigmoid, x)

"""Kata 8: the descent of a net of two layers, its error plane, and the lowest point of that."""

import math

import numpy as np
import pytest

from dojo.checks import or_refused, same
from tests import oracles

TUTORIALS = np.array([[0, 1], [0, 1], [1, 0], [1, 0]]), np.array([[0], [0], [1], [1]])
# Where the tutorial's net is after so many steps, from its own start.
START = np.array([[-0.16595599], [0.44064899]])
WAY = {
    1: (0.10288571, 0.15074416),
    10: (1.34423223, -1.27334235),
    100: (2.83665194, -2.83111410),
    1000: (4.09836338, -4.09786667),
}
PARTS = ("weight_0", "weight_1", "error")


@oracles.remembered
def measured_descent(X, y, weights, steps):
    """Return the weights before and after each step along a measured gradient."""
    path = [np.array(weights, dtype=float)]
    for _ in range(steps):
        gradient = oracles.slope(lambda w: 0.5 * (1 / (1 + np.exp(-(X @ w))) - y) ** 2, path[-1])
        path.append(path[-1] - gradient)
    return np.array(path)


@oracles.remembered
def tutorials_plane(weights_0, weights_1):
    """Return the error plane of the tutorial's net by its formula."""
    output_0, output_1 = oracles.sigmoid(weights_0)[:, None], oracles.sigmoid(weights_1)
    return (output_1 + 1 - output_0) / 2


@oracles.remembered
def plane_by_loops(X, y, weights_0, weights_1):
    """Return the error plane, pair by pair and example by example."""
    plane = np.zeros((len(weights_0), len(weights_1)))
    for i, j in np.ndindex(plane.shape):
        outputs = oracles.forward_layer(X, [[weights_0[i]], [weights_1[j]]])
        plane[i, j] = math.fsum(np.abs(outputs - y).ravel()) / len(X)
    return plane


def test_first_step_from_the_middle(kata):
    """The start comes first; then one weight has gone up, the other down."""
    path = np.array([[[0.0], [0.0]], [[0.25], [-0.25]]])
    same(kata.descend(*TUTORIALS, np.zeros((2, 1)), 1), path)


@pytest.mark.parametrize("sizes", [(4, 4, 4), (5, 3, 2), (7, 2, 1)])
def test_every_step_is_the_gradient(kata, rng, sizes):
    """A step is the measured slope of half the squared error, summed over the examples."""
    examples, inputs, outputs = sizes
    X, y = rng.normal(size=(examples, inputs)), rng.uniform(size=(examples, outputs))
    weights = rng.normal(size=(inputs, outputs))
    for steps in [0, 1, 2, 6]:
        expected = measured_descent(X, y, weights, steps)
        same(kata.descend(X, y, weights, steps), expected, rtol=1e-5, atol=1e-8)


def test_descent_from_whole_numbers(kata, rng):
    """Inputs, targets and start may be whole numbers; the way goes on between them."""
    X, y = rng.integers(-2, 3, (5, 3)), rng.integers(0, 2, (5, 2))
    weights = rng.integers(-2, 3, (3, 2))
    expected = measured_descent(X, y, weights, 3)
    same(kata.descend(X, y, weights.astype(float), 3), expected, rtol=1e-5, atol=1e-8)
    with or_refused():
        same(kata.descend(X, y, weights, 3), expected, rtol=1e-5, atol=1e-8)


def test_descent_goes_to_the_end(kata, rng):
    """No step is left out, however small the error and the step are by then."""
    for far in [2.8, 3.4, 4.2, 4.78, 5.5, 6.5, 7.08, 9.0]:
        start = rng.uniform(0.99, 1.01, (2, 1)) * [[far], [-far]]
        expected = measured_descent(*TUTORIALS, start, 9)
        same(kata.descend(*TUTORIALS, start, 9), expected, rtol=1e-9, atol=0)


def test_tutorials_net_walks_ever_more_slowly(kata):
    """A thousand steps lead to about (4.1, -4.1): the slope gets smaller with every step."""
    expected = measured_descent(*TUTORIALS, START, 1000)
    same(expected[list(WAY), :, 0], np.array(list(WAY.values())), rtol=1e-6)
    same(kata.descend(*TUTORIALS, START, 1000), expected)


def test_plane_of_six_pairs(kata):
    """A row for each first weight, a column for each second one."""
    expected = np.array([[0.3844707, 0.5, 0.6903985], [0.2689414, 0.3844707, 0.5748693]])
    same(kata.error_plane(*TUTORIALS, np.array([0, 1]), np.array([-1, 0, 2])), expected)


@pytest.mark.parametrize("shape", [(5, 8), (7, 3), (1, 4), (6, 1)])
def test_plane_of_the_tutorials_net(kata, rng, shape):
    """The error falls with the first weight, and grows with the second."""
    weights_0, weights_1 = rng.uniform(-10, 10, shape[0]), rng.uniform(-10, 10, shape[1])
    weights_0[-1], weights_1[0] = rng.uniform([9, -14], [14, -9])  # here the error is tiny
    expected = tutorials_plane(weights_0, weights_1)
    same(kata.error_plane(*TUTORIALS, weights_0, weights_1), expected, atol=0)


@pytest.mark.parametrize("shape", [(3, 4), (6, 2)])
def test_plane_of_any_data(kata, rng, shape):
    """The mean is over the examples, of the distances between output and target."""
    X, y = rng.normal(size=(5, 2)), rng.uniform(size=(5, 1))
    weights_0, weights_1 = rng.normal(0, 2, shape[0]), rng.normal(0, 2, shape[1])
    expected = plane_by_loops(X, y, weights_0, weights_1)
    same(kata.error_plane(X, y, weights_0, weights_1), expected)


@pytest.mark.parametrize("whole", ["first", "second"])
def test_plane_of_whole_numbers_and_fractions(kata, rng, whole):
    """Whole numbers on one axis cut nothing off the fractions on the other."""
    numbers, fractions = np.arange(-2, 3), rng.normal(0, 2, 4)
    axes = (numbers, fractions) if whole == "first" else (fractions, numbers)
    same(kata.error_plane(*TUTORIALS, *axes), tutorials_plane(*axes))


def test_lowest_of_six(kata):
    """The row tells the first weight, the column the second one."""
    plane = np.array([[0.5, 0.3, 0.4], [0.6, 0.2, 0.7]])
    found = kata.lowest_point(np.array([-1.0, 4.0]), np.array([3.0, 2.5, -5.0]), plane)
    same(found, (4.0, 2.5, 0.2), parts=PARTS)


@pytest.mark.parametrize("shape", [(5, 3), (2, 7), (1, 4), (6, 1)])
def test_lowest_point_of_any_plane(kata, rng, shape):
    """Wherever it lies, and in whatever order the weights are."""
    for _ in range(3):
        weights_0, weights_1 = rng.normal(0, 5, shape[0]), rng.normal(0, 5, shape[1])
        plane = rng.uniform(0.1, 2, shape)
        i, j = (int(rng.integers(size)) for size in shape)
        plane[i, j] = rng.uniform(0, 0.09)
        expected = (weights_0[i], weights_1[j], plane[i, j])
        same(kata.lowest_point(weights_0, weights_1, plane), expected, parts=PARTS)


def test_lowest_point_of_the_tutorials_plane(kata):
    """The first weight is best high, and the second is best low."""
    weights_0, weights_1 = np.arange(-10, 11), np.arange(-10, 9, 2)
    found = kata.lowest_point(weights_0, weights_1, tutorials_plane(weights_0, weights_1))
    same(found, (10.0, -10.0, 4.5397868702e-05), parts=PARTS)


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        X, y, weights = rng.normal(size=(5, 2)), rng.uniform(size=(5, 1)), rng.normal(size=(2, 1))
        weights_0, weights_1 = rng.normal(size=3), rng.normal(size=4)
        plane = plane_by_loops(X, y, weights_0, weights_1)
        i, j = np.argwhere(plane == plane.min())[0]
        same(kata.descend(X, y, weights, 2), measured_descent(X, y, weights, 2), rtol=1e-5)
        same(kata.error_plane(X, y, weights_0, weights_1), plane)
        lowest = (weights_0[i], weights_1[j], plane[i, j])
        same(kata.lowest_point(weights_0, weights_1, plane), lowest, parts=PARTS)
    kata.unchanged()

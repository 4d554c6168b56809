"""Kata 9: the slope of a curve of powers, many balls on it, and how many end in each valley."""

import math

import numpy as np
import pytest

from dojo.checks import or_refused, same
from tests import oracles

# The Chebyshev polynomial T10 plus x: five valleys in [-1, 1], ever deeper to the left.
FIVE = [-1, 1, 50, 0, -400, 0, 1120, 0, -1280, 0, 512]
MINIMA = np.array([-0.9519981185, -0.5942797531, -0.0100160705, 0.5811749237, 0.9500876506])
BORDERS = np.array([-0.8055177035, -0.2999164603, 0.3180332642, 0.8124322674])
HUNDRED = 2 * np.random.RandomState(1).random_sample(100) - 1
ENDS = MINIMA[np.searchsorted(BORDERS, HUNDRED)]
RUT = [0, 3, -1.75, -1 / 6, 0.25]  # its slope is (x + 2) (x - 1) (x - 1.5)


@oracles.remembered
def measured_slope(coefficients, x):
    """Return how fast the height grows at each place."""
    return oracles.slope(lambda v: sum(c * v**k for k, c in enumerate(coefficients)), x)


def exact_slope(coefficients, x):
    return math.fsum(k * c * x ** (k - 1) for k, c in enumerate(coefficients) if k)


@oracles.remembered
def rolled(coefficients, starts, alpha, steps):
    """Return where the balls are after so many steps, one ball after the other."""
    ends = np.array(starts, dtype=float)
    for ball in range(len(ends)):
        for _ in range(steps):
            ends[ball] -= alpha * exact_slope(coefficients, float(ends[ball]))
    return ends


def counted(ends, gap):
    """Return the groups, one ball at a time from left to right."""
    groups = []
    for ball in sorted(map(float, ends)):
        if not groups or ball - groups[-1][-1] > gap:
            groups.append([])
        groups[-1].append(ball)
    return [(math.fsum(group) / len(group), len(group)) for group in groups]


def test_slope_of_three_powers(kata):
    """The slope of 5 - 4 x + x cubed is -4 + 3 x squared."""
    same(kata.slope_at([5, -4, 0, 1], 2), 8.0)


@pytest.mark.parametrize("shape", [(), (4,), (2, 3)])
def test_slope_is_how_fast_the_height_grows(kata, rng, shape):
    """Wherever one looks, at a number or at many at the same time."""
    for count in [3, 4, 6]:
        coefficients, x = rng.normal(size=count).tolist(), rng.uniform(-1.5, 1.5, shape)
        x = x if shape else float(x)
        expected = measured_slope(coefficients, x)
        same(kata.slope_at(coefficients, x), expected, rtol=1e-5, atol=1e-7)


def test_slope_at_whole_numbers(kata, rng):
    """At 0 as anywhere else, and the slope may lie between the whole numbers."""
    coefficients, x = rng.normal(size=5).tolist(), np.array([0, -2, 1, 3])
    expected = np.array([exact_slope(coefficients, at) for at in x.tolist()])
    same(kata.slope_at(coefficients, x), expected)
    for line in [coefficients, [3, 7], [0.5, -2.5]]:
        same(kata.slope_at(line, 0), line[1])
    kata.unchanged()


def test_two_balls_take_no_step_one_and_two(kata):
    """In the bucket 1 + x squared, with alpha 0.25, each step halves the distance to the bottom."""
    starts = np.array([4.0, -2.0])
    for steps in [0, 1, 2]:
        same(kata.settle([1, 0, 1], starts, 0.25, steps), starts / 2**steps)


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_balls_roll_on_any_curve(kata, rng, steps):
    """Each its own way, in their own order; those from whole numbers go on between them."""
    coefficients = rng.normal(size=5).tolist()
    starts = rng.uniform(-1.2, 1.2, 6)
    expected = rolled(coefficients, starts, 0.03, steps)
    same(kata.settle(coefficients, starts, 0.03, steps), expected)
    starts = np.array([1, -1, 0, 2])
    expected = rolled(coefficients, starts, 0.03, steps)
    with or_refused():
        same(kata.settle(coefficients, starts, 0.03, steps), expected)


@pytest.mark.parametrize("alpha", [0.35, 1.2])
def test_balls_take_every_step(kata, rng, alpha):
    """They do not stop where they hardly move, nor where they have climbed out of sight."""
    starts, constant = rng.uniform(1, 4, 3), rng.normal()
    for steps in [13, 60]:
        expected = starts * (1 - 2 * alpha) ** steps
        same(kata.settle([constant, 0, 1], starts, alpha, steps), expected, atol=0)


def test_larger_alpha_jumps_out_of_the_rut(kata):
    """From 3, small steps end in the rut at 1.5; larger ones pass it, down to -2."""
    for alpha, end in [(0.05, 1.5), (0.15, -2.0)]:
        same(kata.settle(RUT, np.array([3.0]), alpha, 500), np.array([end]))


def test_hundred_balls_end_at_five_places(kata):
    """Each in the valley that it started in."""
    same(kata.settle(FIVE, HUNDRED, 0.001, 500), ENDS)


def test_three_groups_of_five_balls(kata):
    """From left to right; as far apart as the gap is not yet a new group."""
    ends = np.array([1.5, -2.0, 3.0, 1.0, -1.5])
    same(kata.basins(ends, 1.0), [(-1.75, 2), (1.25, 2), (3.0, 1)])


def test_group_may_be_wider_than_the_gap(kata):
    """What counts is the distance to the neighbour; whole numbers are places as any other."""
    ends = np.array([4, 9, 1, 3, 2, 8])
    same(kata.basins(ends, 1), [(2.5, 4), (8.5, 2)])
    same(kata.basins(ends, 5), [(4.5, 6)])


@pytest.mark.parametrize("gap", [0.05, 0.3, 1.0, 30.0])
def test_groups_of_any_balls(kata, rng, gap):
    """Wherever they are, in whatever order they come, one or many."""
    for balls in [1, 2, 9, 40]:
        ends = rng.normal(0, 3, balls)
        same(kata.basins(ends, gap), counted(ends, gap))
        near = np.round(ends) + rng.normal(0, 0.01, balls)  # round the whole numbers
        same(kata.basins(near, gap), counted(near, gap))


def test_ten_of_the_hundred_balls_find_the_deepest_valley(kata):
    """The five groups of the tutorial's picture."""
    same(kata.basins(ENDS, 0.1), list(zip(MINIMA, [10, 28, 26, 28, 8], strict=True)))


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        coefficients, balls = rng.normal(size=4).tolist(), rng.uniform(-1, 1, 5)
        expected = np.array([exact_slope(coefficients, at) for at in balls.tolist()])
        same(kata.slope_at(coefficients, balls), expected)
        same(kata.settle(coefficients, balls, 0.03, 2), rolled(coefficients, balls, 0.03, 2))
        same(kata.basins(balls, 0.2), counted(balls, 0.2))
    kata.unchanged()

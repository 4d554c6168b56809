"""Kata 17: a ball with momentum, Nesterov's ball that looks ahead, and one step of a synapse."""

import math

import numpy as np
import pytest

from dojo.checks import or_refused, same
from tests import oracles

RUT = [1, -0.5, -3.5, 3]  # (x + 2)(x - 1)(x - 1.5): the valley at -2, a hill at 1, the rut at 1.5
PARTS = ("synapse", "velocity")


@oracles.remembered
def rolled(slopes, x, alpha, momentum, steps, look=0):
    """Return the positions; no velocity is kept, a share of the last step is made once more."""
    path = [float(x)] * 2
    for _ in range(steps):
        share = momentum * (path[-1] - path[-2])
        place = path[-1] + look * share
        slope = math.fsum(c * place**p for p, c in enumerate(reversed(list(slopes))))
        path.append(path[-1] + share - alpha * slope)
    return np.array(path[1:])


def looking_ahead(*given):
    """Return the positions of Nesterov's ball."""
    return rolled(*given, look=1)


def rides(rng):
    """Return random arguments: short and long polynomials, whole numbers, each side of 0."""
    for degree in [1, 3, 4]:
        slopes = rng.normal(size=degree + 1)
        x, momentum = rng.choice([-1, 1]) * rng.uniform(0.5, 1.5), rng.uniform(0.2, 0.8)
        for steps in [1, 2, 5]:
            yield slopes.tolist(), x, rng.uniform(0.02, 0.1), momentum, steps
    yield rng.integers(1, 5, 2).tolist(), int(rng.integers(3, 9)), 0.07, rng.uniform(0.2, 0.8), 4
    yield RUT, int(rng.integers(3, 5)), 0.01, 0, 6


@oracles.remembered
def stepped(synapse, velocity, gradient, alpha, momentum):
    """Return the new weights and their velocities, one weight at a time."""
    weights, speeds = np.zeros(synapse.shape), np.zeros(synapse.shape)
    for cell in np.ndindex(synapse.shape):
        speeds[cell] = math.fsum([momentum * velocity[cell], -alpha * gradient[cell]])
        weights[cell] = math.fsum([synapse[cell], speeds[cell]])
    return weights, speeds


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_momentum_in_a_bucket(kata, steps):
    """The first step is that of k05; each later one keeps half of the step before it."""
    positions = np.array([3.0, 2.4, 1.62, 0.906])[: steps + 1]
    same(kata.roll_momentum([2, 0], 3, 0.1, 0.5, steps), positions)


def test_momentum_on_any_slope(kata, rng):
    """Each step is a share of the last one, and alpha times the slope downhill."""
    for given in rides(rng):
        same(kata.roll_momentum(*given), rolled(*given))
    kata.unchanged()


@pytest.mark.parametrize("momentum", [0.2, 0.6])
def test_momentum_goes_to_the_end(kata, rng, momentum):
    """No step is left out, however small they are by then, or however large."""
    for steepness in [rng.uniform(0.5, 1.5), rng.uniform(6, 7)]:
        given = [steepness, 0], rng.uniform(1, 4), 0.5, momentum, 70
        same(kata.roll_momentum(*given), rolled(*given), atol=1e-14)


@pytest.mark.parametrize(("momentum", "end"), [(0, 1.5), (0.5, 1.5), (0.8, -2), (0.9, -2)])
def test_momentum_leaves_the_rut(kata, momentum, end):
    """With a momentum of 0.8 the ball gets over the hill, down into the valley at -2."""
    expected = rolled(RUT, 3, 0.01, momentum, 500)
    same(expected[-1], end, rtol=1e-4)
    same(kata.roll_momentum(RUT, 3, 0.01, momentum, 500), expected)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_nesterov_in_a_bucket(kata, steps):
    """It takes the slope where its speed alone would bring it, but steps from where it is."""
    positions = np.array([3.0, 2.4, 1.68, 1.056])[: steps + 1]
    same(kata.roll_nesterov([2, 0], 3, 0.1, 0.5, steps), positions)


def test_nesterov_on_any_slope(kata, rng):
    """Each step is a share of the last one, and alpha times the slope ahead, downhill."""
    for given in rides(rng):
        same(kata.roll_nesterov(*given), looking_ahead(*given))
    kata.unchanged()


@pytest.mark.parametrize("momentum", [0.2, 0.6])
def test_nesterov_goes_to_the_end(kata, rng, momentum):
    """No step is left out, however small they are by then, or however large."""
    for steepness in [rng.uniform(0.5, 1.5), rng.uniform(6, 7)]:
        given = [steepness, 0], rng.uniform(1, 4), 0.5, momentum, 70
        same(kata.roll_nesterov(*given), looking_ahead(*given), atol=1e-14)


@pytest.mark.parametrize(("momentum", "end"), [(0.5, 1.5), (0.8, 1.5), (0.9, -2)])
def test_nesterov_sees_the_hill(kata, momentum, end):
    """It sees the hill coming and brakes: it takes more momentum to leave the rut."""
    expected = looking_ahead(RUT, 3, 0.01, momentum, 500)
    same(expected[-1], end, rtol=1e-4)
    same(kata.roll_nesterov(RUT, 3, 0.01, momentum, 500), expected)


def test_step_of_two_weights(kata):
    """Half of the old velocity and the push of the gradient are the new one."""
    given = np.array([[1.0, 2.0]]), np.array([[0.5, -1.0]]), np.array([[2.0, -3.0]])
    expected = np.array([[1.05, 1.8]]), np.array([[0.05, -0.2]])
    same(kata.step(*given, 0.1, 0.5), expected, parts=PARTS)


@pytest.mark.parametrize("shape", [(4, 4), (3, 5), (2, 1), (1, 6)])
def test_step_of_every_weight(kata, rng, shape):
    """Each weight is a ball of its own; velocities, like weights, may be whole numbers."""
    alpha, momentum = rng.uniform(0.2, 2), rng.uniform(0.1, 0.95)
    given, whole = rng.normal(size=(3, *shape)), rng.integers(-3, 4, (3, *shape))
    same(kata.step(*given, alpha, momentum), stepped(*given, alpha, momentum), parts=PARTS)
    with or_refused():
        same(kata.step(*whole, alpha, momentum), stepped(*whole, alpha, momentum), parts=PARTS)
    kata.unchanged()


@pytest.mark.parametrize("size", [1e-6, 1000.0])
def test_step_may_be_small_or_large(kata, rng, size):
    """Nothing is rounded or cut off."""
    given = size * rng.normal(size=(3, 4, 2))
    same(kata.step(*given, 0.3, 0.6), stepped(*given, 0.3, 0.6), parts=PARTS)


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        slopes, x, momentum = rng.normal(size=3).tolist(), rng.uniform(1, 2), rng.uniform(0.2, 0.8)
        given = rng.normal(size=(3, 2, 3))
        same(kata.roll_momentum(slopes, x, 0.1, momentum, 3), rolled(slopes, x, 0.1, momentum, 3))
        ahead = looking_ahead(slopes, x, 0.1, momentum, 3)
        same(kata.roll_nesterov(slopes, x, 0.1, momentum, 3), ahead)
        same(kata.step(*given, 0.1, momentum), stepped(*given, 0.1, momentum), parts=PARTS)

"""Kata 20: annealing, the inverse Hessian of BFGS, the average of a path."""

import math

import numpy as np
import pytest

from dojo.checks import or_refused, same

BUCKET = np.array([0.0, 0.0, 1.0])  # x squared
TWO_BUCKETS = np.array([0.5, 0.25, -2.0, 0.0, 1.0])


def annealed(coefficients, x, temperature, cooling, width, steps, seed):
    """Return the same from a list of draws, each taken from its front when it is needed."""
    draws = np.random.RandomState(seed).random_sample(2 * steps).tolist()

    def at(x):
        return math.fsum(c * x**power for power, c in enumerate(coefficients.tolist()))

    for done in range(steps):
        other = x - width + 2 * width * draws.pop(0)
        chance = math.exp(min(0.0, (at(x) - at(other)) / (temperature * cooling**done)))
        if chance == 1 or draws.pop(0) < chance:
            x = other
    return x


def updated(old, step, change):
    """Return the update of BFGS in its other textbook form, with two corrections that are added."""
    along = float(np.dot(step, change))
    turned = np.dot(old, change)
    both = np.outer(turned, step) + np.outer(step, turned)
    return old + (1 + np.dot(change, turned) / along) * np.outer(step, step) / along - both / along


def a_curved_bucket(rng, weights):
    """Return a random inverse Hessian, a step, and a change of the gradient that goes with it."""
    root, curves = rng.normal(size=(2, weights, weights))
    step = rng.normal(size=weights)
    return root @ root.T + np.eye(weights), step, (curves @ curves.T + np.eye(weights)) @ step


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_anneal_in_a_bucket(kata, steps):
    """The random steps of seed 2, from 2: two lead down, then one that leads uphill is taken."""
    same(
        kata.anneal(BUCKET, 2.0, 1.0, 0.5, 1.0, steps, 2),
        [2.0, 1.87199, 0.923842, 1.023167][steps],
    )


def test_anneal_on_a_level(kata, rng):
    """What is not higher is taken at once, so every draw is a step."""
    for level in [np.array([0.75]), np.array([2.0, 0.0, 0.0])]:
        seed, width = int(rng.integers(2, 1000)), float(rng.uniform(0.2, 2))
        walk = 0.5 + np.cumsum(np.random.RandomState(seed).uniform(-width, width, 9))
        for steps in [1, 2, 9]:
            same(kata.anneal(level, 0.5, 2.0, 0.9, width, steps, seed), walk[steps - 1])


@pytest.mark.parametrize("temperature", [1e-3, 0.3, 3.0])
@pytest.mark.parametrize("steps", [1, 2, 5, 40])
def test_anneal_on_any_curve(kata, rng, steps, temperature):
    """Hot it goes uphill often, cold hardly ever, and each step makes it colder."""
    for curve in [BUCKET, TWO_BUCKETS, rng.normal(size=4), rng.integers(-3, 4, 3)]:
        x, width = float(rng.uniform(-1, 1)), float(rng.uniform(0.2, 0.8))
        given = curve, x, temperature, float(rng.uniform(0.8, 0.99)), width, steps
        seed = int(rng.integers(2, 1000))
        same(kata.anneal(*given, seed), annealed(*given, seed))
    kata.unchanged()


def test_inverse_hessian_of_two_weights(kata):
    """From a bucket that is round so far; the new matrix turns the change into the step."""
    expected = np.array([[0.75, -0.5], [-0.5, 1.0]])
    found = kata.inverse_hessian(np.eye(2), np.array([1.0, 0.0]), np.array([2.0, 1.0]))
    same(found, expected)
    same(np.array(found) @ [2.0, 1.0], np.array([1.0, 0.0]))


def test_inverse_hessian_takes_whole_numbers(kata):
    """A step and a change may be whole numbers; the matrix is not."""
    given = np.array([[2, 1], [1, 3]]), np.array([1, 2]), np.array([3, 1])
    floats = [array.astype(float) for array in given]
    same(kata.inverse_hessian(*floats), updated(*given))
    with or_refused():
        same(kata.inverse_hessian(*given), updated(*given))


@pytest.mark.parametrize("weights", [2, 3, 5, 1])
def test_inverse_hessian_of_any_bucket(kata, rng, weights):
    """The same as the other textbook form gives."""
    for _ in range(3):
        given = a_curved_bucket(rng, weights)
        same(kata.inverse_hessian(*given), updated(*given))
    kata.unchanged()


def test_two_steps_to_the_bottom(kata, rng):
    """In a bucket of two weights, two steps that end where they stop descending are enough."""
    root = rng.normal(size=(2, 2))
    curves, weights, inverse = root @ root.T + np.eye(2), rng.normal(size=2) + 3, np.eye(2)
    for _ in range(2):
        slope = curves @ weights
        way = -inverse @ slope
        step = -(way @ slope) / (way @ curves @ way) * way
        weights, inverse = (
            weights + step,
            np.array(kata.inverse_hessian(inverse, step, curves @ step)),
        )
    same(weights, np.zeros(2), atol=1e-6)
    same(inverse, np.linalg.inv(curves), atol=1e-6)


def test_average_of_three_moments(kata):
    """The first moment is left out; of the other two, the mean of each weight is returned."""
    path = np.array([[9.0, 9.0], [1.0, 2.0], [3.0, 6.0]])
    same(kata.average(path, 1), np.array([2.0, 4.0]))


@pytest.mark.parametrize("moments", [2, 4, 7])
def test_average_of_any_path(kata, rng, moments):
    """Nothing, something, or all but the last is left out; weights may be whole numbers."""
    for path in [rng.normal(size=(moments, 4)), rng.integers(-5, 6, (moments, 3))]:
        for burn_in in reversed(range(moments)):
            kept = path[burn_in:].tolist()
            means = [math.fsum(column) / len(kept) for column in zip(*kept, strict=True)]
            same(kata.average(path.astype(float), burn_in), np.array(means))
            with or_refused():
                same(kata.average(path, burn_in), np.array(means))
    kata.unchanged()


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        curve, seed = rng.normal(size=3), int(rng.integers(2, 1000))
        same(
            kata.anneal(curve, 0.5, 0.5, 0.9, 1.0, 3, seed),
            annealed(curve, 0.5, 0.5, 0.9, 1.0, 3, seed),
        )
        given, path = a_curved_bucket(rng, 3), rng.normal(size=(3, 2))
        same(kata.inverse_hessian(*given), updated(*given))
        same(kata.average(path, 1), (path[1] + path[2]) / 2)

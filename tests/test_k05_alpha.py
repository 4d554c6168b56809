"""Kata 5: a ball in a bucket, the update with alpha, and a fair comparison of alphas."""

import itertools

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

ALPHAS = [0.3, 2.0, 0.7]
TUTORIALS = [0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0]
XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])


@oracles.remembered
def errors_by_measured_descent(X, y, alphas, iterations, hidden_size=4, seed=1):
    """Return `{alpha: final error}`, every step taken along a measured gradient."""
    errors = {}
    for alpha in alphas:
        synapses = oracles.descend(X, y, alpha, iterations, hidden_size, seed).end()
        errors[alpha] = oracles.mean_absolute_error(X, y, *synapses)
    return errors


@oracles.remembered
def measured_step(synapse, layer_in, delta, alpha):
    """Return the weights alpha times their measured gradient further down."""
    return synapse - alpha * oracles.slope(lambda w: delta * (layer_in @ w), synapse)


def test_ball_rolls_three_steps(kata):
    """Each step goes alpha times the slope under the ball; the start is the first position."""
    same(kata.roll(3.0, 0.1, 3), np.array([3.0, 2.4, 1.92, 1.536]))


@pytest.mark.parametrize("alpha", [0.01, 0.35, 0.85, 1.2])
def test_ball_shrinks_its_distance_by_a_factor(kata, rng, alpha):
    """In this bucket every step multiplies x by 1 - 2 alpha, so beyond 1 the ball climbs out."""
    x = rng.uniform(1, 4) * rng.choice([-1, 1])
    same(kata.roll(x, alpha, 6), x * (1 - 2 * alpha) ** np.arange(7))


def test_ball_takes_no_step(kata):
    """After no steps there is the start alone."""
    same(kata.roll(-2, 0.1, 0), np.array([-2.0]))


def test_ball_starts_at_a_whole_number(kata, rng):
    """Its way goes on between the whole numbers."""
    x = int(rng.integers(3, 10))
    same(kata.roll(x, 0.15, 3), x * 0.7 ** np.arange(4))


@pytest.mark.parametrize("alpha", [0.35, 1.2])
def test_ball_takes_every_step(kata, rng, alpha):
    """It does not stop where it hardly moves, nor where it has climbed out of sight."""
    for steps in [1, 2, 70]:
        x = rng.uniform(1, 4)
        same(kata.roll(x, alpha, steps), x * (1 - 2 * alpha) ** np.arange(steps + 1), atol=0)


@pytest.mark.parametrize(("examples", "senders", "receivers"), [(4, 4, 4), (5, 3, 2), (1, 2, 3)])
def test_update_steps_alpha_gradients_downhill(kata, rng, examples, senders, receivers):
    """Alpha scales the step, once, and nothing else."""
    layer_in, delta = rng.normal(size=(examples, senders)), rng.normal(size=(examples, receivers))
    synapse, alpha = rng.normal(size=(senders, receivers)), rng.uniform(0.2, 0.8)
    expected = measured_step(synapse, layer_in, delta, alpha)
    same(kata.update(synapse, layer_in, delta, alpha), expected, rtol=1e-5, atol=1e-8)


def test_update_takes_whole_number_inputs(kata, rng):
    """The tutorial's first layer, X, holds whole numbers; the step does not."""
    synapse, X, delta = rng.normal(size=(3, 2)), rng.integers(0, 2, (5, 3)), rng.normal(size=(5, 2))
    expected = measured_step(synapse, X, delta, 0.3)
    same(kata.update(synapse, X, delta, 0.3), expected, rtol=1e-5, atol=1e-8)


def test_update_leaves_its_arguments(kata, rng):
    """The update returns new weights."""
    synapse, layer_in, delta = (rng.normal(size=size) for size in [(3, 2), (5, 3), (5, 2)])
    expected = measured_step(synapse, layer_in, delta, 0.5)
    same(kata.update(synapse, layer_in, delta, 0.5), expected, rtol=1e-5, atol=1e-8)
    kata.unchanged()


@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (5, 3, 6, 2)])
def test_sweep_trains_once_for_every_alpha(kata, rng, sizes):
    """Each alpha ends with the error that its own training from the fresh start leaves."""
    examples, n_inputs, hidden, outputs = sizes
    X, y = rng.normal(size=(examples, n_inputs)), rng.uniform(size=(examples, outputs))
    actual = kata.alpha_sweep(X, y, ALPHAS, 4, hidden, 3)
    same(actual, errors_by_measured_descent(X, y, ALPHAS, 4, hidden, seed=3), rtol=1e-5)


def test_sweep_has_defaults(kata, rng):
    """Without being told, it uses 4 hidden nodes and seed 1."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    same(kata.alpha_sweep(X, y, [0.5], 2), errors_by_measured_descent(X, y, [0.5], 2), rtol=1e-5)


def test_sweep_takes_whole_numbers(kata):
    """The tutorial's X and y hold whole numbers; a large alpha lets the error rise on its way."""
    for iterations in [1, 2, 50]:
        expected = errors_by_measured_descent(*XOR, [10.0, 0.5], iterations)
        same(kata.alpha_sweep(*XOR, [10.0, 0.5], iterations), expected, rtol=1e-4)


def test_sweep_trains_to_the_end(kata, rng):
    """No iteration is left out, however small the error is by then."""
    for iterations, far in [(1, 3.0), (2, 3.0), (100, 0.1)]:
        X, y = oracles.learnable(rng, far)
        expected = errors_by_measured_descent(X, y, [3.0], iterations)
        same(kata.alpha_sweep(X, y, [3.0], iterations), expected, rtol=1e-5)


def test_sweep_ignores_the_order_of_alphas(kata, rng):
    """No alpha gains from the training of another."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    first = kata.alpha_sweep(X, y, ALPHAS, 3)
    same(first, errors_by_measured_descent(X, y, ALPHAS, 3), rtol=1e-5)
    for alphas in itertools.permutations(ALPHAS):
        same(kata.alpha_sweep(X, y, list(alphas), 3), first, rtol=1e-5)


def test_sweep_leaves_its_arguments(kata, rng):
    """Inputs, targets and the list of alphas are read, not written."""
    X, y, alphas = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2)), [0.5, 2.0]
    expected = errors_by_measured_descent(X, y, alphas, 2)
    same(kata.alpha_sweep(X, y, alphas, 2), expected, rtol=1e-5)
    kata.unchanged()


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        synapse, layer_in, delta = (rng.normal(size=size) for size in [(3, 2), (5, 3), (5, 2)])
        X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
        x = rng.uniform(1, 4)
        same(kata.roll(x, 0.1, 2), x * 0.8 ** np.arange(3))
        expected = measured_step(synapse, layer_in, delta, 0.5)
        same(kata.update(synapse, layer_in, delta, 0.5), expected, rtol=1e-5, atol=1e-8)
        expected = errors_by_measured_descent(X, y, [0.5], 2)
        same(kata.alpha_sweep(X, y, [0.5], 2), expected, rtol=1e-5)


@pytest.mark.parametrize(
    ("errors", "best"),
    [
        ({0.1: 0.5, 1000.0: 0.3, 10.0: 0.05, 0.01: 0.45, 1.0: 0.2}, 10.0),
        ({0.001: 0.02, 0.1: 0.4, 100.0: 0.1}, 0.001),
        ({5.0: 0.3, 0.5: 0.25, 50.0: 0.0}, 50.0),
    ],
)
def test_best_alpha_has_the_smallest_error(kata, errors, best):
    """Neither the largest nor the smallest step wins, but the one that ends lowest."""
    same(kata.best_alpha(errors), best)


def test_best_alpha_of_any_errors(kata, rng):
    """Whichever alpha it is, however large the errors are, and in whatever order they stand."""
    for best in [*TUTORIALS, 9.99, 10.01]:
        alphas = rng.permutation([*TUTORIALS, *rng.uniform(1, 20, 3), best]).tolist()
        errors = {alpha: rng.uniform(0.1, 2) for alpha in alphas} | {best: rng.uniform(0, 0.1)}
        same(kata.best_alpha(errors), best)

"""Kata 5: a ball in a bucket, the update with alpha, and a fair comparison of alphas."""

import itertools

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

ALPHAS = [0.3, 2.0, 1e-9]  # with the last of them, the start hardly changes
TUTORIALS = [0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0]
XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])


def final_errors(X, y, alphas, iterations, hidden_size=4, seed=1):
    """Return `{alpha: error}`, each alpha alone on its way down."""
    errors = {}
    for alpha in alphas:
        way = oracles.descend_by_chain_rule(X, y, alpha, iterations, hidden_size, seed)
        errors[alpha] = oracles.mean_absolute_error(X, y, *way.end())
    return errors


def measured_step(synapse, layer_in, delta, alpha):
    """Return the weights alpha times their measured gradient further down."""
    return synapse - alpha * oracles.slope(lambda w: delta * (layer_in @ w), synapse)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_ball_rolls(kata, steps):
    """The start is the first position; each step then goes alpha times the slope downhill."""
    same(kata.roll(3, 0.1, steps), np.array([3.0, 2.4, 1.92, 1.536])[: steps + 1])


@pytest.mark.parametrize("alpha", [0.01, 0.35, 0.85, 1.2])
def test_ball_shrinks_its_distance_by_a_factor(kata, rng, alpha):
    """In this bucket every step multiplies x by 1 - 2 alpha, so beyond 1 the ball climbs out."""
    for x in [rng.uniform(1, 4), -rng.uniform(1, 4), int(rng.integers(3, 10))]:
        same(kata.roll(x, alpha, 6), x * (1 - 2 * alpha) ** np.arange(7))


@pytest.mark.parametrize("alpha", [0.35, 1.2])
def test_ball_takes_every_step(kata, rng, alpha):
    """It does not stop where it hardly moves, nor where it has climbed out of sight."""
    x = rng.uniform(1, 4)
    same(kata.roll(x, alpha, 70), x * (1 - 2 * alpha) ** np.arange(71), atol=0)


def test_update_of_two_weights(kata):
    """With alpha 0.1, the gradients 0.5 and 1.25 move the weights down by 0.05 and 0.125."""
    synapse, layer_in = np.array([[0.5], [-1.0]]), np.array([[1.0, 2.0], [0.0, 1.0]])
    delta = np.array([[0.5], [0.25]])
    same(kata.update(synapse, layer_in, delta, 0.1), np.array([[0.45], [-1.125]]))


@pytest.mark.parametrize(("examples", "senders", "receivers"), [(4, 4, 4), (5, 3, 2), (1, 2, 3)])
def test_update_steps_alpha_gradients_downhill(kata, rng, examples, senders, receivers):
    """Alpha scales the step, once, and nothing else; only X may hold whole numbers."""
    for layer_in in [rng.normal(size=(examples, senders)), rng.integers(0, 3, (examples, senders))]:
        synapse, delta = (
            rng.normal(size=(senders, receivers)),
            rng.normal(size=(examples, receivers)),
        )
        alpha = rng.uniform(0.2, 0.8)
        expected = measured_step(synapse, layer_in, delta, alpha)
        same(kata.update(synapse, layer_in, delta, alpha), expected, rtol=1e-5, atol=1e-8)
    kata.unchanged()


@pytest.mark.parametrize("size", [1e-6, 1000.0])
def test_update_may_be_small_or_large(kata, rng, size):
    """A small step is taken, too, and a large one is not cut short."""
    synapse, delta = size * rng.normal(size=(3, 2)), size * rng.normal(size=(5, 2))
    layer_in = rng.normal(size=(5, 3))
    expected = measured_step(synapse, layer_in, delta, 0.7)
    same(kata.update(synapse, layer_in, delta, 0.7), expected, rtol=1e-5, atol=1e-5 * size)


@pytest.mark.parametrize("iterations", [1, 2, 3])
def test_sweep_of_a_small_network(kata, iterations):
    """With the tiny alpha, the error is still that of the fresh start; with 3, it has changed."""
    X, y = np.array([[0, 1], [1, 1]]), np.array([[0], [1]])
    expected = final_errors(X, y, [1e-9, 3.0], iterations, 2, 7)
    same(kata.alpha_sweep(X, y, [1e-9, 3.0], iterations, 2, 7), expected)


@pytest.mark.parametrize("iterations", [1, 2, 5])
@pytest.mark.parametrize("sizes", [(5, 3, 6, 2), (4, 4, 4, 4)])
def test_sweep_trains_once_for_every_alpha(kata, rng, sizes, iterations):
    """Each alpha ends with the error that its own training from the fresh start leaves."""
    examples, n_inputs, hidden, outputs = sizes
    X, y = rng.normal(size=(examples, n_inputs)), rng.uniform(size=(examples, outputs))
    alphas, seed = rng.permutation(ALPHAS).tolist(), int(rng.integers(2, 1000))
    expected = final_errors(X, y, alphas, iterations, hidden, seed)
    same(kata.alpha_sweep(X, y, alphas, iterations, hidden, seed), expected)
    kata.unchanged()


def test_sweep_has_defaults(kata, rng):
    """Without being told, it uses 4 hidden nodes and seed 1."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    same(kata.alpha_sweep(X, y, [0.5], 2), final_errors(X, y, [0.5], 2))


def test_sweep_takes_whole_numbers(kata, rng):
    """The tutorial's X and y hold whole numbers; a large alpha lets the error rise on its way."""
    alphas = rng.uniform([0.3, 19.0], [0.8, 21.0]).tolist()
    for iterations in [1, 2, 4, 40]:
        same(kata.alpha_sweep(*XOR, alphas, iterations), final_errors(*XOR, alphas, iterations))


@pytest.mark.parametrize(("far", "iterations"), [(0.1, 100), (1e-3, 100), (1e-6, 40)])
def test_sweep_trains_to_the_end(kata, rng, far, iterations):
    """No iteration is left out, however small the error is by then."""
    X, y = oracles.learnable(rng, far)
    expected = final_errors(X, y, [3.0], iterations)
    same(kata.alpha_sweep(X, y, [3.0], iterations), expected, atol=1e-6 * far)


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
    """Whichever alpha it is, however large the errors are, however close, in whatever order."""
    for best, least in zip([*TUTORIALS, 9.99, 10.01], itertools.cycle([1e-5, 0.2, 0.7, 1.5])):
        alphas = rng.permutation([*TUTORIALS, *rng.uniform(1, 20, 3), best]).tolist()
        errors = {alpha: least * (1 + rng.exponential(0.01)) for alpha in alphas} | {best: least}
        same(kata.best_alpha(errors), best)


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        x, alpha = rng.uniform(1, 4), rng.uniform(0.2, 0.8)
        synapse, layer_in, delta = (rng.normal(size=size) for size in [(3, 2), (5, 3), (5, 2)])
        same(kata.roll(x, alpha, 2), x * (1 - 2 * alpha) ** np.arange(3))
        expected = measured_step(synapse, layer_in, delta, 0.5)
        same(kata.update(synapse, layer_in, delta, 0.5), expected, rtol=1e-5, atol=1e-8)
        X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
        same(kata.alpha_sweep(X, y, [0.5], 2), final_errors(X, y, [0.5], 2))
        errors = dict(zip(ALPHAS, rng.permutation([0.2, 0.1, 0.3]), strict=True))
        same(kata.best_alpha(errors), next(a for a in ALPHAS if errors[a] == 0.1))

"""Kata 15: what weights cost, the slope of that, and weight decay."""

import math

import numpy as np
import pytest

from dojo.checks import or_refused, same
from tests import oracles

SHAPES = [(3, 4), (5, 2), (4, 4), (1, 3)]
STRENGTHS = [(0.1, 0.0), (0.0, 0.3), (0.02, 0.7), (0, 0), (2, 1)]


def cost(synapses, l1, l2):
    """Return what all weights cost, one at a time, without an error of rounding."""
    weights = [weight for synapse in synapses for weight in np.ravel(synapse).tolist()]
    sizes = math.fsum(abs(weight) for weight in weights)
    return l1 * sizes + l2 * math.fsum(weight * weight for weight in weights) / 2


def pull(synapse, l1, l2):
    """Return how fast the cost of each weight rises, measured; at 0 as fast to either side."""
    return oracles.slope(lambda w: l1 * np.abs(w) + l2 / 2 * w**2, synapse)


def weights(rng, shape):
    """Return random weights, none nearer to the kink at 0 than a measurement needs."""
    return rng.choice([-1, 1], shape) * rng.uniform(0.01, 3, shape)


def test_penalty_of_two_weights(kata):
    """Each weight costs its size times l1, and half its square times l2."""
    same(kata.penalty([np.array([[3.0, -4.0]])], 0.1, 0.01), 0.825)


@pytest.mark.parametrize(
    "shapes",
    [((3, 4),), ((3, 4), (4, 1)), ((2, 5), (5, 3), (3, 1))],
    ids=["1_synapse", "2_synapses", "3_synapses"],
)
def test_penalty_of_any_network(kata, rng, shapes):
    """All weights of all synapses count, however many there are of either."""
    for l1, l2 in STRENGTHS:
        synapses = [rng.normal(size=shape) for shape in shapes]
        same(kata.penalty(synapses, l1, l2), cost(synapses, l1, l2))


def test_penalty_of_whole_numbers(kata, rng):
    """Weights may be whole numbers; what they cost is not."""
    synapses = [rng.integers(-4, 5, shape) for shape in [(3, 2), (2, 4)]]
    same(kata.penalty(synapses, 0.25, 0.1), cost(synapses, 0.25, 0.1))


@pytest.mark.parametrize("size", [0.001, 1000.0])
def test_penalty_of_small_and_large_weights(kata, rng, size):
    """Nothing is rounded, and no weight is too small to count."""
    synapses = [size * rng.normal(size=shape) for shape in [(5, 2), (2, 3)]]
    same(kata.penalty(synapses, 0.03, 0.4), cost(synapses, 0.03, 0.4), atol=0)


def test_gradient_of_four_weights(kata):
    """L1 pulls all weights alike, but not one of 0; L2 pulls large ones more."""
    synapse, gradient = np.array([[3.0, -4.0], [0.0, 0.5]]), np.array([[0.5, 0.5], [-0.25, 0.0]])
    expected = np.array([[0.63, 0.36], [-0.25, 0.105]])
    same(kata.penalised_gradient(synapse, gradient, 0.1, 0.01), expected)


@pytest.mark.parametrize("shape", SHAPES)
def test_gradient_adds_the_slope_of_the_cost(kata, rng, shape):
    """The slope of the penalty, cell by cell, comes on top of the gradient of the error."""
    for l1, l2 in STRENGTHS:
        synapse, gradient = weights(rng, shape), rng.normal(size=shape)
        expected = gradient + pull(synapse, l1, l2)
        same(kata.penalised_gradient(synapse, gradient, l1, l2), expected)


def test_gradient_of_weights_at_zero(kata, rng):
    """A weight of 0 is pulled nowhere: its gradient stays what it was."""
    synapse, gradient = rng.integers(-1, 2, (4, 3)) * 1.5, rng.normal(size=(4, 3))
    synapse[1, 2] = 0.0
    expected = gradient + pull(synapse, 0.2, 0.05)
    same(kata.penalised_gradient(synapse, gradient, 0.2, 0.05), expected)


def test_gradient_of_whole_numbers(kata, rng):
    """Weights and gradient may be whole numbers; the result is not."""
    synapse, gradient = rng.permutation([[-3, 2, 5], [-1, 0, 4]]), rng.integers(-3, 4, (2, 3))
    expected = gradient + pull(synapse, 0.3, 0.07)
    floats = synapse.astype(float), gradient.astype(float)
    same(kata.penalised_gradient(*floats, 0.3, 0.07), expected)
    with or_refused():
        same(kata.penalised_gradient(synapse, gradient, 0.3, 0.07), expected)


def test_gradient_of_tiny_and_huge_weights(kata, rng):
    """L1 pulls a tiny weight as much as a huge one; nothing is cut off."""
    signs, gradient = rng.permutation([[-1, 1, 1], [-1, 1, -1]]), rng.normal(size=(2, 3))
    synapse = signs * np.array([[1e-5, 0.0001, 0.001], [0.01, 300.0, 4000.0]])
    expected = gradient + 0.3 * signs + 0.02 * synapse
    same(kata.penalised_gradient(synapse, gradient, 0.3, 0.02), expected)


def test_decay_of_four_weights(kata):
    """Each weight loses a share of itself, and then takes its step."""
    synapse, gradient = np.array([[3.0, -4.0], [0.0, 0.5]]), np.array([[0.5, 0.5], [-0.25, 0.0]])
    expected = np.array([[2.947, -4.046], [0.025, 0.4995]])
    same(kata.decay(synapse, gradient, 0.1, 0.01), expected)


@pytest.mark.parametrize("shape", SHAPES)
def test_decay_is_a_step_with_an_l2_cost(kata, rng, shape):
    """It is the step downhill along the gradient of error and L2 penalty together."""
    for alpha, strength in [(0.5, 0.1), (2, 0.03), (1, 0), (2, 0.8)]:
        synapse, gradient = weights(rng, shape), rng.normal(size=shape)
        expected = synapse - alpha * (gradient + pull(synapse, 0, strength))
        same(kata.decay(synapse, gradient, alpha, strength), expected)


def test_decay_of_whole_numbers(kata, rng):
    """Weights and gradient may be whole numbers; the new weights are not."""
    synapse, gradient = rng.permutation([[-3, 2, 5], [-1, 0, 4]]), rng.integers(-3, 4, (2, 3))
    expected = synapse - 0.3 * (gradient + pull(synapse, 0, 0.2))
    same(kata.decay(synapse.astype(float), gradient.astype(float), 0.3, 0.2), expected)
    with or_refused():
        same(kata.decay(synapse, gradient, 0.3, 0.2), expected)


@pytest.mark.parametrize("size", [1e-6, 1000.0])
def test_decay_of_small_and_large_weights(kata, rng, size):
    """Every weight loses the same share, however large it is."""
    synapse, gradient = size * weights(rng, (5, 2)), size * rng.normal(size=(5, 2))
    expected = synapse - 0.4 * (gradient + 0.05 * synapse)
    same(kata.decay(synapse, gradient, 0.4, 0.05), expected, atol=0)


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        synapse, gradient = weights(rng, (4, 3)), rng.normal(size=(4, 3))
        synapses = [synapse, weights(rng, (3, 2))]
        same(kata.penalty(synapses, 0.2, 0.1), cost(synapses, 0.2, 0.1))
        expected = gradient + pull(synapse, 0.2, 0.1)
        same(kata.penalised_gradient(synapse, gradient, 0.2, 0.1), expected)
        expected = synapse - 0.2 * (gradient + pull(synapse, 0, 0.1))
        same(kata.decay(synapse, gradient, 0.2, 0.1), expected)
    kata.unchanged()

"""Kata 4: the gradient of a synapse, and one step downhill."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

# Three examples, three senders, three receivers, worked out by hand.
LAYER_IN = np.array([[1.0, 0.0, 2.0], [0.5, 2.0, -1.0], [0.0, 1.0, 1.0]])
DELTA = np.array([[0.2, 0.1, 0.0], [-0.6, 0.4, 0.5], [0.3, -0.2, 0.1]])
GRADIENT = np.array([[-0.1, 0.3, 0.25], [-0.9, 0.6, 1.1], [1.3, -0.4, -0.4]])
SIZES = [(4, 4, 4), (5, 3, 2), (2, 6, 1), (1, 2, 3)]


@oracles.remembered
def measured_gradient(layer_in, delta, synapse):
    """Return how the error rises with each weight, when the receivers' deltas are given."""
    return oracles.slope(lambda w: delta * (layer_in @ w), synapse)


def test_gradient_of_nine_synapses(kata):
    """Sender's value times receiver's delta, added up over the examples."""
    same(kata.synapse_gradient(LAYER_IN, DELTA), GRADIENT)


@pytest.mark.parametrize(("examples", "senders", "receivers"), SIZES)
def test_gradient_is_how_fast_the_error_rises(kata, rng, examples, senders, receivers):
    """Nudging a weight changes the error by its gradient times as much."""
    layer_in, delta = rng.normal(size=(examples, senders)), rng.normal(size=(examples, receivers))
    expected = measured_gradient(layer_in, delta, np.zeros((senders, receivers)))
    same(kata.synapse_gradient(layer_in, delta), expected, rtol=1e-5, atol=1e-8)


def test_update_of_nine_synapses(kata):
    """The gradient is taken away from the weights, because it points uphill."""
    synapse = np.array([[0.3, -1.0, 0.7], [2.0, 0.5, -0.4], [-0.2, 0.9, 1.1]])
    expected = np.array([[0.4, -1.3, 0.45], [2.9, -0.1, -1.5], [-1.5, 1.3, 1.5]])
    same(kata.update(synapse, LAYER_IN, DELTA), expected)


@pytest.mark.parametrize(("examples", "senders", "receivers"), SIZES)
def test_update_goes_downhill_by_the_gradient(kata, rng, examples, senders, receivers):
    """The new weights have the old shape and lie one gradient further down."""
    layer_in, delta = rng.normal(size=(examples, senders)), rng.normal(size=(examples, receivers))
    synapse = rng.normal(size=(senders, receivers))
    expected = synapse - measured_gradient(layer_in, delta, synapse)
    same(kata.update(synapse, layer_in, delta), expected, rtol=1e-5, atol=1e-8)


def test_update_takes_whole_number_inputs(kata, rng):
    """The tutorial's first layer, X, holds whole numbers."""
    synapse, X, delta = rng.normal(size=(3, 2)), rng.integers(0, 2, (5, 3)), rng.normal(size=(5, 2))
    expected = synapse - measured_gradient(X, delta, synapse)
    same(kata.update(synapse, X, delta), expected, rtol=1e-5, atol=1e-8)


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, both functions answer anew."""
    for _ in range(2):
        synapse, layer_in, delta = (rng.normal(size=size) for size in [(3, 2), (5, 3), (5, 2)])
        gradient = measured_gradient(layer_in, delta, synapse)
        same(kata.synapse_gradient(layer_in, delta), gradient, rtol=1e-5, atol=1e-8)
        same(kata.update(synapse, layer_in, delta), synapse - gradient, rtol=1e-5, atol=1e-8)


def test_arguments_stay_as_they_are(kata, rng):
    """The update returns new weights; the old ones are still there to compare with."""
    synapse = rng.normal(size=(3, 3))
    same(kata.synapse_gradient(LAYER_IN, DELTA), GRADIENT)
    same(kata.update(synapse, LAYER_IN, DELTA), synapse - GRADIENT)
    kata.unchanged()

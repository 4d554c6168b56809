"""Kata 4: the gradient of a synapse, and one step downhill."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

# Two examples, two senders, two receivers: worked out by hand.
LAYER_IN = np.array([[1.0, 0.0], [0.5, 2.0]])
DELTA = np.array([[0.2, 0.1], [-0.6, 0.4]])
GRADIENT = np.array([[-0.1, 0.3], [-1.2, 0.8]])
# Square first, so that a wrong operation gives wrong numbers rather than an error; then
# every dimension different, so that no wrong shape can hide; then more examples than a loop of
# fixed length has foreseen.
SIZES = [(4, 4, 4), (5, 3, 2), (2, 6, 1), (1, 2, 3), (150, 3, 2)]
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])  # the tutorial's inputs


@oracles.remembered
def measured_gradient(layer_in, delta):
    """Return how the error rises with each weight, when the receivers' deltas are given."""
    start = np.zeros((layer_in.shape[1], delta.shape[1]))  # the same slope for all weights
    return oracles.slope(lambda w: delta * (layer_in @ w), start)


def between(rng, examples, senders, receivers):
    """Return random weights, values of the senders, and deltas of the receivers."""
    sizes = (senders, receivers), (examples, senders), (examples, receivers)
    return [rng.normal(size=size) for size in sizes]


def test_gradient_of_four_weights(kata):
    """Sender's value times receiver's delta, added up over the examples."""
    same(kata.synapse_gradient(LAYER_IN, DELTA), GRADIENT)


@pytest.mark.parametrize(("examples", "senders", "receivers"), SIZES)
def test_gradient_is_how_fast_the_error_rises(kata, rng, examples, senders, receivers):
    """If a weight grows a tiny bit, the error grows by its gradient times that bit."""
    _, layer_in, delta = between(rng, examples, senders, receivers)
    same(kata.synapse_gradient(layer_in, delta), measured_gradient(layer_in, delta))
    kata.unchanged()


def test_gradient_takes_whole_number_inputs(kata, rng):
    """The tutorial's first layer, X, holds whole numbers; its gradient does not."""
    delta = rng.normal(size=(4, 2))
    same(kata.synapse_gradient(X, delta), measured_gradient(X, delta))


@pytest.mark.parametrize("size", [1e-6, 1000.0])
def test_gradient_may_be_small_or_large(kata, rng, size):
    """Nothing is rounded, cut off or brought to another length."""
    _, layer_in, delta = between(rng, 5, 3, 2)
    delta *= size
    same(kata.synapse_gradient(layer_in, delta), measured_gradient(layer_in, delta))


def test_update_of_four_weights(kata):
    """The gradient is taken away from the weights, because it points uphill."""
    synapse = np.array([[0.3, -1.0], [2.0, 0.5]])
    same(kata.update(synapse, LAYER_IN, DELTA), np.array([[0.4, -1.3], [3.2, -0.3]]))


@pytest.mark.parametrize(("examples", "senders", "receivers"), SIZES)
def test_update_goes_downhill_by_the_gradient(kata, rng, examples, senders, receivers):
    """The new weights have the old shape and lie one gradient further down."""
    synapse, layer_in, delta = between(rng, examples, senders, receivers)
    same(kata.update(synapse, layer_in, delta), synapse - measured_gradient(layer_in, delta))
    kata.unchanged()


def test_update_takes_whole_number_inputs(kata, rng):
    """The tutorial's first layer, X, holds whole numbers; the new weights are none."""
    synapse, _, delta = between(rng, 4, 3, 2)
    same(kata.update(synapse, X, delta), synapse - measured_gradient(X, delta))


@pytest.mark.parametrize("size", [1e-6, 1000.0])
def test_update_may_be_small_or_large(kata, rng, size):
    """A small step is taken, too, and a large one is not cut short."""
    synapse, layer_in, delta = between(rng, 5, 3, 2)
    synapse, delta = synapse * size, delta * size  # so that the step is no rounding of the weights
    same(kata.update(synapse, layer_in, delta), synapse - measured_gradient(layer_in, delta))


def test_gradient_remembers_nothing(kata, rng):
    """Called again with another layer or other deltas of the same shape, it answers anew."""
    _, *given = between(rng, 2, 2, 2)
    for changed in (0, 1, 0):
        same(kata.synapse_gradient(*given), measured_gradient(*given))
        given[changed] = rng.normal(size=(2, 2))


def test_update_remembers_nothing(kata, rng):
    """Called again with one argument changed, of the same shape, it answers anew."""
    given = between(rng, 2, 2, 2)
    for changed in (0, 1, 2, 0):
        synapse, layer_in, delta = given
        same(kata.update(*given), synapse - measured_gradient(layer_in, delta))
        given[changed] = rng.normal(size=(2, 2))


def test_arguments_stay_as_they_are(kata, rng):
    """The update returns new weights; the old ones are still there to compare with."""
    synapse, layer_in, delta = between(rng, 5, 3, 2)
    gradient = measured_gradient(layer_in, delta)
    same(kata.synapse_gradient(layer_in, delta), gradient)
    same(kata.update(synapse, layer_in, delta), synapse - gradient)
    kata.unchanged()

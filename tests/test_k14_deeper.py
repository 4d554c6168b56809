"""Kata 14: the start, the layers and the gradients of a network of any depth."""

from itertools import pairwise

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])
# One synapse, two as in the tutorial, more; all sizes distinct, or all alike, so that a wrong
# product gives wrong numbers rather than an error.
SIZES = [(3, 2), (4, 3, 2), (2, 4, 3, 1), (4, 4, 4, 4), (3, 1, 4, 6, 2, 5)]
MEASURED = {"rtol": 1e-5, "atol": 1e-8}


@oracles.remembered
def drawn(sizes, seed):
    """Return the start: numpy's legacy generator, seeded once, one synapse after the other."""
    random = np.random.RandomState(seed)
    return [random.uniform(-1, 1, shape) for shape in pairwise(sizes)]


@oracles.remembered
def layers_of(X, synapses):
    """Return `X` and what each synapse makes of the layer before it, in plain loops."""
    layers = [np.array(X)]
    for synapse in synapses:
        layers.append(oracles.forward_layer(layers[-1], synapse))
    return layers


@oracles.remembered
def measured(X, synapses, y):
    """Return how fast half the squared error rises with each weight of each synapse."""

    def errors(synapse, at):
        layer = X
        for i, other in enumerate(synapses):
            layer = 1 / (1 + np.exp(-(layer @ (synapse if i == at else other))))
        return 0.5 * (layer - y) ** 2

    return [oracles.slope(lambda w, i=i: errors(w, i), s) for i, s in enumerate(synapses)]


def network(rng, sizes, examples=5):
    """Return random inputs, weights and targets."""
    synapses = [rng.normal(size=shape) for shape in pairwise(sizes)]
    return rng.normal(size=(examples, sizes[0])), synapses, rng.uniform(size=(examples, sizes[-1]))


@pytest.mark.parametrize("sizes", [(2, 3), (2, 3, 1), (2, 3, 1, 4)])
def test_start_of_few_layers(kata, sizes):
    """Seeded once, then drawn from the first synapse to the last, from -1 to 1."""
    same(kata.initial_synapses(list(sizes), 1), drawn(sizes, 1))


def test_start_follows_its_seed_and_sizes(kata, rng):
    """Another seed starts elsewhere; the same seed at the same place, whatever ran before."""
    first = [int(size) for size in rng.permutation(range(1, 7))], int(rng.integers(10**6))
    for sizes, seed in [first, ([4, 4, 4], int(rng.integers(10**6))), ([3, 4, 1], 1), first]:
        same(kata.initial_synapses(sizes, seed), drawn(sizes, seed))


def test_layers_of_a_small_network(kata):
    """X comes first, then what each synapse makes of the layer before it."""
    X, synapses = np.array([[1, 2]]), [np.array([[2, 0], [-1, 1]]), np.array([[2], [1]])]
    same(kata.forward(X, synapses), layers_of(X, synapses))


@pytest.mark.parametrize("sizes", SIZES)
def test_layers_of_any_network(kata, rng, sizes):
    """As many layers as there are sizes; asked twice, with other numbers."""
    for _ in range(2):
        X, synapses, _ = network(rng, sizes)
        same(kata.forward(X, synapses), layers_of(X, synapses))


def test_layers_of_whole_numbers(kata, rng):
    """Inputs and weights may be whole numbers, as the tutorial's inputs are."""
    synapses = [rng.integers(-2, 3, shape) for shape in [(3, 5), (5, 2), (2, 1)]]
    same(kata.forward(XOR[0], synapses), layers_of(XOR[0], synapses))


def test_gradients_of_four_weights(kata):
    """From the output, the delta goes back through the synapses; the list goes forward."""
    synapses = [np.array([[0.0, 0.0]]), np.array([[2.0], [-2.0]])]
    layers = [np.array([[1.0]]), np.array([[0.5, 0.5]]), np.array([[0.5]])]
    expected = [np.array([[-0.0625, 0.0625]]), np.array([[-0.0625], [-0.0625]])]
    same(kata.gradients(layers, synapses, np.array([[1.0]])), expected)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_are_how_fast_the_error_rises(kata, rng, sizes):
    """If a weight grows a tiny bit, half the squared error grows by its gradient times that."""
    for _ in range(2):
        X, synapses, y = network(rng, sizes)
        found = kata.gradients(layers_of(X, synapses), synapses, y)
        same(found, measured(X, synapses, y), **MEASURED)


def test_gradients_of_ten_layers(kata, rng):
    """However deep it is; the weights are large, so that the delta is not lost on its way."""
    X, synapses, y = network(rng, (3, 2, 4, 2, 3, 2, 4, 3, 2, 1))
    synapses = [3 * synapse for synapse in synapses]
    found = kata.gradients(layers_of(X, synapses), synapses, 10 * y)
    same(found, measured(X, synapses, 10 * y), rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize("size", [0.0001, 30.0])
def test_gradients_may_be_small_or_large(kata, rng, size):
    """Nothing is rounded or cut off, however far the outputs are from their targets."""
    X, synapses, _ = network(rng, (3, 4, 2))
    layers = layers_of(X, synapses)
    y = layers[-1] + size * rng.normal(size=(5, 2))
    found = kata.gradients(layers, synapses, y)
    same(found, measured(X, synapses, y), rtol=1e-5, atol=1e-7 * size)


def test_gradients_of_whole_numbers(kata, rng):
    """Inputs, targets and weights may be whole numbers; the gradients are not."""
    synapses = [rng.integers(-2, 3, shape) for shape in [(3, 5), (5, 2), (2, 1)]]
    found = kata.gradients(layers_of(XOR[0], synapses), synapses, XOR[1])
    same(found, measured(XOR[0], synapses, XOR[1]), **MEASURED)


def test_gradients_of_the_tutorials_network(kata, rng):
    """With two synapses, they are what k07 takes its steps along."""
    seed = int(rng.integers(10**6))
    synapses = oracles.initial_synapses(3, 4, 1, seed)
    expected = list(oracles.measured_gradients(*XOR, *synapses))
    same(kata.gradients(layers_of(XOR[0], synapses), list(synapses), XOR[1]), expected, **MEASURED)


def test_gradients_shrink_on_the_way_back(kata):
    """At the start, the gradient of the first synapse is sixty times smaller than the last's."""
    synapses = drawn((3, 8, 8, 8, 1), 1)
    found = kata.gradients(layers_of(XOR[0], synapses), synapses, XOR[1])
    same(found, measured(XOR[0], synapses, XOR[1]), **MEASURED)
    sizes = [np.mean(np.abs(gradient)) for gradient in found]
    same(sizes, np.array([0.00085, 0.0017, 0.0061, 0.052]), rtol=0.05)


def test_arguments_stay_as_they_are(kata, rng):
    """Inputs, layers, weights and targets are read, not written; the lists stay as long."""
    X, synapses, y = network(rng, (3, 2, 4))
    same(kata.initial_synapses([3, 2], 5), drawn([3, 2], 5))
    same(kata.forward(X, synapses), layers_of(X, synapses))
    found = kata.gradients(layers_of(X, synapses), synapses, y)
    same(found, measured(X, synapses, y), **MEASURED)
    kata.unchanged()

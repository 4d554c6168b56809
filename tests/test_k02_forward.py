"""Kata 2: one layer, and two of them in a row."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

LAYERS = ("layer_1", "layer_2")
TUTORIALS_X = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
SINGLE = {"rtol": 1e-4, "atol": 1e-5}  # what sums of a few float32 may be off by


def test_layer_of_two_nodes(kata):
    """Each node takes the sigmoid of the sum of all inputs times its weights."""
    inputs = np.array([[1.0, 2.0], [0.5, -1.0]])
    synapse = np.array([[0.5, 2.0], [-1.0, 1.0]])
    expected = np.array([[0.1824255238, 0.9820137900], [0.7772998612, 0.5]])
    same(kata.forward_layer(inputs, synapse), expected)


@pytest.mark.parametrize("sizes", [(3, 3, 3), (5, 3, 4), (1, 3, 2), (6, 1, 1)])
def test_layer_of_any_size(kata, rng, sizes):
    """There is one row for every example and one column for every node."""
    examples, inputs, nodes = sizes
    X, synapse = rng.normal(size=(examples, inputs)), rng.normal(0, 2, (inputs, nodes))
    same(kata.forward_layer(X, synapse), oracles.forward_layer(X, synapse))


def test_layer_of_whole_numbers(kata, rng):
    """Whole inputs, and whole weights too, give fractions between 0 and 1."""
    inputs = rng.integers(-3, 4, (4, 3))
    for synapse in (rng.normal(size=(3, 2)), rng.integers(-2, 3, (3, 2))):
        same(kata.forward_layer(inputs, synapse), oracles.forward_layer(inputs, synapse))


def test_layer_with_large_sums(kata, rng):
    """A large sum gives almost 0 or almost 1."""
    inputs, synapse = rng.normal(0, 4, (4, 3)), rng.normal(0, 4, (3, 2))
    same(kata.forward_layer(inputs, synapse), oracles.forward_layer(inputs, synapse))


def test_layer_of_single_precision(kata, rng):
    """Arrays of float32 are as good as any other."""
    inputs, synapse = (rng.normal(size=s).astype(np.float32) for s in ((4, 3), (3, 2)))
    same(kata.forward_layer(inputs, synapse), oracles.forward_layer(inputs, synapse), **SINGLE)


def test_layer_remembers_nothing(kata, rng):
    """Called again with other weights, and then with other inputs, it gives other values."""
    inputs = rng.normal(size=(4, 3))
    for given in (inputs, inputs, rng.normal(size=(4, 3))):
        synapse = rng.normal(size=(3, 2))
        same(kata.forward_layer(given, synapse), oracles.forward_layer(given, synapse))


def test_layer_leaves_its_arguments_as_they_were(kata, rng):
    """Neither the inputs nor the weights are written to."""
    inputs, synapse = rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
    same(kata.forward_layer(inputs, synapse), oracles.forward_layer(inputs, synapse))
    kata.unchanged()


def test_forward_of_two_examples(kata):
    """The second layer takes what the first one returned; both are returned, in order."""
    X = np.array([[1.0, 2.0], [0.5, -1.0]])
    synapse_0 = np.array([[0.5, 2.0], [-1.0, 1.0]])
    synapse_1 = np.array([[2.0, 1.0], [-1.0, 0.5]])
    layer_1 = np.array([[0.1824255238, 0.9820137900], [0.7772998612, 0.5]])
    layer_2 = np.array([[0.3504270161, 0.6622713086], [0.7416571934, 0.7363920828]])
    same(kata.forward(X, synapse_0, synapse_1), (layer_1, layer_2), parts=LAYERS)


@pytest.mark.parametrize("sizes", [(3, 3, 3, 3), (5, 3, 4, 2), (1, 3, 4, 2), (7, 2, 3, 1)])
def test_forward_through_both_layers(kata, rng, sizes):
    """Both layers have one row for every example, however many nodes they have."""
    examples, inputs, hidden, outputs = sizes
    given = rng.normal(size=(examples, inputs)), *_synapses(rng, inputs, hidden, outputs)
    same(kata.forward(*given), _layers(*given), parts=LAYERS)


def test_forward_of_whole_numbers(kata, rng):
    """The inputs of the tutorial are whole numbers; the weights may be, too."""
    X = np.array(TUTORIALS_X)
    whole = rng.integers(-2, 3, (3, 4)), rng.integers(-2, 3, (4, 2))
    for synapses in (_synapses(rng, 3, 4, 1), whole):
        same(kata.forward(X, *synapses), _layers(X, *synapses), parts=LAYERS)


def test_forward_of_single_precision(kata, rng):
    """Arrays of float32 are as good as any other."""
    given = [rng.normal(size=s).astype(np.float32) for s in ((5, 2), (2, 3), (3, 2))]
    same(kata.forward(*given), _layers(*given), parts=LAYERS, **SINGLE)


def test_forward_remembers_nothing(kata, rng):
    """Called again with other weights, as in a training, it gives other layers."""
    X = rng.normal(size=(5, 3))
    for inputs in (X, X, rng.normal(size=(5, 3))):
        given = inputs, *_synapses(rng, 3, 4, 2)
        same(kata.forward(*given), _layers(*given), parts=LAYERS)


def test_forward_leaves_its_arguments_as_they_were(kata, rng):
    """Neither the inputs nor the weights are written to."""
    given = rng.normal(size=(3, 3)), *_synapses(rng, 3, 3, 3)
    same(kata.forward(*given), _layers(*given), parts=LAYERS)
    kata.unchanged()


def _synapses(rng, inputs, hidden, outputs):
    """Return random weights of both layers."""
    return rng.normal(0, 2, (inputs, hidden)), rng.normal(0, 2, (hidden, outputs))


def _layers(X, synapse_0, synapse_1):
    """Return what both layers have to be."""
    layer_1 = oracles.forward_layer(X, synapse_0)
    return layer_1, oracles.forward_layer(layer_1, synapse_1)

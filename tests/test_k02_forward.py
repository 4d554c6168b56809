"""Kata 2: one layer, and two of them in a row."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

LAYERS = ("layer_1", "layer_2")


def test_layer_of_two_nodes(kata):
    """Each node squashes the sum of the inputs times its own weights."""
    inputs = np.array([[1.0, 2.0], [0.5, -1.0]])
    synapse = np.array([[0.5, 2.0], [-1.0, 1.0]])
    expected = np.array([[0.1824255238, 0.9820137900], [0.7772998612, 0.5]])
    same(kata.forward_layer(inputs, synapse), expected)


@pytest.mark.parametrize(
    ("examples", "senders", "nodes"), [(4, 4, 4), (5, 3, 4), (1, 3, 2), (6, 1, 1)]
)
def test_layer_of_any_size(kata, rng, examples, senders, nodes):
    """There is a row for every example and a column for every node."""
    inputs, synapse = rng.normal(size=(examples, senders)), rng.normal(size=(senders, nodes))
    same(kata.forward_layer(inputs, synapse), oracles.forward_layer(inputs, synapse))


@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (5, 3, 4, 2), (1, 3, 4, 2), (7, 2, 3, 1)])
def test_forward_through_both_layers(kata, rng, sizes):
    """The second layer takes what the first one returned; both are handed back, in order."""
    examples, n_inputs, hidden, outputs = sizes
    X = rng.normal(size=(examples, n_inputs))
    synapse_0, synapse_1 = rng.normal(size=(n_inputs, hidden)), rng.normal(size=(hidden, outputs))
    layer_1 = oracles.forward_layer(X, synapse_0)
    layer_2 = oracles.forward_layer(layer_1, synapse_1)
    same(kata.forward(X, synapse_0, synapse_1), (layer_1, layer_2), parts=LAYERS)


def test_forward_takes_whole_numbers(kata, rng):
    """The tutorial's X holds whole numbers."""
    X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    synapse_0, synapse_1 = rng.normal(size=(3, 5)), rng.normal(size=(5, 2))
    layer_1 = oracles.forward_layer(X, synapse_0)
    layer_2 = oracles.forward_layer(layer_1, synapse_1)
    same(kata.forward(X, synapse_0, synapse_1), (layer_1, layer_2), parts=LAYERS)


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, both functions answer anew."""
    for _ in range(2):
        X = rng.normal(size=(5, 3))
        synapse_0, synapse_1 = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
        layer_1 = oracles.forward_layer(X, synapse_0)
        layer_2 = oracles.forward_layer(layer_1, synapse_1)
        same(kata.forward_layer(X, synapse_0), layer_1)
        same(kata.forward(X, synapse_0, synapse_1), (layer_1, layer_2), parts=LAYERS)


def test_arguments_stay_as_they_are(kata, rng):
    """Neither inputs nor weights are written to."""
    X = rng.normal(size=(5, 3))
    synapse_0, synapse_1 = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
    layer_1 = oracles.forward_layer(X, synapse_0)
    layer_2 = oracles.forward_layer(layer_1, synapse_1)
    same(kata.forward_layer(X, synapse_0), layer_1)
    same(kata.forward(X, synapse_0, synapse_1), (layer_1, layer_2), parts=LAYERS)
    kata.unchanged()

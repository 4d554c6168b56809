"""Kata 16: dropping what a mask says, and the way forward and back through it."""

import itertools

import numpy as np
import pytest

from dojo.checks import or_refused, same
from tests import oracles

XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])
LAYERS = ("layer_1", "layer_2")
GRADIENTS = ("gradient_0", "gradient_1")
MEASURED = {"rtol": 1e-5, "atol": 1e-8}
SIZES = [(5, 3, 4, 2), (4, 4, 4, 4), (1, 2, 3, 1)]  # examples, inputs, hidden, outputs
# Which share happens to stay, and `keep`.
CASES = [(0.5, 0.8), (0.6, 0.35), (0, 0.6), (1, 0.7), (0.5, 0.05), (0.5, 1), (1, 1)]


def dropped(values, mask, keep):
    """Return what is left, cell by cell."""
    return np.where(np.asarray(mask) == 0, 0.0, np.asarray(values, dtype=float) / keep)


@oracles.remembered
def layers_of(X, synapse_0, synapse_1, mask, keep):
    """Return both layers of a network of which some hidden nodes are switched off."""
    layer_1 = dropped(oracles.forward_layer(X, synapse_0), mask, keep)
    return layer_1, oracles.forward_layer(layer_1, synapse_1)


@oracles.remembered
def measured(X, y, synapse_0, synapse_1, mask, keep):
    """Return how fast half the squared error rises with each weight while the mask stays."""

    def errors(synapse_0, synapse_1):
        layer_1 = dropped(1 / (1 + np.exp(-(X @ synapse_0))), mask, keep)
        return 0.5 * (1 / (1 + np.exp(-(layer_1 @ synapse_1))) - y) ** 2

    return (
        oracles.slope(lambda w: errors(w, synapse_1), synapse_0),
        oracles.slope(lambda w: errors(synapse_0, w), synapse_1),
    )


def network(rng, sizes, share=0.5):
    """Return random inputs, targets, weights of both synapses, and a mask."""
    examples, inputs, hidden, outputs = sizes
    X, y = rng.normal(size=(examples, inputs)), rng.uniform(size=(examples, outputs))
    synapses = rng.normal(size=(inputs, hidden)), rng.normal(size=(hidden, outputs))
    return X, y, *synapses, (rng.random((examples, hidden)) < share).astype(int)


def test_dropping_of_four_values(kata):
    """What stays is divided by the share that stays, here one half."""
    values, mask = np.array([[0.6, 0.6], [0.2, 0.9]]), np.array([[1, 0], [0, 1]])
    same(kata.drop(values, mask, 0.5), np.array([[1.2, 0], [0, 1.8]]))


@pytest.mark.parametrize("shape", [(5, 3), (4, 4), (3, 1), (1, 6)])
def test_dropping_of_any_values(kata, rng, shape):
    """Of a layer, or of a synapse, which is called DropConnect; the mask may hold 0.0 and 1.0."""
    for keep in [0.8, 0.25, 0.02, 1.0, rng.uniform(0.1, 0.9)]:
        values, mask = rng.normal(size=shape), rng.integers(0, 2, shape)
        same(kata.drop(values, mask, keep), dropped(values, mask, keep))
        same(kata.drop(values, mask.astype(float), keep), dropped(values, mask, keep))


def test_dropping_of_whole_numbers(kata, rng):
    """The values may be whole numbers; what is left is not."""
    values, mask = rng.integers(-5, 6, (4, 3)), rng.integers(0, 2, (4, 3))
    expected = dropped(values, mask, 0.7)
    same(kata.drop(values.astype(float), mask, 0.7), expected)
    with or_refused():
        same(kata.drop(values, mask, 0.7), expected)


@pytest.mark.parametrize("keep", [0.5, 0.8])
def test_mean_over_all_masks_is_the_layer(kata, rng, keep):
    """Each of the 16 masks counts as much as it is likely: what remains is no dropping at all."""
    layer, mean = rng.uniform(size=(1, 4)), 0
    for mask in itertools.product([0, 1], repeat=4):
        likely = keep ** sum(mask) * (1 - keep) ** (4 - sum(mask))
        same(left := kata.drop(layer, np.array([mask]), keep), dropped(layer, [mask], keep))
        mean += likely * np.asarray(left)
    same(mean, layer)


def test_layers_of_a_small_network(kata):
    """The hidden layer is returned as it is after dropping, and goes on so."""
    synapses = np.array([[0, 2], [1, -1]]), np.array([[1], [3]])
    task = np.array([[1, 0], [0, 1]]), *synapses, np.array([[1, 0], [1, 1]]), 0.5
    same(kata.forward(*task), layers_of(*task), parts=LAYERS)


@pytest.mark.parametrize("sizes", SIZES)
def test_layers_with_any_mask(kata, rng, sizes):
    """Every example has a mask of its own, which may happen to drop all hidden nodes, or none."""
    for share, keep in CASES:
        X, _, *rest = network(rng, sizes, share)
        task = X, *rest, keep
        same(kata.forward(*task), layers_of(*task), parts=LAYERS)


def test_layers_of_whole_numbers(kata, rng):
    """Inputs and weights may be whole numbers, as the tutorial's inputs are."""
    synapses = rng.integers(-2, 3, (3, 5)), rng.integers(-2, 3, (5, 1))
    task = XOR[0], *synapses, rng.integers(0, 2, (4, 5)), 0.75
    same(kata.forward(*task), layers_of(*task), parts=LAYERS)


def test_gradients_of_a_small_network(kata):
    """A dropped node teaches nothing: its weights stay for this example."""
    synapses = np.array([[1.0, 0.5]]), np.array([[1.0], [-2.0]])
    task = np.array([[2], [-1]]), np.array([[1], [0]]), *synapses, np.array([[0, 1], [0, 1]]), 0.5
    same(kata.gradients(*task), measured(*task), parts=GRADIENTS, **MEASURED)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_with_any_mask(kata, rng, sizes):
    """If a weight grows a tiny bit while the mask stays, the error grows by gradient times that."""
    for share, keep in CASES:
        X, y, *rest = network(rng, sizes, share)
        task = X, 20 * y, *rest, keep
        same(kata.gradients(*task), measured(*task), parts=GRADIENTS, **MEASURED)


@pytest.mark.parametrize("weights", ["fractions", "whole"])
def test_gradients_of_whole_numbers(kata, rng, weights):
    """Inputs, targets and weights may be whole numbers; the gradients are not."""
    part = 1 if weights == "whole" else 0.3
    synapses = part * rng.integers(-2, 3, (3, 5)), part * rng.integers(-2, 3, (5, 1))
    task = *XOR, *synapses, rng.integers(0, 2, (4, 5)), 0.75
    same(kata.gradients(*task), measured(*task), parts=GRADIENTS, **MEASURED)


def test_without_dropping_it_is_the_plain_network(kata, rng):
    """When everything stays, and keep is 1, the layers are those of k02, the gradients of k04."""
    X, y, *synapses, mask = network(rng, (5, 3, 4, 2), share=1)
    expected = oracles.forward_layer(X, synapses[0]), oracles.forward(X, *synapses)
    same(kata.forward(X, *synapses, mask, 1), expected, parts=LAYERS)
    expected = oracles.measured_gradients(X, y, *synapses)
    same(kata.gradients(X, y, *synapses, mask, 1), expected, parts=GRADIENTS, **MEASURED)


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for keep in [0.5, 0.9]:
        X, y, *rest = network(rng, (4, 4, 4, 2))
        same(kata.drop(X, rest[-1], keep), dropped(X, rest[-1], keep))
        task = *rest, keep
        same(kata.forward(X, *task), layers_of(X, *task), parts=LAYERS)
        same(kata.gradients(X, y, *task), measured(X, y, *task), parts=GRADIENTS, **MEASURED)
    kata.unchanged()

"""Kata 3: the deltas of the outputs, and those of the hidden nodes."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

# Square first, so that a wrong operation gives wrong numbers rather than an error; then
# every dimension different, so that no wrong shape can hide.
SIZES = [(4, 4, 4), (5, 4, 2), (3, 6, 1), (1, 2, 3)]
MEASURED = 1e-5  # how exact a measured slope is, as a share of it


@oracles.remembered
def measured_output_delta(layer_2, y):
    """Return how half the squared error rises with each output node's weighted sum."""
    sums = np.log(layer_2 / (1 - layer_2))
    return oracles.slope(lambda z: 0.5 * (oracles.sigmoid(z) - y) ** 2, sums)


@oracles.remembered
def measured_hidden_delta(layer_2_delta, synapse_1, layer_1):
    """Return how the error rises with each hidden sum, when the outputs' deltas are given."""
    sums = np.log(layer_1 / (1 - layer_1))
    return oracles.slope(lambda z: layer_2_delta * (oracles.sigmoid(z) @ synapse_1), sums)


def a_layer(rng, examples, nodes):
    """Return random values of a layer: undecided ones, and some that are nearly 0 or 1."""
    return oracles.sigmoid(rng.uniform(-6, 6, (examples, nodes)))


def on_the_way_back(rng, examples, hidden, outputs):
    """Return random arguments of `hidden_delta`."""
    deltas, weights = rng.normal(size=(examples, outputs)), rng.normal(size=(hidden, outputs))
    return deltas, weights, a_layer(rng, examples, hidden)


def test_output_delta_of_four_nodes(kata):
    """A delta is the error times the slope; a prediction above its target has a positive one."""
    layer_2, y = np.array([[0.8, 0.5], [0.2, 0.9]]), np.array([[1.0, 0.0], [1.0, 1.0]])
    same(kata.output_delta(layer_2, y), np.array([[-0.032, 0.125], [-0.128, -0.009]]))


@pytest.mark.parametrize(("examples", "outputs"), [(4, 4), (5, 2), (3, 1), (1, 3)])
def test_output_delta_is_the_slope_of_the_error(kata, rng, examples, outputs):
    """If a node's sum grows a tiny bit, half the squared error grows by delta times that bit."""
    layer_2, y = a_layer(rng, examples, outputs), rng.uniform(size=(examples, outputs))
    same(kata.output_delta(layer_2, y), measured_output_delta(layer_2, y), rtol=MEASURED)


@pytest.mark.parametrize("outputs", [1, 2])
def test_output_delta_takes_whole_number_targets(kata, rng, outputs):
    """The tutorial's targets are whole numbers; the deltas are not."""
    layer_2, y = a_layer(rng, 4, outputs), np.array([[0, 1], [1, 1], [1, 0], [0, 0]])[:, :outputs]
    same(kata.output_delta(layer_2, y), measured_output_delta(layer_2, y), rtol=MEASURED)


def test_output_delta_close_to_the_target(kata, rng):
    """A prediction that is nearly right has a small delta, and not none."""
    layer_2 = rng.uniform(0.05, 0.95, (4, 2))
    y = layer_2 + rng.choice([-1e-3, 1e-3], (4, 2))
    same(kata.output_delta(layer_2, y), measured_output_delta(layer_2, y), rtol=MEASURED)


def test_output_delta_of_sure_nodes(kata, rng):
    """A node close to 0 or 1 hardly moves, and the closer it is, the less."""
    layer_2 = oracles.sigmoid(rng.uniform(8, 12, (4, 2)) * rng.choice([-1, 1], (4, 2)))
    y = rng.uniform(size=(4, 2))
    expected = measured_output_delta(layer_2, y)
    same(kata.output_delta(layer_2, y), expected, rtol=MEASURED)


def test_hidden_delta_of_two_nodes(kata):
    """A hidden node gets a share of every output's delta, as large as the weight between them."""
    layer_2_delta = np.array([[0.1, -0.2], [0.3, 0.4]])
    synapse_1, layer_1 = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[0.5, 0.2], [0.9, 0.6]])
    expected = np.array([[-0.075, 0.08], [0.099, 0.12]])
    same(kata.hidden_delta(layer_2_delta, synapse_1, layer_1), expected)


@pytest.mark.parametrize(("examples", "hidden", "outputs"), SIZES)
def test_hidden_delta_is_the_slope_of_the_error(kata, rng, examples, hidden, outputs):
    """If a hidden node's sum grows a tiny bit, the error grows by its delta times that bit."""
    given = on_the_way_back(rng, examples, hidden, outputs)
    same(kata.hidden_delta(*given), measured_hidden_delta(*given), rtol=MEASURED)


def test_hidden_delta_takes_whole_number_weights(kata, rng):
    """Weights may happen to be whole numbers; the deltas are not."""
    layer_2_delta, _, layer_1 = on_the_way_back(rng, 4, 3, 2)
    given = layer_2_delta, rng.integers(-3, 4, (3, 2)), layer_1
    same(kata.hidden_delta(*given), measured_hidden_delta(*given), rtol=MEASURED)


def test_hidden_delta_of_sure_nodes(kata, rng):
    """A hidden node close to 0 or 1 hardly moves, whatever the outputs send back."""
    layer_2_delta, synapse_1, _ = on_the_way_back(rng, 4, 3, 2)
    layer_1 = oracles.sigmoid(rng.uniform(8, 12, (4, 3)) * rng.choice([-1, 1], (4, 3)))
    given = layer_2_delta, synapse_1, layer_1
    same(kata.hidden_delta(*given), measured_hidden_delta(*given), rtol=MEASURED)


def test_output_delta_remembers_nothing(kata, rng):
    """Called again with another layer or other targets of the same shape, it answers anew."""
    given = [a_layer(rng, 2, 2), rng.uniform(size=(2, 2))]
    for changed in (0, 1, 0):
        same(kata.output_delta(*given), measured_output_delta(*given), rtol=MEASURED)
        given[changed] = a_layer(rng, 2, 2)


def test_hidden_delta_remembers_nothing(kata, rng):
    """Called again with one argument changed, of the same shape, it answers anew."""
    given = list(on_the_way_back(rng, 2, 2, 2))
    for changed in (0, 1, 2, 0):
        same(kata.hidden_delta(*given), measured_hidden_delta(*given), rtol=MEASURED)
        given[changed] = on_the_way_back(rng, 2, 2, 2)[changed]


def test_arguments_stay_as_they_are(kata, rng):
    """Layers, targets and weights are read, not written."""
    layer_2, y = a_layer(rng, 5, 2), rng.uniform(size=(5, 2))
    given = on_the_way_back(rng, 5, 4, 2)
    same(kata.output_delta(layer_2, y), measured_output_delta(layer_2, y), rtol=MEASURED)
    same(kata.hidden_delta(*given), measured_hidden_delta(*given), rtol=MEASURED)
    kata.unchanged()

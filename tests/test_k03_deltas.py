"""Kata 3: the blame of the outputs, and the blame sent back to the hidden nodes."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

# Square first, so that a wrong operation gives wrong numbers rather than an error; then
# every dimension different, so that no wrong shape can hide.
SIZES = [(4, 4, 4), (5, 4, 2), (3, 6, 1), (1, 2, 3)]


@oracles.remembered
def measured_output_delta(layer_2, y):
    """Return how half the squared error rises with each output node's weighted sum."""
    sums = np.log(layer_2 / (1 - layer_2))
    return oracles.slope(lambda z: 0.5 * (oracles.sigmoid(z) - y) ** 2, sums)


@oracles.remembered
def measured_hidden_delta(layer_2_delta, synapse_1, layer_1):
    """Return how the error rises with each hidden sum, when the outputs' blame is given."""
    sums = np.log(layer_1 / (1 - layer_1))
    return oracles.slope(lambda z: layer_2_delta * (oracles.sigmoid(z) @ synapse_1), sums)


def test_output_delta_of_six_nodes(kata):
    """A delta is the error times the slope; a prediction above its target has a positive one."""
    layer_2 = np.array([[0.8, 0.3], [0.6, 0.9], [0.5, 0.2]])
    y = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    expected = np.array([[-0.032, 0.063], [0.144, -0.009], [-0.125, 0.032]])
    same(kata.output_delta(layer_2, y), expected)


@pytest.mark.parametrize(("examples", "outputs"), [(4, 4), (5, 2), (3, 1), (1, 3)])
def test_output_delta_is_the_slope_of_the_error(kata, rng, examples, outputs):
    """Nudging a node's weighted sum changes half the squared error by delta times as much."""
    layer_2, y = rng.uniform(0.05, 0.95, (2, examples, outputs))
    same(kata.output_delta(layer_2, y), measured_output_delta(layer_2, y), rtol=1e-5)


def test_output_delta_takes_whole_number_targets(kata, rng):
    """The tutorial's targets are whole numbers; the deltas are not."""
    layer_2, y = rng.uniform(0.05, 0.95, (5, 2)), rng.integers(-2, 4, (5, 2))
    same(kata.output_delta(layer_2, y), measured_output_delta(layer_2, y), rtol=1e-5)


def test_hidden_delta_of_two_nodes(kata):
    """A hidden node is blamed by every output, as much as their synapse weighs."""
    layer_2_delta = np.array([[0.1, -0.2], [0.3, 0.4]])
    synapse_1, layer_1 = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[0.5, 0.2], [0.9, 0.6]])
    expected = np.array([[-0.075, 0.08], [0.099, 0.12]])
    same(kata.hidden_delta(layer_2_delta, synapse_1, layer_1), expected)


@pytest.mark.parametrize(("examples", "hidden", "outputs"), SIZES)
def test_hidden_delta_is_the_slope_of_the_error(kata, rng, examples, hidden, outputs):
    """Nudging a hidden node's weighted sum changes the error by its delta times as much."""
    layer_2_delta, synapse_1 = (
        rng.normal(size=(examples, outputs)),
        rng.normal(size=(hidden, outputs)),
    )
    layer_1 = rng.uniform(0.05, 0.95, (examples, hidden))
    same(
        kata.hidden_delta(layer_2_delta, synapse_1, layer_1),
        measured_hidden_delta(layer_2_delta, synapse_1, layer_1),
        rtol=1e-5,
    )


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, both functions answer anew."""
    for _ in range(2):
        layer_1 = rng.uniform(0.05, 0.95, (5, 4))
        layer_2, y = rng.uniform(0.05, 0.95, (2, 5, 2))
        layer_2_delta, synapse_1 = rng.normal(size=(5, 2)), rng.normal(size=(4, 2))
        blame = measured_hidden_delta(layer_2_delta, synapse_1, layer_1)
        same(kata.output_delta(layer_2, y), measured_output_delta(layer_2, y), rtol=1e-5)
        same(kata.hidden_delta(layer_2_delta, synapse_1, layer_1), blame, rtol=1e-5)


def test_arguments_stay_as_they_are(kata, rng):
    """Layers, targets and weights are read, not written."""
    layer_1 = rng.uniform(0.05, 0.95, (5, 4))
    layer_2, y = rng.uniform(0.05, 0.95, (2, 5, 2))
    layer_2_delta, synapse_1 = rng.normal(size=(5, 2)), rng.normal(size=(4, 2))
    blame = measured_hidden_delta(layer_2_delta, synapse_1, layer_1)
    same(kata.output_delta(layer_2, y), measured_output_delta(layer_2, y), rtol=1e-5)
    same(kata.hidden_delta(layer_2_delta, synapse_1, layer_1), blame, rtol=1e-5)
    kata.unchanged()

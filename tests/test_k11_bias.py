"""Kata 11: a bias for every node, its gradient, and a step of weights and biases together."""

import math

import numpy as np
import pytest

from dojo.checks import or_refused, same
from tests import oracles

STEPPED = ("synapse_0", "bias_0", "synapse_1", "bias_1")
# Square first, so that a wrong operation gives wrong numbers rather than an error; then
# every dimension different, so that no wrong shape can hide.
SIZES = [(4, 4, 4, 4), (5, 3, 4, 2), (1, 2, 3, 4), (6, 2, 3, 1)]
XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])


def drawn(rng, sizes):
    """Return random inputs, targets, and the four arrays of a network."""
    examples, n_inputs, hidden, outputs = sizes
    shapes = [(n_inputs, hidden), (hidden,), (hidden, outputs), (outputs,)]
    X, y = rng.normal(size=(examples, n_inputs)), rng.uniform(size=(examples, outputs))
    return X, y, tuple(rng.normal(size=shape) for shape in shapes)


def with_ones(X, synapse_0, bias_0, synapse_1, bias_1):
    """Return both layers, each bias taken for the weights of one more input that is always 1."""
    layers = [X]
    for synapse, bias in [(synapse_0, bias_0), (synapse_1, bias_1)]:
        inputs = np.hstack([layers[-1], np.ones((len(X), 1))])
        layers.append(oracles.forward_layer(inputs, np.vstack([synapse, bias])))
    return tuple(layers[1:])


def half_squared_errors(X, y, synapse_0, bias_0, synapse_1, bias_1):
    """Return half the square of every error, also where one of the four is many nudged copies."""
    layer_1 = 1 / (1 + np.exp(-(X @ synapse_0 + bias_0[..., None, :])))
    layer_2 = 1 / (1 + np.exp(-(layer_1 @ synapse_1 + bias_1[..., None, :])))
    return 0.5 * (layer_2 - y) ** 2


@oracles.remembered
def measured_step(X, y, network, alpha):
    """Return the four arrays alpha times their measured gradients further down."""

    def slope(i):
        before, after = network[:i], network[i + 1 :]
        return oracles.slope(lambda v: half_squared_errors(X, y, *before, v, *after), network[i])

    return tuple(array - alpha * slope(i) for i, array in enumerate(network))


def test_forward_of_two_examples(kata):
    """Each node adds its bias to its sum; where all inputs are 0, the bias is all of it."""
    X, synapse_0 = np.array([[0.0, 0.0], [1.0, 2.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]])
    bias_0, synapse_1 = np.array([0.0, 2.0, -1.0]), np.array([[2.0], [-1.0], [1.0]])
    expected = with_ones(X, synapse_0, bias_0, synapse_1, np.array([0.5]))
    actual = kata.forward(X, synapse_0, bias_0, synapse_1, np.array([0.5]))
    same(actual, expected, parts=("layer_1", "layer_2"))


@pytest.mark.parametrize("sizes", SIZES)
def test_bias_is_a_weight_of_a_column_of_ones(kata, rng, sizes):
    """Both layers are as if each had one more input that is always 1."""
    X, _, network = drawn(rng, sizes)
    same(kata.forward(X, *network), with_ones(X, *network), parts=("layer_1", "layer_2"))


def test_forward_takes_whole_numbers(kata, rng):
    """The tutorial's inputs are whole numbers; a bias may be one, too."""
    synapse_0, synapse_1 = rng.normal(size=(2, 3)), rng.normal(size=(3, 1))
    biases = rng.integers(-2, 3, 3), rng.integers(-2, 3, 1)
    expected = with_ones(XOR[0], synapse_0, biases[0], synapse_1, biases[1])
    actual = kata.forward(XOR[0], synapse_0, biases[0], synapse_1, biases[1])
    same(actual, expected, parts=("layer_1", "layer_2"))


def test_bias_gradient_of_two_nodes(kata):
    """A node's deltas are added up over the examples: 0.2 - 0.5 + 0.1, and 1 + 0.5 - 0.25."""
    delta = np.array([[0.2, 1.0], [-0.5, 0.5], [0.1, -0.25]])
    same(kata.bias_gradient(delta), np.array([-0.2, 1.25]))


@pytest.mark.parametrize("shape", [(4, 4), (5, 3), (1, 4), (6, 1)])
def test_bias_gradient_has_a_number_for_each_node(kata, rng, shape):
    """However many examples and nodes there are."""
    for size in [1.0, 1e-6]:
        delta = size * rng.normal(size=shape)
        same(kata.bias_gradient(delta), np.array([math.fsum(node) for node in delta.T]))


def test_step_of_a_small_network(kata):
    """One input, two hidden nodes, one output: weights and biases move, none before the others."""
    X, y = np.array([[2.0], [-1.0]]), np.array([[1.0], [0.0]])
    network = np.array([[1.0, -0.5]]), np.array([0.5, 0.0]), np.array([[2.0], [-1.0]]), np.zeros(1)
    actual = kata.step(X, y, *network, 2.0)
    same(actual, measured_step(X, y, network, 2.0), parts=STEPPED, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("sizes", SIZES)
def test_step_follows_the_gradient(kata, rng, sizes):
    """All four arrays keep their shapes and move alpha times their gradient downhill."""
    X, y, network = drawn(rng, sizes)
    alpha = rng.uniform(0.2, 0.8)
    actual = kata.step(X, y, *network, alpha)
    same(actual, measured_step(X, y, network, alpha), parts=STEPPED, rtol=1e-5, atol=1e-8)
    kata.unchanged()


@pytest.mark.parametrize("alpha", [0.05, 1.0, 30.0])
def test_step_scales_with_alpha(kata, rng, alpha):
    """Alpha counts once, for weights and for biases."""
    X, y, network = drawn(rng, (5, 3, 4, 2))
    actual = kata.step(X, y, *network, alpha)
    same(actual, measured_step(X, y, network, alpha), parts=STEPPED, rtol=1e-5, atol=1e-8)


def test_step_takes_whole_numbers(kata, rng):
    """The tutorial's XOR holds whole numbers, and biases may start at a whole 0."""
    synapses = rng.normal(size=(2, 3)), rng.normal(size=(3, 1))
    network = synapses[0], np.zeros(3), synapses[1], np.zeros(1)
    expected = measured_step(*XOR, network, 5.0)
    same(kata.step(*XOR, *network, 5.0), expected, parts=STEPPED, rtol=1e-5, atol=1e-8)
    network = synapses[0], np.zeros(3, int), synapses[1], np.zeros(1, int)
    with or_refused():
        same(kata.step(*XOR, *network, 5.0), expected, parts=STEPPED, rtol=1e-5, atol=1e-8)


def test_step_is_taken_however_small_the_error_is(kata, rng):
    """A network that is nearly right goes on; here alpha makes its small step visible."""
    X, _, network = drawn(rng, (5, 3, 4, 2))
    y = with_ones(X, *network)[1] + rng.normal(0, 1e-3, (5, 2))
    actual = kata.step(X, y, *network, 1e3)
    same(actual, measured_step(X, y, network, 1e3), parts=STEPPED, rtol=1e-4, atol=1e-6)


def test_several_steps(kata, rng):
    """Each starts where the one before it ended."""
    X, y, network = drawn(rng, (5, 2, 3, 1))
    for _ in range(4):
        expected = measured_step(X, y, network, 0.7)
        same(kata.step(X, y, *network, 0.7), expected, parts=STEPPED, rtol=1e-5, atol=1e-8)
        network = expected


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        X, y, network = drawn(rng, (5, 3, 4, 2))
        same(kata.forward(X, *network), with_ones(X, *network))
        delta = rng.normal(size=(5, 3))
        same(kata.bias_gradient(delta), np.array([math.fsum(node) for node in delta.T]))
        expected = measured_step(X, y, network, 0.5)
        same(kata.step(X, y, *network, 0.5), expected, parts=STEPPED, rtol=1e-5, atol=1e-8)
    kata.unchanged()

"""Kata 7: the whole network, and the tutorial's own error table."""

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

SYNAPSES = ("synapse_0", "synapse_1")
TRAINED = (*SYNAPSES, "errors")
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
# Mean absolute error before iteration 0, 10,000 … 50,000 at alpha 1, as the tutorial prints it.
TUTORIAL = np.array(
    [0.4964100319, 0.0085845257, 0.0057894599, 0.0046291768, 0.0039587653, 0.0035101226]
)
# The weights after 60,000 iterations, to ten digits whichever way the sums are ordered; one
# iteration fewer changes the seventh.
SYNAPSE_1 = np.array([[-6.9676576314], [7.1410194858], [-10.3191738227], [7.8612840509]])


def measured_training(X, y, hidden_size, alpha, iterations, seed, log_every):
    """Return `(synapse_0, synapse_1, errors)`, every step taken along a measured gradient."""
    *steps, last = oracles.descend(X, y, alpha, iterations, hidden_size, seed)
    errors = [oracles.mean_absolute_error(X, y, *step[:2]) for step in steps[::log_every]]
    return (*last[:2], np.array(errors))


@pytest.mark.parametrize("sizes", [(3, 4, 1), (4, 4, 4), (5, 7, 2)])
def test_start_is_the_tutorials(kata, sizes):
    """The seeded generator fills synapse_0 first, then synapse_1, from -1 to 1."""
    same(kata.initial_synapses(*sizes, 1), oracles.initial_synapses(*sizes, 1), parts=SYNAPSES)


def test_start_follows_its_seed(kata, rng):
    """Another seed starts elsewhere, the same seed at the same place, whatever ran before."""
    for seed in [1, int(rng.integers(2, 10**6)), 1]:
        expected = oracles.initial_synapses(3, 4, 2, seed)
        same(kata.initial_synapses(3, 4, 2, seed), expected, parts=SYNAPSES)


@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (5, 3, 6, 2)])
def test_training_follows_the_gradient(kata, rng, sizes):
    """Each iteration moves both synapses alpha times their gradient downhill."""
    examples, n_inputs, hidden, outputs = sizes
    X, y = rng.normal(size=(examples, n_inputs)), rng.uniform(size=(examples, outputs))
    actual = kata.train(X, y, hidden, 0.4, 4, 2, 1)
    expected = measured_training(X, y, hidden, 0.4, 4, seed=2, log_every=1)
    same(actual, expected, parts=TRAINED, rtol=1e-5)


@pytest.mark.parametrize("alpha", [0.05, 1.0, 3.0])
def test_training_scales_the_step_by_alpha(kata, rng, alpha):
    """Alpha counts once, for both synapses."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    actual = kata.train(X, y, 4, alpha, 2, 1, 1)
    expected = measured_training(X, y, 4, alpha, 2, seed=1, log_every=1)
    same(actual, expected, parts=TRAINED, rtol=1e-5)


def test_training_notes_the_error_before_the_update(kata, rng):
    """Seven iterations noted every third: before 0, 3 and 6, the mean of the absolute error."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    actual = kata.train(X, y, 4, 0.8, 7, 1, 3)
    expected = measured_training(X, y, 4, 0.8, 7, seed=1, log_every=3)
    same(actual, expected, parts=TRAINED, rtol=1e-5)


def test_training_repeats(kata, rng):
    """The same seed gives the same network, whatever was trained before."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    for seed in [1, 5, 1]:
        actual = kata.train(X, y, 4, 0.7, 1, seed, 1)
        expected = measured_training(X, y, 4, 0.7, 1, seed, log_every=1)
        same(actual, expected, parts=TRAINED, rtol=1e-5)


@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (6, 3, 5, 2), (1, 3, 4, 1)])
def test_prediction_is_the_forward_pass(kata, rng, sizes):
    """Prediction runs any number of rows through both layers and returns the outputs."""
    examples, n_inputs, hidden, outputs = sizes
    X = rng.normal(size=(examples, n_inputs))
    synapse_0, synapse_1 = rng.normal(size=(n_inputs, hidden)), rng.normal(size=(hidden, outputs))
    expected = oracles.forward_layer(oracles.forward_layer(X, synapse_0), synapse_1)
    same(kata.predict(X, synapse_0, synapse_1), expected)


def test_arguments_stay_as_they_are(kata, rng):
    """Inputs, targets and weights are read, not written."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    synapse_0, synapse_1 = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
    trained = measured_training(X, y, 4, 0.5, 3, seed=1, log_every=1)
    layer_2 = oracles.forward_layer(oracles.forward_layer(X, synapse_0), synapse_1)
    same(kata.train(X, y, 4, 0.5, 3, 1, 1), trained, parts=TRAINED, rtol=1e-5)
    same(kata.predict(X, synapse_0, synapse_1), layer_2)
    kata.unchanged()


def test_training_notes_every_ten_thousandth_error(kata):
    """Without being told, it notes the error before iteration 0 and every 10,000th after it."""
    *_, errors = kata.train(X[:1], y[:1], 1, iterations=10_001)
    start = oracles.mean_absolute_error(X[:1], y[:1], *oracles.initial_synapses(3, 1, 1, 1))
    same(len(errors), 2)
    same(errors[0], start)


@pytest.mark.reward
@pytest.mark.timeout(180)  # 60,000 iterations: a second in numpy, a minute in plain loops
def test_network_reproduces_the_tutorials_table(kata, record_property):
    """Trained as in the tutorial, the network makes the tutorial's errors and answers XOR."""
    synapse_0, synapse_1, errors = kata.train(X, y)
    same(errors, TUTORIAL, rtol=1e-4)
    same(synapse_1, SYNAPSE_1, rtol=1e-7)
    same(kata.predict(X, synapse_0, synapse_1), y, atol=0.01)
    record_property("error_table", [TUTORIAL.tolist(), [float(error) for error in errors]])

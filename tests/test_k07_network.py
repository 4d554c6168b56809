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


@oracles.remembered
def measured_training(X, y, hidden_size, alpha, iterations, seed, log_every):
    """Return `(synapse_0, synapse_1, errors)`, every step taken along a measured gradient."""
    way = oracles.descend(X, y, alpha, iterations, hidden_size, seed)
    noted = range(0, iterations, log_every)
    errors = [
        oracles.mean_absolute_error(X, y, way.synapse_0[at], way.synapse_1[at]) for at in noted
    ]
    return (*way.end(), np.array(errors))


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
    expected = oracles.forward(X, synapse_0, synapse_1)
    same(kata.predict(X, synapse_0, synapse_1), expected)


def test_arguments_stay_as_they_are(kata, rng):
    """Inputs, targets and weights are read, not written."""
    X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    synapse_0, synapse_1 = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
    trained = measured_training(X, y, 4, 0.5, 3, seed=1, log_every=1)
    layer_2 = oracles.forward(X, synapse_0, synapse_1)
    same(kata.train(X, y, 4, 0.5, 3, 1, 1), trained, parts=TRAINED, rtol=1e-5)
    same(kata.predict(X, synapse_0, synapse_1), layer_2)
    kata.unchanged()


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
        synapses = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
        trained = measured_training(X, y, 4, 0.5, 2, seed=1, log_every=1)
        same(kata.train(X, y, 4, 0.5, 2, 1, 1), trained, parts=TRAINED, rtol=1e-5)
        same(kata.predict(X, *synapses), oracles.forward(X, *synapses))


def test_training_goes_to_the_end(kata, rng):
    """No iteration is left out, however small the error is by then."""
    for iterations, far in [(1, 3.0), (2, 3.0), (100, 0.1)]:
        X, y = oracles.learnable(rng, far)
        actual = kata.train(X, y, 4, 3.0, iterations, 1, 50)
        expected = measured_training(X, y, 4, 3.0, iterations, seed=1, log_every=50)
        same(actual, expected, parts=TRAINED, rtol=1e-5, atol=1e-7)


def test_training_has_the_tutorials_defaults(kata):
    """Without being told, 4 hidden nodes are trained 60,000 times with alpha 1 from seed 1."""
    actual = kata.train(X, y, iterations=2)
    same(actual, measured_training(X, y, 4, 1.0, 2, seed=1, log_every=10_000), parts=TRAINED)
    kata.defaults("train", iterations=60_000, log_every=10_000)


def test_network_answers_the_tutorials_questions(kata):
    """With a large alpha, the network has learnt XOR within a hundred iterations."""
    for iterations in [1, 2, 100]:
        *synapses, errors = kata.train(X, y, alpha=10.0, iterations=iterations, log_every=40)
        expected = measured_training(X, y, 4, 10.0, iterations, seed=1, log_every=40)
        same((*synapses, errors), expected, parts=TRAINED, rtol=1e-4)
    same(kata.predict(X, *synapses), y, atol=0.1)


@pytest.mark.timeout(180)  # 60,000 iterations: a second in numpy, a minute in plain loops
def test_network_reproduces_the_tutorials_table(kata, record_property):
    """Trained as in the tutorial, the network makes the tutorial's errors and answers XOR."""
    synapse_0, synapse_1, errors = kata.train(X, y)
    same(errors, TUTORIAL, rtol=1e-4)
    same(synapse_1, SYNAPSE_1, rtol=1e-7)
    same(kata.predict(X, synapse_0, synapse_1), y, atol=0.01)
    record_property("error_table", [TUTORIAL.tolist(), [float(error) for error in errors]])

"""Kata 22: images and labels as inputs and targets, training in mini-batches, reading."""

import functools
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from dojo.checks import same
from tests import oracles

XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])


@functools.cache
def digits():
    """Return scikit-learn's digits, images and labels; to import it takes longer than to train."""
    (package,) = find_spec("sklearn").submodule_search_locations
    table = np.loadtxt(Path(package, "datasets/data/digits.csv.gz"), delimiter=",", dtype=int)
    return table[:, :64].reshape(-1, 8, 8), table[:, 64]


def prepared(images, labels):
    """Return inputs and targets, one cell after another."""
    X, y = np.ones((len(images), 65)), np.zeros((len(images), 10))
    for n, row, column in np.ndindex(images.shape):
        X[n, 8 * row + column] = images[n, row, column] / 16
    for n, label in enumerate(labels):
        y[n, label] = 1
    return X, y


@oracles.remembered
def trained(X, y, hidden_size, alpha, epochs, batch_size, seed):
    """Return both synapses, the rows of each epoch taken one by one from the front of a list."""
    random = np.random.RandomState(seed)
    synapses = [random.uniform(-1, 1, (X.shape[1], hidden_size))]
    synapses.append(random.uniform(-1, 1, (hidden_size, y.shape[1])))
    for _ in range(epochs):
        left = list(random.permutation(len(X)))
        while left:
            batch = [left.pop(0) for _ in range(min(batch_size, len(left)))]
            slopes = oracles.chain_rule_gradients(X[batch], y[batch], *synapses)
            synapses = [s - alpha * g for s, g in zip(synapses, slopes, strict=True)]
    return tuple(synapses)


def answers(X, synapse_0, synapse_1):
    """Return the digit whose output is the largest, for each row."""
    rows = oracles.forward(X, synapse_0, synapse_1).tolist()
    return np.array([max(range(len(row)), key=row.__getitem__) for row in rows])


def a_network(rng, inputs, hidden):
    """Return nine rows of inputs, and random synapses to ten outputs."""
    synapses = rng.normal(size=(inputs, hidden)), rng.normal(size=(hidden, 10))
    return rng.normal(size=(9, inputs)), *synapses


def test_one_image(kata):
    """A pixel of 12 becomes 0.75, the last input is 1, and the label 3 is a 1 in column 3."""
    images = np.zeros((1, 8, 8))
    images[0, 0, :3] = 12, 16, 4
    X, y = np.zeros((1, 65)), np.zeros((1, 10))
    X[0, [0, 1, 2, 64]] = 0.75, 1, 0.25, 1
    y[0, 3] = 1
    same(kata.prepare(images, np.array([3])), (X, y), parts=("X", "y"))


@pytest.mark.parametrize("images", [4, 1, 23])
def test_any_images(kata, rng, images):
    """Whichever pixels and labels there are, X has 65 columns and y has ten."""
    for brightest in [17, 9, 13]:
        pixels, labels = rng.integers(0, brightest, (images, 8, 8)), rng.integers(0, 10, images)
        for given in (pixels, pixels.astype(float)):
            same(kata.prepare(given, labels), prepared(pixels, labels), parts=("X", "y"))
    kata.unchanged()


def test_images_that_people_wrote(kata):
    """The digits of scikit-learn, every ninth of them."""
    images, labels = (part[::9] for part in digits())
    same(kata.prepare(images, labels), prepared(images, labels), parts=("X", "y"))


@pytest.mark.parametrize("epochs", [0, 1, 2, 3])
def test_training_of_two_examples(kata, epochs):
    """The start is seeded, then every epoch draws its order; here each batch is one example."""
    X, y = np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[0.0], [1.0]])
    arguments = (X, y, 3, 0.5, epochs, 1, 7)
    same(kata.train(*arguments), trained(*arguments), parts=("synapse_0", "synapse_1"))


@pytest.mark.parametrize("epochs", [1, 2, 5])
@pytest.mark.parametrize("batch_size", [2, 3, 8, 40])
def test_training_in_batches(kata, rng, batch_size, epochs):
    """No row is left out, the last batch may be short, and one batch may hold all rows."""
    X, y = rng.normal(size=(8, 3)), rng.uniform(size=(8, 2))
    arguments = (X, y, 5, rng.uniform(0.3, 1.5), epochs, batch_size, int(rng.integers(2, 1000)))
    same(kata.train(*arguments), trained(*arguments), parts=("synapse_0", "synapse_1"))
    kata.unchanged()


def test_training_takes_whole_numbers(kata, rng):
    """The tutorial's X and y hold whole numbers; the weights do not."""
    for batch_size in [1, 3, 4]:
        arguments = (*XOR, 2, 2, 4, batch_size, int(rng.integers(2, 1000)))
        same(kata.train(*arguments), trained(*arguments), parts=("synapse_0", "synapse_1"))


@pytest.mark.parametrize("far", [0.1, 1e-4])
def test_training_goes_to_the_end(kata, rng, far):
    """No epoch is left out, however small the error is by then."""
    arguments = (*oracles.learnable(rng, far), 4, 3.0, 60, 2, 1)
    same(kata.train(*arguments), trained(*arguments), rtol=1e-5, atol=1e-6 * far)


@pytest.mark.slow
@pytest.mark.timeout(30)  # for whoever writes loops
def test_it_reads(kata):
    """It reads at least 95 of 100 digits that it has never seen: every fifth is held out."""
    X, y = prepared(*digits())
    unseen = np.arange(len(X)) % 5 == 0
    synapses = kata.train(X[~unseen], y[~unseen], 32, 0.3, 10, 16, 1)
    share = np.mean(answers(X[unseen], *synapses) == digits()[1][unseen])
    assert share >= 0.95, f"It reads {share:.1%} of the digits that it has not seen, too few."


def test_one_node_always_says_the_same(kata):
    """The largest output is that of the 7 in all four rows; three of the labels are a 7."""
    X, labels = np.array([[1.0], [0.0], [-1.0], [2.0]]), np.array([7, 2, 7, 7])
    weights = np.array([[-1.0, 0.5, 0.0, -2.0, 0.25, -0.5, 1.0, 2.0, -1.5, 1.5]])
    for less in [1.75, 0.0]:
        same(kata.accuracy(X, labels, np.array([[1.0]]), weights - less), 0.75)


@pytest.mark.parametrize(("inputs", "hidden"), [(4, 6), (5, 3), (10, 10)])
def test_share_of_any_answers(kata, rng, inputs, hidden):
    """A row counts if its largest output is the label's, small as that output may be.

    No sum falls by more than 18: far below, a sigmoid written with tanh has ten zeros.
    """
    for shift in [0.0, -0.5, -18 / hidden]:
        X, synapse_0, synapse_1 = a_network(rng, inputs, hidden)
        found = answers(X, synapse_0, synapse_1 + shift)
        for right in [0, 3, 8, 9]:
            labels = np.where(np.arange(9) < right, found, (found + rng.integers(1, 10, 9)) % 10)
            same(kata.accuracy(X, labels, synapse_0, synapse_1 + shift), right / 9)


def test_arguments_stay_and_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        images, labels = rng.integers(0, 17, (4, 8, 8)), rng.integers(0, 10, 4)
        same(kata.prepare(images, labels), prepared(images, labels))
        X, y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
        same(kata.train(X, y, 4, 0.5, 1, 2, 3), trained(X, y, 4, 0.5, 1, 2, 3))
        network, labels = a_network(rng, 3, 4), rng.integers(0, 3, 9)
        share = np.mean(answers(*network) == labels)
        same(kata.accuracy(network[0], labels, *network[1:]), share)
    kata.unchanged()

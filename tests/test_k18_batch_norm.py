"""Kata 18: normalised columns, the mean that is kept, and the way back."""

import math

import numpy as np
import pytest

from dojo.checks import or_refused, same
from tests import oracles

PARTS = ("d_sums", "d_gamma", "d_beta")
SIZES = [(4, 4), (5, 3), (7, 1), (2, 6)]  # square first, then examples and nodes differ
MEASURED = {"rtol": 1e-5, "atol": 1e-8}  # how exact a measured slope is


@oracles.remembered
def normalised(sums, gamma, beta, eps=1e-5):
    """Return the normalised sums, one column and one cell at a time."""
    result = np.zeros(np.shape(sums))
    for row, node in np.ndindex(result.shape):
        column = [float(value) for value in sums[:, node]]
        mean = math.fsum(column) / len(column)
        variance = math.fsum((value - mean) ** 2 for value in column) / len(column)
        normal = (column[row] - mean) / math.sqrt(variance + eps)
        result[row, node] = gamma[node] * normal + beta[node]
    return result


@oracles.remembered
def measured(delta, sums, gamma, eps=1e-5):
    """Return how the error rises with each sum, each gamma and each beta."""
    sums, beta = np.array(sums, dtype=float), np.zeros(len(gamma))

    def each(result, many):
        return np.array([np.sum(delta * result(one)) for one in many])

    return (
        oracles.slope(lambda many: each(lambda s: normalised(s, gamma, beta, eps), many), sums),
        oracles.slope(lambda many: each(lambda g: normalised(sums, g, beta, eps), many), gamma),
        oracles.slope(lambda many: each(lambda b: normalised(sums, gamma, b, eps), many), beta),
    )


def a_batch(rng, examples, nodes):
    """Return random sums, gamma and beta; every column has a mean and a spread of its own."""
    sums = rng.normal(rng.normal(0, 2, nodes), rng.uniform(0.4, 3, nodes), (examples, nodes))
    sums[-1] += 1  # no column is flat, not even one of two sums
    return sums, rng.choice([-1, 1], nodes) * rng.uniform(0.3, 2, nodes), rng.normal(size=nodes)


def test_normalise_two_columns(kata):
    """Means 3 and 3, variances 2.6667 and 4.6667: each column is put on the same scale."""
    sums = np.array([[1.0, 2], [3, 6], [5, 1]])
    expected = np.array([[-1.224743, -0.46291], [0, 1.388729], [1.224743, -0.925819]])
    same(kata.normalise(sums, np.ones(2), np.zeros(2)), expected, rtol=2e-6)


def test_normalise_scales_and_shifts(kata):
    """Then gamma stretches each column, and beta moves it."""
    sums = np.array([[1.0, 2.0], [3.0, 6.0]])
    gamma, beta = np.array([2.0, 0.5]), np.array([5.0, -1.0])
    same(kata.normalise(sums, gamma, beta), normalised(sums, gamma, beta))


@pytest.mark.parametrize(("examples", "nodes"), [*SIZES, (1, 3)])
def test_normalise_any_batch(kata, rng, examples, nodes):
    """Column by column, over the rows; sums may be whole numbers."""
    sums, gamma, beta = a_batch(rng, examples, nodes)
    for size in [1.0, 1e-6]:  # what comes out may be small
        given = sums, size * gamma, size * beta
        same(kata.normalise(*given), normalised(*given))
    whole = rng.integers(-9, 10, (examples, nodes))
    with or_refused():
        same(kata.normalise(whole, gamma, beta), normalised(whole, gamma, beta))
    kata.unchanged()


@pytest.mark.parametrize("eps", [1e-9, 0.3, 2])
def test_normalise_adds_eps_to_the_variance(kata, rng, eps):
    """It counts where a column is nearly flat; a flat one becomes beta."""
    sums, gamma, beta = a_batch(rng, 5, 4)
    sums[:, 1] = rng.uniform(1, 2)
    same(kata.normalise(sums, gamma, beta, eps), normalised(sums, gamma, beta, eps), atol=1e-8)
    sums = sums * [0.001, 1, 0.01, 100]
    same(kata.normalise(sums, gamma, beta), normalised(sums, gamma, beta), atol=1e-8)


def test_running_means_of_two_nodes(kata):
    """With a momentum of 0.9, a tenth of the new means comes in."""
    old, new = np.array([10.0, -1.0]), np.array([20.0, 4.0])
    same(kata.running(old, new, 0.9), np.array([11.0, -0.5]))


@pytest.mark.parametrize("nodes", [1, 3, 5])
def test_running_means(kata, rng, nodes):
    """For each node by itself; means may be whole numbers."""
    momentum = rng.uniform(0.05, 0.95)
    for given in [rng.normal(size=(2, nodes)), rng.integers(-9, 10, (2, nodes))]:
        pairs = zip(*given, strict=True)
        kept = np.array([math.fsum([momentum * a, b, -momentum * b]) for a, b in pairs])
        same(kata.running(*given.astype(float), momentum), kept)
        with or_refused():
            same(kata.running(*given, momentum), kept)
        kata.unchanged()


def test_backward_of_three_examples(kata):
    """Each column of d_sums adds up to 0: to move a whole column changes nothing."""
    delta = np.array([[0.3, -0.2], [0.1, 0.4], [-0.5, 0.6]])
    given = delta, np.array([[1.0, 2], [3, 6], [5, 1]]), np.array([2, 0.5])
    d_sums = [[-0.0816477, -0.1047057], [0.163299, 0.0209412], [-0.0816513, 0.0837646]]
    expected = np.array(d_sums), np.array([-0.9797941, 0.0925819]), np.array([-0.1, 0.8])
    same(kata.backward(*given), expected, parts=PARTS, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(("examples", "nodes"), [*SIZES, (1, 3)])
def test_backward_is_the_slope(kata, rng, examples, nodes):
    """If a number grows a tiny bit, the error grows by its gradient times that bit."""
    sums, gamma, _ = a_batch(rng, examples, nodes)
    delta = rng.normal(size=(examples, nodes))
    same(kata.backward(delta, sums, gamma), measured(delta, sums, gamma), parts=PARTS, **MEASURED)
    kata.unchanged()


@pytest.mark.parametrize("eps", [0.05, 0.4])
def test_backward_uses_eps(kata, rng, eps):
    """The spread is that of the way there; sums and deltas may be whole numbers."""
    delta, sums = rng.integers(-3, 4, (2, 5, 3))
    sums[0] += 5
    gamma = rng.uniform(0.3, 2, 3)
    expected = measured(delta, sums, gamma, eps)
    given = delta.astype(float), sums.astype(float), gamma, eps
    same(kata.backward(*given), expected, parts=PARTS, **MEASURED)
    with or_refused():
        same(kata.backward(delta, sums, gamma, eps), expected, parts=PARTS, **MEASURED)


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, the functions answer anew."""
    for _ in range(2):
        sums, gamma, beta = a_batch(rng, 3, 2)
        delta = rng.normal(size=(3, 2))
        same(kata.normalise(sums, gamma, beta), normalised(sums, gamma, beta))
        same(kata.running(gamma, beta, 0.75), 0.75 * gamma + beta / 4)
        expected = measured(delta, sums, gamma)
        same(kata.backward(delta, sums, gamma), expected, parts=PARTS, **MEASURED)

"""Kata 21: the same training on numpy, and on a library that allows only what the standard has."""

import numpy as np
import pytest

from dojo.checks import Mismatch, same
from tests import oracles

LIBRARIES = ["numpy", "array_api_strict"]
PARTS = ("synapse_0", "synapse_1")
XOR = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0], [1], [1], [0]])
REFUSED = AttributeError, ImportError, KeyError, TypeError, ValueError


@oracles.remembered
def trained(X, y, synapse_0, synapse_1, alpha, iterations):
    """Return both synapses after so many steps down the gradients of half the squared error."""
    synapses = synapse_0, synapse_1
    for _ in range(iterations):
        slopes = oracles.chain_rule_gradients(X, y, *synapses)
        synapses = tuple(s - alpha * g for s, g in zip(synapses, slopes, strict=True))
    return synapses


def a_network(rng, examples, inputs, hidden, outputs):
    """Return random inputs, targets and both synapses."""
    X, y = rng.normal(size=(examples, inputs)), rng.uniform(size=(examples, outputs))
    return X, y, rng.normal(size=(inputs, hidden)), rng.normal(size=(hidden, outputs))


@pytest.mark.parametrize("iterations", [0, 1, 2, 3])
def test_numpy_trains_a_small_network(kata, iterations):
    """Two examples: with the name of numpy it is the training of k07, from the weights given."""
    X, y = np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[0.0], [1.0]])
    given = X, y, np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[1.0], [-0.5]])
    same(kata.train("numpy", *given, 0.5, iterations), trained(*given, 0.5, iterations))


def test_a_module_without_arrays_cannot_train(kata):
    """Whoever trains with `math` has not used the library of that name."""
    given = np.array([[0.0, 1.0]]), np.array([[1.0]]), np.array([[0.5], [-1.0]]), np.array([[2.0]])
    same(kata.train("numpy", *given, 0.5, 1), trained(*given, 0.5, 1))
    try:
        kata.train("math", *given, 0.5, 1)
    except REFUSED:
        return
    raise Mismatch("It trained with `math`, a module without arrays: `library` was not used.")


@pytest.mark.parametrize("iterations", [0, 1, 2, 3])
def test_the_strict_library_trains(kata, iterations):
    """The same lines, on a library that has nothing but what the standard has."""
    X, y = np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[0.0], [1.0]])
    given = X, y, np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[1.0], [-0.5]])
    back = kata.train("array_api_strict", *given, 0.5, iterations)
    same(back, trained(*given, 0.5, iterations), parts=PARTS)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("iterations", [1, 2, 5])
@pytest.mark.parametrize("sizes", [(5, 3, 6, 2), (4, 4, 4, 4)])
def test_any_network(kata, rng, sizes, iterations, library):
    """All libraries come to the same weights, and leave those they began with."""
    given, alpha = a_network(rng, *sizes), float(rng.uniform(0.3, 2))
    expected = trained(*given, alpha, iterations)
    same(kata.train(library, *given, alpha, iterations), expected, parts=PARTS)
    kata.unchanged()


@pytest.mark.parametrize("library", LIBRARIES)
def test_whole_numbers(kata, rng, library):
    """The tutorial's X and y hold whole numbers, as weights and alpha may."""
    _, _, synapse_0, synapse_1 = a_network(rng, 4, 3, 5, 1)
    for start in [(synapse_0, synapse_1), (np.eye(3, 2, dtype=int), np.array([[1], [-2]]))]:
        expected = trained(*XOR, *start, 2, 3)
        same(kata.train(library, *XOR, *start, 2, 3), expected, parts=PARTS)


@pytest.mark.parametrize("library", LIBRARIES)
def test_as_exact_as_numpy(kata, rng, library):
    """Forty iterations in double precision leave nothing but its rounding."""
    given = a_network(rng, 6, 3, 4, 2)
    expected = trained(*given, 1.5, 40)
    same(kata.train(library, *given, 1.5, 40), expected, parts=PARTS, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("far", [0.1, 1e-4])
def test_training_goes_to_the_end(kata, rng, far):
    """No iteration is left out, however small the error is by then."""
    X, y = oracles.learnable(rng, far)
    given = X, y, *oracles.initial_synapses(3, 4, 2, seed=1)
    same(kata.train("numpy", *given, 3.0, 100), trained(*given, 3.0, 100), atol=1e-7 * far)


def test_nothing_is_remembered(kata, rng):
    """Called again with other numbers of the same shapes, or another library, it answers anew."""
    for library in [*LIBRARIES, "numpy"]:
        given = a_network(rng, 3, 2, 3, 1)
        same(kata.train(library, *given, 0.5, 1), trained(*given, 0.5, 1), parts=PARTS)
    kata.unchanged()

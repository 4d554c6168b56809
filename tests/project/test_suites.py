"""What the suites rest on: oracles that remember but cannot be spoilt, defaults that are read."""

import inspect
from types import SimpleNamespace

import numpy as np
import pytest

from dojo.observe import Described
from dojo.subject import Subject, WrongDefault
from dojo.wall.sandbox import Sandbox
from tests import oracles
from tests.project.walls import load


def test_an_oracle_works_once_and_cannot_be_spoilt():
    """What is done to one answer is not seen in the next, and the inputs' own cells count."""
    asked = []

    @oracles.remembered
    def double(x, times=2):
        asked.append(x)
        return x * times, [x]

    x = np.arange(3.0)
    first, (same,) = double(x)
    first[:], same[:] = 7.0, 7.0
    assert double(x)[0].tolist() == [0.0, 2.0, 4.0] == double(x.copy())[0].tolist()
    assert len(asked) == 1
    x[0] = 5.0
    assert double(x)[0].tolist() == [10.0, 2.0, 4.0]
    assert double(x, times=3)[0].tolist() == [15.0, 3.0, 6.0]


@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_a_slope_is_measured_for_every_cell(shape):
    """The slope of x squared is 2 x, and that of a product with a matrix its sums."""
    x = np.random.default_rng(1).normal(size=shape)
    assert np.allclose(oracles.slope(lambda v: v**2, x), 2 * x, atol=1e-9)
    if shape == (2, 3):
        factors = np.arange(6.0).reshape(3, 2)
        expected = np.broadcast_to(factors.sum(axis=1), shape)
        assert np.allclose(oracles.slope(lambda v: v @ factors, x), expected, atol=1e-9)


def test_the_chain_rule_gives_the_gradients_that_finite_differences_measure():
    """At random weights, for layers of any size, and for targets of 0 and 1 as for others."""
    rng = np.random.default_rng(1)
    for inputs, hidden, outputs in [(3, 4, 1), (1, 1, 1), (2, 5, 3)]:
        X, w0 = rng.normal(size=(6, inputs)), rng.normal(size=(inputs, hidden))
        w1 = rng.normal(size=(hidden, outputs))
        for y in (rng.random((6, outputs)), rng.integers(0, 2, (6, outputs))):
            expected = oracles.measured_gradients(X, y, w0, w1)
            for got, gradient in zip(
                oracles.chain_rule_gradients(X, y, w0, w1), expected, strict=True
            ):
                assert got.shape == gradient.shape
                assert np.allclose(got, gradient, rtol=0, atol=1e-9)


@pytest.mark.parametrize("alpha", [0.1, 1.0, 10.0])
def test_the_fast_descent_goes_the_measured_way(alpha):
    """Every moment of it, from the same start: weights and gradients."""
    X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    y = np.array([[0], [1], [1], [0]])
    for options in ({}, {"hidden_size": 3, "seed": 7}):
        slow = oracles.descend(X, y, alpha, 60, **options)
        fast = oracles.descend_by_chain_rule(X, y, alpha, 60, **options)
        for measured, worked_out in zip(slow, fast, strict=True):
            assert measured.shape == worked_out.shape
            assert np.allclose(worked_out, measured, rtol=0, atol=1e-7)


HEADS = {
    "x, k=60_000": "",
    "x, k=6e4": "",
    "x, *, k=np.int64(60_000)": "",
    "x, k=None": "",
    "x, k=10**5000": "",
    "x, k=6_000": "`f` takes k=6000 where it is not told, expected 60000.",
    "x, k=np.float64(0.5)": "`f` takes k=0.5 where it is not told, expected 60000.",
    "x, k=float('nan')": "`f` takes k=nan where it is not told, expected 60000.",
    "x, k='60_000'": "",
    "x, k=np.zeros(2)": "",
    "*x, **k": "",
    "x, *, n=2": "",
}


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox.start() as made:
        yield made


@pytest.mark.parametrize("walled", [False, True], ids=["here", "walled"])
@pytest.mark.parametrize("head", HEADS)
def test_a_default_is_refused_only_where_it_is_seen(request, head, walled):
    """A number that is not the stub's is refused; what the head does not tell is not."""
    text = f"import numpy as np\n\n\ndef f({head}):\n    return x\n"
    if walled:
        code = load(request.getfixturevalue("sandbox"), text)
    else:
        names: dict = {}
        exec(text, names)  # noqa: S102  the text of a few lines above
        code = SimpleNamespace(describe=lambda _: Described("", inspect.signature(names["f"])))
    complaint = ""
    try:
        Subject(code).defaults("f", k=60_000)
    except WrongDefault as error:
        complaint = str(error)
    assert complaint == HEADS[head]

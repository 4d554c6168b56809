"""What the suites rest on: oracles that cannot be spoilt, defaults read, clear messages."""

import ast
import inspect
import re
from types import SimpleNamespace

import numpy as np
import pytest

from dojo.checks import Mismatch, or_refused, same
from dojo.explaining import explained
from dojo.index import Index
from dojo.observe import Code, Described
from dojo.registry import load_course
from dojo.source import Part, assemble
from dojo.stub import stub
from dojo.subject import Subject, WrongDefault
from dojo.wall.sandbox import Sandbox
from tests import oracles
from tests.project.grading import grader
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


def test_a_slope_of_large_errors_is_measured_finely():
    """Where errors are about 200, a suite that allows 1e-8 never refuses a right answer by chance.

    A difference of two points alone was off by 2e-8 there, once in some thousand runs.
    """
    rng = np.random.default_rng(1)
    for _ in range(200):
        X, y = rng.normal(size=(4, 4)), rng.uniform(0, 20, (4, 4))
        synapses = rng.normal(size=(2, 4, 4))
        for got, expected in zip(
            oracles.measured_gradients(X, y, *synapses),
            oracles.chain_rule_gradients(X, y, *synapses),
            strict=True,
        ):
            assert np.allclose(got, expected, rtol=0, atol=2.5e-9)


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


FOUR = np.array([[3.25, -0.5], [0.25, 1.0]])
TABLE = "    returned (* differs)    expected\n"
MESSAGES = [
    (9, 6, "Returned 9, expected 6."),
    (4.996e-18, 0.25, "Returned 0, expected 0.25."),
    (1e-07, 4e-07, "Returned 1e-07, expected 4e-07."),
    (0.216401, 0.2164, "Returned 0.216401, expected 0.2164."),
    (None, 0.5, "Returned None, expected a number. Is a `return` missing?"),
    (None, (0.5, FOUR), "Returned None, expected a tuple of 2. Is a `return` missing?"),
    ((1, 2, 3), (1, 2), "Returned a tuple of 3, expected a tuple of 2."),
    ((1, 2), (1, 3), "At position 1 it returned 2, expected 3."),
    (None, [FOUR, FOUR[0]], "Returned None, expected a list of 2. Is a `return` missing?"),
    ([(FOUR, 2), (1, 2)], [(FOUR, 2), (1, 3)], "At position 1, 1 it returned 2, expected 3."),
    ({0.3: 0.2164}, {0.3: 0.2169}, "For 0.3 it returned 0.2164, expected 0.2169."),
    ({1: 2}, {3: 2}, "Returned a dict with the keys [1], expected the keys [3]."),
    (0.5, {3: 2}, "Returned a number, expected a dict with the keys [3]."),
    (FOUR, FOUR[:1], "Returned shape (2, 2), expected shape (1, 2)."),
    (FOUR, 0.5, "Returned shape (2, 2), expected the number 0.5."),
    (FOUR[0], FOUR[:1], "Returned shape (2,), expected shape (1, 2)."),
    (
        [3.0],
        np.array([3.0, 2.4]),
        "Returned 1 number, expected 2:\n    returned [3.0]\n    expected [3, 2.4]",
    ),
    (np.zeros(20), np.zeros(30), "Returned 20 numbers, expected 30."),
    (
        FOUR + np.eye(2)[0],
        FOUR,
        "Returned 4 numbers, 2 of them wrong:\n"
        + TABLE
        + "    [4.25* -0.5 ]           [3.25 -0.5]\n    [1.25*    1 ]           [0.25    1]",
    ),
    (
        np.array([4.996e-18, 1.0, 0.0]),
        np.array([0.5, 1.0, -1e-17]),
        "Returned 3 numbers, 1 of them wrong:\n"
        + TABLE
        + "    [0* 1  0 ]              [0.5   1   0]",
    ),
    (
        np.arange(7),
        np.arange(7) + 0.5,
        "Returned 7 whole numbers (dtype int64), all of them wrong:\n"
        + TABLE
        + "\n".join(f"     {n}*                      {n}.5 " for n in range(7)),
    ),
    (
        np.arange(20.0).reshape(4, 5) % 19,
        np.arange(20.0).reshape(4, 5),
        "Returned 20 numbers, 1 of them wrong; the first wrong one is [3, 4]: 0, expected 19.",
    ),
]


@pytest.mark.parametrize(("actual", "expected", "message"), MESSAGES)
def test_a_mismatch_says_what_is_wrong_before_it_shows_numbers(actual, expected, message):
    """Structure, then shape, then numbers; few are shown whole, and rounding is shown as 0."""
    with pytest.raises(Mismatch) as caught:
        same(actual, expected)
    assert str(caught.value) == message


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_result_in_single_precision_is_judged_as_any_other(dtype):
    """A small fault is not forgiven because the result holds few digits: only its rounding is."""
    right = np.array([-6.9676576314, 7.1410194858])
    same(right.astype(dtype), right)
    for factor in (1.00015, 1.000003):
        with pytest.raises(Mismatch):
            same((right * factor).astype(dtype), right)


def message_of(text, *arguments, **keywords):
    """Return what is said of a call of `f`, as that text defines it, that has a wrong result."""
    parts = [Part("k.py", text)]
    subject = Subject(Code(assemble(parts), parts))
    subject.f(*arguments, **keywords)
    return explained(Mismatch("Returned 1, expected 2."), subject, "k").message


def test_the_call_is_told_under_the_learners_own_names():
    """Small arguments are whole and can be typed again, of large ones the shape is told."""
    short = message_of("def f(x, *rest, k=2): return 1\n", 0.1, np.array([1, 2]), k=3)
    assert short == "Returned 1, expected 2.\nCalled `f(x=0.1, rest[0]=[1, 2], k=3)`."
    eye = np.eye(2)
    long = message_of("def f(weights, of): return 1\n", eye, np.ones((5, 4)))
    assert long.splitlines()[1:] == [
        "Called `f(weights, of)` with:",
        "    weights = [[1.0, 0.0],",
        "               [0.0, 1.0]]",
        "    of = <5×4 array>",
    ]
    arrays = message_of("def f(gradients): return 1\n", [eye, np.array([3])])
    assert arrays.splitlines()[2:] == [
        "    gradients = [[[1.0, 0.0],",
        "                  [0.0, 1.0]],",
        "                 [3]]",
    ]


def test_a_list_of_arrays_is_unchanged_until_one_of_them_is_changed():
    """Whatever their shapes are."""
    for body in ["pass", "gradients[1][:] = 0"]:
        told = message_of(f"def f(gradients):\n    {body}\n", [np.eye(2), np.ones(3)])
        assert ("It changed `gradients`." in told) == (body != "pass")


def test_what_was_changed_is_told_by_its_name():
    """The learner's own parameter, not its number."""
    text = "def f(a, synapse, *others):\n    synapse -= 1\n    others[0][:] = 0\n    return 1\n"
    said = message_of(text, np.ones(2), np.ones(2), np.ones(2))
    assert "\nIt changed `synapse` and `others[0]`.\n" in said


def test_no_name_of_a_test_is_a_number_only_python_knows():
    """`shape0` says nothing to a learner; `5-3-4` does."""
    course = load_course()
    names = [name for kata in course.katas for name in Index(course).names(kata)]
    assert any(name.endswith("[5-3-4]") for name in names)
    assert [name for name in names if re.search(r"[\[-][a-z]+\d", name)] == []


@pytest.mark.parametrize(
    ("kata", "given"),
    [
        ("k02", ["sigmoid"]),
        ("k05", ["sigmoid", "layers_and_deltas"]),
        ("k06", ["sigmoid", "layers_and_deltas"]),
        ("k07", []),
    ],
)
def test_a_stub_gives_what_was_earned(kata, given):
    """k07 gives nothing: it is the one to know by heart."""
    course = load_course()
    found = course.find(kata)
    names = [n.name for n in ast.parse(stub(course, found)).body if isinstance(n, ast.FunctionDef)]
    assert [name for name in names if name not in found.functions] == given


def test_what_numpy_refuses_of_whole_numbers_is_accepted_and_nothing_else():
    """`-=` on them is refused aloud; a wrong type of another kind is a failure like any other."""
    whole = np.array([1, 2])
    with or_refused():
        whole -= 0.5
        raise AssertionError("numpy has cut the fractions off")
    assert whole.tolist() == [1, 2]
    with pytest.raises(TypeError), or_refused():
        _ = 1 + "1"
    with pytest.raises(Mismatch), or_refused():
        same(whole, whole + 0.5)


@pytest.mark.parametrize(
    "kata",
    [
        pytest.param(kata, id=kata.id, marks=[] if kata.belt else pytest.mark.soak)
        for kata in load_course().katas
    ],
)
def test_what_refuses_everything_passes_nothing(tmp_path, kata):
    """The sentence in which numpy refuses whole numbers can be written by anybody."""
    refusal = "raise TypeError(\"Cannot cast ufunc 'subtract' output\")"
    text = "\n".join(f"def {name}(*_, **__):\n    {refusal}\n" for name in kata.functions)
    (tmp_path / f"{kata.id}.py").write_text(text, encoding="utf-8")
    (told,) = grader("run", kata.id[:3], "--target", tmp_path, "--json").json["katas"]

    assert (told["status"], told["passed"]) == ("wrong", 0)

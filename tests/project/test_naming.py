"""A mistake's name: true of every call, found by asking again, and never a guess."""

from types import SimpleNamespace

import pytest

from dojo.diagnosis import Witness
from dojo.notes import Mistake
from dojo.observe import observe
from tests.project.grading import ROOT, grader
from tests.project.scratch import scratch_course

PLAIN = "import numpy as np\n\n\ndef mean(x):\n    {mean}\n\n\ndef spread(x):\n    {spread}\n"
MEAN = "return np.sum(x) / len(x)"
SPREAD = "return np.mean(np.abs(x - np.mean(x)))"
WALLED = pytest.param(["--walled"], id="walled", marks=pytest.mark.soak)
WALLS = pytest.mark.parametrize("wall", [pytest.param([], id="here"), WALLED])


def judged(folder, wall=(), mean=MEAN, spread=SPREAD, more=""):
    """Return the tests of a report on code with those two functions, by name."""
    root = scratch_course(folder / "course")
    file = root / "katas" / "k01_mean.py"
    file.write_text(more + PLAIN.format(mean=mean, spread=spread), encoding="utf-8")
    (kata,) = grader("--course", root, "--json", *wall).json["katas"]
    return {test["name"]: test for test in kata["tests"]}


@WALLS
def test_a_mistake_is_named_however_it_is_written(tmp_path, wall):
    """What counts is what comes out."""
    tests = judged(tmp_path, wall, mean="return float(sum(x))")

    assert tests["test_mean_of_two"]["diagnosis"] == "forgot to divide"
    assert tests["test_mean_of_many"]["diagnosis"] == "forgot to divide"
    assert tests["test_spread_of_three"]["diagnosis"] is None


@WALLS
def test_a_name_that_fits_the_first_test_only_is_not_given(tmp_path, wall):
    """Of two numbers the sum was not divided; of seven it was divided by something else."""
    tests = judged(tmp_path, wall, mean="return np.sum(x) / (1 if len(x) == 2 else 6)")

    assert tests["test_mean_of_two"]["outcome"] == "failed"
    assert tests["test_mean_of_two"]["diagnosis"] is None


def test_an_earlier_right_answer_counts_as_well(tmp_path):
    """A mistake that would have failed the first test is not the one."""
    spread = "return np.mean(np.abs(x - np.median(x))) + (len(x) == 3) * 1 / 3"
    tests = judged(tmp_path, spread=spread)

    assert tests["test_spread_of_three"]["outcome"] == "passed"
    assert tests["test_spread_of_many"]["diagnosis"] is None


@pytest.mark.parametrize(
    ("spread", "name"),
    [
        ("return 2 * np.mean(np.abs(x - np.mean(x)))", "returned twice the right result"),
        ("return round(np.mean(np.abs(x - np.mean(x))), 3)", "rounded the result to 3 digits"),
        ("return np.mean(x - np.mean(x))", "kept the signs, which cancel"),
        ("return np.mean(np.abs(x - np.mean(x))) + 1", "added 1 to the right result"),
        ("np.mean(np.abs(x - np.mean(x)))", "returned None, which is nothing"),
        ("return 1.7 * np.mean(np.abs(x - np.mean(x)))", None),
        ("return tuple(np.mean(x)).T", None),
    ],
)
def test_a_mistake_of_a_kind_that_any_function_can_have_is_named(tmp_path, spread, name):
    """The notes need not list it; where they have a name of their own, that is the one."""
    tests = judged(tmp_path, spread=spread)

    assert tests["test_spread_of_many"]["diagnosis"] == name


def test_code_that_writes_into_its_arguments_besides_has_the_same_mistake(tmp_path):
    """The message says that it does; the name says what is wrong with the result."""
    tests = judged(tmp_path, spread="x -= np.mean(x); return np.mean(x)")
    test = tests["test_spread_of_many"]

    assert test["diagnosis"] == "kept the signs, which cancel"
    assert "It changed `x`." in test["message"]


def test_code_that_only_writes_into_its_arguments_has_no_other_name(tmp_path):
    """The sign of a distance is dropped by no one: there is none."""
    suite = (
        "import numpy as np\nfrom dojo.checks import same\n\n\n"
        "def test_spread(kata, rng):\n"
        '    """m"""\n    x = rng.normal(size=4)\n'
        "    same(kata.spread(x), np.mean(abs(x - np.mean(x))))\n    kata.unchanged()\n"
    )
    root = scratch_course(tmp_path / "course", suite=suite)
    spread = "x -= np.mean(x); return np.mean(np.abs(x))"
    (root / "katas" / "k01_mean.py").write_text(PLAIN.format(mean=MEAN, spread=spread))
    told = grader("--course", root, "--json").json

    assert told["katas"][0]["tests"][0]["diagnosis"] == "wrote into what it was given"


def test_a_name_holds_for_what_a_test_calls_after_its_first_mismatch(tmp_path):
    """Of three numbers it is the sum, of seven it is not."""
    suite = (
        "import numpy as np\nfrom dojo.checks import same\n\n\n"
        "def test_first(kata):\n"
        '    """m"""\n    same(kata.mean(np.ones(3)), 1.0)\n\n\n'
        "def test_second(kata, rng):\n"
        '    """m"""\n    for size in (3, 7):\n        x = rng.normal(size=size)\n'
        "        same(kata.mean(x), sum(x) / size)\n"
    )
    root = scratch_course(tmp_path / "course", suite=suite)
    mean = "return np.sum(x) / (1 if len(x) == 3 else 6)"
    (root / "katas" / "k01_mean.py").write_text(PLAIN.format(mean=mean, spread=SPREAD))
    told = grader("--course", root, "--json").json

    assert told["katas"][0]["tests"][0]["diagnosis"] is None


def test_what_two_mistakes_have_in_common_is_asked_apart(tmp_path):
    """With the suite's own inputs only, 'forgot to divide' and its twin would both be named."""
    notes = (
        '[mean]\nidea = "a"\nformula = "b"\nskeleton = "return total(x) / …"\n'
        '[[mean.mistake]]\nname = "forgot to divide"\nhint = "h"\nedit = { " / len(x)" = "" }\n'
        '[[mean.mistake]]\nname = "divided what is below 5"\nhint = "h"\n'
        'edit = { " / len(x)" = " / (len(x) if np.sum(x) < SMALL else 1)" }\n'
    )
    suite = (
        "import numpy as np\nfrom dojo.checks import same\n\n\n"
        "def test_mean(kata, rng):\n"
        '    """m"""\n    x = rng.normal(size=4)\n    same(kata.mean(x), sum(x) / 4)\n'
    )
    names = set()
    for small, seed in (("-9", "1"), ("0", "2")):
        root = scratch_course(tmp_path / seed, notes=notes.replace("SMALL", small), suite=suite)
        (root / "katas" / "k01_mean.py").write_text("def mean(x):\n    return sum(x)\n")
        told = grader("--course", root, "--json", "--seed", seed).json
        names.add(told["katas"][0]["tests"][0]["diagnosis"])

    assert names == {"forgot to divide; or: divided what is below 5", "forgot to divide"}


@WALLS
def test_what_is_kept_between_calls_is_found(tmp_path, wall):
    """The failing call is made again where nothing was called before."""
    more = "SEEN = []\n"
    mean = "SEEN.append(1); return np.sum(x) / len(x) * len(SEEN)"
    tests = judged(tmp_path, wall, mean=mean, more=more)

    assert tests["test_mean_of_two"]["outcome"] == "passed"
    assert tests["test_mean_of_many"]["diagnosis"] == "remembers earlier calls"


@WALLS
@pytest.mark.parametrize(
    ("draw", "name"),
    [
        (
            "np.random.default_rng().random()",
            "returns something else each time it is asked the same",
        ),
        ("np.random.random()", None),
    ],
)
def test_what_is_left_to_chance_is_found(tmp_path, wall, draw, name):
    """Unless the generator is one of those that begin anew with every call."""
    tests = judged(tmp_path, wall, mean=f"return np.sum(x) / len(x) + {draw}")

    assert tests["test_mean_of_two"]["diagnosis"] == name
    assert tests["test_mean_of_many"]["diagnosis"] == name


@WALLS
@pytest.mark.parametrize(
    "end", ["import os; os._exit(3)", pytest.param("while True: pass", marks=pytest.mark.soak)]
)
def test_code_that_does_not_survive_being_asked_again_has_failed_as_it_had(tmp_path, wall, end):
    """The first test fails by a wrong number, the second by what happens in the second."""
    mean = f"if len(x) == 2: return np.sum(x)\n    {end}"
    tests = judged(tmp_path, wall, mean=mean)
    outcomes = [test["outcome"] for test in tests.values()]

    assert outcomes[0] == "failed"
    assert outcomes[1] in ("timed_out", "crashed")
    assert outcomes[2:] == ["passed", "passed"]
    assert "expected 2.5" in tests["test_mean_of_two"]["message"]


def test_a_katas_own_name_goes_before_a_borrowed_one():
    """Two that behave alike are no "or" where one of them is another kata's."""
    one, other = (
        Mistake("f", name, "No.", lambda: "def f(x): return x + 1", borrowed=name == "borrowed")
        for name in ("borrowed", "own")
    )
    calls = [observe("f", lambda x: x + 1, (x,), {}) for x in (1, 2)]
    for known, name in (([one, other], "own"), ([one], "borrowed")):
        (left,) = Witness(SimpleNamespace()).name(
            calls, known, lambda *_: iter(()), SimpleNamespace
        )
        assert left.name == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("new -= gradient * alpha", ""),
        ("new += gradient * alpha", "added the gradient"),
        ("new -= gradient", "left alpha out of the step"),
    ],
)
def test_numpys_refusal_of_whole_numbers_is_neither_a_mistake_nor_in_the_way_of_a_name(
    tmp_path, line, name
):
    """`-=` on weights that happen to be whole numbers says nothing of what else a step does."""
    answer = (ROOT / "tests/project/styles/k15_regularisation__in_place_on_copies.py").read_text()
    right = "    new -= alpha * gradient\n"
    assert answer.count(right) == 1
    file = tmp_path / "k15_regularisation.py"
    file.write_text(answer.replace(right, f"    {line}\n"), encoding="utf-8")
    (kata,) = grader("run", "k15", "--target", file, "--json").json["katas"]
    told = {test["diagnosis"] for test in kata["tests"] if test["outcome"] != "passed"}

    assert told == ({name} if name else set())

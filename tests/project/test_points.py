"""Partial credit, a class in numbers, and when a verdict may be used again."""

from dataclasses import dataclass, replace

import pytest

from dojo.registry import Kata
from dojo.school.row import Versions, shares
from dojo.school.submission import MISSING, Submission
from dojo.school.summary import Summary
from tests.project.handing_in import COURSE, result, row


@dataclass(frozen=True)
class Weighty(Kata):
    """A kata that counts for more than others."""

    weight: float = 3.0


def test_a_weight_in_the_registry_moves_points():
    """One kata of weight 3 and one of weight 1 share 100 points as 75 and 25."""
    one, two, *_ = COURSE.katas
    heavy = Weighty(one.id, one.title, one.functions, one.belt)
    mine = shares(replace(COURSE, katas=(heavy, two)), [result("passed", "failed")])
    assert [(share.earned, share.possible) for share in mine] == [(37.5, 75.0), (0.0, 25.0)]


def test_points_are_shares_of_the_weights():
    """A kata has its weight's share of the points, times the share of its tests that passed."""
    outcomes = ("passed", "passed", "timed_out", "not_run")
    mine = shares(COURSE, [result(*outcomes, diagnosis="did nothing")], total=70)

    assert [(share.earned, share.possible) for share in mine] == [(5.0, 10.0)] + 6 * [(0.0, 10.0)]
    assert mine[0].reason == "2 of 4 tests not passed; the first: Called."
    assert mine[0].mistakes == ("did nothing",)
    assert mine[1].reason == "Nothing was submitted for it."
    assert [share.reason for share in shares(COURSE, [], problem="No.")] == 7 * ["No."]


def test_the_results_of_a_kata_that_was_not_handed_in_do_not_count():
    """Not even if something claims that its tests have passed."""
    cheat = row(of=Submission("ada", "x"))
    assert (cheat.score, cheat.status, cheat.katas) == (0.0, "none", ())


def test_a_class_in_numbers():
    """Mistakes count once a student, tests by who tried them, and the missing as 0 points."""
    missing = Submission("zoe", "", problem=MISSING)
    rows = [
        row("ada", ("passed", "passed")),
        row("bob", ("failed", "failed"), diagnosis="took the slope"),
        row("eve", ("passed", "failed"), diagnosis="took the slope"),
        row("kim", ("failed", "failed"), message="Returned 1.", function="sigmoid"),
        row("zoe", of=missing),
    ]
    summary = Summary(iter(rows))

    (named,), (unnamed,) = summary.mistakes, summary.unnamed
    assert (named.name, named.who, named.tried) == ("took the slope", ["bob", "eve"], 5)
    assert (unnamed.name, unnamed.who, unnamed.tried) == ("Fact 1.", ["kim"], 4)
    assert summary.statuses == {"partly": 2, "none": 2, "missing": 1}
    assert (summary.students, summary.mean) == (5, round(sum(r.score for r in rows) / 5, 2))
    assert summary.katas["k01_sigmoid"].share == pytest.approx(3 / 10)
    assert Summary([]).mean == 0.0


def test_a_test_is_missed_by_those_who_came_as_far_as_it():
    """Its inputs are one test; who had not begun, or whose file is broken, has not failed it."""
    begun, broken = row("ada", ("failed", "not_started", "failed")), row("bob", 3 * ("broken",))
    for test in (*begun.katas[0].tests[::2], *broken.katas[0].tests[::2]):
        test.name, test.fact = f"test_1[{test.name}]", "Fact 1."
    (missed,) = Summary([begun, broken]).unnamed
    assert (missed.name, missed.who, missed.tried) == ("Fact 1.", ["ada"], 1)


def test_versions_change_with_what_decides_a_verdict(tmp_path):
    """A changed suite or mistake is another version; the same files are the same one."""
    other = replace(COURSE, root=tmp_path)
    assert Versions.of(COURSE, "strict") == Versions.of(COURSE, "strict")
    before = Versions.of(other, "strict")
    for folder in ("tests", "solutions"):
        (tmp_path / folder).mkdir()
    shared, limits = tmp_path / "tests" / "oracles.py", tmp_path / "pyproject.toml"
    files = (other.suite(COURSE.katas[0]), other.notes(COURSE.katas[0]), shared, limits)
    seen = {before.suite}
    for file in files:
        file.write_text("x = 1\n", encoding="utf-8")
        seen.add(Versions.of(other, "strict").suite)
    assert len(seen) == 5
    assert Versions.of(other, "basic").engine == before.engine

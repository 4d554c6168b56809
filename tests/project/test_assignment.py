"""An assignment: what is due, of whom, for how many points, as it is typed and as it is kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from dojo.options import parser
from dojo.registry import UsageError, load_course
from dojo.school.assignment import Assignment, agreed
from dojo.school.gradebook import Gradebook
from dojo.school.row import shares
from tests.project.grading import FAKE_COURSE, grader
from tests.project.handing_in import SAME, SIGMOID, put, row, submission

COURSE = load_course()


def typed(*words):
    """Return what the words after `grader.py class FOLDER` ask for."""
    return parser().parse_args(["class", "folder", *words])


def possible(assignment):
    """Return the points of each kata that is due, by its number, and their sum."""
    course, total = assignment.of(COURSE)
    return {share.kata[:3]: share.possible for share in shares(course, [], total)}, total


def test_points_are_given_to_all_katas_or_to_each():
    """100 are shared by the seven; k01=10,k02=15 says which are due as well."""
    assert possible(agreed(typed(), "", None)[0])[1] == 100
    assert possible(agreed(typed("--katas", "k01-k04", "--points", "40"), "", None)[0]) == (
        {"k01": 10, "k02": 10, "k03": 10, "k04": 10},
        40,
    )
    each = agreed(typed("--points", "k01=10,k03-k04=15"), "", None)[0]
    assert possible(each) == ({"k01": 10, "k03": 15, "k04": 15}, 40)
    with pytest.raises(UsageError, match="differ in k02, k03"):
        agreed(typed("--katas", "k01,k02", "--points", "k01=10,k03=5"), "", None)[0].of(COURSE)


def test_what_is_not_typed_again_holds_as_before_and_is_said():
    """One sentence tells what was taken from the gradebook, one what is other than it was."""
    first, said = agreed(typed("--katas", "k01", "--points", "20", "--skip", "bob,eve"), "hw", None)
    assert (first.skip, said) == ("bob,eve", [])
    kept = vars(first)
    assert agreed(typed(), "hw", kept) == (
        first,
        ["As before, for hw: --katas k01 --points 20 --skip bob,eve."],
    )
    again, said = agreed(typed("--points", "30", "--skip", "", "--patience", "9"), "hw", kept)
    assert again == Assignment("hw", "k01", "30", patience="9.0")
    assert said[0] == "As before, for hw: --katas k01."
    assert said[1] == (
        "From now on, for hw: --points 30 (before: --points 20),"
        " --skip '' (before: --skip bob,eve), --patience 9.0 (before: --patience '')."
    )


def test_two_assignments_in_one_gradebook_are_kept_apart(tmp_path):
    """Each has its own rows and terms; with several, no name is no answer."""
    path = tmp_path / "book.sqlite3"
    with Gradebook(path) as book:
        for name, outcome in (("hw1", "passed"), ("hw2", "failed")):
            assert book.kept(name, COURSE) == (name, None)
            book.begin(SAME, Assignment(name, katas="k01"))
            assert book.known(submission()) is None, "and not by what another was"
            book.add(row(outcomes=(outcome,)))
            book.finish()
    with Gradebook(path) as book:
        with pytest.raises(UsageError, match=r"holds hw1, hw2: say which with --assignment\.$"):
            book.kept(None, COURSE)
        assert book.kept("hw2", COURSE)[1]["katas"] == "k01"
        statuses = []
        for name in ("hw1", "hw2", "hw3"):
            book.begin(SAME, Assignment(name))
            statuses.append([each.shares[0].status for each in book.rows()])
    assert statuses == [["done"], ["wrong"], []]


def test_a_gradebook_knows_its_course(tmp_path):
    """Another course's is refused; one that has since got a kata more is the same."""
    path = tmp_path / "book.sqlite3"
    with Gradebook(path) as book:
        book.kept("", COURSE)
        book.begin(SAME)
        book.kept("", replace(COURSE, katas=COURSE.katas[:9]))
        with pytest.raises(UsageError, match=r"another course's gradebook .*: name a new one"):
            book.kept("", load_course(FAKE_COURSE))


def test_an_instructor_s_assignment(tmp_path):
    """What is due is graded, of whom it is wanted; what is wrong is one sentence and no row."""
    for name in ("ada", "bob"):
        put(tmp_path / "subs" / name / "k01_sigmoid.py", SIGMOID)
    put(tmp_path / "subs" / "eve" / "k03_deltas.py")
    command = ["class", tmp_path / "subs", "--gradebook", tmp_path / "b.sqlite3", "--jobs", "1"]
    first = grader(
        *command, "--assignment", "hw1", "--katas", "k01", "--points", "20", "--skip", "bob"
    )
    assert "2 graded" in first.err
    assert "2 students: 1 no points, 1 not gradable." in first.out
    assert "of 20 points" in first.out
    assert "\nNot gradable\n    eve: " in first.out
    assert first.err.splitlines()[-1].startswith("Each student:  --html FILE")
    told = tmp_path / "c.csv"
    copies = tmp_path / "copies"
    rest = ("--skip", "", "--only", "bob", "eve", "--csv", told)
    again = grader(*command, *rest, "--copies", copies)
    (copy,) = filter(Path.is_file, copies.rglob("*"))
    assert (copy.relative_to(copies).parts[0], copy.read_bytes()) == ("bob", SIGMOID)
    assert "is there already; name a new" in grader(*command, "--copies", copies).err
    assert "As before, for hw1: --katas k01 --points 20." in again.err
    assert "1 graded, 1 unchanged" in again.err
    bob, eve = told.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert bob.startswith("bob,,,0.0,20.0,none,0.0,wrong,")
    assert eve.startswith(
        "eve,,,,20.0,ungradable,,ungraded,,It answers only what is not due: k03_de"
    )
    unknown = grader(*command, "--only", "zoe")
    assert (unknown.code, unknown.err.count("\n")) == (2, 1)
    assert "--only: nobody here is called 'zoe'" in unknown.err

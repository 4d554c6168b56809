"""The teacher's notes: a kata is four files and a line, and `check` proves what they say."""

import pytest

from tests.project.grading import grader
from tests.project.scratch import NOTES, SOLUTION, scratch_course

GOOD = NOTES
TWIN = """
[[spread.mistake]]
name = "added one"
hint = "No."
edit = { "x - mean(x)" = "x - mean(x) + 1" }
"""


def check(root):
    """Return the exit code of `check`, and the lines that it prints."""
    told = grader("--course", root, "check")
    return told.code, told.out


def test_a_kata_is_a_line_and_four_files(tmp_path):
    """Made as CONTRIBUTING says, it is proven sound without an edit of the engine."""
    root = scratch_course(tmp_path / "course", notes=GOOD)
    code, out = check(root)

    assert (code, "nothing is wrong" in out) == (0, True), out
    stub = (root / "katas" / "k01_mean.py").read_text(encoding="utf-8")
    assert "def total(x):" in stub  # it is given
    assert 'raise NotImplementedError("k01: spread")' in stub


def test_a_helper_that_is_not_given_is_no_part_of_the_stub(tmp_path):
    """Then the learner is to write it, or something in its place."""
    root = scratch_course(
        tmp_path, notes=GOOD, solution=SOLUTION.replace("# Given: you know it.\n", "")
    )
    stub = (root / "katas" / "k01_mean.py").read_text(encoding="utf-8")

    assert "total" not in stub
    assert check(root)[0] == 0


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('len(x)" = "(len(x)', 'size(x)" = "(len(x)', "which `mean` does not have"),
        ('hint = "Share the sum."', 'hint = " "', "'forgot to divide' has no hint"),
        ('" / len(x)" = ""', '"total(x) / len(x)" = "total(x)*1"', ""),
        ("return total(x) / …", "return total(…) * …", "the skeleton of `mean` does not match"),
        ("return total(x) / …", "return total(x) / len(x)", "`mean` leaves nothing out"),
        ('"mean([1, 4])" = "2.5"', '"mean([1, 5])" = "2.5"', "mean([1, 5]) is 3.0, and not 2.5"),
        ('"2.5" }', '"2.50" }', "the lesson does not say 2.50"),
        ('worked = { "mean([1, 4])" = "2.5" }', "", "do not say what gives the lesson's worked"),
        ('idea = "The mean of the distances."', "", "`spread` lacks a hint"),
        ("[spread]", "[spraed]", "`spraed` is no function of the solution"),
        ('also = "spread"', 'also = "spraed"', "also a mistake of `spraed`, which is no function"),
        ("np.median(x)", "mean(x) + 0", "no test fails"),
        ("np.median(x)", "median", "its edit does not fit: NameError: name 'median' is not def"),
        (
            '"x - np.median(x)"',
            '"x - total(x) / len(x) * 0 - mean(x) if 0 else x - mean(x) + 1"',
            "; or: ",
        ),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_check_names_what_is_wrong_with_the_notes(tmp_path, old, new, fault):
    """Each fault is one sentence."""
    assert old in GOOD
    notes = GOOD.replace(old, new) + (TWIN if fault == "; or: " else "")
    code, out = check(scratch_course(tmp_path, notes=notes))

    assert (code, fault in " ".join(out.split())) == ((1, True) if fault else (0, True)), out


@pytest.mark.parametrize(("also", "fault"), [('also = "mean"', ""), ("", "`also` must say")])
def test_a_mistake_in_a_helper_is_that_of_who_calls_it(tmp_path, also, fault):
    """Nobody writes the helper, so nobody can be told of it."""
    mistake = f"""
[[total.mistake]]
name = "added one to the sum"
hint = "The sum alone."
edit = {{ "return " = "return 1 + " }}
{also}
"""
    code, out = check(scratch_course(tmp_path, notes=GOOD + mistake))

    assert (code, fault in " ".join(out.split())) == (int(bool(fault)), True), out


def test_notes_that_cannot_be_read_are_one_sentence(tmp_path):
    """It names the file, and where it is said how one looks."""
    told = grader("--course", scratch_course(tmp_path, notes="name = "), "check")
    assert told.code == 2
    assert "solutions/k01_mean.toml cannot be read" in told.err
    assert len(told.err.splitlines()) == 1


def test_a_solution_without_an_end_is_a_finding(tmp_path):
    """What has not been seen to end is run in no process that has no clock."""
    endless = SOLUTION.replace("    return mean(away)", "    while True:\n        away")
    code, out = check(scratch_course(tmp_path, solution=endless))

    assert (code, "did not finish within 1 s" in " ".join(out.split())) == (1, True), out

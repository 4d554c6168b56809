"""The second track: closed until the first is done, and no part of its exit code or belts."""

import os
import re
import shutil
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from dojo import results
from dojo.notes import notes
from dojo.registry import BEYOND, CORE, UsageError, load_course, number_of
from dojo.report.terminal import overview
from dojo.watch.state import State
from dojo.watch.view import Frame
from tests.project.grading import ROOT, grader
from tests.project.scratch import scratch_course
from tests.project.warm import warm

TWO = """
from dojo.registry import Kata

KATAS = (
    Kata("k01_mean", "Mean", ("mean", "spread"), "white"),
    *(Kata(f"k0{n}_mean", f"Mean {n}", ("mean", "spread")) for n in (2, 3, 4)),
    Kata("k05_mean", "Mean of the future", ("mean", "spread"), needs=("no_such_module",)),
)
"""


@pytest.fixture
def root(tmp_path):
    """Return a course of one kata, and four beyond it of which one cannot be run."""
    root = scratch_course(tmp_path / "course", registry=TWO)
    for number in (2, 3, 4, 5):
        for folder, ending in (("katas", "py"), ("solutions", "py"), ("solutions", "toml")):
            text = (root / folder / f"k01_mean.{ending}").read_text("utf-8")
            (root / folder / f"k0{number}_mean.{ending}").write_text(text, "utf-8")
        suite = (root / "tests" / "test_k01_mean.py").read_text("utf-8")
        (root / "tests" / f"test_k0{number}_mean.py").write_text(suite, "utf-8")
    return root


def solve(root, *names):
    """Put the solutions of the katas in place of the learner's files."""
    for name in names:
        solution = (root / "solutions" / f"{name}_mean.py").read_text("utf-8")
        (root / "katas" / f"{name}_mean.py").write_text(solution + "# mine: x\nx = 1\n", "utf-8")


def test_it_is_not_there_until_the_first_is_done(root):
    """Then a sentence opens it; the exit code and the belt are of the first alone."""
    before = grader("--course", root)
    asked = grader("--course", root, "--all")
    solve(root, "k01")
    after = grader("--course", root)
    one = grader("--course", root, "run")
    solve(root, "k02")
    begun = grader("--course", root)

    assert "k02" not in before.out
    assert (before.code, asked.code, after.code) == (1, 1, 0)
    assert "0 of 4 beyond the seven" in " ".join(asked.out.split())
    assert "1 of 1 katas done: white belt" in after.out
    assert "Here begins what else the tutorial shows or names." in after.out
    assert "Next: k02_mean, Mean 2" in after.out
    assert "k02_mean  Mean 2: not started" in one.out
    assert "Next: k03_mean" in begun.out
    assert "All done" not in begun.out


def test_three_katas_of_it_are_a_dan(root):
    """What cannot be run here is neither done nor wrong, and says what to install."""
    solve(root, "k01", "k02", "k03", "k04")
    report = grader("--course", root)
    run = grader("--course", root, "run", "k05")

    assert "3 of 4 beyond the seven: 1st dan" in report.out
    assert "not runnable here" in report.out
    assert "k05_mean: It needs no_such_module, which is not all installed" in report.out
    assert "needs no_such_module, which is not all installed: pip install" in run.out
    assert run.code == 1


def test_json_has_it_where_it_is_shown(root):
    """`passed` and `total` are of the first track; `katas` holds what is shown."""
    shown = grader("--course", root, "--json").json
    everything = grader("--course", root, "--json", "--all").json

    assert [len(told["katas"]) for told in (shown, everything)] == [1, 5]
    assert [told["total"] for told in (shown, everything)] == [1, 1]
    assert everything["katas"][-1]["status"] == "not_runnable"


def test_some_katas_are_chosen_by_name_range_and_track(root):
    """In the order of the course, each once; a name that there is none of is a sentence."""
    course = load_course(root)

    def only(text):
        return [kata.id[:3] for kata in course.only(text).katas]

    assert only("core") == ["k01"]
    assert only("beyond") == ["k02", "k03", "k04", "k05"]
    assert only("k03-k04,k01, 3") == ["k01", "k03", "k04"]
    with pytest.raises(UsageError, match="There is no kata 'k09'; choose one of: k01_mean"):
        only("k01,k09")


@pytest.mark.parametrize(
    ("katas", "score"), [pytest.param("core", 100.0, marks=pytest.mark.soak), ("k01-k02", 50.0)]
)
def test_the_points_of_a_class_are_of_the_chosen_katas(root, tmp_path, katas, score):
    """Who has done one of one has all of them, who has done one of two the half."""
    solution = (root / "solutions" / "k01_mean.py").read_text("utf-8")
    (tmp_path / "all" / "ada").mkdir(parents=True)
    (tmp_path / "all" / "ada" / "k01_mean.py").write_text(solution, "utf-8")
    told = tmp_path / "told.json"
    outputs = ["--json", told, "--gradebook", tmp_path / "book.sqlite3"]
    done = grader("--course", root, "class", tmp_path / "all", "--katas", katas, *outputs)

    assert done.code == 0, done.err
    assert f'"score": {score}' in told.read_text("utf-8")


@pytest.fixture
def own(tmp_path):
    """Return a copy of the repo in which nothing is done."""
    for name in ("dojo", "katas", "solutions", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("project"))
    for name in ("grader.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_before_the_seven_are_done_nothing_tells_of_more(own):
    """Only whoever asks for a kata beyond them by name gets it."""
    asked = ([], ["run"], ["hint"], ["review"], ["history"], ["show"], ["reset"], ["notebook"])
    told = [warm().run(["grader.py", *words], own, os.environ) for words in asked]
    _, hint, _ = warm().run(["grader.py", "hint", "k08"], own, os.environ)

    assert not re.search(r"k(08|09|1\d|2\d)", "".join(out + err for _, out, err in told))
    assert "Hint 1 of 3 for `descend`" in hint


@pytest.mark.soak
def test_once_they_are_done_the_rest_is_told_of(own):
    """The next kata is the eighth, for every command; pictures and notebooks are those of all."""
    for kata in load_course().only(CORE).katas:
        text = (own / "solutions" / f"{kata.id}.py").read_text("utf-8")
        (own / "katas" / f"{kata.id}.py").write_text(f"{text}# mine\nx = 1\n", "utf-8")
    code, report, _ = warm().run(["grader.py"], own, os.environ)
    asked = (["run"], ["hint"], ["show"], ["reset"], ["notebook"])
    told = [warm().run(["grader.py", *words], own, os.environ) for words in asked]

    assert code == 0
    assert "Next: k08_two_layers" in report
    wanted = ("k08_two_layers", "descend", "plane", "Next to do is k08", "k08_two_layers.ipynb")
    for words, (_, out, err) in zip(wanted, told, strict=True):
        assert words in out + err


def test_the_readme_tells_of_every_kata():
    """Each has its place in the table; and there are as many known mistakes as it says."""
    course, told = load_course(), (ROOT / "README.md").read_text("utf-8")
    mistakes = [each for kata in course.katas for each in notes(course.solution(kata)).mistakes]

    listed = sorted(re.findall(r"\| (k\d\d) ", told))
    assert listed == [number_of(kata.id) for kata in course.katas]
    assert len({mistake.name for mistake in mistakes}) > 1000
    assert "more than a thousand known" in " ".join(told.split())


def test_the_watch_shows_all_of_it_in_80_columns():
    """It passes over what cannot be run here, and in the end says what to do about that."""
    katas = load_course().only(BEYOND).katas
    state = State(katas, "", own=True, current=katas[0])
    for kata in katas:
        outcome = "not_runnable" if kata.needs else "passed"
        tests = [results.TestResult("test", "", outcome, message="It needs x.")]
        state.results[kata] = results.KataResult(kata.id, kata.title, tests)
    console = Console(file=StringIO(), width=80, height=20)
    console.print(Frame(replace(state, current=katas[-1])), end="")
    screen = console.file.getvalue()

    assert state.following() is None
    assert "Next: install what it needs, and start the watch again." in screen
    assert all(number_of(kata.id) in screen for kata in katas)


def test_a_long_title_goes_on_under_its_own_beginning():
    """In 60 columns the longest does not fit beside its state and its tests."""
    katas = load_course().only(BEYOND).katas
    tests = [results.TestResult("test", "", "not_started")]
    rows = [results.KataResult(kata.id, kata.title, tests) for kata in katas]
    console = Console(file=StringIO(), width=60)
    console.print(overview(results.Report("", rows, 0)))
    lines = console.file.getvalue().splitlines()
    number = next(n for n, line in enumerate(lines) if "Two layers, and the land" in line)

    assert lines[number + 1].rstrip() == " " * lines[number].index("Two") + "they walk on"

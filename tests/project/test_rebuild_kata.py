"""`rebuild --kata`: one kata again from an empty file, against the clock; and the editor."""

import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.watch.editor import editor
from tests.project.practising import Practice


@pytest.fixture
def grader(tmp_path):
    """Return a learner's copy of the repo."""
    return Practice(tmp_path)


def in_a_terminal(grader, *arguments, editor):
    """Run the grader in a terminal, with that editor, and return what is on the screen."""
    screen, end = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "grader.py", *arguments],
        cwd=grader.folder,
        env=grader.environment | {"EDITOR": editor, "VISUAL": ""},
        stdin=end,
        stdout=end,
        stderr=end,
    ):
        os.close(end)
        shown = b""
        while True:
            try:
                shown += os.read(screen, 4096)
            except OSError:  # nobody holds the other end any more
                break
    os.close(screen)
    return shown.decode().replace("\r\n", "\n")


def test_a_kata_is_rebuilt_against_the_clock(grader):
    """Emptied after a yes, judged by its suite, timed to the first pass, compared with before."""
    grader.solve("k03_deltas")
    before = (grader.katas / "k03_deltas.py").read_bytes()
    assert grader("rebuild", "--kata", "k03", keys="n\n").code == 1
    assert (grader.katas / "k03_deltas.py").read_bytes() == before

    judging = "python grader.py rebuild --kata k03 --judge"
    begun = grader("rebuild", "--kata", "k03", keys="y\n")
    (backup,) = (grader.folder / ".dojo" / "backups").iterdir()
    assert begun.code == 1
    assert judging in begun.out
    assert (backup / "k03_deltas.py").read_bytes() == before
    first = (grader.katas / "k03_deltas.py").read_text("utf-8").splitlines()[0]
    assert first == f"# k03 Deltas, from memory. When it is written:  {judging}"

    grader.solve("k03_deltas", "synapse_1.T", "synapse_1")
    wrong = grader("rebuild", "--kata", "k03", "--judge")
    assert wrong.code == 1
    assert "forgot to transpose the weights" in wrong.out
    assert f"on the clock, which goes on.\nWhen you think it is right:  {judging}\n" in wrong.out
    grader("hint", "k03")
    grader.solve("k03_deltas")
    done = grader("rebuild", "--kata", "k03", "--judge")
    assert done.code == 0
    assert "Rebuilt from an empty file in " in done.out
    assert ", with 1 hint.\n" in done.out
    assert "Rebuilds begun before" not in done.out
    told = [(event["status"], event["level"]) for event in grader.events("rebuild")]
    assert told == [("wrong", "blank"), ("done", "blank")]

    grader("rebuild", "--kata", "k03", "--yes")
    grader.solve("k03_deltas")
    assert "Rebuilds begun before this one: 1; the fastest took" in (
        grader("rebuild", "--kata", "k03", "--judge").out
    )


def test_the_clock_stops_at_the_first_pass(grader):
    """A pass that another command saw is the one that counts, with its time and its day."""
    grader("rebuild", "--kata", "k01", "--yes")
    grader.solve("k01_sigmoid")
    grader("run", "k01")
    grader("rebuild", "--kata", "k01", "--judge")
    run, rebuild = grader.events("run")[0], grader.events("rebuild")[0]

    assert (run["level"], run["status"]) == ("blank", "done")
    assert rebuild["when"] == run["when"]


@pytest.mark.soak
def test_only_a_running_clock_is_judged(grader):
    """Not begun, passed already, or reset since: one sentence with the command that begins one."""

    def refused():
        outcome = grader("rebuild", "--kata", "k01", "--judge")
        assert outcome.code == 2
        assert outcome.err.count("\n") == 1
        return outcome.err.endswith("begin with  python grader.py rebuild --kata k01\n")

    grader.solve("k01_sigmoid")
    assert refused()
    grader("rebuild", "--kata", "k01", "--yes")
    grader.solve("k01_sigmoid")
    assert grader("rebuild", "--kata", "k01", "--judge").code == 0
    assert refused()
    grader("rebuild", "--kata", "k01", "--yes")
    grader("reset", "--undo")
    assert refused()


@pytest.mark.parametrize(
    "arguments",
    [pytest.param(("rebuild",), marks=pytest.mark.soak), ("rebuild", "--kata", "k01", "--yes")],
)
def test_the_editor_opens_on_the_new_file(grader, arguments):
    """It is waited for, with its own options; how to judge stands below what it left."""
    editor = grader.folder / "my editor"
    editor.write_text('#!/bin/sh\necho "editing with $1"\necho "y = 1" >> "$2"\n', encoding="utf-8")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    shown = in_a_terminal(grader, *arguments, editor=f"'{editor}' --wait")
    attempt = next(grader.folder.glob("attempts/*.py"), grader.katas / "k01_sigmoid.py")

    assert attempt.read_text("utf-8").endswith("y = 1\n")
    clock, editing, judge = shown.splitlines()[-3:]
    assert clock.startswith("The clock is running")
    assert editing == "editing with --wait"
    assert judge.startswith("When you think it is right:  python grader.py rebuild")


@pytest.mark.parametrize(
    "editor", ["no-such-editor", pytest.param("'unbalanced", marks=pytest.mark.soak)]
)
def test_an_editor_that_does_not_start_is_one_sentence(grader, editor):
    """The attempt is there all the same, and so is how to judge it."""
    shown = in_a_terminal(grader, "rebuild", editor=editor)

    assert f"Your editor `{editor}` did not start (" in shown
    assert "open attempts/" in shown
    assert shown.splitlines()[-1].endswith("rebuild --judge")


def test_no_editor_opens_unasked(grader):
    """Not with --no-editor, and not where there is no terminal to edit in."""
    marker = grader.folder / "edited"
    touch = f"touch {marker}"
    in_a_terminal(grader, "rebuild", "--no-editor", editor=touch)
    grader.environment["EDITOR"] = touch
    grader("rebuild")

    assert len(list(grader.folder.glob("attempts/*.py"))) == 2
    assert not marker.exists()


def test_an_editor_that_is_nowhere_gets_no_pane(monkeypatch):
    """The pane would close at once, and with it the reason."""
    monkeypatch.setenv("TMUX", "there")
    monkeypatch.setenv("TERM_PROGRAM", "tmux")
    for known, word in ((True, "tmux"), (False, "no-such-editor")):
        monkeypatch.setenv("VISUAL", "true" if known else word)
        command, beside = editor(Path("k03.py"), 3)
        assert (command[0], beside) == (word, known)

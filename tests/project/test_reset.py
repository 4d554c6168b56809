"""`reset` on a copy of the repo: nothing a learner wrote is ever lost, and every level is known."""

import subprocess
import sys

import pytest

from dojo.practice.fading import text
from dojo.registry import load_course
from tests.project.grading import ROOT
from tests.project.practising import Practice

WORK = "def sigmoid(x):\n    return 'mine'  # caf\xe9\r\n".encode("latin-1")
COURSE = load_course()


@pytest.fixture
def grader(tmp_path):
    """Return a learner's copy of the repo, with work in k01."""
    practice = Practice(tmp_path)
    (practice.katas / "k01_sigmoid.py").write_bytes(WORK)
    return practice


def test_reset_asks_and_keeps_a_backup_that_comes_back(grader):
    """After a yes the stub is there, the work in the backup; undo exchanges them, byte for byte."""
    kata = grader.katas / "k01_sigmoid.py"
    stub = (ROOT / "katas" / "k01_sigmoid.py").read_text(encoding="utf-8")

    assert grader("reset", "k01", keys="n\n").code == 1
    assert kata.read_bytes() == WORK

    assert grader("reset", "k01", keys="y\n").code == 0
    assert kata.read_text(encoding="utf-8") == stub
    assert "k01_sigmoid.py" in grader("reset", "--list").out

    assert grader("reset", "--undo").code == 0
    assert kata.read_bytes() == WORK
    assert grader("reset", "--undo").code == 0
    assert kata.read_text(encoding="utf-8") == stub


def test_deriving_a_stub_anew_keeps_a_backup_too(grader):
    """Who changes a kata may have worked on it: that is in the backup, byte for byte."""
    stub = (ROOT / "katas" / "k01_sigmoid.py").read_text(encoding="utf-8")
    command = [sys.executable, "-m", "dojo.stub", "k01"]
    derived = subprocess.run(command, cwd=grader.folder, capture_output=True, check=True, text=True)

    assert (grader.katas / "k01_sigmoid.py").read_text(encoding="utf-8") == stub
    backup = derived.stdout.removeprefix("What was there is in ").strip()
    assert (grader.folder / backup / "k01_sigmoid.py").read_bytes() == WORK


def test_any_backup_can_be_put_back_by_its_name(grader):
    """After several resets the learner's own work is still one command away."""
    for level in ("worked", "blanks", "blank"):
        grader("reset", "k01", "--level", level, "--yes")
    mine, *others, _ = grader("reset", "--list").out.splitlines()
    assert mine.endswith("/  k01_sigmoid.py")
    levels = [line.partition("/  ")[2] for line in others]
    assert levels == [f"k01_sigmoid.py (untouched: {each})" for each in ("worked", "blanks")]
    oldest = mine.split()[0]
    told = grader("reset", "--undo", oldest)

    assert told.out.startswith(f"Put back: k01_sigmoid.py, from {oldest}\n")
    assert (grader.katas / "k01_sigmoid.py").read_bytes() == WORK
    (grader.folder / oldest / ".DS_Store").write_bytes(b"a file manager's")
    assert grader("reset", "--undo", oldest).code == 0
    assert "DS_Store" not in grader("reset", "--list").out
    refused = grader("reset", "--undo", "yesterday")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "There is no backup yesterday; `reset --list`" in refused.err


def test_reset_all_touches_what_differs_only(grader):
    """All seven are pristine afterwards; the backup holds the one that was not."""
    assert grader("reset", "--all", "--yes").code == 0
    (folder,) = (grader.folder / ".dojo" / "backups").iterdir()

    assert [path.name for path in folder.iterdir()] == ["k01_sigmoid.py"]
    assert "like that already" in grader("reset", "--all", "--yes").out


@pytest.mark.parametrize(
    "level",
    [pytest.param(level, marks=pytest.mark.soak) for level in ("worked", "stub", "blank")]
    + ["blanks"],
)
def test_reset_to_a_level_writes_that_level(grader, level):
    """It is asked for by name, backed up like any, and derived from the solution."""
    asked = grader("reset", "k01", "--level", level, keys="y\n")
    (folder,) = (grader.folder / ".dojo" / "backups").iterdir()

    assert asked.code == 0
    assert asked.out.endswith(f"Done; your work is in .dojo/backups/{folder.name}/\n")
    assert (folder / "k01_sigmoid.py").read_bytes() == WORK
    written = (grader.katas / "k01_sigmoid.py").read_text("utf-8")
    assert written == text(COURSE, COURSE.find("k01"), level)


@pytest.mark.soak
def test_lines_are_shuffled_once_a_day(grader):
    """A second shuffle on the same day finds the same order; the work is in the first backup."""
    first = grader("reset", "k07", "--shuffle", "--yes")
    shuffled = (grader.katas / "k07_network.py").read_text("utf-8")

    assert first.code == 0
    step = "synapse_1 = synapse_1 - alpha * (layer_1.T @ layer_2_delta)"
    assert f"    #     {step}\n" in shuffled
    assert "like that already" in grader("reset", "k07", "--shuffle", "--yes").out


@pytest.mark.soak
def test_the_worked_example_is_read_and_not_done(grader):
    """However it is laid out; with other code it is an answer, and so is the solution's own code.

    The last is what somebody may have written into the stub, letter by letter.
    """
    kata = grader.katas / "k01_sigmoid.py"
    grader("reset", "k01", "--level", "worked", "--yes")
    worked = kata.read_text("utf-8")
    sentence = "This is the worked example, not your work yet. When you have read it, go on with: "
    ran = grader("run", "k01")
    assert (ran.code, ran.out.count(sentence)) == (1, 1)
    report = grader()
    assert (report.code, report.out.count(sentence)) == (1, 1)
    assert "0 of 7 katas done" in report.out
    assert "Nothing is in rotation yet" in grader("review").out
    assert grader("solution", "k01").code == 2

    def status(text):
        kata.write_text(text, encoding="utf-8")
        return grader("run", "k01", "--json").json["katas"][0]["status"]

    loose = worked.replace("    return", "\n    # so that is it\n    return").replace(" / ", "/")
    assert status(loose.replace("Squash every number", "Squash each number")) == "reading"
    assert status(worked.replace("np.exp(-x)", "np.exp(x)")) == "wrong"
    assert status(worked.replace("1 - output", "1.0 - output")) == "done"
    assert status(COURSE.solution(COURSE.find("k01")).read_text("utf-8")) == "done"
    statuses = [event["status"] for event in grader.events("run")]
    assert statuses == ["reading", "reading", "wrong", "done", "done"]


@pytest.mark.soak
def test_a_run_is_written_down_at_the_level_it_was_done_at(grader):
    """Only what was done from the stub joins the review; undo takes back the level, too."""
    kata = grader.katas / "k01_sigmoid.py"
    grader("reset", "k01", "--level", "worked", "--yes")
    kata.write_text(kata.read_text("utf-8").replace("1 / (", "1.0 / ("), encoding="utf-8")
    assert grader("run", "k01").code == 0
    assert "Nothing is in rotation yet" in grader("review").out

    grader("reset", "k01", "--yes")
    grader("reset", "--undo")
    assert grader("run", "k01").code == 0
    assert "Nothing is in rotation yet" in grader("review").out

    grader("reset", "k01", "--yes")
    grader.solve("k01_sigmoid")
    grader("run", "k01")
    assert "k01_sigmoid" in grader("review").out
    assert [event["level"] for event in grader.events("run")] == ["worked", "worked", "stub"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--undo"], "There is no backup to go back to"),
        (["k01"], "add --yes"),
        (["k99"], "no kata"),
    ],
)
def test_what_cannot_be_reset_is_one_sentence(grader, arguments, sentence):
    """Exit code 2, one line, and the work untouched."""
    refused = grader("reset", *arguments)

    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert sentence in refused.err
    assert (grader.katas / "k01_sigmoid.py").read_bytes() == WORK


def test_without_the_solution_there_is_nothing_to_derive(grader):
    """One sentence names the missing file and how to get it back; the work is untouched."""
    (grader.folder / "solutions" / "k01_sigmoid.py").unlink()
    refused = grader("reset", "k01", "--level", "blanks", "--yes")

    assert refused.code == 2
    assert refused.err == (
        "solutions/k01_sigmoid.py: No such file or directory; restore it with: git checkout .\n"
    )
    assert (grader.katas / "k01_sigmoid.py").read_bytes() == WORK

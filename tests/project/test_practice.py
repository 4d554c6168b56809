"""The learner's loop as it is typed: fail, hint, pass, solution, history, reset, review."""

import os
import re
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from dojo.registry import KATAS, number_of
from tests.project.practising import Practice

SLOW = "import time\n\nimport numpy as np\n\ntime.sleep(1.5)\n\n\n"


@pytest.fixture
def grader(tmp_path):
    """Return a learner's copy of the repo."""
    return Practice(tmp_path)


def test_a_learners_evening(grader):
    """A mistake, three hints, a pass; the solution only then; the history holds it all."""
    grader.solve("k03_deltas", "synapse_1.T", "synapse_1")
    assert grader("run", "k03").code == 1

    hints = [grader("hint", "k03").out for _ in range(4)]
    assert "Hint 1 of 3 for `hidden_delta`, the idea:" in hints[0]
    assert "Hint 2 of 3 for `hidden_delta`, the formula:" in hints[1]
    assert "Hint 3 of 3 for `hidden_delta`, the skeleton:" in hints[2]
    skeleton = hints[2].partition("\n")[2]
    assert hints[3].startswith("There is no further hint for `hidden_delta`.")
    assert skeleton in hints[3]
    assert "reset k03 --level blanks" in hints[3]
    assert "solution k03 --give-up" in hints[3]

    refused = grader("solution", "k03")
    assert (refused.code, refused.out) == (2, "")
    assert "--give-up" in refused.err

    grader.solve("k03_deltas")
    assert grader("run", "k03").code == 0
    assert grader("solution", "k03").code == 0
    assert "Hint 1 of 3" in grader("hint", "k03", "hidden_delta").out

    told = grader("history").out
    assert "1 ×  forgot to transpose the weights" in told
    events = grader.events()
    kinds = [event["kind"] for event in events]
    assert kinds == ["run", "hint", "hint", "hint", "run", "solution", "hint"]
    assert [event["status"] for event in events if event["kind"] == "run"] == ["wrong", "done"]
    assert grader("history", "--csv").out.count("\n") == 8
    assert grader("history", "--where").out.strip().endswith(".dojo/history.sqlite3")


def test_giving_up_is_possible_and_recorded(grader):
    """--give-up shows the difference, stub against reference."""
    shown = grader("solution", "k01", "--give-up")

    assert shown.code == 0
    assert "+    return 1 / (1 + np.exp(-x))" in shown.out
    assert grader.events()[-1]["detail"] == {"gave_up": True}


def test_what_is_to_be_done_next_is_said_where_no_mistake_is_named_and_in_an_empty_file(grader):
    """The report has the command that finds the place; `run` names the first function to write."""
    grader.solve("k01_sigmoid", "np.exp(-x))", "np.exp(-x)) + 0.123 * x")
    told = grader().out
    assert "Mistake:" not in told
    assert "Where to look: python grader.py hint k01 --where\nSee every test: python grader" in told
    grader("reset", "k01", "--level", "blank", "--yes")
    assert "\nNext: `sigmoid` is not written yet. Open katas/k01" in grader("run", "k01").out


def test_without_a_name_it_is_about_the_next_kata(grader):
    """The first that is not done; where all are, a name is asked for."""
    grader.solve("k01_sigmoid")
    grader.solve("k02_forward", "inputs @ synapse", "inputs @ -synapse")

    ran = grader("run")
    assert (ran.code, ran.out.split()[1]) == (1, "k02_forward")
    assert grader("hint").out.startswith("Hint 1 of 3 for `forward_layer`")
    assert grader("solution").err.startswith("k02_forward is not done yet. For help:  python")
    asked = grader("reset", "--yes")
    assert asked.code == 2
    names = ", ".join(number_of(kata.id) for kata in KATAS if kata.belt)
    assert asked.err == (
        f"Say which kata to reset: {names}, or --all for every one. Next to do is k02.\n"
    )
    assert not (grader.folder / ".dojo" / "backups").exists()
    assert [event["kata"] for event in grader.events("run")] == ["k02_forward"]


@pytest.mark.soak
def test_without_a_name_when_all_are_done(grader):
    """`run` is about the last; what is for unfinished katas asks which one is meant."""
    for kata in KATAS:
        grader.solve(kata.id)

    ran = grader("run")
    assert (ran.code, ran.out.split()[1]) == (0, KATAS[-1].id)
    last = number_of(KATAS[-1].id)
    for command in ("hint", "solution"):
        refused = grader(command)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err == f"All katas are done; say which one you mean: {command} {last}.\n"
    assert grader("reset").err.endswith("or --all for every one.\n")


def test_a_file_that_is_gone_comes_back_by_a_command_that_is_told(grader):
    """Once, and not for every test that cannot be run without it."""
    (grader.katas / "k02_forward.py").rename(grader.katas / "mine.py")
    sentence = (
        "katas/k02_forward.py is missing. If you renamed it, rename it back; for a new stub: "
        "python grader.py reset k02\n"
    )
    ran = grader("run", "k02")

    assert (ran.code, ran.out.count(sentence), ran.out.count("broken")) == (1, 1, 1)
    assert grader("show", "forward").err == sentence
    assert grader("reset", "k02", "--yes").code == 0
    assert "not started" in grader("run", "k02").out


def test_a_hint_is_about_the_function_that_ended_python(grader):
    """Also where no test could say any more what it had called."""
    grader.solve("k03_deltas")
    with (grader.katas / "k03_deltas.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef hidden_delta(*_):\n    __import__('os')._exit(0)\n")

    assert "for `hidden_delta`" in grader("hint", "k03").out


def test_a_passed_kata_is_in_rotation(grader):
    """After a pass, `review` says when the kata is due again, and a target date is kept."""
    assert "Nothing is in rotation yet" in grader("review").out
    grader.solve("k01_sigmoid")
    grader("run", "k01")

    then = r"Nothing is due until 2\d\d\d-\d\d-\d\d \(in 2 days\): then k01_sigmoid"
    assert re.fullmatch(then + r"\.\n", grader("review").out)
    grader.solve("k02_forward")
    grader("run", "k02")
    assert re.fullmatch(then + r", and 1 more after it\.\n", grader("review").out)
    assert grader("review", "--by", "soon").code == 2
    assert "Target date: 2999-01-01; " in grader("review", "--by", "2999-01-01").out
    assert "Target date: 2999-01-01; " in grader("review").out
    assert "There is no target date any more." in grader("review", "--by", "").out
    assert "arget date" not in grader("review").out


@pytest.mark.soak
def test_the_network_is_rebuilt_from_memory(grader):
    """An empty file does not pass; the tutorial's 13 lines in it do, and both are remembered."""
    assert grader("rebuild", "--judge").code == 2
    begun = grader("rebuild")
    (attempt,) = (grader.folder / "attempts").iterdir()

    assert (begun.code, attempt.read_text(encoding="utf-8")) == (1, "")
    assert attempt.name in begun.out
    assert grader("rebuild", "--judge").code == 1

    attempt.write_text(
        "import numpy as np\n"
        "X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])\n"
        "y = np.array([[0,1,1,0]]).T\n"
        "alpha, hidden_dim = (0.5, 4)\n"
        "synapse_0 = 2*np.random.random((3,hidden_dim)) - 1\n"
        "synapse_1 = 2*np.random.random((hidden_dim,1)) - 1\n"
        "for j in range(60000):\n"
        "    layer_1 = 1/(1+np.exp(-(np.dot(X,synapse_0))))\n"
        "    layer_2 = 1/(1+np.exp(-(np.dot(layer_1,synapse_1))))\n"
        "    layer_2_delta = (layer_2 - y)*(layer_2*(1-layer_2))\n"
        "    layer_1_delta = layer_2_delta.dot(synapse_1.T) * (layer_1 * (1-layer_1))\n"
        "    synapse_1 -= (alpha * layer_1.T.dot(layer_2_delta))\n"
        "    synapse_0 -= (alpha * X.T.dot(layer_1_delta))\n",
        encoding="utf-8",
    )
    judged = grader("rebuild", "--judge")

    assert judged.code == 0, judged.out
    assert "13 lines of code" in judged.out
    assert [event["status"] for event in grader.events()] == ["wrong", "done"]


def test_a_fresh_report_leaves_no_trace(grader):
    """With nothing begun there is nothing to write down."""
    assert grader().code == 1
    assert not (grader.folder / ".dojo").exists()


@pytest.mark.soak
def test_a_history_that_cannot_be_written_costs_no_verdict(grader):
    """One sentence on stderr, and the report as ever."""
    (grader.folder / ".dojo").write_text("in the way", encoding="utf-8")
    grader.solve("k01_sigmoid")
    ran = grader("run", "k01")

    assert ran.code == 0
    assert "done, 15/15 tests" in ran.out
    assert ran.err.startswith("The history ")
    assert ran.err.count("\n") == 1


def test_what_is_no_file_is_no_attempt(grader):
    """Judging a file that is not there is refused, and counts for nothing."""
    refused = grader("rebuild", "--judge", "nothing.py")

    assert refused.code == 2
    assert refused.err == "nothing.py is no file; name the attempt, or leave it out.\n"
    assert "rebuild" not in grader("history").out


@pytest.mark.parametrize(("what", "how"), [("net.py", "--judge"), ("k03", "--kata")])
def test_a_rebuild_of_something_says_what_was_forgotten(grader, what, how):
    """A file is judged, a kata is begun; neither is guessed."""
    refused = grader("rebuild", what)

    assert refused.code == 2
    assert refused.err == f"Did you mean this?  python grader.py rebuild {how} {what}\n"
    assert not (grader.folder / "attempts").exists()


def test_an_untouched_notebook_takes_nothing_away(grader):
    """`notebook --to-katas` leaves a kata alone whose notebook still is the stub's."""
    grader.solve("k01_sigmoid")
    assert grader("notebook", "k01").code == 0
    moved = grader("notebook", "k01", "--to-katas")

    assert moved.code == 0
    assert "Left alone: katas/k01_sigmoid.py, whose notebook is as it was written." in moved.out
    assert grader("run", "k01").code == 0


def test_a_kata_just_done_shows_its_picture_and_the_next_place(grader):
    """From the learner's own code, once; the map then stands at the next kata."""
    grader.solve("k01_sigmoid")
    report = grader().out
    assert "k01 is done; this is drawn by your own code." in report
    assert "s  slope 0.2500 at x = 0" in report
    assert "Yours now: the sigmoid and its slope" in report
    place = report.index("Open katas/k02_forward.py:")
    assert report.index("Yours now") < place
    assert "drawn by your own code" not in grader("--fresh").out
    rows = grader("map").out.splitlines()
    assert "  ✓ k01  Sigmoid                  white belt" in rows
    assert any("k02" in row and row.endswith("← you are here") for row in rows)
    assert rows[-1] == "1 day in a row."


def test_a_picture_that_cannot_be_drawn_costs_no_verdict(grader):
    """A kata that is right for the suite alone is done, and nothing is said of the picture."""
    module = "import sys\n\nif 'dojo.pictures' in sys.modules:\n    raise OSError\n"
    grader.solve("k01_sigmoid", "import numpy as np\n", f"import numpy as np\n{module}")
    done = grader("run", "k01", stdin=None)
    assert done.code == 0
    assert "Sigmoid: done" in done.out
    assert "Yours now" in done.out
    assert "drawn by your own code" not in done.out
    assert "Traceback" not in done.out + done.err


def test_the_lesson_stands_before_the_code(grader):
    """Of a kata not started `run` shows the lesson, and the first report names what there is."""
    lesson = grader("run", "k03").out
    assert "Training makes half the squared error small" in lesson
    assert lesson.rstrip().splitlines()[-1].startswith("Next: `output_delta` is not written yet.")
    first = grader().out
    for command in ("watch", "hint", "notebook"):
        assert f"python grader.py {command} " in first


def test_the_question_is_asked_once_and_answered_with_one_key(grader):
    """In a terminal; what was said stands beside what is right, and is kept."""
    grader.solve("k01_sigmoid")
    shown = typed(grader, "1", "show", "sigmoid", "--text")
    assert "Before you look: Where is the sigmoid steepest" in shown
    assert "You said: 0.1. It is: 0.5." in shown
    assert "Before you look" not in typed(grader, "", "show", "sigmoid", "--text")
    assert [event["detail"]["said"] for event in grader.events("question")] == ["0.1"]
    grader.solve("k02_forward")
    assert "Before you look" not in typed(grader, "", "run", "k02", "--no-questions")


@pytest.mark.soak
def test_what_takes_longer_than_a_moment_says_so_on_a_terminal_only(grader):
    """A learner's function that sleeps holds up a picture and the tests; a pipe gets no word."""
    grader.solve("k01_sigmoid", "import numpy as np\n\n\ndef sigmoid(", f"{SLOW}def sigmoid(")
    arguments = "show", "sigmoid", "--text", "--no-questions"
    said = "Running your k01_sigmoid for the picture …"
    assert said in typed(grader, "", *arguments)
    told = grader(*arguments)
    assert said not in told.out + told.err
    assert "What to see when the code is right" in told.out


def typed(grader, keys, *arguments):
    """Return what a command shows in a terminal in which these keys are pressed."""
    here, inside = os.openpty()
    environment = {k: v for k, v in grader.environment.items() if k not in ("CI", "DOJO_QUESTIONS")}
    child = subprocess.Popen(
        [sys.executable, "grader.py", *arguments],
        cwd=grader.folder,
        env=environment | {"TERM": "xterm"},
        stdin=inside,
        stdout=inside,
        stderr=inside,
    )
    os.close(inside)
    shown = b""
    with suppress(OSError):  # it has ended
        while part := os.read(here, 4096):
            shown += part
            if keys and b"any other key" in shown:
                time.sleep(0.1)
                os.write(here, keys.encode())
                keys = ""
    os.close(here)
    child.wait()
    return shown.decode()

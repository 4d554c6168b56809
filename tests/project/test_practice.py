"""The learner's loop as it is typed: fail, hint, pass, solution, history, reset, review."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.project.grading import ROOT

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def grader(tmp_path):
    """Return a function that runs the grader in a copy of the repo: exit code, stdout, stderr."""
    for name in ("dojo", "katas", "solutions", "tests", "grader.py", "pyproject.toml"):
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name,
                tmp_path / name,
                ignore=shutil.ignore_patterns("__pycache__", "project"),
            )
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    environment = {k: v for k, v in os.environ.items() if k != "DOJO_HISTORY"}

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "grader.py", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    run.katas = tmp_path / "katas"
    return run


def fill_in(grader, kata, old="", new=""):
    """Write the reference answer into the stub, with one thing changed."""
    text = (ROOT / "solutions" / f"{kata}.py").read_text(encoding="utf-8")
    assert old in text
    (grader.katas / f"{kata}.py").write_text(text.replace(old, new), encoding="utf-8")


def test_a_learners_evening(grader):
    """A mistake, three hints, a pass; the solution only then; the history holds it all."""
    fill_in(grader, "k03_deltas", "synapse_1.T", "synapse_1")
    assert grader("run", "k03")[0] == 1

    hints = [grader("hint", "k03")[1] for _ in range(4)]
    assert "Hint 1 of 3 for `hidden_delta`, the idea:" in hints[0]
    assert "Hint 2 of 3 for `hidden_delta`, the formula:" in hints[1]
    assert "Hint 3 of 3 for `hidden_delta`, the skeleton:" in hints[2]
    assert hints[3] == hints[2]

    code, out, err = grader("solution", "k03")
    assert (code, out) == (2, "")
    assert "--give-up" in err

    fill_in(grader, "k03_deltas")
    assert grader("run", "k03")[0] == 0
    assert grader("solution", "k03")[0] == 0
    assert "Hint 1 of 3" in grader("hint", "k03", "hidden_delta")[1]

    told = grader("history")[1]
    assert "1 ×  forgot to transpose the weights" in told
    events = json.loads(grader("history", "--json")[1])["events"]
    kinds = [event["kind"] for event in events]
    assert kinds == ["run", "hint", "hint", "hint", "hint", "run", "solution", "hint"]
    assert [event["status"] for event in events if event["kind"] == "run"] == ["wrong", "done"]
    assert grader("history", "--csv")[1].count("\n") == 9
    assert grader("history", "--where")[1].strip().endswith(".dojo/history.sqlite3")


def test_giving_up_is_possible_and_recorded(grader):
    """--give-up shows the difference, stub against reference."""
    code, out, _ = grader("solution", "k01", "--give-up")
    events = json.loads(grader("history", "--json")[1])["events"]

    assert code == 0
    assert "+    return 1 / (1 + np.exp(-x))" in out
    assert events[-1]["detail"] == {"gave_up": True}


def test_a_passed_kata_is_in_rotation(grader):
    """After a pass, `review` says when the kata is due again, and a target date is kept."""
    assert "Nothing is in rotation yet" in grader("review")[1]
    fill_in(grader, "k01_sigmoid")
    grader("run", "k01")

    assert "k01_sigmoid" in grader("review")[1]
    assert grader("review", "--by", "soon")[0] == 2
    assert grader("review", "--by", "2999-01-01")[0] == 0


def test_the_network_is_rebuilt_from_memory(grader):
    """An empty file does not pass; the tutorial's 13 lines in it do, and both are remembered."""
    assert grader("rebuild", "--judge")[0] == 2
    code, out, _ = grader("rebuild")
    (attempt,) = (grader.katas.parent / "attempts").iterdir()

    assert (code, attempt.read_text(encoding="utf-8")) == (1, "")
    assert attempt.name in out
    assert grader("rebuild", "--judge")[0] == 1

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
    code, out, _ = grader("rebuild", "--judge")
    events = json.loads(grader("history", "--json")[1])["events"]

    assert code == 0, out
    assert "13 lines of code" in out
    assert [event["status"] for event in events] == ["wrong", "done"]


def test_a_fresh_report_leaves_no_trace(grader):
    """With nothing begun there is nothing to write down."""
    assert grader()[0] == 1
    assert not (grader.katas.parent / ".dojo").exists()


def test_a_history_that_cannot_be_written_costs_no_verdict(grader):
    """One sentence on stderr, and the report as ever."""
    (grader.katas.parent / ".dojo").write_text("in the way", encoding="utf-8")
    fill_in(grader, "k01_sigmoid")
    code, out, err = grader("run", "k01")

    assert code == 0
    assert "done, 14/14 tests" in out
    assert err.startswith("The history ")
    assert err.count("\n") == 1

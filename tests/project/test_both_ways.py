"""One suite, two ways: the wall changes nothing that a verdict says."""

import json
import shutil
import subprocess
import sys

import pytest

from dojo.registry import load_course
from tests.project.both_ways import chosen
from tests.project.grading import FAKE_COURSE, ROOT, fake_course, grader

COURSE = load_course()
SOME = COURSE.katas[1::14]  # a few, whose first mistakes are compared in each run
# What only the wall refuses: there is no pytest behind it to skip with, and no second process.
# Behind it there is no pytest to skip with, and a script is read as leniently as a notebook.
REFUSED = dict.fromkeys(("k05_import_error", "k10_skip", "k19_fork"), ("wrong", 0))


def compared(*arguments):
    """Return what `both_ways` says of each kata, in a process of its own."""
    command = [sys.executable, "-m", "tests.project.both_ways", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def few():
    """Compare the solutions and a mistake of each function, of some katas."""
    return compared(*(kata.id for kata in SOME), "--few")


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """Return the state of each kata of the fake course, and how many tests pass: (here, walled)."""
    root = shutil.copytree(FAKE_COURSE, tmp_path_factory.mktemp("fake") / "course")
    settings = root / "pyproject.toml"
    text = settings.read_text("utf-8").replace("processor_time = 1\n", "processor_time = 0.4\n")
    settings.write_text(text, encoding="utf-8")
    reports = [grader("--course", root, "--json", *wall).json for wall in ([], ["--walled"])]
    here, walled = (
        {kata["id"]: (kata["status"], kata["passed"]) for kata in report["katas"]}
        for report in reports
    )
    return {kata: (here[kata], walled[kata]) for kata in here}


@pytest.mark.parametrize("kata", SOME, ids=lambda kata: kata.id)
def test_solution_and_mistakes_get_the_same_verdict_behind_the_wall(few, kata):
    """Outcomes, messages, places, named mistakes, hints and output: nothing differs."""
    assert few[kata.id]["compared"] == 1 + len(chosen(COURSE, kata, few=True))
    assert few[kata.id]["differing"] == []


@pytest.mark.soak
@pytest.mark.parametrize("kata", COURSE.katas, ids=lambda kata: kata.id)
def test_every_mistake_gets_the_same_verdict_behind_the_wall(kata):
    """The same of each mistake in the tables."""
    told = compared(kata.id)[kata.id]

    assert told["compared"] == 1 + len(chosen(COURSE, kata, few=False))
    assert told["differing"] == []


def test_a_cell_in_several_parts_gets_the_same_verdict_behind_the_wall(tmp_path):
    """A cell that holds imports, a constant and both functions is loaded whole on either side."""
    cell = (
        "import numpy as np\nONE = 1.0\n\n"
        "def sigmoid(x):\n    return ONE / (ONE + np.exp(-x))\n\n"
        "def sigmoid_output_to_derivative(output):\n    return output * (ONE - output{})\n"
    )
    for text, status in ((cell.format(""), "done"), (cell.format(" / 0 + None"), "wrong")):
        cells = [{"cell_type": "code", "source": text, "metadata": {}}]
        notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})
        (tmp_path / "k01_sigmoid.ipynb").write_text(notebook, encoding="utf-8")
        command = ("run", "k01", "--target", tmp_path, "--json", "--seed", 1)
        here, walled = grader(*command), grader(*command, "--walled")
        (one,), (other,) = here.json["katas"], walled.json["katas"]

        assert (one["status"], other["status"]) == (status, status)
        assert [test["message"] for test in one["tests"]] == [
            test["message"] for test in other["tests"]
        ]


def test_arrays_arrive_in_the_same_order_of_memory(tmp_path):
    """What a suite has transposed lies in rows, with a wall and without."""
    suite = (
        "import numpy as np\n\n\ndef test_order(kata):\n"
        "    assert kata.double(np.ones((2, 3)).T) == 1\n"
    )
    root = fake_course(tmp_path, "k01_right", suite)
    answer = "def double(x):\n    return int(x.flags['C_CONTIGUOUS'])\n"
    (tmp_path / "k01_right.py").write_text(answer, encoding="utf-8")
    for wall in ([], ["--walled"]):
        done = grader("--course", root, "run", "k01", "--target", tmp_path, *wall)
        assert done.code == 0, done.out


def test_a_file_name_cannot_speak_to_the_terminal(tmp_path):
    """What would set a window's title, or ring a bell, is replaced, with a wall and without."""
    path = tmp_path / "k03_\x1b]0;owned\x07.py"
    path.write_text("def output_delta(layer_2, y):\n    return 1 / 0\n", encoding="utf-8")
    for wall in ([], ["--walled"]):
        said = grader("run", "k03", "--target", path, *wall).out
        assert "k03_�]0;owned�.py:2" in said
        assert not {"\x1b", "\x07"} & set(said)


@pytest.mark.soak
@pytest.mark.parametrize("kata", load_course(FAKE_COURSE).katas, ids=lambda kata: kata.id)
def test_broken_and_hostile_katas_get_the_same_state_behind_the_wall(states, kata):
    """What hangs, crashes, lies or cannot be loaded is told apart there as it is here."""
    here, walled = states[kata.id]

    assert walled == REFUSED.get(kata.id, here)

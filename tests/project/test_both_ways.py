"""One suite, two ways: the wall changes nothing that a verdict says."""

import json
import subprocess
import sys

import nbformat
import pytest

from dojo.registry import load_course
from tests.project.both_ways import chosen
from tests.project.grading import FAKE_COURSE, ROOT, fake_course, grader

COURSE = load_course()
# What only the wall refuses: there is no pytest behind it to skip with, and no second process.
REFUSED = {"k10": ("broken", 0), "k19": ("wrong", 0)}


@pytest.mark.parametrize("few", [["--few"], pytest.param([], marks=pytest.mark.soak)])
@pytest.mark.parametrize("kata", COURSE.katas, ids=lambda kata: kata.id)
def test_solution_and_mistakes_get_the_same_verdict_behind_the_wall(kata, few):
    """Outcomes, messages, places, named mistakes, hints and output: nothing differs."""
    command = [sys.executable, "-m", "tests.project.both_ways", kata.id, *few]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    told = json.loads(done.stdout)

    assert told["compared"] == 1 + len(chosen(COURSE, kata, few=bool(few)))
    assert told["differing"] == []


def test_a_cell_in_several_parts_gets_the_same_verdict_behind_the_wall(tmp_path):
    """A cell that holds imports, a constant and both functions is loaded whole on either side."""
    cell = (
        "import numpy as np\nONE = 1.0\n\n"
        "def sigmoid(x):\n    return ONE / (ONE + np.exp(-x))\n\n"
        "def sigmoid_output_to_derivative(output):\n    return output * (ONE - output{})\n"
    )
    for text, status in ((cell.format(""), "done"), (cell.format(" / 0 + None"), "wrong")):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text)])
        nbformat.write(notebook, tmp_path / "k01_sigmoid.ipynb")
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


@pytest.mark.parametrize(
    "number", [f"k{n:02d}" for n, _ in enumerate(load_course(FAKE_COURSE).katas, start=1)]
)
def test_broken_and_hostile_katas_get_the_same_state_behind_the_wall(number):
    """What hangs, crashes, lies or cannot be loaded is told apart there as it is here."""
    expected = REFUSED.get(number)
    if not expected:
        here = grader("--course", FAKE_COURSE, "run", number, "--json").json["katas"][0]
        expected = (here["status"], here["passed"])
    walled = grader("--course", FAKE_COURSE, "run", number, "--json", "--walled").json["katas"][0]

    assert (walled["status"], walled["passed"]) == expected

"""Plain pytest on the katas: the same messages, the same names, the debugger at hand."""

import re
import subprocess
import sys

import pytest

from tests.project.grading import FAKE_COURSE, ROOT, answers


def run_pytest(*arguments, keys=None, cwd=ROOT):
    """Run pytest as a learner does and return what it did."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)],
        cwd=cwd,
        input=keys,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_learners_run_is_about_the_katas():
    """Alone, pytest runs the suites on katas/ and leaves the repo's own tests out."""
    run = run_pytest("-q", "--maxfail", "60")

    assert run.returncode == 1
    told = run.stdout[run.stdout.index("k01_sigmoid: not") :].splitlines()
    assert told[0] == "k01_sigmoid: not written yet: sigmoid, sigmoid_output_to_derivative"
    assert told[2] == "k03_deltas: not written yet: output_delta, hidden_delta"
    assert "NotImplementedError" not in run.stdout
    assert "test_grader" not in run.stdout
    assert " passed" not in run.stdout


def test_a_broken_file_is_told_once(tmp_path):
    """However many tests cannot be run for it."""
    (tmp_path / "k03_deltas.py").write_text("def f(:\n", encoding="utf-8")
    run = run_pytest("-q", "tests/test_k03_deltas.py", "--target", tmp_path)

    assert run.stdout.count("k03_deltas.py:1: Python cannot read this line") == 1
    assert " broken in " in run.stdout
    assert run.returncode == 1


def test_what_needs_a_module_that_is_not_installed_is_skipped_and_says_so():
    """As the grader calls it not runnable here, with the command that installs it."""
    script = (
        "import sys; sys.modules['sklearn'] = None; import pytest;"
        "sys.exit(pytest.main(['-q', '-rs', '-p', 'no:cacheprovider', 'tests/test_k22_digits.py']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )

    assert run.returncode == 0, run.stdout
    assert "It needs sklearn, which is not all installed: pip install -e '.[beyond]'" in run.stdout
    assert re.search(r"^\d+ skipped in ", run.stdout, re.MULTILINE)


@pytest.mark.soak
def test_a_folder_named_project_changes_nothing(tmp_path):
    """An editor that names the root by a path with "project" in it runs the same suites."""
    root = tmp_path / "projects" / "dojo"
    root.parent.mkdir()
    root.symlink_to(ROOT)
    run = run_pytest("--collect-only", "-q", "--rootdir", root, cwd=root)
    one = run_pytest("--collect-only", "-q", "tests/project/test_points.py")

    assert "test_grader" not in run.stdout
    assert "test_k07_network" in run.stdout
    assert "test_points" in one.stdout


def test_a_failure_carries_message_and_mistake(tmp_path):
    """What the grader says of a failure stands under it in plain pytest, too."""
    answers(tmp_path, k03_deltas={"synapse_1.T": "synapse_1"})
    run = run_pytest("tests/test_k03_deltas.py", "-k", "hidden", "--target", tmp_path)

    assert "Called `hidden_delta(" in run.stdout
    assert "Mistake: forgot to transpose the weights." in run.stdout
    assert "Hint: The way back is the way forward turned round: synapse_1.T." in run.stdout
    assert "The same inputs again: --seed " in run.stdout


@pytest.mark.soak
def test_the_debugger_stops_in_the_learners_code(tmp_path):
    """`breakpoint()` in a kata opens pdb there, with the arguments to look at."""
    answers(tmp_path, k03_deltas={"    layer_1_error =": "    breakpoint()\n    layer_1_error ="})
    run = run_pytest(
        "tests/test_k03_deltas.py", "-k", "hidden_delta_of_two", "--target", tmp_path,
        keys="p layer_1.shape\ncontinue\n",
    )  # fmt: skip

    assert ")hidden_delta()\n-> " in run.stdout
    assert "(2, 2)" in run.stdout
    assert run.returncode == 0, run.stdout


@pytest.mark.soak
@pytest.mark.parametrize("edit", ["synapse_1", "synapse_1.T.nothing"])
def test_pdb_stops_in_the_learners_function(tmp_path, edit):
    """At its first line if it returns something wrong, or where it raises an error: the same."""
    answers(tmp_path, k03_deltas={"synapse_1.T": edit})
    run = run_pytest(
        "tests/test_k03_deltas.py", "-k", "hidden_delta_of_two", "--target", tmp_path, "--pdb",
        keys="p layer_1.shape\nq\n",
    )  # fmt: skip

    place = rf"k03_deltas\.py\(\d+\)hidden_delta\(\)\n-> layer_1_error = .* {edit} "
    assert re.search(place, run.stdout)
    assert "(Pdb) (2, 2)" in run.stdout
    assert run.stdout.count("(Pdb)") == 2
    assert "Quitting debugger" in run.stdout


@pytest.mark.soak
def test_an_endless_loop_is_stopped_and_a_skip_is_no_pass():
    """The loop is ended; pytest.skip() in a kata is a failure."""
    suites = ["tests/test_k07_loop_in_python.py", "tests/test_k10_skip.py"]
    run = run_pytest(*suites, cwd=FAKE_COURSE)

    assert "did not finish within 1 s of processor time" in run.stdout
    assert "Instead of returning, your code called pytest.skip()" in run.stdout
    assert "4 failed" in run.stdout  # and none is skipped
    assert run.returncode == 1

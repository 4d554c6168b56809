"""`check`, `show` and `mine` in a real Jupyter kernel, and what they say outside of one."""

import re
import subprocess
import sys
import time

import pytest

from dojo.practice.fading import text
from dojo.practice.history import History
from dojo.registry import load_course
from tests.project.grading import ROOT
from tests.project.kernel import kernel
from tests.project.watching import Desk

RIGHT = "import numpy as np\ndef sigmoid(x): return 1 / (1 + np.exp(-x))"
SIGN_LOST = "import numpy as np\ndef sigmoid(x): return 1 / (1 + np.exp(x))"
SLOPE = "def sigmoid_output_to_derivative(output): return output * (1 - output)"
CHECK = "from dojo import check\ncheck('k01')"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return a learner's copy of the repo, in which time is short."""
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def started(desk):
    """Return a kernel that has the `dojo` of that copy."""
    with kernel(desk.folder) as one:
        one.run("import dojo")  # from the folder where it was started, which the tests leave
        yield one


@pytest.fixture
def notebook(started, tmp_path):
    """Return the kernel as if it had just been started, and SLOPE been run."""
    started.begin(tmp_path)
    started.run(SLOPE)
    return started


def test_the_last_definition_counts(notebook, tmp_path):
    """A function that was run again is judged as it is now; both runs are in the history."""
    notebook.run(SIGN_LOST)
    wrong = notebook.run(CHECK)
    right = notebook.run(f"{RIGHT}\n{CHECK}")  # all in one cell

    assert "wrong, 7 of 15 tests" in wrong["text/html"]
    assert "<strong>Look at:</strong> In [2], line 2<" in wrong["text/html"]
    assert "lost the minus sign of the exponent" in wrong["text/html"]
    assert "Open:    In [2], line 2" in wrong["text/plain"]
    assert "done, 15 of 15 tests" in right["text/html"]
    assert "\N{ESCAPE}" not in right["text/plain"]
    told = History(tmp_path / "history.sqlite3").events("k01_sigmoid", "run")
    assert [event.status for event in told] == ["wrong", "done"]


def test_a_worked_example_is_read_and_not_done(notebook, tmp_path):
    """In the cells that `notebook --from-katas` makes of it, until one has other code."""
    course = load_course()
    for cell in re.split(r"\n\n(?=def )", text(course, course.find("k01"), "worked")):
        notebook.run(cell)
    worked = notebook.run(CHECK)
    own = notebook.run(f"{SLOPE.replace('1 -', '1.0 -')}\n{CHECK}")

    assert "reading, 15 of 15 tests" in worked["text/html"]
    assert "This is the worked example, not your work yet." in worked["text/html"]
    assert "done, 15 of 15 tests" in own["text/html"]
    told = History(tmp_path / "history.sqlite3").events("k01_sigmoid", "run")
    assert [event.status for event in told] == ["reading", "done"]


def test_the_seed_repeats_a_run(notebook):
    """A failed check says how to see the same numbers again, in the words of a notebook."""
    notebook.run(SIGN_LOST)
    again = "check('k01', seed=7)"
    first, second = notebook.run(f"from dojo import check\n{again}"), notebook.run(again)

    assert first["text/html"] == second["text/html"]
    assert "The same inputs again: <code>check(&quot;k01&quot;, seed=7)" in first["text/html"]
    assert 'The same inputs again: check("k01", seed=7)' in first["text/plain"]


def test_a_hint_is_about_the_function_that_fails_here(notebook):
    """Each asks for more; the last one sends nobody to a place in katas/."""
    notebook.run(SIGN_LOST)
    ask = "from dojo import hint\nhint('k01')"
    for number, kind in enumerate(("idea", "formula", "skeleton"), 1):
        told = notebook.run(ask)["text/plain"]
        assert told.startswith(f"Hint {number} of 3 for `sigmoid`, the {kind}:")
    last = notebook.run(ask)["text/plain"]
    assert last.startswith("There is no further hint for `sigmoid`.")
    assert "--where" not in last
    other = notebook.run("hint('k01', function='sigmoid_output_to_derivative')")["text/plain"]
    assert other.startswith("Hint 1 of 3 for `sigmoid_output_to_derivative`")


def test_magics_are_no_obstacle(notebook):
    """What stands beside the function in a cell, and is not Python, is left out."""
    notebook.run(f"%%time\n{RIGHT}")
    notebook.run("%precision 3\n!true")

    assert "done, 15 of 15 tests" in notebook.run(CHECK)["text/html"]


def test_a_cell_that_cannot_be_read(notebook):
    """The newest attempt is what is judged, also when it defined nothing; a later one heals it."""
    notebook.run(RIGHT)
    notebook.run("def sigmoid(x):\n    return 1 / (1 + np.exp(-x)")
    broken = notebook.run(CHECK)
    notebook.run(RIGHT)

    assert (
        "In [3], line 2: Python cannot read this line: &#x27;(&#x27; was never"
        in (broken["text/html"])
    )
    assert "done, 15 of 15 tests" in notebook.run(CHECK)["text/html"]


def test_what_is_not_in_a_cell(notebook, tmp_path):
    """A function that came by %run is not the notebook's: it is named, whatever it does."""
    (tmp_path / "elsewhere.py").write_text(RIGHT)
    notebook.run("%run elsewhere.py")

    assert (
        "`sigmoid` is not defined in a cell of this notebook" in (notebook.run(CHECK)["text/plain"])
    )
    assert notebook.run("check('k02')") == {
        "text/plain": "`forward_layer` and `forward` are not defined in a cell of this notebook: "
        "write them in one, and run that."
    }


@pytest.mark.soak
def test_an_endless_loop(notebook):
    """It is stopped and reported; the kernel and what it holds live on."""
    notebook.run("x = 41\ndef sigmoid(x):\n    while True: pass")
    shown = notebook.run(CHECK)

    late = "Your code did not finish within 2 s of processor time. Is there an endless loop?"
    assert late in shown["text/html"]
    assert notebook.run("x + 1") == {"text/plain": "42"}


@pytest.mark.soak
def test_an_interrupted_check(notebook, tmp_path):
    """The stop button ends a check with a sentence, and the next check is right."""
    begun = tmp_path / "begun"
    notebook.run(f"def sigmoid(x):\n    open({str(begun)!r}, 'w').close()\n    while True: pass")
    notebook.start(CHECK)
    while not begun.exists():
        time.sleep(0.02)
    notebook.manager.interrupt_kernel()

    assert notebook.finish() == {
        "text/plain": "Stopped before there was a result; run the cell again whenever you like."
    }
    notebook.run(RIGHT)
    assert "done, 15 of 15 tests" in notebook.run(CHECK)["text/html"]


def test_nothing_a_learner_writes_becomes_a_part_of_the_page(notebook):
    """What the code prints and raises is shown as text."""
    notebook.run(
        "def sigmoid(x):\n    print('<script>1</script>')\n    raise ValueError('<b>`<i>`')"
    )
    page = notebook.run(CHECK)["text/html"]

    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert "ValueError: &lt;b&gt;<code>&lt;i&gt;</code>" in page
    assert not any(tag in page for tag in ("<script>", "<b>", "<i>"))


@pytest.mark.soak
def test_a_picture(notebook):
    """It is drawn from the notebook's functions, and says in words what there is to be seen."""
    missing = notebook.run("from dojo import show\nshow('sigmoid')")
    notebook.run(RIGHT)
    shown = notebook.run("show('sigmoid')")

    assert "sigmoid" in missing["text/plain"]
    assert shown["text/html"].startswith('<img src="data:image/png;base64,iVBOR')
    assert (
        'alt="The sigmoid and its slope. What to see when the code is right: Each'
        in (shown["text/html"])
    )
    assert notebook.run("show('sigmod')")["text/plain"].startswith("There is no picture 'sigmod'")


def test_my_own_files(notebook, desk):
    """`mine` is the learner's file as a module; what cannot be one is a sentence, no traceback."""
    found = notebook.run("from dojo import mine\nmine('k02').__file__")
    unknown = notebook.run("mine('k99')")

    assert found == {"text/plain": repr(str(desk.katas / "k02_forward.py"))}
    assert unknown["error"] == "CannotUse"
    assert unknown["traceback"][0].startswith("There is no kata 'k99'; choose one of: k01_sigmoid")
    assert len(unknown["traceback"]) == 1


def test_outside_of_a_notebook():
    """In a plain Python shell they say in one sentence where to go instead."""
    code = "from dojo import check, show; check('k03'); show('alpha')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )

    assert done.stdout.splitlines() == [
        "This works in a notebook or in IPython; in a terminal, run:  python grader.py run k03",
        "This works in a notebook or in IPython; in a terminal, run:  python grader.py show alpha",
    ]

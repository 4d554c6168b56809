"""What Colab, Jupyter and Notepad make of a right answer is read as leniently as a notebook."""

import inspect
import json
from importlib import import_module

import pytest

from dojo.answer import handed_in
from dojo.answer import load as load_notebook
from dojo.source import Broken, assemble
from tests.project.exported import ANSWER, ENCODINGS, EXPORTS, SIGMOID, SLOPE
from tests.project.grading import ROOT
from tests.project.handing_in import COURSE


def load(path, text):
    """Return the answer to k01 in a file that was handed in."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return handed_in(path, "k01_sigmoid", assemble)


@pytest.mark.parametrize("text", EXPORTS.values(), ids=EXPORTS)
def test_the_functions_of_an_exported_script_are_found(tmp_path, text):
    """Magics, shell lines, questions, plots and what only the student has are not run."""
    kata = load(tmp_path / "k01_sigmoid.py", text)

    assert (kata.sigmoid(0.0), kata.sigmoid_output_to_derivative(0.5)) == (0.5, 0.25)


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
def test_a_file_is_read_however_it_was_saved(tmp_path, encoding):
    """UTF-16 with and without its mark, and a file that says what it is."""
    text = f'# -*- coding: latin-1 -*-\n{ANSWER}WHO = "Zoë Größe"\ndef who():\n    return WHO\n'
    kata = load(tmp_path / "k01_sigmoid.py", text.encode(encoding))

    assert kata.sigmoid(0.0) == 0.5


def test_bytes_in_no_encoding_cost_no_points_in_a_comment(tmp_path):
    """Windows saves an umlaut in an encoding of its own, and Python reads no such file."""
    assert load(tmp_path / "a.py", f"# Übung\n{ANSWER}".encode("cp1252")).sigmoid(0.0) == 0.5


def test_what_one_function_needs_and_lacks_costs_the_other_nothing(tmp_path):
    """The function that plots says what is not installed; its neighbour is graded."""
    plots = ANSWER.replace("    return output", "    pyplot.plot([output])\n    return output")
    for line in ("from no_such_thing import pyplot", "import no_such_thing as pyplot"):
        kata = load(tmp_path / "k01_sigmoid.py", f"{line}\n{plots}")
        assert kata.sigmoid(0.0) == 0.5
        with pytest.raises(ModuleNotFoundError, match=r"^No module named 'no_such_thing'$"):
            kata.sigmoid_output_to_derivative(0.5)


def test_what_cannot_be_read_is_told_with_its_line(tmp_path):
    """A line that is neither Python nor a magic is named; so is a name that is nowhere made."""
    with pytest.raises(Broken, match=r"my work\.py:8: Python cannot read this line"):
        load(
            tmp_path / "my work.py",
            f"%matplotlib inline\nimport os\n\n{ANSWER}".replace("/", "/ /"),
        )
    kata = load(tmp_path / "k01_sigmoid.py", ANSWER.replace("np.exp", "exponential"))
    with pytest.raises(NameError, match="'exponential' is not defined"):
        kata.sigmoid(0.0)


def test_names_that_are_made_as_the_file_runs_are_there(tmp_path):
    """A script that runs as a whole is run as a whole: `global` and `exec` make what they make."""
    made = f"{ANSWER}\ndef begin():\n    global ONE\n    ONE = 1\nbegin()\n".replace("1 /", "ONE /")
    executed = f"import numpy as np\nexec({ANSWER!r})\n"
    for text in (made, executed):
        assert load(tmp_path / "k01_sigmoid.py", text).sigmoid(0.0) == 0.5


@pytest.mark.soak
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_an_old_notebook_is_read(tmp_path, version):
    """Its cells lie in worksheets; nbformat makes a notebook of today of it."""
    version = import_module(f"nbformat.{version}")  # it takes seconds
    codes = ("%matplotlib inline\nimport numpy as np", SIGMOID, SLOPE)
    cells = [version.new_code_cell(input=code) for code in codes]
    old = version.new_notebook(worksheets=[version.new_worksheet(cells=cells)])
    path = tmp_path / "analysis.ipynb"
    path.write_text(json.dumps(old), encoding="utf-16")

    assert load_notebook(path, "k01_sigmoid").sigmoid(0.0) == 0.5
    for damaged in ({"nbformat": 3}, old | {"worksheets": 7}, old | {"worksheets": [{"cells": 7}]}):
        path.write_text(json.dumps(damaged | {"cells": 7}), encoding="utf-8")
        with pytest.raises(Broken, match=r"analysis\.ipynb is "):
            load_notebook(path, "k01_sigmoid")


@pytest.mark.parametrize("head", ["", "# In[1]:\n"])
def test_one_script_may_answer_katas_that_have_a_function_of_one_name(tmp_path, head):
    """`update` is another one in k04 than in k05; each kata gets its own."""
    solutions = [(ROOT / "solutions" / f"{kata.id}.py").read_text() for kata in COURSE.katas]
    path = tmp_path / "all_of_it.py"
    path.write_text(head + "\n".join(solutions), encoding="utf-8")
    fourth, fifth = (handed_in(path, kata, assemble) for kata in ("k04_weight_update", "k05_alpha"))

    assert list(inspect.signature(fourth.update).parameters) == ["synapse", "layer_in", "delta"]
    assert "alpha" in inspect.signature(fifth.update).parameters


def test_what_is_defined_again_counts_as_in_python(tmp_path):
    """In the answer to one kata the last definition is it, after whichever helper it stands."""
    right = (ROOT / "solutions" / "k05_alpha.py").read_text(encoding="utf-8")
    path = tmp_path / "k05_alpha.py"
    helper, wrong = "def sigmoid(x):\n    return x\n", "def update(*_):\n    return 'the last'\n"
    path.write_text(f"{right}\n\n{helper}\n\n{wrong}", encoding="utf-8")

    assert handed_in(path, "k05_alpha", assemble).update() == "the last"

"""Notebooks are graded as the files they stand for, whoever made them and whatever else is in."""

import json
from pathlib import Path

import pytest

from dojo.answer import load
from dojo.notebooks.files import LARGEST_NOTEBOOK, slim
from dojo.notebooks.statements import statements_of
from dojo.source import Broken
from tests.project.grading import ROOT, grader

FOREIGN = sorted((Path(__file__).parent / "notebooks").glob("*.ipynb"))
OFTEN = ("colab", "nbgrader")  # what the default run reads

NUMPY = "import numpy as np"
SIGMOID = "def sigmoid(x: np.ndarray):\n    return 1 / (1 + np.exp(-x))"
SLOPE = "def sigmoid_output_to_derivative(output):\n    return output * (1 - output)"
WRONG = "def sigmoid(x):\n    return 'wrong'"
BROKEN = "def sigmoid(x):\n    return 1 / (1 +\n"


def cell(source, *tags, kind="code", count=None, **metadata):
    """Return a cell as its file has it."""
    known = {"tags": list(tags)} if tags else {}
    return {
        "cell_type": kind,
        "execution_count": count,
        "metadata": known | metadata,
        "outputs": [],
        "source": source,
    }


def notebook(path, *cells, **fields):
    """Write a notebook with the cells, given as dicts or as their code; return its path."""
    cells = [cell(each) if isinstance(each, str) else each for each in cells]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4} | fields
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "foreign",
    [
        pytest.param(path, marks=() if path.stem in OFTEN else pytest.mark.soak, id=path.stem)
        for path in FOREIGN
    ],
)
def test_notebooks_of_other_tools_are_graded(foreign):
    """Cells of other languages, forms, installations and other tools' tests are not the answer."""
    run = grader("run", "k01", "--target", foreign)

    assert run.code == 0, run.out


PLAYED = {
    "magics and shell lines": [
        f"%matplotlib inline\n!pip install it's\n{NUMPY}\nfiles = !ls\nnp.exp?\n?np",
        f"%%time\n{SIGMOID}\n%timeit sigmoid(0)",
        SLOPE.replace("    return", "    if output is None:\n        !ls \\\n  -l\n    return"),
        "%%bash\ndef sigmoid(): wrong",
    ],
    "a percent sign that is Python": [
        NUMPY,
        SIGMOID,
        SLOPE.replace("output *", "(output\n% 2) *"),
        "'''\n%matplotlib inline\n'''",
    ],
    "cells out of order": [SLOPE, SIGMOID.replace("x: np", "x: alias"), "alias = np", NUMPY],
    "the import is deleted": [SIGMOID, SLOPE, "np.random.seed(1)"],
    "tags of another kata": [
        cell(source, "k04_weight_update") for source in (NUMPY, SIGMOID, SLOPE)
    ],
    "a function twice": [NUMPY, WRONG, SIGMOID, SLOPE],
    "a table made in a loop": [
        "ONE = []\nfor _ in range(1):\n    ONE.append(one())",
        f"{NUMPY}\ndef one():\n    return 1",
        SIGMOID.replace("1 +", "ONE[0] +"),
        SLOPE,
    ],
    "what fails or never ends": [
        f"{NUMPY}; import pandas\nimport torch as a, plotting",
        f"frame = pandas.read_csv('x.csv')\nwhile True:\n    sigmoid(1)\n{SIGMOID}",
        f"assert False\nraise SystemExit\n{SLOPE}\nprint(undefined)",
    ],
    "another definition that cannot be read": [BROKEN, NUMPY, SIGMOID, SLOPE],
    "a scratch cell that cannot be read": [NUMPY, SIGMOID, SLOPE, "sigmoid(", "\0", "for"],
    "checks and pictures": [
        f"{NUMPY}\nfrom dojo import check, show",
        SIGMOID,
        f'{SLOPE}\ncheck("k01")\nshow("sigmoid")\nplt.plot(sigmoid(np.arange(9)))',
    ],
    "text that looks like code": [
        NUMPY,
        SIGMOID,
        SLOPE,
        cell(WRONG, kind="markdown"),
        cell(WRONG, kind="raw"),
    ],
    "fields that are missing": [
        {"cell_type": "code"},
        {"source": WRONG},
        {"cell_type": "code", "source": [NUMPY, "\r\n", SIGMOID], "metadata": []},
        {"cell_type": "code", "source": SLOPE, "metadata": {"tags": [1]}},
        7,
    ],
}


@pytest.mark.parametrize("cells", PLAYED.values(), ids=PLAYED.keys())
def test_the_functions_are_found_whatever_else_is_tried_out(tmp_path, cells):
    """The functions the tests call, and what these need, are all that is run."""
    kata = load(notebook(tmp_path / "k01_sigmoid.ipynb", *cells), "k01_sigmoid")

    assert (kata.sigmoid(0.0), kata.sigmoid_output_to_derivative(0.5)) == (0.5, 0.25)


FOURTH = "def synapse_gradient(a, b):\n    return 4\ndef update(a, b, c):\n    return 4"
FIFTH = "def roll(x):\n    return 5\ndef update(a, b, c, alpha):\n    return 5"


@pytest.mark.parametrize(
    "cells",
    [
        [cell(FOURTH, "k04_weight_update"), cell(FIFTH, "k05_alpha")],
        [cell(FIFTH, "k05_alpha"), cell(FOURTH, "k04_weight_update")],
        [FOURTH, FIFTH],
        [f"{FIFTH}\n{FOURTH}"],
        [
            cell("# the fourth", "k04_weight_update"),
            FOURTH,
            cell("def roll(x):\n    return 5", "k05_alpha"),
            FIFTH.partition("5\n")[2],
        ],
    ],
)
def test_two_katas_with_a_function_of_one_name_share_a_notebook(tmp_path, cells):
    """Its cell's tag tells which `update` is meant; without tags, the functions around it do."""
    path = notebook(tmp_path / "mine.ipynb", *cells)

    assert load(path, "k04_weight_update").update(1, 2, 3) == 4
    assert load(path, "k05_alpha").update(1, 2, 3, 4) == 5


def test_a_cell_that_python_cannot_read_is_named_and_blocks_its_kata_only(tmp_path):
    """The message has the cell's number, its count and the line in it; the others are done."""
    for solution in (ROOT / "solutions").glob("k*.py"):
        notebook(tmp_path / f"{solution.stem}.ipynb", solution.read_text(encoding="utf-8"))
    cells = [NUMPY, cell(f"# the curve\n%time\n{BROKEN}", count=7), SLOPE]
    notebook(tmp_path / "k01_sigmoid.ipynb", *cells)
    run = grader("--target", tmp_path, "--json")
    first, *others = run.json["katas"]

    assert first["status"] == "broken"
    expected = "k01_sigmoid.ipynb, cell 2 [7]:4: Python cannot read this line: '(' was never closed"
    assert expected in first["tests"][0]["message"]
    assert {kata["status"] for kata in others} == {"done"}


def test_a_line_in_a_message_is_the_cell_s(tmp_path):
    """Where the code fails is told as the learner sees it: cell, and line in the cell."""
    cells = [NUMPY, "# first\n\n%time\n" + SIGMOID.replace("np.exp", "np.expp"), SLOPE]
    run = grader("run", "k01", "--target", notebook(tmp_path / "k01_sigmoid.ipynb", *cells))

    assert "k01_sigmoid.ipynb, cell 2:5: return 1 / (1 + np.expp(-x))" in run.out


@pytest.mark.soak
def test_a_message_quotes_the_line_also_when_the_cell_is_run_in_pieces(tmp_path):
    """A constant below the function that fails, and before which it is run, changes nothing."""
    cells = [NUMPY, SIGMOID.replace("1 +", "np.one + LATE +") + "\nLATE = 1", SLOPE]
    run = grader("run", "k01", "--target", notebook(tmp_path / "k01_sigmoid.ipynb", *cells))

    assert "k01_sigmoid.ipynb, cell 2:2: return 1 / (np.one + LATE + np.exp(-x))" in run.out


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([NUMPY, SIGMOID, "def sigmoid(:\n    pass"], "cell 3:1: Python cannot read"),
        ([SLOPE, "def sigm"], "cell 2:1: Python cannot read"),
        ([NUMPY, SIGMOID, "\0def sigmoid(x): pass"], "cell 3"),
    ],
)
def test_what_the_functions_need_and_cannot_have_is_told(tmp_path, cells, words):
    """The last definition of a function cannot be read: the cell is named."""
    with pytest.raises(Broken, match=words):
        load(notebook(tmp_path / "k01_sigmoid.ipynb", *cells), "k01_sigmoid")


def test_a_picture_is_no_part_of_what_is_read(tmp_path):
    """Megabytes of it, in lines or in one, before any sign that JSON escapes."""
    for end in ("", "\n", '"', "\\", "\\\\", '\\"', "é", "\N{GRINNING FACE}"):
        picture = f"{'iVBORw0KGgo/+' * 3_000}\n{'A' * 30_000}==" + end
        shown = cell(NUMPY) | {"outputs": [{"data": {"image/png": picture}, "text": [picture]}]}
        path = notebook(tmp_path / "k01_sigmoid.ipynb", shown, SIGMOID, SLOPE)
        assert load(path, "k01_sigmoid").sigmoid(0.0) == 0.5
        assert len(slim(path.read_bytes())) < 2_000


GOOD = json.dumps({"cells": [cell(NUMPY)], "metadata": {}, "nbformat": 4}).encode()
DAMAGED = {
    "empty": (b"", "is empty"),
    "blank": (b" \n", "is empty"),
    "cut off": (GOOD[:-20], "ends in the middle"),
    "cut in a string": (GOOD[: GOOD.index(b"numpy")], "ends in the middle"),
    "a comma too many": (GOOD.replace(b"[{", b"[,{"), "damaged at line 1"),
    "latin-1": (GOOD.replace(b"numpy", b"\xe9"), "not encoded in UTF-8"),
    "a list": (b"[1, 2]", "not a notebook"),
    "nothing in it": (b"{}", "holds no cells"),
    "cells that are none": (b'{"cells": 3, "nbformat": 4}', "cells are not a list"),
    "version 3": (b'{"worksheets": [{"cells": []}], "nbformat": 3}', "old version"),
    "version 2 with cells": (b'{"cells": [], "nbformat": 2}', "old version"),
    "nested": (b'{"cells": ' + b"[" * 200_000, "nested too deeply"),
    "a huge number": (b'{"cells": [' + b"9" * 5000 + b"]}", "is damaged"),
    "NUL bytes": (b"\0" * 100, "not a notebook"),
    "Python": (NUMPY.encode(), "not a notebook"),
    "a web page": (b"<!DOCTYPE html><html></html>", "web page"),
    "a merge conflict": (b'{\n<<<<<<< HEAD\n"cells": []\n=======\n', "merge conflict"),
    "too much code": (GOOD.replace(b"import numpy", b"x = 1; " * 30_000), "more code"),
    "too much data": (b'{"cells": [' + b"0," * 1_000_000 + b"0]}", "too much besides its cells"),
    "too large": (None, "larger than 20 MB; clear its outputs"),
    "a folder": (..., "is not a file"),
}


def damaged(path, content):
    """Put one of the damaged notebooks there."""
    if content is ...:
        path.mkdir()
    else:
        with path.open("wb") as file:
            file.write(b"{" if content is None else content)
            file.truncate(LARGEST_NOTEBOOK + 1 if content is None else None)
    return path


@pytest.mark.parametrize(("content", "words"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_notebook_is_one_sentence(tmp_path, content, words):
    """It names the file and says what is wrong with it."""
    path = damaged(tmp_path / "k01_sigmoid.ipynb", content)
    with pytest.raises(Broken, match=words) as caught:
        load(path, "k01_sigmoid")

    assert str(caught.value).count("\n") == 0
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "start", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(6, len(DAMAGED), 6))]
)
def test_no_damaged_notebook_stops_the_others(tmp_path, start):
    """In a folder with six of them, each is broken, and the seventh kata is done."""
    katas = sorted(path.stem for path in (ROOT / "solutions").glob("k*.py"))
    solution = (ROOT / "solutions" / "k07_network.py").read_text(encoding="utf-8")
    notebook(tmp_path / "k07_network.ipynb", solution)
    contents = [content for content, _ in DAMAGED.values()][start : start + 6]
    for kata, content in zip(katas[:6], contents, strict=False):
        damaged(tmp_path / f"{kata}.ipynb", content)
    run = grader("--target", tmp_path, "--json")
    statuses = [kata["status"] for kata in run.json["katas"]]

    assert statuses[: len(contents)] == ["broken"] * len(contents)
    assert statuses[6] == "done"
    assert "Traceback" not in run.out + run.err


def test_huge_outputs_and_attachments_do_no_harm(tmp_path):
    """Fifteen megabytes of pictures, and a byte order mark, are nothing to the code."""
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 15_000_000}}
    cells = [NUMPY, SIGMOID, SLOPE, {**cell("x"), "outputs": [picture], "attachments": {"a": {}}}]
    path = notebook(tmp_path / "k01_sigmoid.ipynb", *cells)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load(path, "k01_sigmoid").sigmoid(0.0) == 0.5


def test_a_word_for_waiting_in_a_text_is_none():
    """Left out of it, the text would end elsewhere, and the cell could not be read."""
    code = 'scale = len(r"\\async")'
    assert [each.binds for each in statements_of(code, "cell 1", 1)] == [{"scale"}]

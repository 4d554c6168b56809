"""Notebooks of random and of damaged content: read as code, or refused in one sentence."""

import json
import random
import subprocess
import sys

import pytest

from dojo.notebooks.reading import parts
from dojo.registry import KATAS, Course
from dojo.school.submission import answers
from dojo.source import Broken, Part
from tests.project.attacks.packed import notebook
from tests.project.grading import ROOT
from tests.project.handing_in import SIGMOID

ROUNDS = (200, pytest.param(3_000, marks=pytest.mark.soak))
FUNCTIONS = ("sigmoid", "sigmoid_output_to_derivative")
WORDS = (
    *("cells", "cell_type", "source", "metadata", "nbformat", "tags", "code", "execution_count"),
    *("vscode", "languageId", "dojo", "k01_sigmoid", "outputs", "worksheets", "deepnote_cell_type"),
)
LINES = (
    *(
        "def sigmoid(x):",
        "    return x",
        "  return",
        "x = y",
        "y = x",
        "sigmoid = max",
        "import np",
    ),
    *("%matplotlib inline", "%%time", "!ls", "sigmoid?", "from x import *", "class A: pass", "\\"),
    *('"""', "'", "(", ")]}", "\0", "\ud800", "\r", "\x0c", "@sigmoid", "lambda: (yield)", "é = 1"),
    *("if sigmoid:", "async def sigmoid(): await x", "global x", "del sigmoid", "# coding: utf-7"),
)
# Sources near the largest allowed, each the worst for some part of a parser.
DEEP = {
    "minus": "-" * 99_000 + "1",
    "attributes": "a" + ".b" * 90_000,
    "calls": "f" + "()" * 90_000,
    "brackets": "(" * 199 + ")" * 199,
    "lambdas": "lambda:" * 25_000 + "1",
    "sums": "1" + "+1" * 90_000,
    "comparisons": "1" + "<1" * 90_000,
    "choices": "1 if 1 else " * 15_000 + "1",
    "blocks": "".join(" " * n + "if 1:\n" for n in range(99)) + " " * 99 + "pass",
    "branches": "if 1:pass\n" + "elif 1:pass\n" * 15_000,
    "decorators": "@a\n" * 60_000 + "def f(): pass",
    "help": "x" * 180_000 + "?",
    "blanks": " " * 180_000 + "?x",
    "assigned": "a =" + " " * 180_000 + "b",
    "magics": "!x\n" * 60_000,
}
DEEPEST = {"comparisons", "decorators"}  # they take a second or two, and all others half of one


def outcome(folder, content):
    """Return whether the notebook is read as code; anything but code or a sentence is an error."""
    file = folder / "k01_sigmoid.ipynb"
    file.write_bytes(content)
    try:
        found = parts(file, "k01_sigmoid", FUNCTIONS)
    except Broken as error:
        refusal = error
    else:
        assert all(type(part) is Part and isinstance(part.text, str) for part in found)
        return True
    assert refusal.where
    assert "\n" not in str(refusal)
    return False


def anything(rng, depth=0):
    """Return a random structure, with the words of notebooks in it."""
    simple = (None, True, 4, -1, 10**30, 0.5, "", *WORDS, *LINES)
    if depth > 5 or rng.random() < 0.3:
        return rng.choice(simple)
    items = [anything(rng, depth + 1) for _ in range(rng.randrange(5))]
    return items if rng.random() < 0.4 else {rng.choice(WORDS): item for item in items}


def damaged(rng, content):
    """Return the bytes with a few of them changed, cut off or put in."""
    piece = bytearray(content)
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(len(piece) + 1)
        match rng.randrange(3):
            case 0:
                piece[at : at + 1] = rng.randbytes(1)
            case 1:
                del piece[at : at + rng.choice([1, 1, 9, 10**6])]
            case 2:
                piece[at:at] = rng.choice([b"[", b"]", b'"', b"\\n", b"null,", b"\\ud800", b"{}"])
    return bytes(piece)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_damaged_notebook_is_code_or_a_sentence(tmp_path, rounds):
    """Some damage leaves a notebook, some does not; both happen, and nothing else does."""
    rng = random.Random(1)  # noqa: S311  no secret
    good = notebook(SIGMOID.decode(), "%time\nx = sigmoid(1)", tags=["k01_sigmoid"])
    read = sum(outcome(tmp_path, damaged(rng, good)) for _ in range(rounds))
    assert 0.07 < read / rounds < 0.93


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_notebook_of_random_structure_is_code_or_a_sentence(tmp_path, rounds):
    """Whatever JSON stands where cells, sources and tags should be."""
    rng = random.Random(2)  # noqa: S311  no secret
    read = 0
    for _ in range(rounds):
        cells = [anything(rng, 1) for _ in range(rng.randrange(4))]
        data = {"cells": cells, "metadata": anything(rng), "nbformat": rng.choice([4, 4, 3, "4"])}
        content = json.dumps(data if rng.random() < 0.9 else anything(rng)).encode()
        read += outcome(tmp_path, content)
    assert 0.17 < read / rounds < 0.97


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_notebook_of_random_code_is_code_or_a_sentence(tmp_path, rounds):
    """Whatever stands in the cells, and whichever bytes; its names are looked for without fear."""
    rng = random.Random(3)  # noqa: S311  no secret
    for _ in range(rounds):
        sources = [
            "\n".join(rng.choices(LINES, k=rng.randrange(6))) for _ in range(rng.randrange(4))
        ]
        content = notebook(*sources)
        assert outcome(tmp_path, content)
        answers([(tmp_path / "a.ipynb", content)], Course(tmp_path, KATAS), {})


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak] * (name in DEEPEST)) for name in DEEP]
)
def test_the_deepest_code_is_read_in_bounded_time_and_memory(tmp_path, name):
    """In a process of its own, since a parser might crash: it ends well, and stays small."""
    file = tmp_path / "k01_sigmoid.ipynb"
    file.write_bytes(notebook(DEEP[name], SIGMOID.decode()))
    script = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from dojo.notebooks.reading import parts\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (9, 9))\n"  # seconds of processor time
        f"print(len(parts(Path(sys.argv[1]), 'k01_sigmoid', {FUNCTIONS})))\n"
    )
    command = [sys.executable, "-c", script, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 0

"""`grader.py notebook` in a copy of the repo: notebooks from katas, katas from notebooks."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from dojo.notebooks.build import story_notebook, written
from dojo.notebooks.roundtrip import to_notebook, to_python
from dojo.registry import BEYOND, CORE, load_course, number_of
from dojo.stub import stub
from tests.project.grading import FAKE_COURSE, ROOT
from tests.project.warm import warm

FOLDERS = ("dojo", "katas", "solutions", "tests")
K03 = load_course().find("k03")
STUB = stub(load_course(), K03)
SEVEN = load_course().only(CORE).katas  # those that `notebook` is about when no kata is named


@pytest.fixture
def repo(tmp_path):
    """Return a copy of the repo."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("project"))
    for name in ("grader.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(repo, *arguments):
    """Run `python grader.py` in the copy; return exit code, stdout and stderr."""
    return warm().run(["grader.py", *arguments], repo, os.environ)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def solved(repo):
    """Put the solutions where the learner's work is."""
    for solution in (repo / "solutions").glob("k*.py"):
        shutil.copy(solution, repo / "katas")


def nbformat():
    """Return the library; its validator takes seconds to import, so only who needs it waits."""
    return import_module("nbformat")


def valid(text):
    """Return the notebook that nbformat reads, and would write in the same way."""
    made = nbformat().reads(text, 4)
    nbformat().validate(made)
    assert nbformat().writes(made) + "\n" == text
    return made


def test_the_notebooks_are_valid_and_the_same_each_time(repo):
    """Every function has a cell with its kata's tag; there are no outputs; ids never change."""
    assert run(repo, "notebook", "--all")[0] == 0
    first = contents(repo / "notebooks")
    shutil.rmtree(repo / "notebooks")
    assert run(repo, "notebook", "--all")[0] == 0

    assert contents(repo / "notebooks") == first
    for kata in SEVEN:
        text = first[f"{kata.id}.ipynb"].decode()
        made = valid(text)
        code = [cell for cell in made.cells if cell.cell_type == "code"]
        assert text.endswith("}\n")
        assert not any(cell.outputs or cell.execution_count for cell in code)
        assert {tuple(cell.metadata.tags) for cell in made.cells} == {(kata.id,)}
        named = [cell.metadata.dojo.function for cell in code if "dojo" in cell.metadata]
        assert [name for name in named if name in kata.functions] == list(kata.functions)
        assert "$$" in made.cells[0].source
        assert f'check("{kata.id[:3]}")' in text.replace("\\", "")


def test_the_notebooks_are_graded_as_the_stubs_are(repo):
    """All seven are not started."""
    run(repo, "notebook")
    report = json.loads(run(repo, "--target", "notebooks", "--json")[1])

    assert [kata["status"] for kata in report["katas"]] == ["not_started"] * len(SEVEN)


def test_work_in_a_notebook_is_left_alone_or_backed_up(repo):
    """Without a kata's name only what is missing is written; with it, a backup comes first."""
    run(repo, "notebook", "k01")
    path = repo / "notebooks" / "k01_sigmoid.ipynb"
    pristine = path.read_bytes()
    work = pristine.replace(b"Worked", b"My own")
    path.write_bytes(work)
    code, out, _ = run(repo, "notebook")

    assert (code, path.read_bytes()) == (0, work)
    assert "left alone: notebooks/k01_sigmoid.ipynb" in out
    assert len(contents(repo / "notebooks")) == len(SEVEN)

    assert run(repo, "notebook", "k01")[0] == 0
    (backup,) = (repo / ".dojo" / "backups").iterdir()
    assert path.read_bytes() == pristine
    assert contents(backup) == {path.name: work}


def test_work_moves_to_notebooks_and_back(repo):
    """All solutions carried over to notebooks come back byte for byte."""
    solved(repo)
    assert run(repo, "notebook", "--from-katas")[0] == 0
    assert run(repo, "reset", "--all", "--yes")[0] == 0

    assert run(repo, "notebook", "--to-katas")[0] == 0
    katas, seven = contents(repo / "katas"), {f"{kata.id}.py" for kata in SEVEN}
    katas = {name: text for name, text in katas.items() if name in seven}
    assert len(katas) == len(SEVEN)
    assert katas.items() <= contents(repo / "solutions").items()
    assert len(list((repo / ".dojo" / "backups").iterdir())) == 2


@pytest.mark.soak
def test_work_that_moved_to_notebooks_is_done_there(repo):
    """All seven."""
    solved(repo)
    assert run(repo, "notebook", "--from-katas")[0] == 0
    assert run(repo, "--target", "notebooks")[0] == 0


def test_what_cannot_be_carried_stops_nothing_else(repo):
    """One sentence each, exit code 2, and the other katas are written."""
    (repo / "katas" / "k01_sigmoid.py").write_bytes(b"x = '\xff'\n")
    code, _, err = run(repo, "notebook", "--from-katas")
    assert (code, err.count("\n")) == (2, 1)
    assert "k01_sigmoid.py cannot be read as text" in err
    assert len(contents(repo / "notebooks")) == len(SEVEN) - 1

    (repo / "notebooks" / "k02_forward.ipynb").write_bytes(b"{")
    code, out, err = run(repo, "notebook", "--to-katas")
    assert (code, err.count("\n")) == (2, 1)
    assert "k02_forward.ipynb ends in the middle" in err
    assert "k07_network.py" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["k99"], "no kata"),
        (["--to-katas"], "holds no notebooks of katas"),
        (["k03", "--out", "grader.py"], "grader.py: File exists"),
        (["--network", "--to-katas"], "holds none"),
        (["k03", "--out", "here"], "k03_deltas.ipynb exists; move it away, or name another --out"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(repo, arguments, sentence):
    """Exit code 2, one line on stderr, nothing written."""
    (repo / "here").mkdir()
    (repo / "here" / "k03_deltas.ipynb").write_bytes(b"a learner's work")
    code, _, err = run(repo, "notebook", *arguments)

    assert (code, err.count("\n")) == (2, 1)
    assert sentence in err
    assert contents(repo / "here") == {"k03_deltas.ipynb": b"a learner's work"}


FRAGMENTS = [
    *(
        "\n",
        "\n\n",
        "    \n",
        "\f\n",
        "\\\n",
        "\r\n",
        "\t",
        "(\n",
        ")\n",
        "'''\n\n\n'''\n",
        "é = 1;",
    ),
    *("# a comment\n", "   # an odd one\n", "x = 1\n", "print(x)\n", "import os\n", "@decorator\n"),
    *("def f(x):\n    return x\n", "class A: pass\n", "if x:\n  y = 2\n", "for i in x:\n  y = i\n"),
    *(
        "check('k03')\n",
        "from dojo import check\n",
        "%magic\n",
        "!ls\n",
        "# -*- coding: latin-1 -*-\n",
    ),
    *(STUB[: STUB.index("import")], STUB[STUB.index("def") :]),
]


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 8))]
)
def test_any_file_comes_back_byte_for_byte(tmp_path, seed):
    """Whatever a file is made of, and whether or not Python can read it, nothing is lost."""
    chance = random.Random(seed)  # noqa: S311  nothing is kept secret with it
    for _ in range(50):
        text = "".join(chance.choices(FRAGMENTS, k=chance.randrange(12)))
        text = text.replace("\n", chance.choice(["\n", "\n", "\r\n"]))
        content = text.encode("latin-1" if text.startswith("# -*- coding") else "utf-8", "replace")
        path = tmp_path / "k03_deltas.ipynb"
        path.write_bytes(to_notebook(K03, "", STUB, content, Path("k03_deltas.py")))

        assert to_python(K03, STUB, path) == content


TRIED = """%matplotlib inline
import matplotlib.pyplot as plt
RATE = 1  # used
y = output_delta(
    1, 2
)
check("k03")
def output_delta(layer_2, y):
    return RATE * (layer_2 - y)  # my own
"""
CARRIED = """# %matplotlib inline
# import matplotlib.pyplot as plt
RATE = 1  # used
# y = output_delta(
#     1, 2
# )
def output_delta(layer_2, y):
    return RATE * (layer_2 - y)  # my own
"""


def test_what_is_only_tried_out_becomes_a_comment(tmp_path):
    """The functions and what they need stay code, notes are comments, checks are left out.

    That goes for a notebook, too, whose tool has thrown our metadata away.
    """
    made = nbformat().reads(to_notebook(K03, "", STUB, STUB.encode(), Path()).decode(), 4)
    for part in (made, *made.cells):
        part.metadata.clear()
    made.cells[2].source = TRIED
    made.cells.insert(3, nbformat().v4.new_markdown_cell("A note.\n\nTo myself."))
    path = tmp_path / "k03_deltas.ipynb"
    nbformat().write(made, path)
    before, after = STUB.split("def output_delta")[0], STUB[STUB.index("def hidden_delta") :]

    expected = f"{before}{CARRIED}\n\n# A note.\n#\n# To myself.\n\n\n{after}"
    assert to_python(K03, STUB, path).decode() == expected


@pytest.mark.parametrize(
    "code",
    [
        "",
        "# a form feed \f, a separator \u2028 and \x1c end lines for nbformat, too\nx = 1",
        'été = "日本 \\" 😀"\t\n\n\n\n\ndef f():\n    return "\u0001"\n\n',
        "def hidden_delta(:\n",
    ],
)
def test_any_code_is_written_as_nbformat_writes_it(code):
    """Byte for byte, whatever signs the code holds."""
    text = to_notebook(K03, "", STUB, f"{STUB}\n\n{code}".encode(), Path()).decode()

    sources = "\n".join(cell.source for cell in valid(text).cells)
    assert [line for line in code.split("\n") if line not in sources] == []


STORY = """```python
x = [

]
```

# A

```sh
ls
```

```python
y
```
```python
z
```"""


def test_a_story_is_cut_at_its_python():
    """Its fenced Python is code; what stands between is text, a fence of another kind, too."""
    story = story_notebook("short", STORY)

    cells = [(cell["cell_type"], cell["source"]) for cell in story["cells"]]
    text = ("markdown", "# A\n\n```sh\nls\n```")
    assert cells == [("code", "x = [\n\n]"), text, ("code", "y"), ("code", "z")]
    assert [cell["id"] for cell in story["cells"]] == ["short-1", "short-2", "short-3", "short-4"]
    valid(written(story).decode())


def test_a_course_without_a_story_says_so(tmp_path):
    """In one sentence, which names the file."""
    asked = ("--course", str(FAKE_COURSE), "notebook", "--network", "--out", str(tmp_path))
    code, _, err = run(ROOT, *asked)

    assert (code, err.count("\n"), list(tmp_path.iterdir())) == (2, 1, [])
    assert err.endswith("solutions/network.md: No such file or directory; nothing was written.\n")


def test_notebooks_are_written_without_importing_what_validates_them(tmp_path):
    """It would take ten times as long as all the rest."""
    program = "import sys; sys.modules['nbformat'] = None; import grader; sys.exit(grader.main())"
    out = ["notebook", "--network", "--out", tmp_path]
    done = subprocess.run([sys.executable, "-c", program, *out], cwd=ROOT, check=False)

    assert done.returncode == 0
    for story in ("network", "beyond"):
        valid((tmp_path / f"{story}.ipynb").read_text(encoding="utf-8"))


@pytest.mark.soak
def test_the_network_notebook_tells_the_whole_story(repo):
    """With the solutions it runs from top to bottom, and prints the tutorial's own figures."""
    said, pictures = executed(repo, "network")

    assert "[[0.009664  ]\n [0.00786466]\n [0.99358931]\n [0.99211997]]" in said
    assert "before iteration      0: error 0.4964100319\n" in said
    assert "before iteration 50,000: error 0.0035101226\n" in said
    assert "100    0.4964    0.1255    0.1253    0.1253    0.1252    0.1252\n" in said
    assert "alpha     10:   136 changes in synapse_0,    56 in synapse_1\n" in said
    assert "32 hidden nodes: 0.0009\n" in said
    assert pictures == 6


@pytest.mark.soak
def test_the_second_notebook_goes_on_with_it(repo):
    """Every kata beyond the seven has a section, and its surprise comes out as it is told."""
    said, pictures = executed(repo, "beyond")
    told = (repo / "solutions" / "beyond.md").read_text("utf-8")

    assert re.findall(r"^## \d+\. .* \((k\d\d)\)$", told, re.MULTILINE) == [
        number_of(kata.id) for kata in load_course().only(BEYOND).katas
    ]
    assert pictures == told.count("\nshow(")
    assert "after 10,000 steps: weights 5.2832 and -5.2831\n" in said
    assert " 10 balls end at -0.9520\n 28 balls end at -0.5943\n" in said
    assert re.search(r"alpha 10: 2 nodes 0% .* 64 nodes 0%\n", said)
    assert "alpha 1000, no step above inf: error 0.500000\n" in said
    assert "alpha 1000, no step above 1.0: error 0.000229\n" in said
    assert "synapse_0: mean size of the gradient 0.00085\n" in said
    assert "l2   0.01: error 0.5000, sum of the squared weights   0\n" in said
    assert re.search(r" 4 nodes: error 0\.00\d\d, half of them off 0\.1\d\d\d\n", said)
    assert re.search(r"32 nodes: error 0\.00\d\d, half of them off 0\.00[12]\d\n", said)
    assert "momentum 0.8: ends at -2.0000, Nesterov's at 1.5000\n" in said
    assert "temperature 0.0001: 0 of 20 balls\n" in said
    assert "numpy: error 0.0241" in said
    assert re.search(r"every fifth image held out: 9[5-9]\.\d% of them are read\n", said)


def executed(repo, story):
    """Run a story's notebook on the solutions; return what it printed, and how many pictures."""
    solved(repo)
    assert run(repo, "notebook", "--network")[0] == 0
    path = repo / "notebooks" / f"{story}.ipynb"
    execute = [sys.executable, "-c", "from nbclient.cli import main; main()", "--inplace", path]
    private = {name: str(repo / "jupyter") for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR")}
    environment = os.environ | private | {"PYTHONPATH": str(repo)}
    done = subprocess.run(
        execute, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr

    outputs = [
        output
        for cell in nbformat().read(path, 4).cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    said = "".join(output.text for output in outputs if output.output_type == "stream")
    return said, sum("<img" in str(output.get("data")) for output in outputs)

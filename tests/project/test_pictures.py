"""The pictures of `grader.py show`: their numbers, their files, their text, and their refusals."""

import json
import math
import re
import resource
import shutil
import subprocess
import sys
from functools import cache

import numpy as np
import pytest

from dojo import pictures
from dojo.cli import main
from dojo.registry import KATAS, UsageError, load_course
from tests.project.grading import FAKE_COURSE, ROOT, answers
from tests.project.practising import Practice

SOLUTIONS = ROOT / "solutions"
PICTURES = pictures.offered(load_course())
LABELS = {
    "sigmoid": ("x (the sum that reaches the node)", "output of the node", "slope 0.2500 at x = 0"),
    "forward": ("layer 0: inputs", "layer 2: output", "hidden 4", "-0.17", "0.544", "target 1"),
    "alpha": ("iterations done (log scale from 1 on)", "mean absolute error (log scale)", "1,000"),
    "bucket": ("position x of the ball", "height = x²", "diverging: alpha = 1.04"),
    "directions": ("alpha", "weight (from → to)", "direction changes in 5,000 iterations", "192"),
    "weights": ("iterations done (log scale)", "value of the weight", "from bias", "hidden 4"),
}
QUICK = "forward"  # is drawn in a second; all others take long, and are drawn in the soak tests
DRAWN = [pytest.param(name, marks=[pytest.mark.soak] * (name != QUICK)) for name in PICTURES]
# Nonsense of each kind is drawn once, and in all pictures in the soak tests.
NONSENSE = [
    pytest.param(name, number, marks=[pytest.mark.soak] * (place != nth))
    for place, name in enumerate(PICTURES)
    for nth, number in enumerate([0.0, math.nan, -1e300])
]
ROLL = "slope = 2 * positions[-1]"


class Figures(dict):
    """The numbers of the pictures, each collected when it is asked for."""

    def __missing__(self, name):
        self[name] = pictures.figures(PICTURES[name], SOLUTIONS)
        return self[name]


@pytest.fixture(scope="module")
def data():
    """Return the numbers of every picture, collected from the solutions."""
    return Figures()


@pytest.fixture(scope="module")
def drawn(data, tmp_path_factory):
    """Return what draws a picture once, into a folder that did not exist before: its two files."""
    folder = tmp_path_factory.mktemp("drawn") / "new"
    return cache(lambda name: pictures.draw(PICTURES[name], data[name], folder))


def refusal(name, target, **options):
    with pytest.raises(UsageError) as caught:
        pictures.figures(PICTURES[name], target, **options)
    return str(caught.value)


@pytest.mark.parametrize("name", DRAWN)
def test_png_is_large_enough_for_print(drawn, name):
    """The PNG is 1,600 pixels wide, higher than half of that, and not blank."""
    png = drawn(name)[0].read_bytes()
    width, height = (int.from_bytes(png[i : i + 4], "big") for i in (16, 20))

    assert png.startswith(b"\x89PNG")
    assert width == 1600
    assert 800 < height < 1600
    assert len(png) > 40_000


@pytest.mark.parametrize("name", DRAWN)
def test_svg_says_in_words_what_it_shows(drawn, name):
    """Title, caption, axis labels and numbers are text in the SVG; a date is not in it."""
    svg = drawn(name)[1].read_text(encoding="utf-8")
    words = re.findall(r"<text[^>]*>([^<]*)</text>", svg)

    assert {PICTURES[name].title, *LABELS[name]} <= set(words)
    assert PICTURES[name].caption in " ".join(words)
    assert "dc:date" not in svg


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_numbers_give_the_same_files(data, drawn, tmp_path, name):
    """Two drawings do not differ in a byte, so that a repository can hold them."""
    one, other = drawn(name), pictures.draw(PICTURES[name], data[name], tmp_path)

    assert [path.name for path in one] == [f"{name}.png", f"{name}.svg"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("width", [72, 80, 120])
def test_text_fits_the_terminal(data, name, width):
    """Title and caption frame the plot, no line is too long, and there are no colour codes."""
    text = pictures.as_text(PICTURES[name], data[name], width)
    lines = text.splitlines()

    assert lines[0] == PICTURES[name].title
    assert f"{PICTURES[name].caption} Drawn from {PICTURES[name].kata}.py." in " ".join(lines)
    assert max(map(len, lines)) <= width
    assert len(lines) > 15
    assert "\x1b" not in text


@pytest.mark.soak
def test_numbers_are_plain(data):
    """They survive JSON, so that they can be kept and drawn elsewhere."""
    numbers = {name: data[name] for name in PICTURES}
    assert json.loads(json.dumps(numbers)) == numbers


def test_every_picture_says_which_kata_it_needs(tmp_path):
    """A folder with that one kata is enough."""
    for name in ("sigmoid", "forward", "bucket"):
        code = (SOLUTIONS / f"{PICTURES[name].kata}.py").read_bytes()
        only = tmp_path / name
        only.mkdir()
        (only / f"{PICTURES[name].kata}.py").write_bytes(code)
        assert pictures.figures(PICTURES[name], only)


def test_sigmoid_has_its_slopes(data):
    """The slope is a quarter in the middle, and the same small one on both sides."""
    (_, _, left), (x, output, middle), (_, _, right) = data["sigmoid"]["tangents"]

    assert (x, output, middle) == (0, 0.5, 0.25)
    assert left == pytest.approx(right)
    assert left == pytest.approx(math.exp(-4) / (1 + math.exp(-4)) ** 2)


def test_forward_is_the_tutorials_first_pass(data):
    """The nodes hold what the seeded weights make of the example 1, 0, 1."""
    inputs, hidden, output = map(np.array, data["forward"]["layers"])
    synapse_0, synapse_1 = map(np.array, data["forward"]["synapses"])

    assert inputs.tolist() == [1, 0, 1]
    assert synapse_0[0, 0] == pytest.approx(-0.16595599)
    np.testing.assert_allclose(hidden, 1 / (1 + np.exp(-inputs @ synapse_0)))
    np.testing.assert_allclose(output, 1 / (1 + np.exp(-hidden @ synapse_1)))


@pytest.mark.soak
def test_alpha_has_the_tutorials_errors(data):
    """All seven start at 0.4964100319; alpha 10 ends lowest, 1000 at one half."""
    found = data["alpha"]
    ends = dict(zip(found["alphas"], (errors[-1] for errors in found["errors"]), strict=True))

    assert [errors[0] for errors in found["errors"]] == pytest.approx([0.4964100319] * 7)
    assert (found["iterations"][0], found["iterations"][-1]) == (0, 9_999)
    assert min(ends, key=ends.get) == 10
    assert ends[1] == pytest.approx(0.0085845257, rel=1e-3)
    assert ends[1000] == pytest.approx(0.5)


def test_bucket_shows_the_four_ways_to_roll(data):
    """Each step multiplies x by 1 - 2 alpha: creeping, settling, jumping across, climbing out."""
    for ball in data["bucket"]["balls"]:
        expected = [3 * (1 - 2 * ball["alpha"]) ** step for step in range(9)]
        assert ball["positions"] == pytest.approx(expected)
    ends = [abs(ball["positions"][-1]) for ball in data["bucket"]["balls"]]

    assert ends[1] < ends[2] < ends[0] < 3 < ends[3]


@pytest.mark.soak
def test_directions_change_most_at_the_best_alpha(data):
    """The totals are those of the fact sheet: 18 at 0.1 and 1, 192 at 10, fewer beyond."""
    found = data["directions"]
    totals = dict(zip(found["alphas"], np.sum(found["changes"], axis=0), strict=True))

    assert (totals[0.1], totals[1], totals[10]) == (18, 18, 192)
    assert max(totals, key=totals.get) == 10
    assert totals[0.001] < totals[1000] < totals[10]
    assert found["weights"][4] == ["input 2", "hidden 1"]
    assert found["changes"][4][4] == 7


@pytest.mark.soak
def test_weights_start_small_and_grow(data):
    """After one iteration all are near the seeded start; after 10,000 the largest is tenfold."""
    values = np.array(data["weights"]["values"])

    assert data["weights"]["iterations"][0] == 1
    assert data["weights"]["iterations"][-1] == 10_000
    assert values.shape == (16, len(data["weights"]["iterations"]))
    assert np.abs(values[:, 0]).max() <= 1.01
    assert np.abs(values[:, -1]).max() == pytest.approx(9.64, abs=0.01)


@pytest.mark.parametrize(("name", "number"), NONSENSE)
def test_wrong_numbers_are_drawn_as_they_are(data, tmp_path, name, number):
    """Code that returns nonsense of the right shape gets its picture, not an error of ours."""

    def spoilt(value):
        if isinstance(value, list):
            return [spoilt(item) for item in value]
        return number if isinstance(value, float) else value

    inputs = {"alphas", "iterations", "x"}
    nonsense = {key: value if key in inputs else spoilt(value) for key, value in data[name].items()}
    if name == "bucket":
        nonsense["balls"] = [
            ball | {"positions": spoilt(ball["positions"])} for ball in data[name]["balls"]
        ]

    assert len(pictures.draw(PICTURES[name], nonsense, tmp_path)) == 2
    assert PICTURES[name].title in pictures.as_text(PICTURES[name], nonsense)


@pytest.mark.parametrize("name", PICTURES)
def test_a_stub_is_named_and_placed(tmp_path, name):
    """What is not written yet is said in one sentence, with the file and line to open."""
    kata = next(kata for kata in KATAS if kata.id == PICTURES[name].kata)
    path = tmp_path / f"{kata.id}.py"
    lines = [f"def {function}(*_, **__): raise NotImplementedError" for function in kata.functions]
    path.write_text("\n".join(lines), encoding="utf-8")
    said = refusal(name, tmp_path)
    missing = re.search(r": `(\w+)` is not written yet; open ", said).group(1)

    assert said.startswith(f"The picture `{name}` is drawn from {kata.id}: `{missing}` is not ")
    assert said.endswith(f"{kata.id}.py:{kata.functions.index(missing) + 1}.")


def test_the_missing_one_may_be_a_helper(tmp_path):
    """When `train` calls an unwritten `initial_synapses`, that is the one to write."""
    code = "    np.random.seed(seed)\n"
    answers(tmp_path, k07_network={code: f"    raise NotImplementedError\n{code}"})

    assert "`initial_synapses` is not written yet; open " in refusal("alpha", tmp_path)


@pytest.mark.parametrize("place", ["loop at the top level", "loop in the function"])
def test_an_endless_loop_is_one_sentence(tmp_path, place):
    """The code is stopped when its time is over, even one that ignores every other error."""
    loop = "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n"
    if place == "loop in the function":
        loop = "def roll(x, alpha, steps):\n" + re.sub("(?m)^", "    ", loop)
    (tmp_path / "k05_alpha.py").write_text(loop, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    said = refusal("bucket", tmp_path, limit=0.8)

    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 2
    assert said.startswith("The picture `bucket` is drawn from ")
    late = "did not finish within 0.8 s of processor time. Is there an endless loop?"
    assert said.endswith(f"k05_alpha.py, which {late}")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("slope = 1 / 0", r"`roll` failed at \S*k05_alpha.py:\d+: ZeroDivisionError: division by"),
        ("return 7.0", r"`roll` returned a number, expected the positions, an array of shape \(9,"),
        ("return None", r"`roll` returned None, expected the positions, an array of shape \(9,\)"),
        ("return print", r"`roll`: Returned an object of type builtin_function_or_method"),
        ("import sys; sys.exit(3)", r"`roll` failed at \S*: your code called sys.exit\(3\)"),
        ("import os; os._exit(3)", r"k05_alpha.py, which ended Python itself, as os._exit\(3\)"),
        (
            "import os; os.kill(os.getpid(), 9)",
            r"k05_alpha.py, which crashed Python with SIGKILL\.$",
        ),
    ],
)
def test_what_the_code_did_is_said(tmp_path, change, said):
    """An error, a wrong value or an end of Python is one sentence that names function or file."""
    answers(tmp_path, k05_alpha={ROLL: change})

    assert re.search(said, refusal("bucket", tmp_path))


def test_several_results_are_counted(tmp_path):
    """A function that forgets one of its results is told which it should return."""
    last = "return synapse_0, synapse_1, errors"
    answers(tmp_path, k07_network={last: "return synapse_0, synapse_1"})

    assert "`train` returned a tuple of 2, expected (synapse_0, synapse_1, errors)." in refusal(
        "weights", tmp_path
    )


def test_broken_files_are_placed(tmp_path):
    """A missing file, a syntax error and a missing function are named."""
    assert refusal("bucket", tmp_path) == f"{tmp_path / 'k05_alpha.py'} is missing."
    path = tmp_path / "k05_alpha.py"
    path.write_text("def roll(:\n", encoding="utf-8")
    assert "k05_alpha.py:1: Python cannot read this line" in refusal("bucket", tmp_path)
    path.write_text("", encoding="utf-8")
    assert "`roll` is not written yet; open " in refusal("bucket", tmp_path)
    path.write_text("x = 1", encoding="utf-8")
    assert "k05_alpha.py has no function `roll`," in refusal("bucket", tmp_path)


def test_an_unknown_name_lists_the_names():
    """Whoever mistypes a name sees all of them, where there are any."""
    with pytest.raises(UsageError) as caught:
        pictures.find(load_course(), "beta")
    names = "sigmoid, forward, bucket, directions, alpha, weights"
    assert str(caught.value) == f"There is no picture 'beta'; choose one of: {names}."

    with pytest.raises(UsageError, match="'beta'; this course has no pictures"):
        pictures.find(load_course(FAKE_COURSE), "beta")


def test_no_two_pictures_have_one_name():
    """Each is found by its own."""
    assert len(PICTURES) == sum(len(pictures.of(kata)) for kata in KATAS)


NEW = """
from dojo.pictures import plot, text
from dojo.pictures.picture import Axis, Picture


def _collect(ask):
    x = [0, 1, 2]
    return {"x": x, "y": ask("double", {"twice as much": (3,)}, x)[0]}


def _plot(figure, data):
    axes = figure.subplots()
    axes.plot(data["x"], data["y"])
    plot.frame(axes, Axis("x", 0, 2, [0, 2]), Axis("y", 0, 4, [0, 4]))


def _text(data, width):
    return [text.row("twice", data["y"], 4)]


TWICE = Picture("twice", "Doubled", "A line.", _collect, 4.0, _plot, _text)
"""


def test_a_new_picture_is_one_file(tmp_path):
    """A file of the kata's name is all that its picture needs, and all of it can be drawn."""
    shutil.copytree(FAKE_COURSE, tmp_path / "course")
    clone = Practice(tmp_path / "clone")
    (clone.folder / "dojo" / "pictures" / "k01_right.py").write_text(NEW, encoding="utf-8")
    course = ("--course", str(tmp_path / "course"))

    assert clone(*course, "show").out == "show twice       Doubled (k01)\n"
    assert f"twice{' ':15}│   0   2   4" in clone(*course, "show", "twice", "--text").out
    drawn = clone(*course, "show", "twice", "--out", str(tmp_path / "drawn"))
    assert (drawn.code, drawn.err) == (0, "")
    assert (tmp_path / "drawn" / "twice.png").exists()
    assert clone(*course, "notebook", "k01").code == 0
    notebook = (tmp_path / "course" / "notebooks" / "k01_right.ipynb").read_text(encoding="utf-8")
    assert 'show(\\"twice\\")' in notebook


@pytest.mark.parametrize("name", PICTURES)
def test_without_matplotlib_it_is_drawn_as_text(data, monkeypatch, capsys, name):
    """Finding a picture and its text do without; `show` then draws in the terminal."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr(pictures, "figures", lambda picture, _target: data[picture.name])

    assert main(["show", name, "--solutions"]) == 0
    assert capsys.readouterr().out.startswith(PICTURES[name].title)


def test_importing_is_light():
    """Neither numpy nor matplotlib nor pytest is loaded before it is needed."""
    code = (
        "import sys; from dojo import pictures, registry; pictures.offered(registry.load_course());"
        "print({'numpy', 'matplotlib', 'pytest'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"

"""The pictures of `grader.py show`: their recipes, their files, their text, and their refusals."""

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
from dojo.pictures.learner import Learner, made
from dojo.pictures.recipe import (
    Picture,
    axis,
    cells,
    columns,
    dots,
    level,
    line,
    network,
    note,
    panel,
    plane,
    region,
    table,
)
from dojo.registry import KATAS, UsageError, load_course
from dojo.streams import mend_streams
from tests.project.grading import FAKE_COURSE, ROOT, answers
from tests.project.practising import Practice

SOLUTIONS = ROOT / "solutions"
PICTURES = pictures.offered(load_course())
LABELS = {
    "sigmoid": ("x (the sum that reaches the node)", "output of the node", "slope 0.2500 at x = 0"),
    "forward": ("layer 0: inputs", "layer 2: output", "hidden 4", "-0.17", "0.544", "target 1"),
    "deltas": ("delta", "hidden 4", "error", "slope", "-0.032", "0.0115"),
    "update": ("the weights", "sender 0", "minus the gradient", "+0.65", "the new weights"),
    "alpha": ("iterations done (log scale from 1 on)", "mean absolute error (log scale)", "1,000"),
    "bucket": ("position x of the ball", "height = x²", "diverging: alpha = 1.04", "0.000197"),
    "directions": ("alpha", "weight (from → to)", "direction changes in 5,000 iterations", "192"),
    "weights": ("iterations", "value of the weight", "from bias", "hidden 4", "mean error"),
    "plane": ("first weight", "mean absolute error", "from (-4, 1)", "after 1,000 steps"),
    "balls": ("position x of the ball", "height"),
    "sizes": ("hidden nodes (log scale)", "alpha = 10", "After 1,500 iterations"),
    "bias": ("input 1", "input 2", "hidden 2", "target 1", "every node: 19 of 20 learn"),
    "batches": ("passes over the four rows (epochs)", "mean absolute error", "2,500"),
    "trimming": ("steps (log scale)", "alpha 10, not trimmed, ends at 0.0061", "3,000", "0.0005"),
    "depth": ("synapse", "mean size (log scale)", "iterations done, alpha 3", "[3, 4, 1]"),
    "cost": ("no cost: error 0.018", "hidden 4", "L1 of 0.001: error 0.051"),
    "noise": ("iterations done, alpha 2", "32 nodes, half of them dropped"),
    "rut": ("position x of the ball", "momentum 0.8", "Nesterov, 0.9", "the valley", "step"),
    "normalised": ("some weights", "sum", "flat", "gamma · normal + beta", "examples"),
    "turning": ("iterations", "Rprop: 38 of 50 starts get there", "step size (log scale)"),
    "annealing": ("position x of the ball", "hot, 3: 25 of 40 in the deepest"),
    "paths": ("first weight", "BFGS, 2 steps", "mean of the last 16, noisy"),
    "devices": ("XOR, 4 nodes", "How far the weights are from numpy's", "array_api_strict"),
    "digits": ("Share read, of digits held out", "the last 360"),
    "nodes": ("node 24: for a 8",),
}
QUICK = "forward"  # is drawn in a second; all others take long, and are drawn in the soak tests
# What trains for long takes long to compute, too: some that do not are in each run.
SHOWN = [
    pytest.param(
        name, marks=[pytest.mark.soak] * (name not in ("sigmoid", "deltas", "update", "bucket"))
    )
    for name in PICTURES
]
DRAWN = [pytest.param(name, marks=[pytest.mark.soak] * (name != QUICK)) for name in PICTURES]
# Nonsense of each kind is drawn in one of the first pictures, and in all of them in the soak tests.
NONSENSE = [
    pytest.param(name, number, marks=[pytest.mark.soak] * (place != nth))
    for place, name in enumerate(PICTURES)
    for nth, number in enumerate([0.0, math.nan, math.inf, -1e300])
]
ROLL = "slope = 2 * positions[-1]"


class Recipes(dict):
    """The recipes of the pictures, each made when it is asked for."""

    def __missing__(self, name):
        self[name] = pictures.figures(PICTURES[name], SOLUTIONS)
        return self[name]


@pytest.fixture(scope="module")
def data():
    """Return the recipe of every picture, made of the solutions."""
    return Recipes()


@pytest.fixture(scope="module")
def drawn(data, tmp_path_factory):
    """Return what draws a picture once, into a folder that did not exist before: its two files."""
    folder = tmp_path_factory.mktemp("drawn") / "new"
    return cache(lambda name: pictures.draw(PICTURES[name], data[name], folder))


def plain(rows):
    return json.loads(pictures.as_plain(rows))


def marks(rows, kind="line"):
    return [mark for row in rows for each in row for mark in each["marks"] if mark["mark"] == kind]


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


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("width", [60, 80, 120])
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
    _, *tangents = marks(data["sigmoid"])
    slopes = [(t["y"][2] - t["y"][0]) / (t["x"][2] - t["x"][0]) for t in tangents]
    beside = math.exp(-4) / (1 + math.exp(-4)) ** 2

    assert [(t["x"][1], t["label"][:12]) for t in tangents] == [
        (-4, "slope 0.0177"),
        (0, "slope 0.2500"),
        (4, "slope 0.0177"),
    ]
    assert slopes == pytest.approx([beside, 0.25, beside])


def test_forward_is_the_tutorials_first_pass(data):
    """The nodes hold what the seeded weights make of the example 1, 0, 1."""
    (network,) = marks(data["forward"], "network")
    inputs, hidden, output = map(np.array, network["layers"])
    synapse_0, synapse_1 = map(np.array, network["synapses"])

    assert inputs.tolist() == [1, 0, 1]
    assert synapse_0[0, 0] == pytest.approx(-0.16595599)
    np.testing.assert_allclose(hidden, 1 / (1 + np.exp(-inputs @ synapse_0)))
    np.testing.assert_allclose(output, 1 / (1 + np.exp(-hidden @ synapse_1)))


@pytest.mark.soak
def test_alpha_has_the_tutorials_errors(data):
    """All seven start at 0.4964100319; alpha 10 ends lowest, 1000 at one half."""
    lines = marks(data["alpha"])
    ends = {line["label"].split()[1]: line["y"][-1] for line in lines}

    assert [line["y"][0] for line in lines] == pytest.approx([0.4964100319] * 7)
    assert (lines[0]["x"][0], lines[0]["x"][-1]) == (0, 9_999)
    assert min(ends, key=ends.get) == "10"
    assert ends["1"] == pytest.approx(0.0085845257, rel=1e-3)
    assert ends["1000"] == pytest.approx(0.5)


def test_bucket_shows_the_four_ways_to_roll(data):
    """Each step multiplies x by 1 - 2 alpha: creeping, settling, jumping across, climbing out."""
    (steps,) = marks(data["bucket"], "cells")
    for alpha, positions in zip((0.05, 0.35, 0.9, 1.04), steps["values"], strict=True):
        assert positions == pytest.approx([3 * (1 - 2 * alpha) ** step for step in range(9)])
    ends = [abs(positions[-1]) for positions in steps["values"]]

    assert ends[1] < ends[2] < ends[0] < 3 < ends[3]
    assert [way["x"] for way in marks(data["bucket"])[1::2]] == steps["values"]


@pytest.mark.soak
def test_directions_change_most_at_the_best_alpha(data):
    """The totals are those of the fact sheet: 18 at 0.1 and 1, 192 at 10, fewer beyond."""
    (turns,) = marks(data["directions"], "cells")
    totals = dict(zip(turns["names"], turns["values"][-1], strict=True))

    assert np.sum(turns["values"][:-1], axis=0).tolist() == turns["values"][-1]
    assert (totals["0.1"], totals["1"], totals["10"]) == (18, 18, 192)
    assert max(totals, key=totals.get) == "10"
    assert totals["0.001"] < totals["1000"] < totals["10"]
    assert turns["rows"][4] == "input 2 → hidden 1"
    assert turns["values"][4][4] == 7


@pytest.mark.soak
def test_weights_start_small_and_grow(data):
    """A hidden node has four; all are near the seeded start first, and the largest is tenfold."""
    nodes, below = data["weights"]
    lines = [line for node in nodes for line in marks([[node]]) if line["label"]]
    values = np.array([line["y"] for line in lines])
    (error,) = marks([below])

    assert [node["title"] for node in nodes] == [f"hidden {n}" for n in (1, 2, 3, 4)]
    assert (lines[0]["x"][0], lines[0]["x"][-1]) == (1, 10_000)
    assert values.shape == (16, len(lines[0]["x"]))
    assert np.abs(values[:, 0]).max() <= 1.01
    assert np.abs(values[:, -1]).max() == pytest.approx(9.64, abs=0.01)
    assert (error["y"][0], error["y"][-1]) == pytest.approx((0.4964100319, 0.0085845257), rel=1e-3)


def text_of(*rows, width=72):
    picture = Picture("a", "A", "What.", "a.py")
    return pictures.as_text(picture, plain(rows), width).splitlines()[3:]


def gallery(number):
    """Return one panel of each kind, with that number among the others."""
    series = [line([1, 2, 3], [0, number, 1], "a"), dots([1, 2], [1, number], "b")]
    others = [
        region(1, 2, "left"),
        level(0.5, "half"),
        note("x", 1, 1, (2, 0)),
        dots([], []),
    ]
    others += [note("value", 1, number), note("", number, 1, (2, number))]
    squares = np.array([[0.5, number], [-0.5, 0.25]])
    nodes = [[1, number], [0.3]], [[[number], [-1]]], [["in 1", "in 2"], ["out"]]
    return [
        [panel("all", *others, *series), panel("log", *series, y=axis("up", scale="log"))],
        [
            panel("bars", columns([0, 1, 2], [number, 4])),
            panel("map", plane([0, 1], [2, 3], squares, "m")),
        ],
        [panel("heat", cells(squares, ["r", "s"], ["c", "d"], ".2f", "h", "diverging"))],
        [panel("image", cells(squares, colors="grey"), square=True) for _ in range(6)],
        [panel("table", table([[number, "b"]], ["r"], ["c", "d"]))],
        [panel("net", network(*nodes, "target 1"))],
    ]


@pytest.mark.parametrize(
    "number",
    [
        *(pytest.param(n, marks=pytest.mark.soak) for n in (0.25, 0.0, math.nan, math.inf)),
        *(pytest.param(n, marks=pytest.mark.soak) for n in (-math.inf, -1e300, 1e-300)),
    ],
)
def test_every_mark_is_drawn_with_any_number(tmp_path, number):
    """Both renderers know all marks, and neither minds a number that cannot be drawn."""
    rows = plain(gallery(number))
    picture = Picture("gallery", "All", "What.", "a.py")

    assert all(len(line) <= 72 for line in pictures.as_text(picture, rows, 72).splitlines())
    if number in (0.25, -math.inf) or number != number:  # noqa: PLR0124  nan is not itself
        svg = pictures.draw(picture, rows, tmp_path)[1].read_text(encoding="utf-8")
        words = set(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
        assert {"left", "half", "a", "b", "log", "m", "h", "in 2", "target 1"} <= words


def test_text_shows_where_lines_run():
    """A line is joined, an end that is open lies at its last point, meeting lines are a #."""
    lines = text_of([panel("", line([0, 10], [0, 10], "up"), line([0, 10], [10, 0], "down"))])
    plot = [row.partition("│")[2] or row.partition("┤")[2] for row in lines[:17]]

    assert all(row.strip() for row in plot[1:-1])
    assert sum(row.count("#") for row in plot) in range(1, 6)
    assert [plot[1].strip()[0], plot[1].strip()[-1]] == ["s", "o"]
    assert "o  up                               #  several at the same place" in lines


def test_a_steep_line_is_cut_at_the_edge_and_not_bent():
    """What leaves the panel leaves it where it is steep: a decision line far beyond its ends."""
    steep = line([-1000, 1000], [-2000, 2000], "", "", ".")
    lines = text_of([panel("", steep, x=axis("", -1, 1), y=axis("", -1, 1), height=4)])
    inside = [row[6:] for row in lines[:17] if "." in row[6:]]
    starts = [row.index(".") for row in inside]

    assert len(inside) == 17
    assert starts == sorted(starts, reverse=True)
    assert (starts[-1], starts[0]) == pytest.approx((16, 48), abs=3)  # of 66 columns


def test_panels_stand_side_by_side_as_many_as_fit():
    """Images of 8 by 8 need 16 columns: four fit in 72, six in 120."""
    images = [panel(f"h{n}", cells(np.eye(8), colors="grey")) for n in range(6)]

    assert text_of(images)[0].split() == ["h0", "h1", "h2", "h3"]
    assert text_of(images, width=120)[0].split() == ["h0", "h1", "h2", "h3", "h4", "h5"]
    assert text_of(images)[1].startswith("██")


def test_numbers_become_shades_where_they_do_not_fit():
    """Forty columns of numbers do not fit into a terminal, forty shades do."""
    few, many = (
        [panel("", cells(np.ones((2, n)) * 0.5, form=".2f", low=0, high=1))] for n in (4, 40)
    )

    assert "0.50  0.50  0.50  0.50" in text_of(few)[2]
    assert text_of(many)[0] == "▒" * 40


def test_one_axis_is_shared_and_one_legend_explains_a_row():
    """Small multiples have the same ends; a label in two of them is one line of the legend."""
    up = axis("value")
    pair = [panel(str(n), line([0, 1], [0, n], "weight"), y=up) for n in (1, 100)]
    lines = text_of(pair)

    assert sum("100 ┤" in row for row in lines) == 1
    assert any(row.count("100 ┤") == 2 for row in lines)
    assert sum("weight" in row for row in lines) == 1


def test_ticks_are_round_and_may_have_names():
    """Five or six round numbers, powers of ten on a log scale, or what the recipe calls them."""
    names = axis("", -0.5, 1.5, [0, 1], names=["near", "far"])
    bars = panel(
        "", columns([-0.5, 0.5, 1.5], [0.001, 0.1]), x=names, y=axis("", 1e-4, 1, scale="log")
    )
    lines = text_of([bars])

    assert [row.split()[0] for row in lines if "┤" in row] == [
        "1",
        "0.1",
        "0.01",
        "0.001",
        "0.0001",
    ]
    assert any(row.split() == ["near", "far"] for row in lines)


def test_shades_and_signs_have_ascii_names():
    """A terminal without block characters gets a picture of its own."""
    mend_streams()
    drawn = "\n".join(text_of([panel("", cells([[0, 1, 2, 3, 4]], colors="grey", label="g"))]))
    shown = drawn.encode("ascii", "spelled").decode()

    assert "  ..::**##" in shown
    assert "\\" not in shown


@pytest.mark.parametrize(("name", "number"), NONSENSE)
def test_wrong_numbers_are_drawn_as_they_are(tmp_path, name, number):
    """Code that returns nonsense of the right shape gets its picture, not an error of ours."""

    def ask(_function, expected, *_arguments, **_keywords):
        return [
            None if shape is None else np.full(np.abs(shape), number)  # -1, any size: one
            for shape in expected.values()
        ]

    rows = plain(made(PICTURES[name], ask))

    assert len(pictures.draw(PICTURES[name], rows, tmp_path)) == 2
    assert PICTURES[name].title in pictures.as_text(PICTURES[name], rows)


@pytest.mark.parametrize("name", SHOWN)
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
    names = ", ".join(PICTURES)
    assert names.startswith("sigmoid, forward, deltas, update, bucket, directions, alpha, weights")
    assert str(caught.value) == f"There is no picture 'beta'; choose one of: {names}."

    with pytest.raises(UsageError, match="'beta'; this course has no pictures"):
        pictures.find(load_course(FAKE_COURSE), "beta")


def test_no_two_pictures_have_one_name():
    """Each is found by its own."""
    assert len(PICTURES) == sum(len(pictures.of(kata)) for kata in KATAS)


SYNAPSES = """
def initial_synapses(sizes, counts, synapses):
    assert type(sizes) is type(synapses) is list and counts.shape == (2,)
    return [synapse + sizes[0] for synapse in synapses]
"""


def test_arguments_and_results_of_several_shapes(tmp_path):
    """A list goes in as an array, a tuple as a list; results are arrays of any size, or numbers."""
    (tmp_path / "k07_network.py").write_text(SYNAPSES, encoding="utf-8")
    ask = Learner(PICTURES["alpha"], tmp_path).ask
    given = (3, 4), [1, 2], ([[1, 2]], [[1], [2]])

    found = ask("initial_synapses", {"a": (-1, 2), "b": (2, -1)}, *given)
    assert [array.tolist() for array in found] == [[[4, 5]], [[4], [5]]]
    for wrong in ((), (-1,), (2, 2)):
        with pytest.raises(UsageError, match=re.escape(f"a, an array of shape {wrong}.")):
            ask("initial_synapses", {"a": wrong, "b": None}, *given)


NEW = """
from dojo.pictures.recipe import line, panel, table


def twice(ask):
    'Doubled.\\n\\nA line.'
    x = [0, 1, 2]
    (twice,) = ask("double", {"twice as much": (-1,)}, x)
    return [[panel("", line(x, twice))], [panel("", table([twice], ["twice"], ["0", "1", "2"]))]]
"""


def test_a_new_picture_is_one_file(tmp_path):
    """A file of the kata's name is all that its picture needs, and all of it can be drawn."""
    shutil.copytree(FAKE_COURSE, tmp_path / "course")
    clone = Practice(tmp_path / "clone")
    (clone.folder / "dojo" / "pictures" / "k01_right.py").write_text(NEW, encoding="utf-8")
    course = ("--course", str(tmp_path / "course"))

    assert clone(*course, "show").out.startswith("show twice       Doubled (k01)\n\n")
    assert "twice │  0  2  4" in clone(*course, "show", "twice", "--text").out
    drawn = clone(*course, "show", "twice", "--out", str(tmp_path / "drawn"))
    assert (drawn.code, drawn.err) == (0, "")
    assert (tmp_path / "drawn" / "twice.png").exists()
    assert clone(*course, "notebook", "k01").code == 0
    notebook = (tmp_path / "course" / "notebooks" / "k01_right.ipynb").read_text(encoding="utf-8")
    assert 'show(\\"twice\\")' in notebook


@pytest.mark.parametrize("name", SHOWN)
def test_without_matplotlib_it_is_drawn_as_text(data, monkeypatch, capsys, name):
    """Finding a picture and its text do without; `show` then draws in the terminal."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    drawn = data[name]  # which may have to be made first
    monkeypatch.setattr(pictures, "figures", lambda *_: drawn)

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

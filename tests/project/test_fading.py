"""The levels a kata can be started from: each is derived from the solution and leads back to it."""

import ast
import difflib
import io
import tokenize
from functools import cache

import pytest

from dojo.blanks import left
from dojo.practice.fading import COUNT, faults, logical_lines, text
from dojo.registry import KATAS, load_course
from dojo.server import Grader
from dojo.stub import functions, with_bodies

COURSE = load_course()
EVERY = [
    (kata, function)
    for kata in KATAS
    for function in functions(COURSE.solution(kata).read_text("utf-8"), kata)
]
NAMES = [f"{kata.id}-{function.name}" for kata, function in EVERY]
# Puzzles of the later katas take long to make: those are made in the soak tests.
LATER = {kata.id: [pytest.mark.soak] * (kata not in KATAS[:4]) for kata in KATAS}
TRACKS = [KATAS[:4], pytest.param(KATAS[4:], marks=pytest.mark.soak)]
FIRST = [pytest.param(kata, id=kata.id, marks=LATER[kata.id]) for kata in KATAS]
SHUFFLED = [
    pytest.param(*pair, id=name, marks=LATER[pair[0].id])
    for pair, name in zip(EVERY, NAMES, strict=True)
]


@pytest.fixture(scope="module")
def graded():
    """Return what grades the file that it is told to make for each kata."""
    with Grader(COURSE) as grader:

        def graded(of_kata, katas):
            files = {f"{kata.id}.py": of_kata(kata).encode() for kata in katas}
            return grader.grade([kata.id for kata in katas], files).katas

        yield graded


@cache
def shuffled(kata, seed="a"):
    """Return the level `shuffle`."""
    return text(COURSE, kata, "shuffle", seed)


def puzzle(kata, function, seed="a"):
    """Return the lines that `shuffle` puts under the docstring of a function, uncommented."""
    (node,) = [
        n for n in ast.parse(shuffled(kata, seed)).body if getattr(n, "name", "") == function.name
    ]
    rows = shuffled(kata, seed).splitlines()[node.body[0].end_lineno : node.end_lineno - 1]
    assert all(row.startswith("    # ") for row in rows)
    return [f"    {row.removeprefix('    # ')}" for row in rows]


def right_lines(kata, function):
    """Return the solution's lines of a function."""
    return logical_lines(COURSE.solution(kata).read_text("utf-8"), function)


@pytest.mark.parametrize("katas", TRACKS)
@pytest.mark.parametrize("level", ["blanks", "blank", "shuffle"])
def test_nothing_passes_as_it_is_handed_out(graded, level, katas):
    """Each file can be loaded, and every one of its tests fails as not started."""
    for result in graded(lambda kata: text(COURSE, kata, level), katas):
        assert (result.status, result.passed) == ("not_started", 0), result.id


def test_a_blank_is_named_with_its_line(graded):
    """What the learner reads is where the first blank of the function is."""
    kata = COURSE.find("k03")
    (result,) = graded(lambda kata: text(COURSE, kata, "blanks"), [kata])
    source = text(COURSE, kata, "blanks").splitlines()
    line = source.index("    layer_2_error = layer_2 - ...") + 1

    assert result.tests[0].message == f"`output_delta` still has a blank, the `...` on line {line}."
    assert result.tests[0].where.endswith(f"k03_deltas.py:{line}")


def test_a_raise_that_was_left_beside_the_code_is_named_with_its_line(graded):
    """Whoever writes above or below it has written; what returns before it is judged as it is."""
    kata = COURSE.find("k01")
    stub = text(COURSE, kata, "stub")
    todo = '    # TODO: write this function\n    raise NotImplementedError("k01: sigmoid")\n'
    right = "    return 1 / (1 + np.exp(-x))\n"
    assert todo in stub
    (below,) = graded(lambda _: stub.replace(todo, todo + right), [kata])
    (above,) = graded(lambda _: stub.replace(todo, right + todo), [kata])
    line = stub[: stub.index(todo)].count("\n") + 2

    told = f"`sigmoid` still has the stub's `raise`, which stops it: delete line {line}."
    assert below.tests[0].message == told
    assert below.tests[0].where.endswith(f"k01_sigmoid.py:{line}")
    assert (below.status, above.tests[0].outcome) == ("not_started", "passed")


@pytest.mark.parametrize("katas", TRACKS)
def test_the_worked_example_passes_at_once(graded, katas):
    """It is the solution under a comment that says what to do next."""
    results = graded(lambda kata: text(COURSE, kata, "worked"), katas)

    assert [result.status for result in results] == ["done"] * len(katas)
    assert all(
        text(COURSE, kata, "worked").endswith(COURSE.solution(kata).read_text("utf-8"))
        for kata in katas
    )


@pytest.mark.parametrize(("kata", "function"), EVERY, ids=NAMES)
def test_every_function_has_blanks_and_keeps_something(kata, function):
    """There is a blank to fill in, and something round it to go by."""
    tree = ast.parse(text(COURSE, kata, "blanks"))
    (node,) = [n for n in tree.body if getattr(n, "name", "") == function.name]
    kept = [n for n in ast.walk(node) if isinstance(n, ast.Return | ast.Name)]

    assert function.name in left(tree)
    assert len(kept) > len(node.args.args)


def test_only_what_stands_for_an_expression_is_a_blank():
    """Numpy's own uses of `...` are none; a body of `...` and an operand are."""
    source = (
        "def sliced(x):\n    return x[..., 0] + x[...]\n"
        "def summed(x):\n    return np.einsum(x, [..., 0], [...])\n"
        "def typed(x) -> tuple[int, ...]:\n    return x\n"
        "def empty(x):\n    ...\n"
        "def half(x):\n    y = 2 * x\n    return y - (...)\n"
    )
    assert left(ast.parse(source)) == {"empty": 8, "half": 11}


@pytest.mark.parametrize(("kata", "function"), SHUFFLED)
def test_the_lines_of_a_puzzle(kata, function):
    """They are the solution's, not in their order, and two wrong ones."""
    right, given = right_lines(kata, function), puzzle(kata, function)
    ours = [line for line in given if line in right]

    assert sorted(ours) == sorted(right)
    assert len(right) == 1 or ours != right
    assert len(given) == len(right) + COUNT


@pytest.mark.parametrize("kata", FIRST)
def test_a_seed_repeats_the_puzzle(kata):
    """The same lines come in the same order."""
    assert text(COURSE, kata, "shuffle", "a") == shuffled(kata, "a")


@pytest.mark.soak
def test_another_seed_gives_another_order():
    """Practising on another day is not moving the same lines to the same places."""
    kata, function = EVERY[NAMES.index("k07_network-train")]

    assert puzzle(kata, function, "a") != puzzle(kata, function, "b")


@pytest.mark.parametrize("katas", TRACKS)
@pytest.mark.parametrize(
    "number", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, COUNT))]
)
@pytest.mark.parametrize(
    "nth", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, 4))]
)
def test_a_distractor_in_place_of_the_line_it_is_like_is_wrong(graded, nth, number, katas):
    """No puzzle has two solutions: with one distractor taken for a line, no kata is done."""

    def tempted(kata):
        def body(function):
            right = right_lines(kata, function)
            if function.name != kata.functions[nth]:
                return right
            wrong = [line for line in puzzle(kata, function) if line not in right][number]
            (like,) = difflib.get_close_matches(wrong, right, 1, 0)
            return [wrong if line == like else line for line in right]

        return with_bodies(COURSE.solution(kata).read_text("utf-8"), kata, body)

    for result in graded(tempted, [kata for kata in katas if nth < len(kata.functions)]):
        assert result.status != "done", result.id


def test_the_contract_of_an_empty_file_is_all_comment():
    """It has every signature, what each function returns, and the shapes, and no code."""
    contract = text(COURSE, COURSE.find("k03"), "blank")

    assert {token.type for token in tokenize.generate_tokens(io.StringIO(contract).readline)} == {
        *(tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER)
    }
    assert "# hidden_delta(layer_2_delta, synapse_1, layer_1)\n" in contract
    assert "#     Return the delta of every hidden node, shaped like `layer_1`.\n" in contract
    assert "# `synapse_1`: (hidden, outputs)\n" in contract


@pytest.mark.parametrize("kata", FIRST)
def test_every_level_of_every_kata_can_be_derived(kata):
    """The self-check has nothing to say of the seven."""
    assert faults(COURSE, kata) == []

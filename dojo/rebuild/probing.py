"""The answers of a network between the four rows, by its own code, for a picture.

At the end of a run, what stands in the loop or function that answers is run once more on copies of
all that it sees, with other rows in hand.
"""

import ast
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from dojo.pictures.recipe import Picture, Rows, axis, dots, panel, plane
from dojo.rebuild.answers import Place, fitting
from dojo.rebuild.planting import sites
from dojo.rebuild.reading import read
from dojo.rebuild.reasons import NEAR
from dojo.rebuild.teaching import XOR, Bits
from dojo.rebuild.watching import Watch

STEPS = [n / 12 - 0.25 for n in range(19)]  # along each of the two inputs: -0.25 to 1.25
TRIES = 8  # places
CAPTION = (
    "The corners are all that it was taught. What lies between them is its own idea, and another"
    " start would have had another one."
)
LONG = 1_000  # entries of a list that is no part of a network
OFTEN = 100  # iterations of a loop in a body that is run once more, at most
HALF = 0.5  # of the way from 0 to -1: an answer below it is of a network that says -1
Point = tuple[float, float]
Surface = Sequence[Sequence[float]]


def surface(watch: Watch) -> list[list[float]]:
    """Return the answers at all pairs of STEPS; none where they cannot be had."""
    watch.busy = True  # nobody looks
    best = sorted(watch.learned(), key=lambda place: min(place.errors))
    known = [(place, hand) for place in best for hand in place.hands]
    for place, hand in [one for one in known if _reached(watch, *one)][:TRIES]:
        with suppress(Exception):  # the code is not made for this
            points = [*product(STEPS, STEPS), *XOR]
            answers = _answers(watch, place, hand, points)
            if watch.marker.error(tuple(answers[-len(XOR) :])) < NEAR:
                side = len(STEPS)
                return [answers[side * n : side * (n + 1)] for n in range(side)]
    return []


def _reached(watch: Watch, place: Place, hand: str) -> bool:
    """Say whether the rows are in a variable of a body that holds no training of its own."""
    site = place.site
    if site not in watch.bodies or "." in hand.rpartition("().")[2]:
        return False
    most = max(watch.counters[at].ticks() for at in sites(watch.bodies[site]))
    return most <= OFTEN * watch.counters[site].ticks()


def _answers(watch: Watch, place: Place, hand: str, points: list[Point]) -> list[float]:
    counter = watch.counters[place.site]
    path, hand = (name.removeprefix(f"{counter.scope}().") for name in (place.path, hand))
    code = _runnable(watch.bodies[place.site], f"line {place.site}")
    scene = watch.variables | counter.scene
    used = {name: scene[name] for name in code.co_names if name in scene}
    shared = {id(value): value for name, value in used.items() if _is_shared(name, value)}
    many, put = _hand(scene, hand, watch.taught.rows)
    answers: list[float] = []
    for start in range(0, len(points), many):
        chunk = (points[start : start + many] + [points[-1]] * many)[:many]
        copied = _copied(used, dict(shared)) | put(chunk)
        exec(code, copied)  # noqa: S102  as the script did itself
        answers += dict(fitting(read(copied), many))[path]
    return answers[: len(points)]


def _copied(values: dict[str, Any], memo: dict[int, Any]) -> dict[str, Any]:
    """Return copies; what cannot be copied is no part of a network, and stays what it is."""
    copies = {}
    for name, value in values.items():
        copies[name] = value
        with suppress(Exception):
            copies[name] = deepcopy(value, memo)
    return copies


def _is_shared(name: str, value: Any) -> bool:
    """Say whether it is no part of a network: a module, a long list, or the judge's own."""
    long = isinstance(value, list) and len(value) > LONG
    return long or isinstance(value, ModuleType) or name.startswith("__")


def _runnable(body: list[ast.stmt], name: str) -> Any:
    """Return the code of a body, in which what is returned gets a name."""
    *most, last = deepcopy(body[:-1])
    if isinstance(last, ast.Return) and last.value:
        last = ast.Assign([ast.Name(name, ast.Store())], last.value)
    once = ast.For(ast.Name("__dojo_once__", ast.Store()), ast.Constant("1"), [*most, last], [])
    return compile(ast.fix_missing_locations(ast.Module([once], [])), "<probe>", "exec")


def _hand(
    scene: dict[str, Any], hand: str, rows: dict[tuple[float, ...], Bits]
) -> tuple[int, Callable[[list[Point]], dict[str, Any]]]:
    """Return how many rows are in hand, and what puts others there."""
    name, index = hand.partition("[")[::2]
    names = name.split(", ")
    shown = np.array([scene[each] for each in names] if len(names) > 1 else scene[name], float)
    flat = np.atleast_2d(shown.squeeze())
    turned = flat.T if tuple(flat[0]) not in rows and len(flat[0]) == len(XOR) else flat
    width = max(len(row) for row in rows if len(row) <= len(turned[0]))
    ends = {b: np.array(r) for r, b in reversed(rows.items()) if len(r) == width}  # the first

    def put(points: list[Point]) -> dict[str, Any]:
        table = turned.copy()
        for row, (u, v) in zip(table, points * len(table) if index else points, strict=False):
            row[:width] = ends[0, 0] + u * (ends[1, 0] - ends[0, 0]) + v * (ends[0, 1] - ends[0, 0])
        given = (table if turned is flat else table.T).reshape(shown.shape)
        if len(names) > 1:
            return dict(zip(names, given.tolist(), strict=True))
        return {name: given if isinstance(scene[name], np.ndarray) else given.tolist()}

    return 1 if index else len(turned), put


def between(name: str, surface: Surface) -> tuple[Picture, Rows]:
    """Return the picture of the answers at all pairs of STEPS, and its recipe."""
    low = -1 if min(map(min, surface)) < -HALF else 0
    marks = (
        plane(STEPS, STEPS, surface, "answer", low=low, high=1),
        dots([0, 1], [0, 1], "target 0", "sky", "o"),
        dots([0, 1], [1, 0], "target 1", "vermilion", "x"),
    )
    x, y = (axis(label, -0.25, 1.25, [0, 0.5, 1]) for label in ("input 1", "input 2"))
    rows = [[panel("", *marks, x=x, y=y, height=5, legend="below", square=True)]]
    title = "What your network answers, also where nobody taught it"
    return Picture(Path(name).stem, title, CAPTION, name), rows

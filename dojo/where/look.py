"""The child's side: the call that fails, the search, and what is said of what it finds."""

import linecache
import warnings
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from textwrap import indent
from typing import Any

import numpy as np

from dojo.answer import handed_in, locate
from dojo.observe import Call, Code
from dojo.registry import Kata
from dojo.run import Job
from dojo.source import assemble, spot
from dojo.subject import Subject
from dojo.suite import Bench
from dojo.trial import LATE, SELDOM, arguments, called_by, limited
from dojo.values import SMALL, as_array, number, written
from dojo.where.draft import Draft, Slot
from dojo.where.grafts import Graft
from dojo.where.search import Edit, Search

SIDES = ("rows", "columns")
FEW = 4  # calls with random numbers that a place must be right in
PATIENCE = 1.0  # seconds of it for one test


def found(
    bench: Bench, job: Job, function: str, tell: Callable[[str], None] = lambda _: None
) -> dict[str, Any] | None:
    """Return what is to be said of the place where a function is wrong, or None.

    It is the line, where that is (FILE:LINE), what is said of it step by step, and, where a change
    is told, which lines that replaces, and by which. `tell` hears "ready" when the search begins.
    """
    warnings.simplefilter("ignore")  # Python's own, on changed code
    kata, seed = job.kata, job.trial.seed
    path, right = locate(job.trial.target, kata.id), bench.course.solution(kata)
    (module, parts), (solution, reference) = (_loaded(each, kata) for each in (path, right))
    items = [item for item in bench.items(job) if function in called_by(item)]
    tests: list[Any] = [i for i in items if not any(map(i.get_closest_marker, SELDOM))]
    failed = {test: _calls(test, Code(module, parts), seed) for test in tests}
    calls = {test: c[-1] for test, c in failed.items() if c and c[-1].function == function}
    theirs = Draft(solution, reference, function)
    mine = Draft(module, parts, function, right=theirs.trees)
    if not calls or not mine.trees:
        return None
    tell("ready")
    failing = next(iter(calls.values()))
    # In chosen numbers some are alike by chance, and after one iteration what is late is early.
    others = [call for test, call in calls.items() if "rng" in test.fixturenames][:FEW]
    tests.sort(key=lambda test: test not in calls)  # those that failed come first

    def passes(candidate: Callable[..., Any]) -> bool:
        code = Code(module, parts)
        code.instead = {name: getattr(solution, name) for name in kata.functions}
        code.instead[function] = candidate
        runs = ((test, code, seed + turn) for turn in (0, 1) for test in tests)
        return all(_calls(*run) is None for run in runs)

    search = Search(mine, theirs, [failing, *others], passes)
    place = search.place()
    shapes = (_shape(mine, theirs, call) for call in calls.values())
    return _told(search, next(filter(None, shapes), ""), *place) if place else None


def _loaded(path: Path, kata: Kata) -> Any:
    """Return the code that answers the kata, as a module, and its parts."""
    return handed_in(path, kata.id, lambda parts: (assemble(parts), parts))


def _calls(test: Any, code: Code, seed: int) -> list[Call] | None:
    """Return the calls of a test that fails; None where it passes, or cannot be run so."""
    subject = Subject(code)
    given = arguments(test, subject, seed)
    try:
        with limited(PATIENCE):
            if given is not None:
                test.obj(**given)
    except (Exception, LATE):  # noqa: BLE001  whatever it is, it has failed
        return subject.calls
    return None


def _told(
    search: Search, shape: str, slot: Slot, graft: Graft | None, edit: Edit | None
) -> dict[str, Any]:
    """Return the place as it is said, step by step."""
    file, statement = search.mine.files[slot.tree.name], slot.statement
    where, line = spot(file, statement.lineno)
    one = f"One change there makes all tests of `{search.mine.function}` pass."
    told: dict[str, Any] = {"where": where, "line": line, "lines": None, "after": None}
    steps = [f"Look at this line:\n    {where}: {line}\n{one}{shape}"]
    values = search.grafts.values(graft) if graft else None
    if values and max(value.size for value in values) <= SMALL:
        texts = (written(each) if each.ndim else number(each, 6) for each in values)
        value, wanted = (indent(text, "    ") for text in texts)
        steps.append(f"That line comes to\n{value}\nand all would be right if it came to\n{wanted}")
    if edit:
        lines = linecache.getlines(file)[edit.lines[0] - 1 : edit.lines[1]]
        told["lines"] = edit.lines
        told["after"] = after = [" " * statement.col_offset + text for text in edit.after]
        steps.append(f"The kind of change: {edit.kind}.")
        changed = [*(f"  - {text.rstrip()}" for text in lines), *(f"  + {text}" for text in after)]
        steps.append("\n".join(["One change that makes it right:", *changed]))
    return told | {"steps": steps}


def _shape(mine: Draft, theirs: Draft, call: Call) -> str:
    """Return what a matrix of a wrong shape is made of, and what is wanted, where that is sure."""
    got = as_array(call.result)
    if got is None or got.ndim != len(SIDES):
        return ""
    wanted = np.asarray(theirs.call(theirs.built(), call, PATIENCE).result)
    pairs = zip(mine.trees[0].args.args, call.arguments, strict=False)
    given = {a.arg: value for a, value in pairs if np.ndim(value) == got.ndim == wanted.ndim}
    sides: dict[int, str] = {}
    for name, value in given.items():
        for side, size in zip(SIDES, value.shape, strict=True):
            sides.setdefault(size, f"the {side} of `{name}`")
    sizes = {*got.shape, *wanted.shape}
    if got.shape == wanted.shape or 1 in sizes or not sizes <= sides.keys():
        return ""
    both = permutations(
        (given | {f"{name}.T": value.T for name, value in given.items()}).items(), 2
    )
    made = [f" (as `{a} @ {b}` is)" for (a, one), (b, other) in both if _product(one, other, got)]
    of_got, of_wanted = (" by ".join(sides[n] for n in each.shape) for each in (got, wanted))
    return (
        f"\nIn one call its shape is {got.shape}: {of_got}{(*made, '')[0]}. "
        f"It should be {wanted.shape}: {of_wanted}."
    )


def _product(one: np.ndarray, other: np.ndarray, got: np.ndarray) -> bool:
    return one.shape[1] == len(other) and (len(one), other.shape[1]) == got.shape

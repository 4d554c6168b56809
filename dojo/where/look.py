"""The child's side: the call that fails, the search, and what is said of what it finds."""

import ast
import json
import linecache
import warnings
from collections.abc import Callable
from itertools import permutations
from multiprocessing.connection import Connection
from pathlib import Path
from textwrap import indent
from typing import Any

import numpy as np
import pytest

from dojo.answer import handed_in, locate
from dojo.observe import Call, Code
from dojo.plugin import LATE, SELDOM, Trial, arguments, called_by, limited
from dojo.registry import Course, Kata
from dojo.run import Job
from dojo.source import assemble, spot
from dojo.subject import Subject
from dojo.suite import Bench, with_suites
from dojo.values import SMALL, as_array, written
from dojo.where.draft import Draft, Slot
from dojo.where.search import Edit, Graft, Search

SECONDS = 1.7  # of processor time, for the search
PATIENCE = 1.0  # seconds of it for one test


def look(course: Course, kata: Kata, function: str, seed: int, pipe: Connection) -> None:
    """Send "ready" when the search begins, and then the place as a dict, or None."""

    def send(what: Any) -> None:
        pipe.send_bytes(json.dumps(what).encode())

    def body(bench: Bench) -> None:
        target = course.root / "katas"
        send(found(bench, Job(kata, Trial(target, seed)), function, lambda: send("ready")))

    with_suites(course, [kata], body)


def found(
    bench: Bench, job: Job, function: str, ready: Callable[[], None] = lambda: None
) -> dict[str, Any] | None:
    """Return what is to be said of the place where a function is wrong, or None."""
    warnings.simplefilter("ignore")  # Python's own, on changed code
    kata, seed = job.kata, job.trial.seed
    path, right = locate(job.trial.target, kata.id), bench.course.solution(kata)
    (module, parts), (solution, reference) = (_loaded(each, kata) for each in (path, right))
    tests = [item for item in bench.items(job) if function in called_by(item)]
    code = Code(module, parts)
    seen = ((test, _failed(test, code, seed)) for test in tests)
    test, failing = next((pair for pair in seen if pair[1]), (None, None))
    mine, theirs = Draft(module, parts, function), Draft(solution, reference, function)
    if failing is None or failing.function != function or not mine.trees:
        return None
    ready()
    tests.sort(key=lambda other: other is not test)  # the one that failed comes first
    quick = [test for test in tests if not any(map(test.get_closest_marker, SELDOM))]

    def passes(candidate: Callable[..., Any], tests: Any = quick, turns: int = 2) -> bool:
        code = Code(module, parts)
        code.instead = {name: getattr(solution, name) for name in kata.functions}
        code.instead[function] = candidate
        runs = ((test, code, seed + turn) for turn in range(turns) for test in tests)
        return not any(_failed(*run) for run in runs)

    search = Search(mine, theirs, failing, passes, SECONDS)
    place = search.place()
    return _told(search, failing, *place) if place else None


def _loaded(path: Path, kata: Kata) -> Any:
    """Return the code that answers the kata, as a module, and its parts."""
    return handed_in(path, kata.id, lambda parts: (assemble(parts), parts))


def _failed(test: Any, code: Code, seed: int) -> Call | None:
    """Return the last call of a test that fails; None where it passes, or cannot be run so."""
    subject = Subject(code)
    given = arguments(test, subject, seed)
    try:
        with limited(PATIENCE):
            if given is not None:
                test.obj(**given)
    except (Exception, LATE):  # noqa: BLE001  whatever it is, it has failed
        return subject.calls[-1] if subject.calls else None
    return None


def _told(
    search: Search, failing: Call, slot: Slot, graft: Graft | None, edit: Edit | None
) -> dict[str, Any]:
    """Return the place as it is said, step by step."""
    file, statement = search.mine.files[slot.tree.name], slot.statement
    where, line = spot(file, statement.lineno)
    one = f"One change there makes all tests of `{failing.function}` pass."
    told = {"where": where, "line": line, "lines": None, "after": None}
    steps = [f"Look at this line:\n    {where}: {line}\n{one}{_shape(search, failing)}"]
    if graft and graft.value is not None and graft.wanted is not None:
        value, wanted = (indent(written(each), "    ") for each in (graft.value, graft.wanted))
        if max(graft.value.size, graft.wanted.size) <= SMALL:
            steps.append(f"It comes to\n{value}\nand all would be right if it came to\n{wanted}")
    if edit:
        lines = linecache.getlines(file)[edit.lines[0] - 1 : edit.lines[1]]
        told["lines"] = edit.lines
        told["after"] = after = [" " * statement.col_offset + text for text in edit.after]
        steps.append(f"The kind of change: {edit.kind}.")
        changed = [*(f"  - {text.rstrip()}" for text in lines), *(f"  + {text}" for text in after)]
        steps.append("\n".join(["One change that makes it right:", *changed]))
    return told | {"steps": steps}


def _shape(search: Search, failing: Call) -> str:
    """Return what a matrix of a wrong shape is made of, and what is wanted; "" if that is unsure."""
    got, wanted = as_array(failing.result), as_array(search.wanted.result)
    if got is None or wanted is None or got.shape == wanted.shape or got.ndim != wanted.ndim != 2:
        return ""
    names = [argument.arg for argument in search.mine.trees[0].args.args]
    given = {
        name: value
        for name, value in zip(names, failing.arguments, strict=False)
        if isinstance(value, np.ndarray) and value.ndim == got.ndim
    }
    sides: dict[int, str] = {}
    for name, value in given.items():
        for side, size in zip(("rows", "columns"), value.shape, strict=True):
            sides.setdefault(size, f"the {side} of `{name}`")
    if not {*got.shape, *wanted.shape} <= sides.keys() or 1 in got.shape + wanted.shape:
        return ""
    turned = {f"{name}.T": value.T for name, value in given.items()}
    pairs = permutations((given | turned).items(), 2)
    fitting = ((a, b, one @ other) for (a, one), (b, other) in pairs if one.shape[1] == len(other))
    made = next(
        (f" (`{a} @ {b}`)" for a, b, product in fitting if np.array_equal(product, got)), ""
    )
    of_got, of_wanted = (" by ".join(map(sides.get, each.shape)) for each in (got, wanted))
    return f"\n{got.shape}: those are {of_got}{made}; you want {wanted.shape}, {of_wanted}."

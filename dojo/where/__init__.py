"""`hint --where`: the place in the learner's own code whose change makes it right.

A child looks for it: it runs the learner's function with one thing changed, again and again.
"""
# ruff: noqa: PLC0415  numpy is for the child

import json
from itertools import takewhile
from multiprocessing.connection import Connection
from typing import Any

from dojo.apart import Allowance, Apart, set_apart
from dojo.practice.history import Event
from dojo.practice.learner import note, readable
from dojo.registry import Course, Kata, UsageError, number_of
from dojo.results import KataResult
from dojo.source import shown

SECONDS = 2.0  # of processor time, for the search
LOADING = 60.0  # for pytest to collect the suite, and the code to fail once more
UNSURE = (
    "No place in `{function}` is sure: no single change was found that makes it right. There may "
    "be more than one mistake, or another way than the reference's.\n"
    "    python grader.py hint {number} {function}    the idea, the formula, the skeleton\n"
    "    python grader.py reset {number} --level blanks    the skeletons, to be filled"
)


def hint_where(course: Course, kata: Kata, result: KataResult, function: str) -> str:
    """Return the next step on the place of what is wrong; its use is noted.

    It is about the function of that name, or the first that fails.

    Raises:
        UsageError: the kata has no such function, or there is nothing to look for.

    """
    if function and function not in kata.functions:
        raise UsageError(f"{kata.id} has the functions {', '.join(kata.functions)}.")
    tests = [test for test in result.tests if not function or function in test.calls]
    failed = next((test for test in tests if test.outcome == "failed" and test.function), None)
    stopped = next((test for test in tests if test.outcome not in ("passed", "not_run")), None)
    if stopped is None:
        raise UsageError(f"{function or kata.id} passes its tests: there is nothing to look for.")
    if failed is None:
        raise UsageError(f"It cannot be looked for yet. First:\n{stopped.message}")
    if not course.solution(kata).exists():
        raise UsageError(f"{shown(course.solution(kata))} is not here, and it takes that to look.")
    place = look_for(course, kata, failed.function, result.seed)
    if place is None:
        return UNSURE.format(function=failed.function, number=number_of(kata.id))
    told = [e for e in readable(course, kata.id) if "where" in e.detail or e.status == "done"]
    detail = {"function": failed.function, "where": place["line"]}
    same = takewhile(lambda event: event.detail.items() >= detail.items(), reversed(told))
    number, steps = len(list(same)) + 1, place["steps"]
    number = min(number, len(steps))
    note(course, Event("hint", kata.id, detail=detail | {"number": number}))
    return f"Step {number} of {len(steps)}. {steps[number - 1]}"


def look_for(course: Course, kata: Kata, function: str, seed: int) -> Any:
    """Return the place in the learner's function as `dojo.where.look` tells it, if one is sure.

    `seed` is of the random inputs of the run in which the function failed.
    """
    child = Apart(_look, course, kata, function, seed)
    try:
        said = child.answer(Allowance(LOADING, child.usage()))
        return child.answer(Allowance(SECONDS, child.usage())) if said == "ready" else said
    except EOFError:
        return None
    finally:
        child.stop()


def _look(course: Course, kata: Kata, function: str, seed: int, pipe: Connection) -> None:
    """Send "ready" when the search begins, and then the place, or None."""
    set_apart()
    from dojo.run import Job
    from dojo.suite import with_suites
    from dojo.trial import Trial
    from dojo.where.look import found

    def send(what: Any) -> None:
        pipe.send_bytes(json.dumps(what).encode())

    job = Job(kata, Trial(course.root / "katas", seed))
    with_suites(course, [kata], lambda bench: send(found(bench, job, function, send)))

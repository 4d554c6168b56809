"""Partial credit: each kata's share of the points, times the share of its tests that count."""

from collections.abc import Iterable
from dataclasses import dataclass

from dojo.registry import Course, Kata
from dojo.results import KataResult
from dojo.school.submission import MISSING

TOTAL = 100.0  # points of the whole course
NOT_HANDED_IN, UNGRADED = "not_submitted", "ungraded"  # statuses that only a class has


@dataclass(frozen=True)
class Share:
    """What one kata earned, of what was possible, and why it was not more."""

    kata: str  # its id
    status: str
    earned: float
    possible: float
    reason: str = ""
    mistakes: tuple[str, ...] = ()


def shares(
    course: Course, results: Iterable[KataResult], total: float = TOTAL, problem: str = ""
) -> list[Share]:
    """Return the points of every kata of the course, in its order, whether handed in or not.

    Where a `problem` has prevented grading, there are no results, and that is the reason.
    """
    by_id = {result.id: result for result in results}
    weights = {kata.id: kata.weight for kata in course.katas}
    whole = sum(weights.values()) or 1.0
    possible = {name: total * weight / whole for name, weight in weights.items()}
    if problem:
        status = NOT_HANDED_IN if problem == MISSING else UNGRADED
        return [Share(name, status, 0.0, each, problem) for name, each in possible.items()]
    return [_share(kata, by_id.get(kata.id), possible[kata.id]) for kata in course.katas]


def _share(kata: Kata, result: KataResult | None, possible: float) -> Share:
    if result is None:
        return Share(kata.id, NOT_HANDED_IN, 0.0, possible, "Nothing was submitted for it.")
    earned = possible * len(result.earning) / result.total if result.total else 0.0
    return Share(kata.id, result.status, earned, possible, _reason(result), result.mistakes)


def _reason(result: KataResult) -> str:
    """Return one line that says why the points are not all there; "" if they are."""
    failure = result.first_failure
    if failure is None:
        return "" if result.tests else "It has no tests."
    missing = result.total - result.passed
    what = failure.message if failure.outcome != "failed" else failure.fact or failure.message
    said = what.strip().partition("\n")[0] or failure.name
    return f"{missing} of {result.total} tests not passed; the first: {said}"

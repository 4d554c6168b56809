"""What a regrade has changed, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dojo.school.row import Row

BECAUSE = {
    "engine": "the engine has changed",
    "suite": "the tests, weights or patience have changed",
    "isolation": "it was graded at another isolation level",
}


@dataclass(frozen=True)
class OutcomeChange:
    """One test with another outcome than before; "" where there was, or is, no such test."""

    kata: str
    test: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One student whose score or verdicts differ from the ones before."""

    student: str
    name: str
    before: float
    after: float
    reasons: tuple[str, ...]
    tests: tuple[OutcomeChange, ...]


def changes(pairs: Iterable[tuple[Row, Row]]) -> Iterator[Change]:
    """Yield the changes among pairs of an earlier and a later row of the same student."""
    for before, after in pairs:
        tests = tuple(_tests(before, after))
        if tests or (before.score, before.problem) != (after.score, after.problem):
            yield Change(
                after.student, after.name, before.score, after.score, _why(before, after), tests
            )


def _why(before: Row, after: Row) -> tuple[str, ...]:
    reasons = ["the submission has changed"] if before.digest != after.digest else []
    for name, because in BECAUSE.items():
        if getattr(before.versions, name) != getattr(after.versions, name):
            reasons.append(because)
    return tuple(reasons or ["nothing has changed: its code does not behave the same every time"])


def _tests(before: Row, after: Row) -> Iterator[OutcomeChange]:
    old, new = _outcomes(before), _outcomes(after)
    for kata, test in sorted(old.keys() | new.keys()):
        was, now = old.get((kata, test), ""), new.get((kata, test), "")
        if was != now:
            yield OutcomeChange(kata, test, was, now)


def _outcomes(row: Row) -> dict[tuple[str, str], str]:
    return {(kata.id, test.name): test.outcome for kata in row.katas for test in kata.tests}

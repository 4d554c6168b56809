"""One line of the gradebook: a submission, its results, its points, and how they came about.

Partial credit: each kata has its share of the points, times the share of its tests that count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Self

from dojo import digest
from dojo.database import stamp
from dojo.registry import Course, Kata
from dojo.results import KataResult
from dojo.school.likeness import likeness
from dojo.school.submission import MISSING, Submission, pristine

PACKAGE = "backprop-dojo"
SENT = ("student", "name", "email", "origin", "digest", "problem")  # texts of a submission
LENGTH = 12  # digits of a digest that the gradebook keeps
TOTAL = 100.0  # points of the whole course
NOT_HANDED_IN, UNGRADED = "not_submitted", "ungraded"  # statuses that only a class has


@dataclass(frozen=True)
class Graded:
    """A submission, what came of it, if it has no problem, and how long that took."""

    submission: Submission
    results: Iterable[KataResult] = ()
    seconds: float = 0.0


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
    whole = sum(kata.weight for kata in course.katas) or 1.0
    return [
        _share(kata, by_id.get(kata.id), total * kata.weight / whole, problem)
        for kata in course.katas
    ]


def _share(kata: Kata, result: KataResult | None, possible: float, problem: str) -> Share:
    if problem:
        status = NOT_HANDED_IN if problem == MISSING else UNGRADED
        return Share(kata.id, status, 0.0, possible, problem)
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


@dataclass(frozen=True)
class Versions:
    """What besides the submission decides a verdict; a verdict is reused only where all agree."""

    engine: str
    suite: str  # of the tests, the known mistakes and the weights
    isolation: str

    @classmethod
    def of(cls, course: Course, isolation: str, patience: float = 0.0) -> Self:
        """Return those of this engine, of the course's suites with the time, and of the wall."""
        try:
            number = version(PACKAGE)
        except PackageNotFoundError:  # run from a folder that was never installed
            number = "0"
        suites = digest.suites(course)[:LENGTH] + (f" {patience:g}s" if patience else "")
        return cls(f"{number}+{digest.engine()[:LENGTH]}", suites, isolation)


@dataclass(frozen=True)
class Row:
    """One graded submission, as plain data."""

    student: str
    name: str
    email: str
    origin: str
    digest: str
    problem: str
    notes: tuple[str, ...]
    versions: Versions
    seconds: float
    shares: tuple[Share, ...]
    katas: tuple[KataResult, ...]
    # kata id, what the file was called, and a digest that is the same in look-alikes, or ""
    files: tuple[tuple[str, str, str], ...] = ()
    at: str = ""  # UTC, ISO 8601
    run: int = 0  # of `grader.py class`, counted from 1

    @property
    def label(self) -> str:
        """The student's name, or else what stands for it."""
        return self.name or self.student

    @property
    def score(self) -> float:
        """The points earned, to two decimals."""
        return round(sum(share.earned for share in self.shares), 2)

    @property
    def possible(self) -> float:
        """The points there are, to two decimals."""
        return round(sum(share.possible for share in self.shares), 2)

    @property
    def status(self) -> str:
        """The state in one word: done, partly, none, ungradable or missing."""
        if self.problem:
            return "missing" if self.problem == MISSING else "ungradable"
        if all(share.status == "done" for share in self.shares):
            return "done"
        return "partly" if self.score else "none"

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The named mistakes, each once, in the order of the katas."""
        return tuple(dict.fromkeys(name for share in self.shares for name in share.mistakes))

    @property
    def parts(self) -> list[tuple[Share, KataResult | None]]:
        """The points of every kata, each with its result, if something was handed in for it."""
        results = {kata.id: kata for kata in self.katas}
        return [(share, results.get(share.kata)) for share in self.shares]


def graded(course: Course, done: Graded, versions: Versions, total: float = TOTAL) -> Row:
    """Return the row of what was graded, with its points of the `total`.

    Results of a kata for which nothing was handed in do not count: there was nothing to run.
    """
    submission = done.submission
    answered = {file.kata for file in submission.files}
    katas = tuple(result for result in done.results if result.id in answered)
    by_id = {kata.id: kata for kata in course.katas}
    return Row(
        **{fact: getattr(submission, fact) for fact in SENT},
        notes=submission.notes,
        versions=versions,
        seconds=round(done.seconds, 3),
        shares=tuple(shares(course, katas, total, submission.problem)),
        katas=katas,
        files=tuple(
            (file.kata, file.name, likeness(file, pristine(course, by_id[file.kata])))
            for file in submission.files
        ),
        at=stamp(),
    )

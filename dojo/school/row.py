"""One line of the gradebook: a submission, its results, its points, and how they came about."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Self

from dojo import digest
from dojo.database import stamp
from dojo.registry import Course
from dojo.results import KataResult, TestResult
from dojo.school.likeness import likeness
from dojo.school.points import TOTAL, Share, shares
from dojo.school.submission import MISSING, Submission

PACKAGE = "backprop-dojo"
LENGTH = 12  # digits of a digest that the gradebook keeps


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
    files: tuple[tuple[str, str], ...] = ()  # kata id, what the file was called
    likeness: tuple[tuple[str, str], ...] = ()  # kata id, what is the same in look-alikes
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


def graded(  # noqa: PLR0913  the six facts that a row is made of
    course: Course,
    submission: Submission,
    results: Iterable[KataResult],
    versions: Versions,
    seconds: float,
    *,
    total: float = TOTAL,
) -> Row:
    """Return the row of a submission; without results if it has a problem.

    Results of a kata for which nothing was handed in do not count: there was nothing to run.
    """
    answered = {file.kata for file in submission.files}
    katas = tuple(result for result in results if result.id in answered)
    return Row(
        submission.student,
        submission.name,
        submission.email,
        submission.origin,
        submission.digest,
        submission.problem,
        submission.notes,
        versions,
        round(seconds, 3),
        tuple(shares(course, katas, total, submission.problem)),
        katas,
        tuple((file.kata, file.name) for file in submission.files),
        tuple(
            (file.kata, same)
            for file in submission.files
            if (same := likeness(file, course.root / "katas" / f"{file.kata}.py"))
        ),
        at=stamp(),
    )


def kata_as_data(result: KataResult) -> dict[str, Any]:
    """Return the result as JSON can hold it; what is empty is left out."""
    return {
        "id": result.id,
        "title": result.title,
        "output": result.output,
        "tests": [
            {name: value for name, value in vars(test).items() if value not in ("", None)}
            for test in result.tests
        ],
    }


def kata_from_data(data: dict[str, Any]) -> KataResult:
    """Return the result that `kata_as_data` was given; fields of another version are dropped."""
    known = {field.name for field in fields(TestResult)}
    tests = [
        TestResult(**{"fact": ""} | {name: each[name] for name in known & set(each)})
        for each in data["tests"]
    ]
    return KataResult(data["id"], data["title"], tests, data.get("output", ""))

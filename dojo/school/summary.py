"""What the rows of a class say together; it takes one row at a time and keeps only counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import mean, median

from dojo.results import KataResult
from dojo.school.row import Row

MOST = 10  # of each list
MISSED = ("failed", "timed_out")
TRIED = ("passed", *MISSED)  # where a file is broken or not begun, its tests say nothing


@dataclass
class KataSummary:
    """One kata: how many students have which status, and the mean share of its points."""

    statuses: Counter[str] = field(default_factory=Counter)
    earned: float = 0.0
    possible: float = 0.0

    @property
    def share(self) -> float:
        """The mean share of the points, from 0 to 1."""
        return self.earned / self.possible if self.possible else 0.0


@dataclass(frozen=True)
class HardTest:
    """One test, and how many of the students whose code came as far as it did not pass it."""

    kata: str
    test: str
    fact: str
    failed: int
    tried: int


@dataclass
class Summary:
    """A class in numbers. `mistakes` are (name, number of students), the commonest first."""

    students: int = 0
    possible: float = 0.0
    mean: float = 0.0
    median: float = 0.0
    scores: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    katas: dict[str, KataSummary] = field(default_factory=dict)
    mistakes: list[tuple[str, int]] = field(default_factory=list)
    hardest: list[HardTest] = field(default_factory=list)


def summarize(rows: Iterable[Row]) -> Summary:
    """Return the summary of a class; who handed in nothing counts as 0 points."""
    summary = Summary()
    mistakes: Counter[str] = Counter()
    tried: Counter[tuple[str, str, str]] = Counter()
    failed: Counter[tuple[str, str, str]] = Counter()
    katas: dict[str, KataSummary] = defaultdict(KataSummary)
    for row in rows:
        summary.scores.append(row.score)
        summary.possible = max(summary.possible, row.possible)
        summary.statuses[row.status] += 1
        mistakes.update(row.mistakes)
        for share in row.shares:
            katas[share.kata].statuses[share.status] += 1
            katas[share.kata].earned += share.earned
            katas[share.kata].possible += share.possible
        for kata in row.katas:
            tried.update(_tests(kata, TRIED))
            failed.update(_tests(kata, MISSED))
    hard = [HardTest(*key, count, tried[key]) for key, count in failed.items()]
    summary.hardest = sorted(hard, key=lambda test: (-test.failed / test.tried, test.kata))[:MOST]
    summary.mistakes = mistakes.most_common(MOST)
    summary.katas = dict(katas)
    summary.students = len(summary.scores)
    summary.mean = round(mean(summary.scores or [0.0]), 2)
    summary.median = round(median(summary.scores or [0.0]), 2)
    return summary


def _tests(kata: KataResult, outcomes: tuple[str, ...]) -> set[tuple[str, str, str]]:
    """Return the tests that ended so, with any of their inputs: (kata, name, fact)."""
    return {
        (kata.id, test.name.partition("[")[0], test.fact)
        for test in kata.tests
        if test.outcome in outcomes
    }

"""What the rows of a class say together: numbers, and what to talk about with whom.

It takes one row at a time, and keeps counts and names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import mean, median

from dojo.diagnosis import OR
from dojo.registry import number_of
from dojo.report.states import by_mistake
from dojo.results import KataResult, TestResult
from dojo.school.row import Row

MOST = 10  # of each list
BEHIND = 0.25  # of the points: who has fewer is far behind
TRIED = ("passed", "failed", "timed_out")  # where a file is broken, its tests say nothing

WORDS = {  # for the states of a student, from the best to the worst
    "done": "all done",
    "partly": "some points",
    "none": "no points",
    "ungradable": "not gradable",
    "missing": "nothing submitted",
}


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


@dataclass
class Finding:
    """A mistake, or a test that was failed for no known reason: who, of how many, and a hint."""

    name: str
    who: list[str]
    tried: int
    hint: str = ""
    kata: str = ""  # id, of a test


class Summary:
    """A class in numbers; of each list of findings, the commonest first.

    Who handed in nothing counts as 0 points.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.possible = 0.0
        self.scores: list[float] = []
        self.statuses = Counter[str]()
        self.settings = Counter[str]()  # engine and isolation
        self.katas = defaultdict[str, KataSummary](KataSummary)
        self.unread: dict[str, str] = {}  # who is not gradable → why
        self.write_to = defaultdict[str, list[str]](list)  # why → "Name <e-mail>"
        self._named = defaultdict[str, dict[str, str]](dict)  # mistake → who → hint
        self._unnamed = defaultdict[tuple[str, str], list[str]](list)  # kata and test → who
        self._tried = Counter[tuple[str, str]]()
        self._likeness = defaultdict[tuple[str, str], dict[str, str]](dict)
        for row in rows:
            self._add(row)
        self.students = len(self.scores)
        self.mean = round(mean(self.scores or [0.0]), 2)
        self.median = round(median(self.scores or [0.0]), 2)
        self.mistakes = self._mistakes()[:MOST]
        self.unnamed = _commonest(
            Finding(about, who, self._tried[kata, about], kata=kata)
            for (kata, about), who in self._unnamed.items()
        )[:MOST]

    def _add(self, row: Row) -> None:
        self.scores.append(row.score)
        self.possible = max(self.possible, row.possible)
        self.statuses[row.status] += 1
        self.settings[f"engine {row.versions.engine}, isolation {row.versions.isolation}"] += 1
        if row.status == "ungradable":
            self.unread[row.label] = row.problem
        if reason := _reason(row):
            self.write_to[reason].append(f"{row.label} <{row.email}>" if row.email else row.label)
        for share in row.shares:
            self.katas[share.kata].statuses[share.status] += 1
            self.katas[share.kata].earned += share.earned
            self.katas[share.kata].possible += share.possible
        for kata in row.katas:
            self._add_tests(kata, row.label)
        for kata_id, _, same in row.files:
            if same:
                self._likeness[kata_id, same].setdefault(row.origin, row.label)  # a team's is one

    def _add_tests(self, kata: KataResult, who: str) -> None:
        """Take note of one student's kata; of a function, only the first unnamed failure."""
        self._tried.update({_about(kata, t) for t in kata.tests if t.outcome in TRIED})
        functions = set[str]()
        for first, *_ in by_mistake(kata.tests):
            if first.diagnosis:
                self._named[first.diagnosis][who] = first.hint or ""
            elif first.outcome in TRIED and first.function not in functions:
                self._unnamed[_about(kata, first)].append(who)
            functions.add(first.function)

    def _mistakes(self) -> list[Finding]:
        """Return the mistakes; one that was not told from another counts as the commoner one."""
        certain = {name: len(who) for name, who in self._named.items() if OR not in name}
        found = defaultdict[str, dict[str, str]](dict)
        for name in sorted(self._named, key=lambda name: (OR in name, name)):
            known = [each for each in name.split(OR) if each in certain]
            meant = max(known, key=lambda each: certain[each]) if known else name
            found[meant] |= self._named[name]
        return _commonest(
            Finding(name, list(who), self.students, next(iter(who.values())))
            for name, who in found.items()
        )

    @property
    def alike(self) -> list[tuple[str, list[str]]]:
        """The katas with the same answers, and whose these are."""
        groups = defaultdict[tuple[str, ...], list[str]](list)
        for (kata_id, _), who in self._likeness.items():
            if len(who) > 1:
                groups[tuple(who.values())].append(number_of(kata_id))
        return sorted((", ".join(sorted(ids)), list(who)) for who, ids in groups.items())


def _reason(row: Row) -> str:
    """Return why the instructor may want to write to a student, or ""."""
    if row.status in ("missing", "ungradable"):
        return row.status
    return "far behind" if row.score < BEHIND * row.possible else ""


def _about(kata: KataResult, test: TestResult) -> tuple[str, str]:
    return kata.id, test.fact or test.name.partition("[")[0]


def _commonest(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (-len(each.who), each.kata, each.name))

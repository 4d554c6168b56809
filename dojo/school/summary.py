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


@dataclass
class Summary:
    """A class in numbers; of each list of findings, the commonest first."""

    students: int = 0
    possible: float = 0.0
    mean: float = 0.0
    median: float = 0.0
    scores: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    katas: dict[str, KataSummary] = field(default_factory=dict)
    mistakes: list[Finding] = field(default_factory=list)
    unnamed: list[Finding] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)  # who is not gradable → why
    write_to: dict[str, list[str]] = field(default_factory=dict)  # why → "Name <e-mail>"
    alike: list[tuple[str, list[str]]] = field(default_factory=list)  # what is the same, whose
    settings: Counter[str] = field(default_factory=Counter)  # engine and isolation


def summarize(rows: Iterable[Row]) -> Summary:
    """Return the summary of a class; who handed in nothing counts as 0 points."""
    summary, findings = Summary(), _Findings()
    katas: dict[str, KataSummary] = defaultdict(KataSummary)
    write_to = defaultdict[str, list[str]](list)
    likeness = defaultdict[tuple[str, str], dict[str, str]](dict)
    for row in rows:
        summary.scores.append(row.score)
        summary.possible = max(summary.possible, row.possible)
        summary.statuses[row.status] += 1
        summary.settings[f"engine {row.versions.engine}, isolation {row.versions.isolation}"] += 1
        if row.status == "ungradable":
            summary.unread[row.label] = row.problem
        if reason := _reason(row):
            write_to[reason].append(f"{row.label} <{row.email}>" if row.email else row.label)
        for share in row.shares:
            katas[share.kata].statuses[share.status] += 1
            katas[share.kata].earned += share.earned
            katas[share.kata].possible += share.possible
        for kata in row.katas:
            findings.add(kata, row.label)
        for kata_id, _, same in row.files:
            if same:
                likeness[kata_id, same].setdefault(row.origin, row.label)  # a team's is one
    summary.students = len(summary.scores)
    summary.mistakes = findings.mistakes(summary.students)[:MOST]
    summary.unnamed = findings.unnamed()[:MOST]
    summary.alike = _together(likeness)
    summary.katas, summary.write_to = dict(katas), dict(write_to)
    summary.mean = round(mean(summary.scores or [0.0]), 2)
    summary.median = round(median(summary.scores or [0.0]), 2)
    return summary


def _reason(row: Row) -> str:
    """Return why the instructor may want to write to a student, or ""."""
    if row.status in ("missing", "ungradable"):
        return row.status
    return "far behind" if row.score < BEHIND * row.possible else ""


def _together(likeness: dict[tuple[str, str], dict[str, str]]) -> list[tuple[str, list[str]]]:
    """Return the groups of students with the same answers, the katas in which they have them."""
    groups = defaultdict[tuple[str, ...], list[str]](list)
    for (kata_id, _), who in likeness.items():
        if len(who) > 1:
            groups[tuple(who.values())].append(number_of(kata_id))
    return sorted((", ".join(sorted(ids)), list(who)) for who, ids in groups.items())


class _Findings:
    """Counts each mistake once a student, and each test that failed for no known reason."""

    def __init__(self) -> None:
        self._named = defaultdict[str, dict[str, str]](dict)  # name → who → hint
        self._unnamed = defaultdict[tuple[str, str], list[str]](list)
        self._tried: Counter[tuple[str, str]] = Counter()

    def add(self, kata: KataResult, who: str) -> None:
        """Take note of one student's kata; of a function, only the first unnamed failure."""
        self._tried.update({_about(kata, t) for t in kata.tests if t.outcome in TRIED})
        functions = set[str]()
        for first, *_ in by_mistake(kata.tests):
            if first.diagnosis:
                self._named[first.diagnosis][who] = first.hint or ""
            elif first.outcome in TRIED and first.function not in functions:
                self._unnamed[_about(kata, first)].append(who)
            functions.add(first.function)

    def mistakes(self, students: int) -> list[Finding]:
        """Return the mistakes; one that was not told from another counts as the commoner one."""
        certain = {name: len(who) for name, who in self._named.items() if OR not in name}
        found = defaultdict[str, dict[str, str]](dict)
        for name in sorted(self._named, key=lambda name: (OR in name, name)):
            known = [each for each in name.split(OR) if each in certain]
            meant = max(known, key=lambda each: certain[each]) if known else name
            found[meant] |= self._named[name]
        return _commonest(
            Finding(name, list(who), students, next(iter(who.values())))
            for name, who in found.items()
        )

    def unnamed(self) -> list[Finding]:
        """Return the tests."""
        return _commonest(
            Finding(about, who, self._tried[kata, about], kata=kata)
            for (kata, about), who in self._unnamed.items()
        )


def _about(kata: KataResult, test: TestResult) -> tuple[str, str]:
    return kata.id, test.fact or test.name.partition("[")[0]


def _commonest(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (-len(each.who), each.kata, each.name))

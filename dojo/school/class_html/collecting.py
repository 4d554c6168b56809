"""One pass over the rows of a class: what the table and each opened submission will show."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dojo.results import KataResult, TestResult
from dojo.school.class_html.clean import block, line, number
from dojo.school.class_html.pack import Details, Lines
from dojo.school.class_html.states import ORDER, state
from dojo.school.points import Share
from dojo.school.row import Row

MOST_NOTES = 100


@dataclass
class Mistake:
    """A named mistake: its number in this report, and what is said to the learner."""

    index: int
    hint: str


@dataclass
class Collected:
    """What has been seen so far; of each row, only its line of the table stays in memory."""

    details: Details
    table: Lines = field(default_factory=Lines)
    mistakes: dict[str, Mistake] = field(default_factory=dict)
    tests: dict[tuple[str, str], int] = field(default_factory=dict)  # name and fact → its index
    totals: Counter[str] = field(default_factory=Counter)  # how many tests each kata has
    isolation: Counter[str] = field(default_factory=Counter)
    engines: Counter[str] = field(default_factory=Counter)

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows as they are, after taking note of each."""
        for row in rows:
            self.isolation[line(row.versions.isolation)] += 1
            self.engines[line(row.versions.engine)] += 1
            for kata in row.katas:
                self.totals[kata.id] = max(self.totals[kata.id], kata.total)
                self._meet(kata)
            self.table.add(self._summary(row, self.details.add(self._detail(row))))
            yield row

    def _meet(self, kata: KataResult) -> None:
        for test in kata.tests:
            if test.diagnosis:
                new = Mistake(len(self.mistakes), line(test.hint, 1000))
                self.mistakes.setdefault(test.diagnosis, new)

    def _summary(self, row: Row, place: tuple[int, int]) -> dict[str, Any]:
        results = {kata.id: kata for kata in row.katas}
        return {
            "student": line(row.student),
            "name": line(row.name),
            "score": number(row.score),
            "status": row.status,
            "states": [ORDER.index(state(share.status)) for share in row.shares],
            "passed": [results[p.kata].passed if p.kata in results else 0 for p in row.shares],
            "mistakes": [self.mistakes[name].index for name in row.mistakes],
            "notes": len(row.notes),
            "place": place,
        }

    def _detail(self, row: Row) -> dict[str, Any]:
        results, names = {kata.id: kata for kata in row.katas}, dict(row.files)
        facts = {
            "Student": row.student,
            "E-mail": row.email,
            "From": row.origin,
            "Graded": row.at[:16].replace("T", " ") + " UTC" if row.at else "",
            "Isolation": row.versions.isolation,
            "Engine": row.versions.engine,
        }
        return {
            "facts": [(label, line(fact)) for label, fact in facts.items() if fact],
            "seconds": number(row.seconds),
            "problem": line(row.problem, 2000),
            "notes": [line(note, 1000) for note in row.notes[:MOST_NOTES]],
            "katas": [
                self._share(share, results.get(share.kata), names.get(share.kata, ""))
                for share in row.shares
            ],
        }

    def _share(self, share: Share, result: KataResult | None, file: str) -> dict[str, Any]:
        return {
            "earned": number(share.earned),
            "possible": number(share.possible),
            "file": line(file),
            "seconds": number(result.seconds) if result else 0,
            "output": block(result.printed()) if result else "",
            "tests": [self._test(test) for test in result.tests] if result else [],
        }

    def _test(self, test: TestResult) -> int | dict[str, Any]:
        """Return the index of a test that passed, or what is to be said of another one."""
        index = self.tests.setdefault((test.name, test.fact), len(self.tests))
        if test.outcome == "passed":
            return index
        return {
            "test": index,
            "outcome": line(test.outcome),
            "message": block(test.message),
            "diagnosis": line(test.diagnosis, 500),
            "hint": line(test.hint, 1000),
            "where": line(test.where.rpartition("/")[2]),
        }

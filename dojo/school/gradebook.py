"""The gradebook: one SQLite file in which every finished submission is stored at once, for good.

Rows are only ever added: what a student had before a regrade stays. The newest row of a student
is the one that counts. A process that is killed loses what it had not finished, no more.
"""

import json
import sqlite3
from collections.abc import Callable, Container, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Self, TypeVar

from dojo.database import Database, stamp
from dojo.registry import Course, UsageError
from dojo.results import KataResult, TestResult
from dojo.school.assignment import USUAL, Assignment
from dojo.school.row import SENT, TOTAL, Row, Share, Versions
from dojo.school.submission import Submission
from dojo.source import shown

SCHEMA = 2  # kept in PRAGMA user_version; another table layout is another number
MAGIC = b"SQLite format 3\0"  # what an SQLite file begins with
NAMED = (".sqlite3", ".sqlite", ".db")  # called so, an unreadable file was a gradebook
PATIENCE = 30.0  # seconds to wait for another process that is writing
VERSIONS = tuple(field.name for field in fields(Versions))
COLUMNS = (
    *("run", "at", *SENT, *VERSIONS, "seconds", "score", "possible"),
    *("notes", "files", "parts", "katas"),  # in JSON
)
TABLES = f"""
CREATE TABLE IF NOT EXISTS runs
    (id INTEGER PRIMARY KEY, at, engine, suite, isolation, regrade, finished);
CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, {", ".join(COLUMNS)});
CREATE TABLE IF NOT EXISTS asked (run INTEGER PRIMARY KEY, assignment, terms, course);
CREATE INDEX IF NOT EXISTS row_of_student ON rows (student, id);
CREATE INDEX IF NOT EXISTS row_of_run ON rows (run)
"""
# An older version knew one assignment, which had no name.
ITS = "coalesce((SELECT assignment FROM asked WHERE asked.run = rows.run), '') = ?"
SAME = "engine = ? AND suite = ? AND isolation = ?"
PLACES = ", ".join("?" * len(COLUMNS))

T = TypeVar("T")


class Gradebook:
    """The open gradebook at `path`, for one thread; several processes may have it open at once.

    `notice`, usually "", is a sentence that the instructor must read.

    Raises:
        UsageError: (every method) the file cannot be read or written.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.name.endswith(NAMED) and not _is_empty_or_sqlite(path):
            raise UsageError(f"{shown(path)} is no gradebook; name another file, or a new one.")
        self._file = Database(path, "gradebook", SCHEMA, TABLES, PATIENCE, chosen=True)
        self._db = self._file.attempt(lambda: self._file.open(checked=True))
        self.notice = self._file.notice
        self._run, self._regrades, self._versions = 0, False, Versions("", "", "")
        self._possible, self._name = TOTAL, ""
        self._course: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def kept(self, name: str | None, course: Course) -> tuple[str, dict[str, Any] | None]:
        """Return the name of the assignment that is meant, and what is kept of it.

        Without a name it is the only one that there is.

        Raises:
            UsageError: the gradebook is another course's, or has several assignments.

        """
        query = "SELECT assignment, terms, course FROM asked ORDER BY run"
        asked = self._do(query)
        katas = (*course.katas, *course.unasked)
        own = self._course = {kata.id: list(kata.functions) for kata in katas}
        for *_, told in asked[-1:]:
            known = json.loads(told)
            if not (known.items() <= own.items() or own.items() <= known.items()):
                here = f"it knows {', '.join(list(known)[:3])}, …"
                raise UsageError(
                    f"{shown(self.path)} is another course's gradebook ({here}): name a new one"
                    " with --gradebook."
                )
        kept = {each: json.loads(terms) for each, terms, _ in asked}
        if name is None and len(kept) > 1:
            names = ", ".join(each or "''" for each in sorted(kept))
            raise UsageError(f"{shown(self.path)} holds {names}: say which with --assignment.")
        name = next(iter(kept), "") if name is None else name
        return name, kept.get(name)

    def begin(
        self,
        versions: Versions,
        assignment: Assignment = USUAL,
        *,
        points: float = TOTAL,
        regrade: bool = False,
    ) -> int:
        """Begin a run, and return its number; a regrade that was broken off is taken up again."""
        self._versions, self._possible, self._regrades = versions, round(points, 2), regrade
        self._name = assignment.name
        terms = json.dumps(asdict(assignment)), json.dumps(self._course)
        same = tuple(asdict(versions).values())

        def start() -> int:
            self._db.execute("BEGIN IMMEDIATE")
            query = (
                "SELECT max(id) FROM runs JOIN asked ON run = id"  # noqa: S608  constants
                f" WHERE regrade AND finished IS NULL AND assignment = ? AND {SAME}"
            )
            told = (self._name, *same)
            (open_run,) = self._db.execute(query, told).fetchone() if regrade else (None,)
            if open_run is None:
                query = "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, NULL)"
                open_run = self._db.execute(query, (stamp(), *same, regrade)).lastrowid
                query = "INSERT INTO asked VALUES (?, ?, ?, ?)"
                self._db.execute(query, (open_run, self._name, *terms))
            self._db.execute("COMMIT")
            return int(open_run or 0)

        self._run = self._try(start)
        return self._run

    def finish(self) -> None:
        """Note that the run came to its end."""
        query = "UPDATE runs SET finished = ? WHERE id = ?"
        self._do(query, (stamp(), self._run))

    def known(self, submission: Submission) -> Row | None:
        """Return the student's newest row if it is of this very submission, graded as now.

        One whose grading has failed is not: that may have been the machine's fault. Neither is an
        older row: what was handed in since has taken its place.
        """
        query = f"SELECT * FROM rows WHERE student = ? AND {ITS} ORDER BY id DESC LIMIT 1"  # noqa: S608  constants
        newest = next(self._stream(query, (submission.student, self._name)), None)
        same = (
            newest is not None
            and (newest.digest, newest.problem) == (submission.digest, submission.problem)
            and newest.versions == self._versions
            and newest.possible == self._possible
            and (newest.run == self._run or not self._regrades)
        )
        return newest if same else None

    def add(self, row: Row) -> None:
        """Store a row: when this returns, it is in the file, whatever happens next."""
        query = f"INSERT INTO rows VALUES (NULL, {PLACES})"  # noqa: S608  a row of question marks
        self._do(query, _cells(row, self._run))

    def rows(self, among: Container[str] | None = None) -> Iterator[Row]:
        """Yield the newest row of each student, one at a time: of all, or of those in `among`."""
        query = (
            "SELECT * FROM rows WHERE id IN"  # noqa: S608  constants
            f" (SELECT max(id) FROM rows WHERE {ITS} GROUP BY student)"
            " ORDER BY student COLLATE NOCASE, student"
        )
        for row in self._stream(query, (self._name,)):
            if among is None or row.student in among:
                yield row

    def pairs(self, run: int) -> Iterator[tuple[Row, Row]]:
        """Yield (before, after) of each student graded in that run and earlier, too."""
        query = "SELECT max(id), student FROM rows WHERE run = ? GROUP BY student ORDER BY student"
        for number, student in self._do(query, (run,)):
            earlier = f"SELECT * FROM rows WHERE student = ? AND id < ? AND run <> ? AND {ITS}"  # noqa: S608  constants
            asked = (student, number, run, self._name)
            after = next(self._stream("SELECT * FROM rows WHERE id = ?", (number,)))
            for before in self._stream(f"{earlier} ORDER BY id DESC LIMIT 1", asked):
                yield before, after

    def _do(self, query: str, asked: tuple[Any, ...] = ()) -> list[Any]:
        return self._try(lambda: self._db.execute(query, asked).fetchall())

    def _stream(self, query: str, asked: tuple[Any, ...] = ()) -> Iterator[Row]:
        cursor = self._try(lambda: self._db.execute(query, asked))
        while cells := self._try(cursor.fetchone):
            yield _row(cells)

    def _try(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise self._file.error(error) from None


def _is_empty_or_sqlite(path: Path) -> bool:
    """Tell whether a gradebook may be at `path`: a file of another kind is not to be set aside."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) in (b"", MAGIC)
    except OSError:  # there is none yet, or it is reported on when it is opened
        return True


def _cells(row: Row, run: int) -> tuple[Any, ...]:
    sent = [getattr(row, fact) for fact in SENT]
    lists = (row.notes, row.files, list(map(asdict, row.shares)), list(map(_as_data, row.katas)))
    return (
        *(run, row.at, *sent, *asdict(row.versions).values()),
        *(row.seconds, row.score, row.possible, *map(json.dumps, lists)),
    )


def _as_data(kata: KataResult) -> dict[str, Any]:
    """Return the result as JSON can hold it; what is empty is left out."""
    tests = [{k: each for k, each in vars(t).items() if each not in ("", None)} for t in kata.tests]
    return {"id": kata.id, "title": kata.title, "output": kata.output, "tests": tests}


def _row(cells: tuple[Any, ...]) -> Row:
    told = dict(zip(("id", *COLUMNS), cells, strict=True))
    files = json.loads(told["files"])  # an older version kept no likeness
    return Row(
        **{name: told[name] for name in (*SENT, "seconds", "at", "run")},
        versions=Versions(**{name: told[name] for name in VERSIONS}),
        notes=tuple(json.loads(told["notes"])),
        files=tuple((kata, name, "".join(same)) for kata, name, *same in files),
        shares=tuple(
            Share(**data | {"mistakes": tuple(data["mistakes"])})
            for data in json.loads(told["parts"])
        ),
        katas=tuple(map(_kata, json.loads(told["katas"]))),
    )


def _kata(data: dict[str, Any]) -> KataResult:
    """Return the result that `_as_data` was given; fields of another version are dropped."""
    known = {field.name for field in fields(TestResult)}
    tests = [
        TestResult(**{"fact": ""} | {name: each[name] for name in known & set(each)})
        for each in data["tests"]
    ]
    return KataResult(data["id"], data["title"], tests, data.get("output", ""))

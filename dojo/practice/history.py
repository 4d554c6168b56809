"""The learner's history: every run, hint, reset and rebuild is one row in one SQLite file.

The file is opened for one transaction at a time, so that nothing a process or a terminal does,
not even being killed, takes along what an earlier event said. Times are stored in UTC; the one
who shows them chooses the zone.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from dojo.database import Database, stamp
from dojo.registry import Course, UsageError

SCHEMA = 1  # kept in PRAGMA user_version; another table layout is another number
PATIENCE = 5.0  # seconds to wait for another process that is writing
COLUMNS = (
    *("at", "kind", "kata", "status", "passed", "total", "seconds", "level"),
    *("mistakes", "detail"),  # in JSON
)
TABLE = f"CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)})"


class HistoryError(UsageError):
    """The history cannot be read or written; the message is one sentence."""


@dataclass(frozen=True)
class Event:
    """One thing the learner did with one kata, or with the whole network (`network`)."""

    kind: str  # run, hint, reset, solution, rebuild or review
    kata: str
    status: str = ""  # a KataResult's: done, wrong, ...
    passed: int = 0
    total: int = 0
    seconds: float = 0.0
    level: str = ""  # what the learner started from: worked, blanks, stub or blank
    mistakes: tuple[str, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)
    when: datetime = field(default_factory=partial(datetime.now, UTC))


def location(course: Course) -> Path:
    """Return where the history of a course is: `DOJO_HISTORY`, or `.dojo/` in the course."""
    elsewhere = os.environ.get("DOJO_HISTORY")
    return Path(elsewhere) if elsewhere else course.root / ".dojo" / "history.sqlite3"


def record(path: Path, *events: Event) -> str:
    """Add the events, all or none; return "" or the one sentence the learner should read.

    It never raises a HistoryError: a verdict stands whether or not it can be written down.
    """
    history = History(path)
    try:
        history.record(*events)
    except HistoryError as error:
        return str(error)
    return history.file.notice


class History:
    """The history in the file at `path`, which comes into being with the first event.

    Raises:
        HistoryError: (every method) the file cannot be read or written, or a newer version of
            the course has changed its layout.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = Database(path, "history", SCHEMA, TABLE, PATIENCE, HistoryError)

    def record(self, *events: Event) -> None:
        """Add the events in one transaction: when this returns, all of them are in the file."""
        rows = [(None, *_row(event)) for event in events]
        insert = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self.file.error(error) from None
        self.file.use(lambda db: db.executemany(insert, rows))

    def events(self, kata: str | None = None, kind: str | None = None) -> list[Event]:
        """Return the events in the order in which they happened, all or those asked for.

        That is the order of their rows: the clock of a machine may be set back.
        """
        if not self.path.exists():
            return []
        query = (
            "SELECT * FROM events WHERE kata = coalesce(?, kata) AND kind = coalesce(?, kind)"
            " ORDER BY id"
        )
        rows = self.file.use(lambda db: db.execute(query, (kata, kind)).fetchall())
        return [_event(row) for row in rows]

    def mistakes(self) -> list[tuple[str, int]]:
        """Return the named mistakes and how often each was made, the most frequent first.

        A mistake that stays from one run to the next of the same kata was made once.
        """
        made: Counter[str] = Counter()
        before: dict[str, tuple[str, ...]] = {}
        for event in self.events():
            if event.kind in ("run", "rebuild"):
                made.update(set(event.mistakes) - set(before.get(event.kata, ())))
                before[event.kata] = event.mistakes
        return sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))

    def export_csv(self, stream: TextIO) -> None:
        """Write all events as a table that a spreadsheet shows and never computes."""
        import csv  # noqa: PLC0415  an export is rare, and every run imports this module

        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("when", *COLUMNS[1:]))
        for event in self.events():
            cells = (*_row(event)[:-2], "; ".join(event.mistakes), _row(event)[-1])
            writer.writerow(map(_inert, cells))

    def export_json(self, stream: TextIO) -> None:
        """Write all events as one object, with the names of the table."""
        events = [{"when": ""} | vars(e) | {"when": stamp(e.when)} for e in self.events()]
        json.dump({"schema": SCHEMA, "events": events}, stream, indent=2, default=str)
        stream.write("\n")


def _row(event: Event) -> tuple[Any, ...]:
    mistakes = json.dumps(event.mistakes)
    detail = json.dumps(event.detail, default=str)  # a stray numpy number must not stop a verdict
    numbers = (event.passed, event.total, event.seconds)
    facts = (stamp(event.when), event.kind, event.kata, event.status)
    return (*facts, *numbers, event.level, mistakes, detail)


def _event(row: tuple[Any, ...]) -> Event:
    _id, at, kind, kata, status, passed, total, seconds, level, mistakes, detail = row
    named = tuple(json.loads(mistakes)) if mistakes != "[]" else ()
    more = json.loads(detail) if detail != "{}" else {}
    when = datetime.fromisoformat(at)
    return Event(kind, kata, status, passed, total, seconds, level, named, more, when)


def _inert(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") else cell

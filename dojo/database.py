"""An SQLite file that outlives what happens to files: kill -9, a second writer, rot.

The learner's history and verdicts, and the instructor's gradebook, are kept in one each.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from dojo.registry import UsageError
from dojo.source import shown

UNREADABLE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
COLUMNS = """
SELECT list.name, column.name FROM sqlite_master AS list, pragma_table_info(list.name) AS column
WHERE list.type = 'table'
"""
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

T = TypeVar("T")


def stamp(when: datetime | None = None) -> str:
    """Return a time, or else now, as it is stored: in UTC, to the millisecond."""
    utc = (when or datetime.now(UTC)).astimezone(UTC)
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Database:
    """Where one is, what a sentence calls it, and how its tables are laid out.

    A file that cannot be read is never deleted: it is set aside under a new name, and `notice` is
    the sentence that says so.
    """

    path: Path
    name: str
    schema: int  # kept in PRAGMA user_version
    tables: str  # SQL that makes those that are not there: all that an older one lacks
    patience: float  # seconds to wait for another process that is writing
    refusal: type[UsageError] = UsageError
    chosen: bool = False  # by a person, who may have meant another file; then it is left alone
    notice: str = ""

    def open(self, *, checked: bool = False) -> sqlite3.Connection:
        """Return the open file, made anew if need be; `checked` reads all of it for rot."""
        db = sqlite3.connect(self.path, timeout=self.patience, isolation_level=None)
        try:
            self._prepare(db)
            if checked:
                _check(db)
        except BaseException:
            db.close()
            raise
        return db

    def use(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` does with the file in one transaction; errors as of `attempt`."""

        def opened() -> T:
            with closing(self.open()) as db:
                db.execute("BEGIN")
                result = work(db)
                db.execute("COMMIT")
                return result

        return self.attempt(opened)

    def attempt(self, work: Callable[[], T]) -> T:
        """Return what `work` returns once the file is free and sound.

        Raises:
            UsageError: (or `refusal`) the file cannot be used, or a newer version has made it.

        """
        deadline = time.monotonic() + self.patience
        repaired = False
        while True:
            try:
                return work()
            except sqlite3.Error as error:
                code = _code(error)
                # Creating a file, and leaving it last, lock it without SQLite's own patience.
                if code in LOCKED and time.monotonic() < deadline:
                    time.sleep(0.01)
                elif code in UNREADABLE and not repaired:
                    repaired, self.notice = True, self.set_aside() or self.notice
                else:
                    raise self.error(error) from None

    def set_aside(self) -> str:
        """Give the unreadable file another name, unless another process has just done so.

        Returns:
            What must be told about it; "" if the file is sound.

        """
        try:
            with closing(sqlite3.connect(f"{self.path}.lock", timeout=self.patience)) as lock:
                lock.execute("BEGIN EXCLUSIVE")  # let go by the system, even after kill -9
                if self._is_sound():
                    return ""
                aside = Path(f"{self.path}.corrupt-{datetime.now(UTC):%Y-%m-%dT%H-%M-%S}")
                while aside.exists():
                    aside = Path(f"{aside}-2")
                # The file last: whoever finds it gone must not find the old log beside it.
                for part in ("-wal", "-shm", ""):
                    with suppress(FileNotFoundError):
                        Path(f"{self.path}{part}").rename(f"{aside}{part}")
        except (OSError, sqlite3.Error) as error:
            raise self.error(error) from None
        return (
            f"The {self.name} {shown(self.path)} could not be read: it was set aside as"
            f" {aside.name}, and a new one was begun."
        )

    def error(self, error: sqlite3.Error | OSError) -> UsageError:
        """Return the sentence about a file that cannot be read or written."""
        reason = getattr(error, "strerror", None) or error
        return self.refusal(f"The {self.name} {shown(self.path)} cannot be used: {reason}.")

    def _prepare(self, db: sqlite3.Connection) -> None:
        # In this order: another process may be making the file, and puts both into it at once.
        found = set(db.execute(COLUMNS))
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if found and not self._is_own(found, version):
            if not self.chosen:
                raise _unreadable("it is another program's")
            raise self.refusal(
                f"{shown(self.path)} is another program's file and no {self.name}: name another"
                " one, or a new one."
            )
        if version > self.schema:
            raise self.refusal(
                f"The {self.name} {shown(self.path)} is a newer version's (schema {version}, here"
                f" {self.schema}): update the course with git pull."
            )
        if version < self.schema:
            db.execute("PRAGMA journal_mode = WAL")  # stays with the file
            made = f"{self.tables}; PRAGMA user_version = {self.schema}"
            db.executescript(f"BEGIN IMMEDIATE; {made}; COMMIT")
        db.execute("PRAGMA synchronous = FULL")  # in the file when the call returns

    def _is_own(self, found: set[tuple[str, str]], version: int) -> bool:
        """Tell whether these are our columns, or an older version's, which had fewer tables."""
        with closing(sqlite3.connect(":memory:")) as db:
            db.executescript(self.tables)
            own = set(db.execute(COLUMNS))
        if version > self.schema:
            return not found.isdisjoint(own)
        tables = {table for table, _ in found if version < self.schema}
        return found == {each for each in own if each[0] in tables or version == self.schema}

    def _is_sound(self) -> bool:
        try:
            self.open(checked=True).close()
        except sqlite3.Error as error:
            return _code(error) not in UNREADABLE
        return True


def _check(db: sqlite3.Connection) -> None:
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise _unreadable(verdict)


def _unreadable(why: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    return error


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the finer distinctions

"""An SQLite file that outlives what happens to files: kill -9, a second writer, rot."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from dojo.registry import UsageError
from dojo.source import shown

PATIENCE = 30.0  # seconds to wait for another process that is writing
UNREADABLE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def connect(path: Path, schema: int, tables: str) -> tuple[sqlite3.Connection, str]:
    """Return the open file, made anew if need be, and "" or the sentence that must be told.

    A file that is not sound is set aside under a new name, never deleted.

    Raises:
        UsageError: it cannot be opened, or a newer version has made it.

    """
    deadline = time.monotonic() + PATIENCE
    notice = ""
    while True:
        try:
            return _open(path, schema, tables), notice
        except sqlite3.Error as error:
            code = error_code(error)
            # Creating a file locks it without SQLite's own patience.
            if code in LOCKED and time.monotonic() < deadline:
                time.sleep(0.02)
            elif code in UNREADABLE and not notice:
                notice = _set_aside(path, lambda: _is_sound(path, schema, tables))
            else:
                raise unusable(path, error) from None


def unusable(path: Path, error: sqlite3.Error | OSError) -> UsageError:
    """Return the sentence about a gradebook that cannot be read or written."""
    return UsageError(f"The gradebook {shown(path)} cannot be used: {error}.")


def error_code(error: sqlite3.Error) -> int:
    """Return SQLite's code of an error, without the finer distinctions."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _open(path: Path, schema: int, tables: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        _prepare(db, path, schema, tables)
        _check(db)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path, schema: int, tables: str) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > schema:
        raise UsageError(
            f"The gradebook {shown(path)} is a newer version's (schema {version}, here"
            f" {schema}): update the course with git pull, or name another --gradebook."
        )
    if version < schema:
        db.execute("PRAGMA journal_mode = WAL")  # stays with the file
        db.executescript(f"BEGIN IMMEDIATE; {tables}; PRAGMA user_version = {schema}; COMMIT")
    db.execute("PRAGMA synchronous = FULL")  # in the file when the call returns, come what may


def _check(db: sqlite3.Connection) -> None:
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        error = sqlite3.DatabaseError(verdict)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _is_sound(path: Path, schema: int, tables: str) -> bool:
    try:
        _open(path, schema, tables).close()
    except sqlite3.Error as error:
        return error_code(error) not in UNREADABLE
    return True


def _set_aside(path: Path, is_sound: Callable[[], bool]) -> str:
    """Give the unsound file another name, unless another process has just done so."""
    try:
        with closing(sqlite3.connect(f"{path}.lock", timeout=PATIENCE)) as lock:
            lock.execute("BEGIN EXCLUSIVE")  # let go by the system, even after kill -9
            if is_sound():
                return ""
            aside = Path(f"{path}.corrupt-{datetime.now(UTC):%Y-%m-%dT%H-%M-%S}")
            while aside.exists():
                aside = Path(f"{aside}-2")
            # The file last: whoever finds it gone must not find the old log beside it.
            for part in ("-wal", "-shm", ""):
                with suppress(FileNotFoundError):
                    Path(f"{path}{part}").rename(f"{aside}{part}")
    except (OSError, sqlite3.Error) as error:
        raise unusable(path, error) from None
    return (
        f"The gradebook {shown(path)} could not be read: it was set aside as {aside.name},"
        " and a new one was begun."
    )

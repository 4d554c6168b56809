"""The learner's own verdicts, kept beside the history: what has not changed is not run again.

A verdict is kept under a digest of all that it depends on, so it is never looked for under a
changed one, and every row proves that it is whole. The store is a convenience: one that cannot be
read or written costs time and nothing else.
"""

import ast
import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import fields
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, get_origin

from dojo import digest
from dojo.answer import locate, read
from dojo.database import Database
from dojo.index import Index
from dojo.practice.history import location
from dojo.registry import Course, Kata, UsageError
from dojo.results import KataResult, TestResult
from dojo.source import Broken, shown

SCHEMA = 1026  # unlike other programs' numbers
TABLE = (
    "CREATE TABLE IF NOT EXISTS verdicts"
    " (name PRIMARY KEY, digest, seed, result, proof, noted) WITHOUT ROWID"
)
PATIENCE = 1.0  # seconds to wait for another process that is writing
# A verdict that says one of these says something about the machine.
OF_THE_MACHINE = ("ModuleNotFoundError", "ImportError", "MemoryError", "OSError")
PROCESSOR_TIME = "of processor time"  # of a test that timed out by it, and not by waiting

T = TypeVar("T")


class Text(NamedTuple):
    """A learner's text and all that judges it, at one moment."""

    digest: str
    saved: tuple[int, int]  # tells a text that was changed and changed back meanwhile


class Kept:
    """The store of one course.

    Suites and engine are looked at once, at first: a process judges by those it has loaded.
    """

    def __init__(self, course: Course, *, fresh: bool = False) -> None:
        self._course, self._fresh = course, fresh
        path = location(course).with_name("verdicts.sqlite3")
        self.file = Database(path, "store of verdicts", SCHEMA, TABLE, PATIENCE)
        self._index = Index(course)

    @cached_property
    def _around(self) -> dict[Kata, str]:
        shared = f"{digest.engine()} {digest.machine()} {digest.helpers(self._course)}"
        return {kata: f"{shared} {digest.judge(self._course, kata)}" for kata in self._course.katas}

    def text(self, kata: Kata) -> Text | None:
        """Return the digest of what there is now, or None where there is nothing to judge."""
        path = locate(self._course.root / "katas", kata.id)
        text = digest.bytes_of(path)
        try:
            look = path.stat()
        except OSError:
            return None
        whole = hashlib.sha256(text or b"")
        # messages quote the path, as it is shown from here
        for part in (str(path), shown(path), self._around[kata]):
            whole.update(f"\n{part}".encode("utf-8", "surrogateescape"))
        saved = (look.st_mtime_ns, look.st_ino)
        return None if text is None else Text(whole.hexdigest(), saved)

    def known(self, katas: Iterable[Kata], suffix: str = "") -> dict[Kata, KataResult]:
        """Return what is known of the katas' texts without a run."""
        if self._fresh:
            return {}
        found = {} if suffix else {kata: self._index.untouched(kata) for kata in katas}
        texts = {kata: self.text(kata) for kata in katas if not found.get(kata)}
        rows = self._rows if any(texts.values()) else {}
        for kata, text in texts.items():
            row = rows.get(kata.id + suffix)
            names = None if suffix else self._index.names(kata)
            if text and row and row[1] == text.digest:
                found[kata] = _decoded(row, names)
        return {kata: result for kata, result in found.items() if result}

    def keep(self, runs: Iterable[tuple[Kata, Text | None, KataResult]], suffix: str = "") -> None:
        """Keep results of runs that began on these texts, as far as they are facts about them."""
        rows = []
        for kata, before, result in runs:
            told = before == self.text(kata) and _is_fact(result)
            new = told and (suffix or not self._index.untouched(kata))
            if before and new and _stands_alone(self._course, kata):
                row = (kata.id + suffix, before.digest, result.seed, _plain(result))
                rows.append((*row, _proof(*row), False))
        if rows:
            put = "REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?)"
            self._use(lambda db: db.executemany(put, rows), make=True)

    def note(self, results: Iterable[KataResult]) -> None:
        """Remember that the history has these."""
        rows = [(result.id, result.seed) for result in results]
        update = "UPDATE verdicts SET noted = 1 WHERE name = ? AND seed = ?"
        self._use(lambda db: db.executemany(update, rows))

    def forget(self, katas: Iterable[str]) -> None:
        """Forget what is known of these: they begin anew, and the next run is one to write down."""
        rows = [(kata,) for kata in katas]
        self._use(lambda db: db.executemany("DELETE FROM verdicts WHERE name = ?", rows))

    @cached_property
    def _rows(self) -> dict[str, tuple[Any, ...]]:
        rows = self._use(lambda db: db.execute("SELECT * FROM verdicts").fetchall())
        return {row[0]: row for row in rows or ()}

    def _use(self, work: Callable[[sqlite3.Connection], T], *, make: bool = False) -> T | None:
        """Return what `work` does in the file; None where that cannot be used, or is not there."""
        with suppress(OSError, UsageError):
            if make:
                self.file.path.parent.mkdir(parents=True, exist_ok=True)
            if make or self.file.path.exists():
                return self.file.use(work)
        return None


def _is_fact(result: KataResult) -> bool:
    """Tell whether a run would come out the same on any machine, at any time."""
    if result.status not in ("done", "reading", "wrong", "timed_out", "not_started"):
        return False
    return not any(
        any(word in test.message for word in OF_THE_MACHINE)
        or (test.outcome == "timed_out" and PROCESSOR_TIME not in test.message)
        for test in result.tests
    )


def _stands_alone(course: Course, kata: Kata) -> bool:
    """Tell whether the learner's code imports nothing but Python's own modules and numpy."""
    try:
        parts = read(locate(course.root / "katas", kata.id), kata.id)
        nodes = [node for part in parts for node in ast.walk(ast.parse(part.text))]
    except (Broken, ValueError, SyntaxError, RecursionError):
        return False
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names} <= {*sys.stdlib_module_names, "numpy"}


def _plain(result: KataResult) -> str:
    facts = result.as_plain()
    for name in ("seed", "kept", "noted"):
        del facts[name]
    return json.dumps(facts)


def _proof(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _decoded(row: tuple[Any, ...], names: list[str] | None) -> KataResult | None:
    """Return the result in a row if that is as it was written, with the tests of the suite."""
    name, text, seed, plain, proof, noted = row
    if proof != _proof(name, text, seed, plain):
        return None
    facts = json.loads(plain)
    tests = [TestResult(**test) for test in facts.pop("tests")]
    result = KataResult(tests=tests, seed=seed, kept=True, noted=bool(noted), **facts)
    whole = names is None or [test.name for test in tests] == names
    return result if whole and all(map(_is_typed, tests)) else None


def _is_typed(test: TestResult) -> bool:
    values = ((getattr(test, field.name), field.type) for field in fields(test))
    kinds = ((value, list if get_origin(kind) is list else kind) for value, kind in values)
    return all(isinstance(value, kind) for value, kind in kinds)  # type: ignore[arg-type]  # its fields have types that can be asked

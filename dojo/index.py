"""The index of the suites, tests/index.json: what an untouched stub's tests come to, without a run.

It is derived, by `python -m dojo.stub ID`. Where a stub or a suite is not the one it was derived
from, it says nothing and the suite is run: an old index makes a report slower, never wrong.
"""

import hashlib
import json
from typing import Any

from dojo.digest import INDEX, bytes_of
from dojo.registry import Course, Kata, UsageError, number_of
from dojo.results import KataResult, TestResult
from dojo.source import UNWRITTEN, shown


class Index:
    """The index of a course; empty where there is none that can be read."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self.path = course.root / "tests" / INDEX
        try:
            entries = json.loads(bytes_of(self.path) or b"{}").items()
        except (AttributeError, ValueError):
            entries = ()
        self.entries: dict[str, Any] = {id_: e for id_, e in entries if isinstance(e, dict)}

    def names(self, kata: Kata) -> list[str]:
        """Return the names of the tests in the suite as it is now; [] if that is not known."""
        entry = self.entries.get(kata.id, {})
        known = entry.get("suite") == _hash(bytes_of(self._course.suite(kata)))
        return [test[0] for test in entry["tests"]] if known else []

    def untouched(self, kata: Kata) -> KataResult | None:
        """Return the result of a stub that nobody has written in; None if a run has to tell."""
        stub = self._course.stub(kata)
        if not self.names(kata) or self.entries[kata.id].get("stub") != _hash(bytes_of(stub)):
            return None
        tests, file = [], shown(stub)
        for name, fact, function, line in self.entries[kata.id]["tests"]:
            message, where = UNWRITTEN.format(function), f"{file}:{line}"
            tests.append(TestResult(name, fact, "not_started", 0.0, message, where, function))
        return KataResult(kata.id, kata.title, tests, belt=kata.belt, kept=True)

    def fault(self, kata: Kata, stub: bytes, run: KataResult) -> str:
        """Return what is wrong with an entry of the index, or ""; `run` is of the derived stub."""
        if self.entries.get(kata.id, {}) == self._entry(kata, stub, run):
            return ""
        return f"it is out of date; renew it with: python -m dojo.stub {number_of(kata.id)}"

    def renew(self, kata: Kata, stub: bytes, run: KataResult) -> None:
        """Write down what came of a run of the kata's stub; the other entries stay."""
        self.entries[kata.id] = self._entry(kata, stub, run)
        known = [each.id for each in self._course.katas if self.entries.get(each.id)]
        text = ",\n".join(f'"{name}": {_text(self.entries[name])}' for name in known)
        self.path.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")

    def _entry(self, kata: Kata, stub: bytes, run: KataResult) -> dict[str, Any]:
        """Return the entry; empty if there is more to tell of the stub than what is not written."""
        suite = _hash(bytes_of(self._course.suite(kata)))
        if any(test.message != UNWRITTEN.format(test.function) for test in run.tests):
            return {}
        tests = [[t.name, t.fact, t.function, int(t.where.rpartition(":")[2])] for t in run.tests]
        return {"stub": _hash(stub), "suite": suite, "tests": tests}


def _text(entry: dict[str, Any]) -> str:
    """Return an entry as JSON, a line for each test: what changes is seen in a diff."""
    lines = ",\n".join(json.dumps(test, ensure_ascii=False) for test in entry["tests"])
    return f'{{"stub": "{entry["stub"]}", "suite": "{entry["suite"]}", "tests": [\n{lines}\n]}}'


def _hash(text: bytes | None) -> str:
    """Return the digest of a text, whichever way its lines end; "" of none."""
    return "" if text is None else hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def derive(course: Course, kata: Kata, stub: bytes) -> None:
    """Run the suite of a kata on its stub, which has just been written; note what comes of it."""
    from dojo.verify import Order, verify

    (run,) = verify(Order(course, [kata], course.stub(kata))).katas
    if run.status == "not_runnable":
        raise UsageError(run.tests[0].message)
    Index(course).renew(kata, stub, run)

"""The class for other programs: a CSV for spreadsheets, one JSON object, JUnit XML.

Each is written one row at a time. In the CSV is nothing that a spreadsheet would compute: as OWASP
advises, an apostrophe goes before text that begins like a formula. It also goes there inside a
cell: with a semicolon as its delimiter, a spreadsheet begins a new cell at a semicolon even where
the comma's rules say it is quoted.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from dojo.report.machine import kata_object, test_object
from dojo.results import KataResult, TestResult
from dojo.school.row import NOT_HANDED_IN, Row, Share

FORMULA = re.compile(r"(^|[;,|\t\r\n])([\s\x22]*)([=+\-@\uff1d\uff0b\uff0d\uff20])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BETWEEN = " · "  # mistakes in one cell: no delimiter of any spreadsheet
FACTS = ("student", "name", "email", "status", "score", "possible", "problem", "notes", "origin")
XML = '<?xml version="1.0" encoding="utf-8"?>'
# What XML 1.0 cannot hold, not even escaped.
IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Outcomes; whatever else did not pass is a failure.
ERRORS = ("broken", "crashed", "timed_out", "not_run", "error")


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """Write the rows to `path`, in UTF-8, with the mark by which Excel knows that it is UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for number, cells in enumerate(map(_cells, rows)):
            if number == 0:
                writer.writerow(cells)  # which katas are due is the same in all rows
            writer.writerow(map(inert, cells.values()))


def inert(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    text = CONTROL.sub("\N{REPLACEMENT CHARACTER}", cell)
    if text[:1] in ("\t", "\r", "\n"):
        text = f"'{text}"
    return FORMULA.sub(r"\1\2'\3", text)


def _cells(row: Row) -> dict[str, Any]:
    """Return what stands in each column of the table."""
    cells: dict[str, Any] = {"id": row.student, "name": row.name, "email": row.email}
    cells |= {"score": _points(row, row.score), "of": row.possible, "status": row.status}
    for share in row.shares:
        cells[f"{share.kata} points"] = _points(row, share.earned)
        cells[f"{share.kata} status"] = share.status
    cells |= {"mistakes": BETWEEN.join(row.mistakes), "problem": row.problem}
    cells |= {"notes": BETWEEN.join(row.notes), "isolation": row.versions.isolation}
    return cells | {"seconds": row.seconds, "graded at": row.at, "origin": row.origin}


def _points(row: Row, earned: float) -> float | str:
    """Return the points; what could not be graded is blank: nobody has earned a 0 by it."""
    return "" if row.status == "ungradable" else round(earned, 2)


def write_json(rows: Iterable[Row], path: Path, course: str) -> None:
    """Write `{"schema": 1, "course", "submissions"}` to `path`, a line for each submission."""
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.write(f'{{"schema": 1, "course": {json.dumps(course)}, "submissions": [')
        for number, row in enumerate(rows):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(_submission(row), ensure_ascii=False))
        file.write("\n]}\n")


def _submission(row: Row) -> dict[str, Any]:
    return {
        **{fact: getattr(row, fact) for fact in FACTS},
        "files": {kata: name for kata, name, _ in row.files},
        "digest": row.digest,
        **asdict(row.versions),
        "seconds": row.seconds,
        "graded_at": row.at,
        "run": row.run,
        "katas": [_kata(*part) for part in row.parts],
    }


def _kata(share: Share, result: KataResult | None) -> dict[str, Any]:
    """Return a kata as an object: as in `--json`, with its points and all there is."""
    told: dict[str, Any] = {"id": share.kata, "status": share.status, "tests": []}
    if result:
        tests = [{**test_object(test), "fact": test.fact} for test in result.tests]
        told = {**kata_object(result), "tests": tests, "output": result.printed()}
    return {
        **told,
        "points": round(share.earned, 2),
        "possible": round(share.possible, 2),
        "reason": share.reason,
        "mistakes": share.mistakes,
    }


def write_junit(rows: Iterable[Row], path: Path) -> None:
    """Write the rows to `path`, as a suite for each student and kata."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{XML}\n<testsuites name="backprop-dojo">')
        for row in rows:
            for suite in _suites(row):
                text = ET.tostring(suite, encoding="unicode")
                file.write(IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", text))
        file.write("</testsuites>")


def _suites(row: Row) -> Iterator[ET.Element]:
    if row.problem:
        yield _suite(row, "submission", [_unread("error", row.problem, row.seconds)])
        return
    for share, result in row.parts:
        tests = result.tests if result else [_unread(NOT_HANDED_IN, share.reason)]
        yield _suite(row, share.kata, tests)


def _unread(outcome: str, why: str, seconds: float = 0.0) -> TestResult:
    return TestResult("submission", "", outcome, seconds, why)


def _suite(row: Row, of: str, tests: list[TestResult]) -> ET.Element:
    name, missed = f"{row.student}/{of}", [t.outcome for t in tests if t.outcome != "passed"]
    errors = sum(outcome in ERRORS for outcome in missed)
    counts = {"tests": len(tests), "failures": len(missed) - errors, "errors": errors, "skipped": 0}
    facts = {"name": name} | {key: str(count) for key, count in counts.items()}
    seconds = f"{sum(test.seconds for test in tests):.3f}"
    suite = ET.Element("testsuite", facts, time=seconds, timestamp=row.at.rstrip("Z"))
    for test in tests:
        took = f"{test.seconds:.3f}"
        case = ET.SubElement(suite, "testcase", classname=name, name=test.name, time=took)
        if test.outcome != "passed":
            kind = "error" if test.outcome in ERRORS else "failure"
            said = {"type": test.outcome, "message": test.message.partition("\n")[0]}
            text = "\n".join(filter(None, (test.fact, test.explained)))
            ET.SubElement(case, kind, said).text = text
    return suite

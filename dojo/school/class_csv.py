"""The table for spreadsheets: one row a submission, and nothing that a spreadsheet would compute.

As OWASP advises for CSV injection, an apostrophe goes before text that begins like a formula. It
also goes there inside a cell: with a semicolon as its delimiter, a spreadsheet begins a new cell at
a semicolon even where the comma's rules say it is quoted.
"""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dojo.school.row import Row

FORMULA = re.compile(r"(^|[;,|\t\r\n])([\s\x22]*)([=+\-@\uff1d\uff0b\uff0d\uff20])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BETWEEN = " · "  # mistakes in one cell: no delimiter of any spreadsheet


def write_csv(rows: Iterable[Row], path: Path, kata_ids: Iterable[str]) -> None:
    """Write the rows to `path`, in UTF-8, with the mark by which Excel knows that it is UTF-8."""
    kata_ids = list(kata_ids)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_header(kata_ids))
        for row in rows:
            writer.writerow([inert(cell) for cell in _cells(row, kata_ids)])


def inert(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    text = CONTROL.sub("\N{REPLACEMENT CHARACTER}", cell)
    if text[:1] in ("\t", "\r", "\n"):
        text = f"'{text}"
    return FORMULA.sub(r"\1\2'\3", text)


def _header(kata_ids: Iterable[str]) -> list[str]:
    katas = [name for kata in kata_ids for name in (f"{kata} points", f"{kata} status")]
    after = ("mistakes", "problem", "notes", "isolation", "seconds", "graded at", "origin")
    return ["id", "name", "email", "score", "of", "status", *katas, *after]


def _cells(row: Row, kata_ids: Iterable[str]) -> list[Any]:
    shares = {share.kata: share for share in row.shares}
    katas = [
        cell
        for kata in kata_ids
        for cell in (
            (_points(row, shares[kata].earned), shares[kata].status) if kata in shares else ("", "")
        )
    ]
    texts = (BETWEEN.join(row.mistakes), row.problem, BETWEEN.join(row.notes))
    return [
        *(row.student, row.name, row.email, _points(row, row.score), row.possible, row.status),
        *katas,
        *(*texts, row.versions.isolation, row.seconds, row.at, row.origin),
    ]


def _points(row: Row, earned: float) -> float | str:
    """Return the points; what could not be graded is blank: nobody has earned a 0 by it."""
    return "" if row.status == "ungradable" else round(earned, 2)

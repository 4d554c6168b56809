"""The grades in the instructor's own table: Moodle's grading worksheet or Canvas' gradebook."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from dojo.registry import UsageError
from dojo.school.roster import Table, is_of_points, key, table
from dojo.school.row import Row
from dojo.source import shown

CANVAS = re.compile(r"(.+) \(\d+\)")  # the column of an assignment: its name and Canvas' number


def write_grades(rows: Iterable[Row], roster: Path, path: Path, name: str) -> None:
    """Write the roster as it is, but for the grades of those who are on it, to `path`.

    What could not be graded, or was not handed in, stays as it is. Where the table says how many
    points there are, grades are scaled to that.

    Raises:
        UsageError: it has no column for them, or several.

    """
    given = table(roster)
    column = _column(given, roster, name)
    scores = {
        row.student: row.score / row.possible
        for row in rows
        if row.possible and row.status not in ("missing", "ungradable")
    }
    possible = _possible(given, column)
    for cells, student in given.students():
        if student and student.id in scores:
            cells.extend([""] * (column + 1 - len(cells)))
            most = possible or _number(cells, given.head, "maximumgrade") or 100.0
            cells[column] = f"{scores[student.id] * most:.2f}"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=given.delimiter)
        writer.writerows([*given.above, given.head, *given.lines])


def _column(given: Table, roster: Path, name: str) -> int:
    """Return the column of the grades: Moodle's `Grade`, or an assignment of Canvas'."""
    names = [key(cell) for cell in given.head]
    if "grade" in names:
        return names.index("grade")
    found = {
        at: match[1] for at, cell in enumerate(given.head) if (match := CANVAS.fullmatch(cell))
    }
    meant = [at for at, each in found.items() if key(each) == key(name)] or list(found)
    if len(meant) == 1:
        return meant[0]
    if found:
        several = ", ".join(found.values())
        raise UsageError(f"{shown(roster)} has {several}: say which with --assignment NAME.")
    raise UsageError(
        f"{shown(roster)} has no column for grades: --grades fills in Moodle's grading worksheet or"
        " Canvas' gradebook; name that with --roster."
    )


def _possible(given: Table, column: int) -> float:
    """Return the points that Canvas says there are, or 0."""
    told = [cells for cells in given.lines if is_of_points(cells)]
    return _number(told[0], given.head, key(given.head[column])) if told else 0.0


def _number(cells: list[str], head: list[str], name: str) -> float:
    """Return the number in the column of that name, or 0."""
    told = dict(zip(map(key, head), cells, strict=False)).get(name, "")
    return float(told) if re.fullmatch(r"\d+(\.\d+)?", told.strip()) else 0.0

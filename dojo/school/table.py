"""The class list as a table: who is on it and what they go by; and the same with grades filled in.

Any CSV will do: its delimiter and encoding are found out, and columns are recognised by many
names (`heads.toml`), among them those in the exports of Canvas, Moodle, Gradescope and GitHub.
"""

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dojo.registry import UsageError
from dojo.school.limits import exact
from dojo.school.row import Row
from dojo.source import shown

DISTINCT = re.compile(r"[\d@]")  # what nobody's name has
# Letters whose accent Unicode does not take for one.
WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
LEAST = 3  # signs of a login that may be found among other words
LARGEST = 10_000_000  # bytes
MOST_ABOVE = 2  # lines above the header
CANVAS = re.compile(r"(.+) \(\d+\)")  # the column of an assignment: its name and Canvas' number


def key(text: str) -> str:
    """Return what is left of a name when case, accents, spaces and punctuation do not count."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(WHOLE))
    return "".join(sign for sign in plain if sign.isalnum())


TOLD: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("heads.toml").read_text(encoding="utf-8")
)
MOST = {key(grade): key(most) for grade, most in TOLD.pop("grades").items()}
HEADS = {what: tuple(map(key, names)) for what, names in TOLD.items()}
IDENTIFYING = {each for what in ("id", "name", "email", "first", "last") for each in HEADS[what]}
PARTICIPANT = "Participant"  # so Moodle calls everybody in its worksheet, and in blind marking;
# in any of its languages, and with the number:
NUMBERED = re.compile(f"({'|'.join(map(re.escape, TOLD['participant']))}) ?([0-9]+)")


def composed(name: str) -> str:
    """Return a name with each accent in its letter: Macs write the two apart."""
    return unicodedata.normalize("NFC", name)


@dataclass(frozen=True)
class Student:
    """One line of the roster."""

    id: str  # fit to be shown, as `limits.exact` makes every student's
    name: str
    email: str
    known: frozenset[str]  # everything the student goes by
    turned: frozenset[str]  # the names, beginning with any of their words; and logins of letters
    logins: frozenset[str]  # what of that may be looked for among other words
    pattern: str  # of file or folder names, such as `alice*`
    team: str


@dataclass(frozen=True)
class Table:
    """A roster's file as it is: lines of cells, the one of their names, what stands above that."""

    above: list[list[str]]
    head: list[str]
    lines: list[list[str]]
    delimiter: str

    def students(self) -> Iterator[tuple[list[str], Student | None]]:
        """Yield each line, and the student that it is of; two of Canvas' gradebook are of none."""
        names = [key(cell) for cell in self.head]
        told = [_told(names, cells) for cells in self.lines]
        # Where all have the same, as in a column of kinds of documents, it tells nobody apart.
        ids = [head for head in HEADS["id"] if head in names]
        same = {head for head in ids if len({line.get(head) for line in told}) == 1 < len(told)}
        same = same if IDENTIFYING.intersection(names) - same else set()
        for cells, line in zip(self.lines, told, strict=True):
            test = line.get("student") == "Student, Test" and not line.get("sisuserid")
            nobody = test or is_of_points(cells) or not IDENTIFYING.intersection(line)
            own = {head: cell for head, cell in line.items() if head not in same}
            yield cells, None if nobody else _student(own)


def _told(names: list[str], cells: list[str]) -> dict[str, str]:
    """Return what a line says, by the heads of its columns; a dash says nothing.

    Brightspace begins what must stay text with a #.
    """
    pairs = zip(names, (composed(c.strip().removeprefix("#")) for c in cells), strict=False)
    return {name: cell for name, cell in pairs if cell.strip("-–—")}


def is_of_points(cells: Iterable[str]) -> bool:
    """Tell whether a line of Canvas' gradebook says how many points there are."""
    return "pointspossible" in map(key, cells)


def table(path: Path) -> Table:
    """Return what is in the roster's file.

    Raises:
        UsageError: it cannot be read as a table, or has neither ids nor names nor e-mails.

    """
    text = _text(path)
    for first in text.lstrip().split("\n")[: MOST_ABOVE + 2]:  # there may be a title above
        delimiter = max(",;\t|", key=first.count)
        try:
            every = csv.reader(io.StringIO(text), delimiter=delimiter)
            lines = [line for line in every if any(line)]
        except csv.Error as error:
            raise UsageError(f"The roster {shown(path)} is no table: {error}.") from None
        counts = [len(IDENTIFYING.intersection(map(key, each))) for each in lines[: MOST_ABOVE + 1]]
        if any(counts):
            at = counts.index(max(counts))
            return Table(lines[:at], lines[at], lines[at + 1 :], delimiter)
    raise UsageError(
        f"The roster {shown(path)} needs a first line with at least one of: id, name, email."
    )


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()[:LARGEST]
    except OSError as error:
        raise UsageError(f"The roster {shown(path)} cannot be read: {error.strerror}.") from None
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UsageError(f"The roster {shown(path)} is a workbook: save it as CSV, and name that.")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _student(line: dict[str, str]) -> Student:
    given = next(filter(line.get, HEADS["first"]), "")  # in French `Nom` is the last, if not alone
    first, last = line.pop(given, ""), _first(line, "last")
    name = _first(line, "name")
    if first and not last and key(first) not in key(line.get("name", first)):
        last, name = name, ""  # in German lists, `Name` is the last
    name = name or f"{first} {last}".strip()
    email = _first(line, "email")
    ids = [line[column] for column in HEADS["id"] if line.get(column)]
    numbered = next(filter(None, map(NUMBERED.fullmatch, ids)), None)
    issued = f"{PARTICIPANT} {numbered[2]}" if numbered else ""
    words = re.split(r"[,\s]+", name)
    logins = {*ids, email, email.partition("@")[0]}
    return Student(
        id=exact((ids or [email or name])[0]),
        name=name,
        email=email,
        known=frozenset(filter(None, {*logins, issued, name, f"{first} {last}".strip()})),
        turned=frozenset(
            # In kim1_2 the signs between words may not be dropped: it is not kim12.
            {login for login in logins if not DISTINCT.search(login)}
            | {" ".join(words[i:] + words[:i]) for i in range(len(words))}
        ),
        logins=frozenset(
            word.casefold() if DISTINCT.search(word) else word
            for word in logins
            if len(word) >= LEAST and not word.isdecimal()
        ),
        pattern=_first(line, "file"),
        team=_first(line, "team"),
    )


def _first(line: dict[str, str], what: str) -> str:
    """Return what the first of the columns says that may tell that."""
    return next((line[column] for column in HEADS[what] if line.get(column)), "")


def write_grades(rows: Iterable[Row], path: Path, roster: Path, name: str) -> None:
    """Write the roster as it is, but for the grades of those who are on it, to `path`.

    It is Moodle's grading worksheet, or Canvas' gradebook with a column of the assignment `name`.
    What could not be graded, or was not handed in, stays as it is. Where the table says how many
    points there are, grades are scaled to that.

    Raises:
        UsageError: it has no column for them, or several.

    """
    given = table(roster)
    names = [key(cell) for cell in given.head]
    column = _column(given, roster, name)
    of = MOST.get(names[column], "no such column")
    of_points = next(filter(is_of_points, given.lines), [])
    shares = {
        row.student: row.score / row.possible
        for row in rows
        if row.possible and row.status not in ("missing", "ungradable")
    }
    for cells, student in given.students():
        if student and student.id in shares:
            cells.extend([""] * (column + 1 - len(cells)))
            own = dict(zip(names, cells, strict=False)).get(of, "")
            most = "".join(of_points[column : column + 1]) or own
            grade = f"{shares[student.id] * (_number(most) or 100.0):.2f}"
            cells[column] = grade.replace(".", ",") if "," in most else grade
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=given.delimiter)
        writer.writerows([*given.above, given.head, *given.lines])


def _column(given: Table, roster: Path, name: str) -> int:
    """Return the column of the grades: Moodle's `Grade`, or an assignment of Canvas'."""
    names = [key(cell) for cell in given.head]
    for grade, most in MOST.items():
        if grade in names and (grade == "grade" or most in names):  # `Note` may be a remark
            return names.index(grade)
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


def _number(text: str) -> float:
    """Return the number that a cell holds, with a point or a comma in it, or 0."""
    found = re.fullmatch(r"\s*(\d+)(?:[.,](\d+))?\s*", text)
    return float(f"{found[1]}.{found[2] or 0}") if found else 0.0

"""The class list: who should have submitted, and what they go by on the platforms.

Any CSV will do: its delimiter and encoding are found out, and columns are recognised by many
names, among them those of the exports of Canvas, Moodle, Gradescope and GitHub Classroom.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from dojo.registry import UsageError
from dojo.school.layouts import PARTICIPANT, Sender
from dojo.school.limits import exact
from dojo.source import shown

IDS = (
    *("id", "studentid", "sid", "sisuserid", "studentnumber", "idnumber", "orgdefinedid"),
    *("username", "login", "sisloginid", "loginid", "githubusername", "github", "identifier"),
)
NAMES = ("name", "fullname", "student", "studentname", "displayname")
FIRST, LAST = ("firstname", "givenname"), ("lastname", "surname", "familyname")
EMAILS = ("email", "emailaddress", "mail")
PATTERNS = ("file", "folder", "pattern", "submission", "files")
IDENTIFYING = (*IDS, *NAMES, *EMAILS, *LAST)
EXACT, SAID, ISSUED, WRITTEN, CASED, SPELT, NUMBER = range(6, -1, -1)  # how sure a match is
LARGEST = 10_000_000  # bytes


@dataclass(frozen=True)
class Student:
    """One line of the roster."""

    id: str  # fit to be shown, as `limits.exact` makes every student's
    name: str
    email: str
    known: frozenset[str]  # everything the student goes by
    patterns: tuple[str, ...]  # of file or folder names, such as `alice*`


class Roster:
    """The students, in the order of the file.

    Raises:
        UsageError: the file cannot be read as a table, or has neither ids nor names nor e-mails.

    """

    def __init__(self, path: Path) -> None:
        self.students = [_student(line) for line in _table(path)]
        self._by_text: dict[str, Student | None] = {}
        self._by_case: dict[str, Student | None] = {}
        self._by_key: dict[str, Student | None] = {}
        self._by_digits: dict[str, Student | None] = {}
        self._by_entry: dict[str, Student] = {}
        self._by_pattern: list[tuple[str, Student]] = []
        for student in self.students:
            for index, spelt in (
                (self._by_text, str),
                (self._by_case, str.casefold),
                (self._by_key, key),
                (self._by_digits, digits),
            ):
                for each in {spelt(text) for text in student.known} - {""}:
                    index[each] = None if each in index else student  # shared, it says nothing
            for pattern in student.patterns:
                self._by_pattern.append((pattern.lower(), student))
                self._by_entry[pattern] = student
        twice = [name for name, n in Counter(each.id for each in self.students).items() if n > 1]
        if twice:
            raise UsageError(
                f"{shown(path)} lists {twice[0]} twice; each student needs an id of their own."
            )

    def find(self, entry: str, sender: Sender) -> tuple[Student | None, int]:
        """Return whose the file or folder named `entry` is, or None, and how sure that is.

        Surest is what the roster itself says of the entry, first by its name, then by a pattern;
        then the platform's own id, then a name or id letter for letter, then one in capitals or
        without, then one that is written differently in other ways, then a number in a name.
        """
        if entry in self._by_entry:
            return self._by_entry[entry], EXACT
        for pattern, student in self._by_pattern:
            if fnmatchcase(entry.lower(), pattern):
                return student, SAID
        issued = self._issued(sender)
        # not what they are shown as: another's may look like that
        names = [text for text in sender.keys if issued or text != sender.issued]
        numbers = [*names, *sender.numbers]
        ways = (
            (ISSUED, [issued]),
            (WRITTEN, [self._by_text.get(text) for text in names]),
            (CASED, [self._by_case.get(text.casefold()) for text in names]),
            (SPELT, [self._by_key.get(key(text)) for text in (*names, *map(turned, names))]),
            (NUMBER, [self._by_key.get(key(text)) for text in sender.numbers]),
            (NUMBER, [self._by_digits.get(digits(text)) for text in numbers]),
        )
        found = ((student, sure) for sure, all_ in ways for student in all_ if student)
        return next(found, (None, NUMBER))

    def _issued(self, sender: Sender) -> Student | None:
        """Return whose the number is that the platform has given the sender.

        Where teams hand in, Moodle has the number of a team there, which may be somebody else's.
        """
        student = self._by_text.get(sender.issued)
        if student and student.name and sender.issued.startswith(PARTICIPANT):
            named = key(student.name) in key(sender.name) or sender.name == PARTICIPANT
            return student if named else None
        return student

    def doubt(self, sender: Sender) -> str:
        """Return why the sender, whom `find` does not find, is nobody on the roster."""
        for index, spelt in (
            (self._by_text, str),
            (self._by_case, str.casefold),
            (self._by_key, key),
        ):
            if any(index.get(spelt(text), sender) is None for text in sender.keys):
                return "fits several on the roster; say whose it is in a column `file`"
        return "is from nobody on the roster"


def turned(name: str) -> str:
    """Return `Jane Doe` for `Doe, Jane` or `Doe_Jane`, and any other name as it is."""
    match re.split(r", *|_", name):
        case [last, first]:
            return f"{first} {last}"
    return name


def digits(text: str) -> str:
    """Return a number without the zeros that a spreadsheet takes away, or "" for anything else."""
    return text.lstrip("0") if text.isdecimal() else ""


def key(text: str) -> str:
    """Return what is left of a name when case, accents, spaces and punctuation do not count."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def _table(path: Path) -> Iterable[dict[str, str]]:
    try:
        content = path.read_bytes()[:LARGEST]
    except OSError as error:
        raise UsageError(f"The roster {shown(path)} cannot be read: {error.strerror}.") from None
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        lines = [line for line in csv.reader(io.StringIO(text), delimiter=delimiter) if any(line)]
    except csv.Error as error:
        raise UsageError(f"The roster {shown(path)} is no table: {error}.") from None
    header = [key(cell) for cell in lines[0]] if lines else []
    if not set(IDENTIFYING) & set(header):
        raise UsageError(
            f"The roster {shown(path)} needs a first line with at least one of: id, name, email."
        )
    for cells in lines[1:]:
        line = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
        # Two lines of Canvas' gradebook are no students.
        test = line.get("student") == "Student, Test" and not line.get("sisuserid")
        points = "pointspossible" in map(key, line.values())
        if _first(line, IDENTIFYING) and not test and not points:
            yield line


def _student(line: dict[str, str]) -> Student:
    first, last = _first(line, FIRST), _first(line, LAST)
    name = _first(line, NAMES) or f"{first} {last}".strip()
    email = _first(line, EMAILS)
    ids = [line[column] for column in IDS if line.get(column)]
    names = {name, f"{last} {first}", f"{first} {last}"}
    if name.count(",") == 1:  # `Doe, Jane`
        names.add(" ".join(reversed(name.split(","))))
    known = {*ids, *names, email, email.partition("@")[0]}
    return Student(
        id=exact((ids or [email or name])[0]),
        name=name,
        email=email,
        known=frozenset(filter(None, known)),
        patterns=tuple(filter(None, [_first(line, PATTERNS)])),
    )


def _first(line: dict[str, str], columns: Iterable[str]) -> str:
    return next((line[column] for column in columns if line.get(column)), "")

"""The class list: who should have submitted, and what they go by on the platforms.

Any CSV will do: its delimiter and encoding are found out, and columns are recognised by many
names, among them those of the exports of Canvas, Moodle, Gradescope and GitHub Classroom.
"""

import csv
import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from dojo.registry import UsageError
from dojo.school.limits import exact
from dojo.school.platforms import PARTICIPANT, Sender
from dojo.source import shown

IDS = (
    *("id", "studentid", "sid", "sisuserid", "studentnumber", "idnumber", "orgdefinedid"),
    *("username", "login", "sisloginid", "loginid", "githubusername", "github", "identifier"),
    *("userid", "displayid", "matriculationnumber", "matrikelnummer"),
)
NAMES = ("name", "fullname", "student", "studentname", "displayname", "sortname")
FIRST, LAST = ("firstname", "givenname"), ("lastname", "surname", "familyname")
EMAILS = ("email", "emailaddress", "mail")
PATTERNS = ("file", "folder", "pattern", "submission", "files")
IDENTIFYING = (*IDS, *NAMES, *EMAILS, *LAST)
TEAMS = ("group", "team", "groupname", "teamname")
EXACT, SAID, ISSUED, WRITTEN, CASED, SPELT, WORD = range(6, -1, -1)  # how sure a match is
DISTINCT = re.compile(r"[\d@]")  # what nobody's name has
LEAST = 3  # signs of a login that may be found among other words
LEAST_DIGITS = 4  # of a number
MOST_WORDS = 40  # of a name that is searched for logins
LARGEST = 10_000_000  # bytes
MOST_ABOVE = 2  # lines above the header


def key(text: str) -> str:
    """Return what is left of a name when case, accents, spaces and punctuation do not count."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


SPELLINGS: dict[int, Callable[[str], str]] = {WRITTEN: str, CASED: str.casefold, SPELT: key}


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
class Match:
    """Whose an entry is: nobody's, a student's, or all of a team's; how sure, by which word."""

    students: tuple[Student, ...] = ()
    sure: int = WORD
    word: str = ""
    doubt: str = ""  # why it is nobody's, as the rest of a sentence


NOBODY = Match()
STRANGER = Match(doubt="is from nobody on the roster")
SEVERAL = Match(doubt="fits several on the roster; say whose it is in a column `file`")
Index = dict[str, Student | None]  # None is what several share, which says nothing


class Roster:
    """The students, in the order of the file.

    Raises:
        UsageError: the file cannot be read as a table, or has neither ids nor names nor e-mails.

    """

    def __init__(self, path: Path) -> None:
        self.students = [student for _, student in table(path).students() if student]
        self._patterned = [each for each in self.students if each.pattern]
        self._known: dict[int, Index] = {sure: {} for sure in SPELLINGS}
        self._words: Index = {}
        self._teams: dict[str, list[Student]] = defaultdict(list)
        for student in self.students:
            for sure, spelt in SPELLINGS.items():
                each = student.known if sure > SPELT else student.turned
                _enter(self._known[sure], map(spelt, each), student)
            _enter(self._words, (*student.logins, *map(_digits, student.known)), student)
            self._teams[key(student.team)].append(student)
        twice = [name for name, n in Counter(each.id for each in self.students).items() if n > 1]
        if twice:
            raise UsageError(
                f"{shown(path)} lists {twice[0]} twice; each student needs an id of their own."
            )

    def find(self, entry: str, sender: Sender) -> Match:
        """Return whose the file or folder named `entry` is.

        Surest is what the roster itself says of the entry, first by its name, then by a pattern;
        then the platform's own id, a name or id letter for letter, one in capitals or without, one
        that is written differently in other ways; then a login, e-mail or number among other words.
        """
        low = entry.lower()
        named = [each for each in self._patterned if each.pattern == entry]
        said = [each for each in self._patterned if fnmatchcase(low, each.pattern.lower())]
        if named or said:
            return Match(tuple(named or said), EXACT if named else SAID)
        issued = self._issued(sender)
        if issued:
            return Match((issued,), ISSUED)
        # not what they are shown as: another's may look like that
        names = [text for text in sender.keys if text != sender.issued]
        shared = False
        for sure, spelt in SPELLINGS.items():
            known = self._known[sure]
            found = [known[spelt(text)] for text in names if spelt(text) in known]
            if any(found):
                return Match(next((student,) for student in found if student), sure)
            shared |= None in found
        for text in filter(None, map(key, (*names, sender.words))):
            if text in self._teams:
                return Match(tuple(self._teams[text]), SPELT)
        match = self._among_words(sender.words)
        bare = self._known[SPELT].get(key(sender.bare))
        if match is STRANGER and bare:
            return Match((bare,))
        return SEVERAL if match is STRANGER and shared else match

    def _issued(self, sender: Sender) -> Student | None:
        """Return whose the number is that the platform has given the sender.

        Where teams hand in, Moodle has the number of a team there, which may be somebody else's.
        """
        student = self._known[WRITTEN].get(sender.issued)
        if student and student.name and sender.issued.startswith(PARTICIPANT):
            named = key(student.name) in key(sender.name) or sender.name == PARTICIPANT
            return student if named else None
        return student

    def _among_words(self, text: str) -> Match:
        """Return whose login, id or e-mail stands in the text as a whole word, if just one's does.

        A longer word hides those in it: `jane.doe` is not `doe`.
        """
        words = [found.span() for found in re.finditer(r"[^\W_]+", text)][:MOST_WORDS]
        found: list[tuple[int, int, Student]] = []
        for first in range(len(words)):
            for last in reversed(range(first, len(words))):
                start, end = words[first][0], words[last][1]
                student = self._word(text[start:end])
                if student and not any(start >= a and end <= b for a, b, _ in found):
                    found.append((start, end, student))
        students = {student for *_, student in found}
        if len(students) != 1:
            return SEVERAL if students else STRANGER
        start, end, _ = found[0]
        return Match(tuple(students), WORD, text[start:end])

    def _word(self, word: str) -> Student | None:
        """Return whose login it is: of mere letters, which a name may be, only as written."""
        if DISTINCT.search(word):
            return self._words.get(_digits(word) or word.casefold())
        return self._words.get(word) or (self._words.get(word.lower()) if word.isupper() else None)


def _enter(index: Index, words: Iterable[str], student: Student) -> None:
    for word in set(words) - {""}:
        index[word] = None if word in index else student


def _digits(text: str) -> str:
    """Return a long number without the zeros that a spreadsheet takes away, else ""."""
    return text.lstrip("0") if text.isdecimal() and len(text) >= LEAST_DIGITS else ""


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
        for cells in self.lines:
            # Brightspace begins what must stay text with a #.
            told = zip(names, (cell.strip().removeprefix("#") for cell in cells), strict=False)
            line = {name: cell for name, cell in told if cell}
            test = line.get("student") == "Student, Test" and not line.get("sisuserid")
            nobody = test or is_of_points(cells) or not _first(line, IDENTIFYING)
            yield cells, None if nobody else _student(line)


def is_of_points(cells: Iterable[str]) -> bool:
    """Tell whether a line of Canvas' gradebook says how many points there are."""
    return "pointspossible" in map(key, cells)


def table(path: Path) -> Table:
    """Return what is in the roster's file.

    Raises:
        UsageError: it cannot be read as a table, or has neither ids nor names nor e-mails.

    """
    text = _text(path)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        lines = [line for line in csv.reader(io.StringIO(text), delimiter=delimiter) if any(line)]
    except csv.Error as error:
        raise UsageError(f"The roster {shown(path)} is no table: {error}.") from None
    for number, line in enumerate(lines[: MOST_ABOVE + 1]):  # Sakai has a title above its header
        if set(IDENTIFYING).intersection(map(key, line)):
            return Table(lines[:number], line, lines[number + 1 :], delimiter)
    raise UsageError(
        f"The roster {shown(path)} needs a first line with at least one of: id, name, email."
    )


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()[:LARGEST]
    except OSError as error:
        raise UsageError(f"The roster {shown(path)} cannot be read: {error.strerror}.") from None
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _student(line: dict[str, str]) -> Student:
    first, last = _first(line, FIRST), _first(line, LAST)
    name = _first(line, NAMES) or f"{first} {last}".strip()
    email = _first(line, EMAILS)
    ids = [line[column] for column in IDS if line.get(column)]
    words = re.split(r"[,\s]+", name)
    logins = {*ids, email, email.partition("@")[0]}
    return Student(
        id=exact((ids or [email or name])[0]),
        name=name,
        email=email,
        known=frozenset(filter(None, {*logins, name, f"{first} {last}".strip()})),
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
        pattern=_first(line, PATTERNS),
        team=_first(line, TEAMS),
    )


def _first(line: dict[str, str], columns: Iterable[str]) -> str:
    return next((line[column] for column in columns if line.get(column)), "")

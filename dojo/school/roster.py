"""Whose an entry is by the class list, as surely as can be said; between two, neither's."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from dojo.registry import UsageError
from dojo.school.platforms import Sender
from dojo.school.table import DISTINCT, HEADS, PARTICIPANT, Student, key, table
from dojo.source import shown

EXACT, SAID, ISSUED, WRITTEN, CASED, SPELT, WORD = range(6, -1, -1)  # how sure a match is
LEAST_DIGITS = 4  # of a number
MOST_WORDS = 40  # of a name that is searched for logins


SPELLINGS: dict[int, Callable[[str], str]] = {WRITTEN: str, CASED: str.casefold, SPELT: key}


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
        shared = False
        for sure, spelt in SPELLINGS.items():
            known = self._known[sure]
            found = [known[spelt(text)] for text in sender.keys if spelt(text) in known]
            if any(found):
                return Match(next((student,) for student in found if student), sure)
            shared |= None in found
        for text in filter(None, map(key, (*sender.keys, sender.words))):
            if text in self._teams:
                return Match(tuple(self._teams[text]), SPELT)
        match = self._among_words(sender.words)
        if match is not STRANGER:
            return match
        bare = [self._known[SPELT].get(key(text)) for text in sender.bare]
        mine = [Match((student,)) for student in bare if student]
        return (mine or [SEVERAL if shared else STRANGER])[0]

    def _issued(self, sender: Sender) -> Student | None:
        """Return whose the number is that the platform has given the sender.

        Where teams hand in, Moodle has the number of a team there, which may be somebody else's.
        """
        student = self._known[WRITTEN].get(sender.issued)
        if student and student.name and sender.issued.startswith(PARTICIPANT):
            blind = key(sender.name) in HEADS["participant"]
            return student if blind or key(student.name) in key(sender.name) else None
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

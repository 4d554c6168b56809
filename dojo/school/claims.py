"""Which entries are whose, where several seem to be one student's.

Whoever can name a file could otherwise put it in the place of somebody else's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dojo.school.layouts import Sender
from dojo.school.limits import printable
from dojo.school.roster import SAID


@dataclass
class Student:
    """The entries of one student, what is doubtful about them, and why there may be none."""

    sender: Sender
    entries: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True)
class Claim:
    """An entry that seems to be a student's, and how surely so."""

    entry: str
    sender: Sender
    own: str  # the student it would be of if it were nobody's on the roster
    sure: int
    doubt: str  # the rest of a sentence on why it is nobody's on the roster


def settle(claims: dict[str, list[Claim]], students: dict[str, Student]) -> list[str]:
    """Add to `students` what is surely theirs; return a sentence for each doubt.

    What is less surely theirs is put under the name of its own sender. So is everything where no
    sender is surer than the others: a grade for the wrong one's work is worse than none for now.
    """
    warnings: list[str] = []
    for name, made in claims.items():
        senders: dict[str, list[Claim]] = defaultdict(list)
        for claim in made:
            senders[claim.own].append(claim)
        sure = {own: max(claim.sure for claim in each) for own, each in senders.items()}
        surest = max(sure.values(), default=0)
        rivals = sorted(own for own in sure if sure[own] == surest)
        tied = len(rivals) > 1 and surest < SAID
        for own, each in senders.items():
            if own in rivals and not tied:
                warnings += _assign(name, each, students)
                continue
            told = _apart(name, each, tied=tied and own in rivals)
            free = own  # nobody's row yet: apart means not in anybody else's either
            while free in claims or free in students:
                free += " (apart)"
            _assign(free, each, students, told)
            warnings += told
        if len(rivals) > 1:
            warnings.append(_rivals(name, rivals, students[name], tied=tied))
    return warnings


def _rivals(name: str, rivals: Iterable[str], student: Student, *, tied: bool) -> str:
    """Return what is said of several senders for one student, and keep it with the student."""
    listed = printable(", ".join(rivals), 200)
    if not tied:  # the roster itself says that all of them are the student's
        doubt = f"{listed} were all taken for {name}."
        student.notes.append(doubt)
        return doubt
    student.problem = (
        f"{listed} might each be {name}'s, so all stay apart;"
        " name the right one in a column `file` of the roster."
    )
    return student.problem


def _apart(name: str, claims: Iterable[Claim], *, tied: bool) -> list[str]:
    why = "so might others" if tied else "something surer is there"
    return [
        f"{printable(claim.entry)} might be {name}'s, but {why}: it stays apart."
        for claim in claims
    ]


def _assign(
    name: str, claims: Iterable[Claim], students: dict[str, Student], doubts: Iterable[str] = ()
) -> list[str]:
    """Give a student all that one sender has sent; return what is to be warned of."""
    warnings = []
    for claim in claims:
        student = students.setdefault(name, Student(claim.sender))
        student.entries.append(claim.entry)
        if claim.sender.late:
            student.notes.append("It was handed in late.")
        if claim.doubt:
            warnings.append(f"{printable(claim.entry)} {claim.doubt}.")
            student.notes.append(f"It {claim.doubt}.")
    students[name].notes.extend(doubts)
    return warnings

"""Which entries of a class are whose, by their names, Gradescope's list, and the roster.

Whoever can name a file could otherwise put it in the place of somebody else's.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dojo.registry import Kata, UsageError
from dojo.school.gradescope import gradescope_senders
from dojo.school.limits import BLANK, Refused, exact, printable
from dojo.school.place import Place
from dojo.school.platforms import (
    GRADESCOPE,
    SHEET,
    TYPED,
    WHO,
    Namer,
    Sender,
)
from dojo.school.roster import NOBODY, SAID, SPELT, STRANGER, Match, Roster
from dojo.school.table import composed
from dojo.school.trees import lines
from dojo.source import shown

FEW = 4  # strangers, below which a roster is not yet called the wrong one


@dataclass(frozen=True)
class Claim:
    """A file or folder that seems to be a student's, and how surely so."""

    entry: str
    folder: bool
    sender: Sender
    match: Match


@dataclass
class Student:
    """What is one student's, what is doubtful about that, and why there may be nothing."""

    sender: Sender
    claims: list[Claim] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""


class Claims:
    """The students of a class with what is theirs, and a sentence in `told` for each doubt.

    Raises:
        UsageError: there is no submission, the roster is of other students, or Gradescope's list
            cannot be read.

    """

    def __init__(self, place: Place, katas: Sequence[Kata], roster: Path | None) -> None:
        self._place, self._roster = place, Roster(roster) if roster else None
        self._listed_in = shown(roster) if roster else ""
        self._namer = Namer(place.entries, place.folder.removesuffix(".zip"), katas)
        self.told: list[str] = []
        self.students: dict[str, Student] = {}
        for each in self._roster.students if self._roster else []:
            name = each.name if each.name.strip(BLANK) else ""  # the id can be seen
            self.students[each.id] = Student(Sender(each.id, name, each.email))
        # of each student, by what all entries of one sender have in common
        self._claims = {student: defaultdict[str, list[Claim]](list) for student in self.students}
        self._collect()
        for name in [*self._claims]:
            self._settle(name)

    def _collect(self) -> None:
        """Note for each student, on the roster or not, what seems to be theirs."""
        senders: set[str] = set()
        strangers: dict[str, str] = {}
        for claim in self._seen():
            sender, match = claim.sender, claim.match
            senders.add(sender.student)
            if match is STRANGER:
                strangers.setdefault(sender.student, claim.entry)
            # Of one name on the roster, what has a date is an attempt, whatever its number.
            group = sender.name if sender.attempt and sender.name else sender.student
            group = match.word if match.word and not claim.folder else group
            for name in [student.id for student in match.students] or [sender.student]:
                self._claims.setdefault(name, defaultdict(list))[group].append(claim)
        total, place = len(senders), self._place.shown
        if not total:
            told = "holds no submissions: name the folder or zip as the platform hands it out."
            raise UsageError(f"{place} {told}")
        if 2 * len(strangers) > total and len(strangers) >= min(FEW, total):
            raise UsageError(
                f"Of {total} submissions in {place}, {len(strangers)} are from nobody on"
                f" {self._listed_in}, such as {printable(min(strangers.values()))}. It looks like"
                f" {self._namer.looks_like}. Is it that class's roster, with such a column? Or name"
                " the folder that the students' own folders or files are in."
            )

    def _entries(self) -> Iterator[tuple[str, bool]]:
        """Yield each entry, and whether it is a folder; of a section's folder, what is in it.

        That is one which nobody on the roster is called by, with work of several students. A team's
        is one only if there is nothing in it but a folder for each: else they have worked together.
        """
        for entry, folder in self._place.entries.items():
            inside = self._place.inside(entry) if folder and self._roster else {}
            team = self._owners(entry, folder=folder) if inside else ()
            owners = {self._owners(name, folder=deep) for name, deep in inside.items()}
            sole = {each for each in owners if len(each) == 1}
            apart = all(inside.values()) and len(sole) == len(inside)
            if len(team) != 1 and len(sole) > 1 and (apart or not team):
                yield from ((f"{entry}/{name}", deep) for name, deep in inside.items())
            else:
                yield entry, folder

    def _owners(self, name: str, *, folder: bool) -> tuple[str, ...]:
        """Return whose on the roster a file or folder surely is by its name."""
        sender = self._namer.plain(composed(name), folder=folder)
        match = self._roster.find(composed(name), sender) if self._roster else NOBODY
        return tuple(student.id for student in match.students if match.sure >= SPELT)

    def _seen(self) -> Iterator[Claim]:
        """Yield each entry that is a submission, with whom it is from; of a group, with each."""
        listed = self._listed()
        for entry, folder in self._entries():
            if entry == WHO:
                continue
            name = composed(entry.rpartition("/")[2])
            one = self._namer.sender(name, folder=folder)
            for sender in listed.get(entry) or [one or self._namer.plain(name, folder=folder)]:
                match = self._roster.find(name, sender) if self._roster else NOBODY
                if one or match.students:  # by the roster, a document may be somebody's, too
                    own = sender.student or exact(self._place.folder)
                    yield Claim(entry, folder, replace(sender, student=own), match)
                elif not (SHEET.fullmatch(name) or TYPED.fullmatch(name)):
                    told = f"{printable(entry)} was left out: it is no code and no zip."
                    self.told.append(told)

    def _listed(self) -> dict[str, list[Sender]]:
        """Return who Gradescope says the entries are from, if it is Gradescope that hands them out.

        It calls every submission by a number. Among any others such a list would be a student's.
        """
        if WHO not in self._place.entries:
            return {}
        for entry, folder in self._place.entries.items():
            known = entry == WHO or GRADESCOPE.pattern.fullmatch(entry)
            if not known and self._namer.sender(entry, folder=folder):
                told = f"{WHO} was left out: {printable(entry)} beside it is not Gradescope's."
                self.told.append(told)
                return {}
        try:
            return gradescope_senders(lines(self._place.tree, (*self._place.at, WHO)))
        except Refused as reason:
            told = f"{WHO} in {self._place.shown} cannot be read: {reason}"
            raise UsageError(f"{told} Download the submissions again.") from None

    def _settle(self, name: str) -> None:
        """Give a student what is surely theirs, and the rest to a row of its own sender's.

        So is everything where no sender is surer than the others: a grade for the wrong one's work
        is worse than none for now.
        """
        groups = self._claims[name]
        sure = {group: max(claim.match.sure for claim in each) for group, each in groups.items()}
        surest = max(sure.values(), default=0)
        rivals = sorted(group for group in sure if sure[group] == surest)
        tied = len(rivals) > 1 and surest < SAID
        for group, claims in groups.items():
            if group not in rivals:
                self._put_apart(name, claims, "something surer is there")
            elif tied:
                self._put_apart(name, claims, "so might others")
            else:
                self._assign(name, claims)
        if len(rivals) > 1:
            listed, student = printable(", ".join(rivals), 200), self.students[name]
            doubt = f"{listed} were all taken for {name}."  # as the roster itself says
            if tied:
                what = "so all stay apart; name the right one in a column `file` of the roster."
                student.problem = doubt = f"{listed} might each be {name}'s, {what}"
            else:
                student.notes.append(doubt)
            self.told.append(doubt)

    def _put_apart(self, name: str, claims: list[Claim], why: str) -> None:
        """Give what might be a student's to a row that nobody has yet, or else might have."""
        free = claims[0].sender.student
        while free in self._claims or free in self.students:
            free += " (apart)"
        self._assign(free, claims)
        for claim in claims:
            doubt = f"{printable(claim.entry)} might be {name}'s, but {why}: it stays apart."
            self.students[free].notes.append(doubt)
            self.told.append(doubt)

    def _assign(self, name: str, claims: list[Claim]) -> None:
        """Give a student all that one sender has sent."""
        for claim in claims:
            student = self.students.setdefault(name, Student(claim.sender))
            student.claims.append(claim)
            if claim.sender.late:
                student.notes.append("It was handed in late.")
            if len(claim.match.students) > 1:
                team = claim.sender.name or claim.sender.student
                student.notes.append(f"It was handed in for {team}.")
            if claim.match.doubt:
                self.told.append(f"{printable(claim.entry)} {claim.match.doubt}.")
                student.notes.append(f"It {claim.match.doubt}.")

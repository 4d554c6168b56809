"""From whatever a platform hands out to submissions, one for each student, read one at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dojo.registry import Course, Kata, UsageError
from dojo.school.claims import Claim, Student, settle
from dojo.school.folders import take
from dojo.school.layouts import (
    GRADESCOPE,
    WHO,
    Sender,
    assignment_prefix,
    gradescope_senders,
    sender,
)
from dojo.school.limits import JUNK, LeftOut, Refused, Taken, capped, exact, printable
from dojo.school.naming import Found, answers, twice_answered
from dojo.school.roster import Roster
from dojo.school.sources import open_source
from dojo.school.submission import MISSING, Submission
from dojo.source import shown
from dojo.stub import stub

NOBODYS = ("__MACOSX", "__pycache__", ".git", ".github", ".ipynb_checkpoints")  # not worth a word


class Intake:
    """The submissions in a folder or archive: iterate to read them, as often as needed.

    Only names are held in memory. `warnings` has a sentence for each entry that is no submission,
    is from nobody on the roster, or looks like the whole class; and, once they have been read, for
    each kata that two entries of one student answer.

    Raises:
        UsageError: the folder, the archive, the roster or Gradescope's list cannot be read.

    """

    def __init__(self, path: Path, course: Course, roster: Path | None = None) -> None:
        self._course = course
        self._source = open_source(path, course.katas)
        self.warnings = [*self._source.warnings]
        self._told: set[str] = set()
        self._students = self._who(Roster(roster) if roster else None)

    def narrow(self, course: Course, only: str = "", skip: str = "") -> None:
        """Look at what is due alone, and at some students, named by logins or e-mails with commas.

        Raises:
            UsageError: nobody is called so.

        """
        self._course = course
        called: dict[str, set[str]] = {}
        for name, student in self._students.items():
            for word in (name, student.sender.email):
                called.setdefault(word.casefold(), set()).add(name)
        meant: dict[str, set[str]] = {"--only": set(), "--skip": set()}
        for option, logins in zip(meant, (only, skip), strict=True):
            for login in filter(None, logins.split(",")):
                if login.casefold() not in called:
                    told = f"{option}: nobody here is called {printable(login)!r};"
                    raise UsageError(f"{told} name logins as the report does.")
                meant[option] |= called[login.casefold()]
        wanted = (meant["--only"] or set(self._students)) - meant["--skip"]
        self._students = {name: self._students[name] for name in self._students if name in wanted}

    def __len__(self) -> int:
        """Return how many submissions there are, those that are missing included."""
        return len(self._students)

    @property
    def students(self) -> list[str]:
        """The students, in the order of the submissions."""
        return sorted(self._students, key=lambda student: (student.casefold(), student))

    def __iter__(self) -> Iterator[Submission]:
        """Read and yield one submission after the other; a bad one is one with a problem."""
        stubs = pristine(self._course)
        for name in self.students:
            student = self._students[name]
            taken, problem = Taken(), student.problem
            given: dict[str, list[Found]] = {}
            for entry in student.entries:
                before = len(taken.files)
                try:
                    self._source.take(entry, taken)
                except LeftOut as reason:
                    taken.notes.append(str(reason))
                except Refused as reason:
                    problem = str(reason)
                given[entry] = taken.files[before:]
            doubts = twice_answered(given, self._course.katas, stub_test(stubs))
            self._warn(f"{printable(name)}: {doubt}" for doubt in doubts)
            origin = ", ".join(shown(self._source.path / entry) for entry in student.entries)
            found = Submission(
                name,
                printable(origin, 500),
                problem=problem or ("" if student.entries else MISSING),
                name=student.sender.name,
                email=student.sender.email,
            )
            yield _filled(found, taken, self._course, stubs, [*student.notes, *doubts])

    def _warn(self, sentences: Iterable[str]) -> None:
        """Add warnings while reading; reading again does not add them again."""
        for sentence in sentences:
            if sentence not in self._told:
                self._told.add(sentence)
                self.warnings.append(sentence)

    def _who(self, roster: Roster | None) -> dict[str, Student]:
        """Return whose the entries are, those together that are the same student's."""
        entries = self._source.entries()
        listed = self._listed(entries)
        folders = [entry for entry in entries if entries[entry] and not JUNK.fullmatch(entry)]
        prefix = assignment_prefix(self._source.path, folders)
        students: dict[str, Student] = {}
        for student in roster.students if roster else []:
            students[student.id] = Student(Sender(student.id, student.name, student.email))
        claims: dict[str, list[Claim]] = {student: [] for student in students}
        for entry, folder in entries.items():
            if entry == WHO or JUNK.fullmatch(entry):
                if folder and entry not in NOBODYS:
                    told = f"{printable(entry)} was left out: no submission has such a name."
                    self.warnings.append(told)
                continue
            one = sender(entry, folder=folder, katas=self._course.katas, prefix=prefix)
            if one is None:
                self.warnings.append(f"{printable(entry)} was left out: it is no code and no zip.")
            for found in listed.get(entry) or ([one] if one else []):
                known, sure = roster.find(entry, found) if roster else (None, 0)
                own = found.student or exact(self._source.path.resolve().name)
                doubt = roster.doubt(found) if roster and not known else ""
                claim = Claim(entry, found, own, sure, doubt)
                claims.setdefault(known.id if known else own, []).append(claim)
        self.warnings += settle(claims, students)
        return students

    def _listed(self, entries: dict[str, bool]) -> dict[str, list[Sender]]:
        """Return who Gradescope says the entries are from, if it is Gradescope that hands them out.

        It calls every submission by a number. Among any others such a list would be a student's.
        """
        if WHO not in entries:
            return {}
        for entry, folder in entries.items():
            other = entry != WHO and not JUNK.fullmatch(entry) and not GRADESCOPE.fullmatch(entry)
            if other and sender(entry, folder=folder, katas=()):
                told = f"{WHO} was left out: {printable(entry)} beside it is not Gradescope's."
                self.warnings.append(told)
                return {}
        try:
            return gradescope_senders(self._source.lines(WHO))
        except Refused as reason:
            told = f"{WHO} in {shown(self._source.path)} cannot be read: {reason}"
            raise UsageError(f"{told} Download the submissions again.") from None


def read_one(path: Path, course: Course, student: str = "") -> Submission:
    """Return the file, archive or folder at `path` as the submission of one student."""
    taken, problem = Taken(), ""
    try:
        take(path, taken)
    except Refused as reason:
        problem = str(reason)
    found = Submission(student or printable(path.resolve().name), shown(path), problem=problem)
    return _filled(found, taken, course, pristine(course))


def pristine(course: Course) -> dict[str, bytes]:
    """Return what each stub holds before anybody has edited it."""
    stubs = {}
    for kata in course.katas:
        with suppress(OSError, SyntaxError):
            at_home = course.solution(kata).exists()  # an autograder is sent out without solutions
            path = course.stub(kata)
            stubs[kata.id] = stub(course, kata).encode() if at_home else path.read_bytes()
    return stubs


def stub_test(stubs: dict[str, bytes]) -> Callable[[Kata, bytes], bool]:
    """Return what tells whether the content of a file is still the stub of its kata."""
    return lambda kata, content: (
        content.replace(b"\r\n", b"\n").strip() == stubs.get(kata.id, b"").strip()
    )


def _filled(
    found: Submission,
    taken: Taken,
    course: Course,
    stubs: dict[str, bytes],
    about: Iterable[str] = (),  # who has sent it, and when
) -> Submission:
    """Return the submission with the files that answer katas, or else with what is wrong."""
    files, doubts = answers(taken.files, course.katas, stub_test(stubs), course.unasked)
    within = [*taken.notes, *(printable(doubt, 200) for doubt in doubts)]
    notes, problem = tuple(capped([*about, *within])), found.problem
    if not files and not problem:
        problem = next(iter(within), "It holds no .py or .ipynb file.")
    return replace(found, files=() if problem else tuple(files), problem=problem, notes=notes)

"""From whatever a platform hands out to submissions, one for each student, read one at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dojo.registry import Course, UsageError
from dojo.school.claims import Claims
from dojo.school.limits import Refused, Taken, capped, printable
from dojo.school.place import Place
from dojo.school.platforms import SHEET, TYPED
from dojo.school.submission import MISSING, Attempts, Submission, answers
from dojo.school.trees import Folder, Parts, Tree, take
from dojo.source import shown


class Intake:
    """The submissions in a folder or zip: iterate to read them, as often as needed.

    Only names are held in memory. `warnings` has a sentence for each entry that is no submission,
    is from nobody on the roster, or looks like the whole class; and, once they have been read, for
    each kata that two files of one student answer.

    Raises:
        UsageError: the folder, the zip, the roster or Gradescope's list cannot be read, or the
            roster is of other students.

    """

    def __init__(self, path: Path, course: Course, roster: Path | None = None) -> None:
        self._course = course
        self._place = Place(path, course.katas)
        claims = Claims(self._place, course.katas, roster)
        self._students = claims.students
        self.warnings = [*self._place.told, *claims.told]

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
        place = self._place
        for name in self.students:
            student = self._students[name]
            paths = {(*place.at, *each.entry.split("/")): each.folder for each in student.claims}
            taken, problem = _taken(place.tree, paths, len(place.at))
            attempts = {each.entry: each.sender.attempt for each in student.claims}
            origin = ", ".join(f"{place.shown}/{entry}" for entry in attempts)
            found = Submission(
                name,
                printable(origin, 500),
                problem=problem or student.problem or ("" if student.claims else MISSING),
                notes=tuple(student.notes),
                name=student.sender.name,
                email=student.sender.email,
            )
            found, doubts = _filled(found, taken, self._course, attempts)
            for told in (f"{printable(name)}: {doubt}" for doubt in doubts):
                if told not in self.warnings:  # reading again does not tell again
                    self.warnings.append(told)
            yield found


def read_one(path: Path, course: Course) -> Submission:
    """Return the file, zip or folder at `path` as the submission of one student."""
    place = path.absolute()
    folder = place.is_dir() and not place.is_symlink()
    taken, problem = _taken(Folder(place.parent), {(place.name,): folder}, int(folder))
    found = Submission(printable(place.name), shown(path), problem=problem)
    return _filled(found, taken, course, {})[0]


def _taken(tree: Tree, paths: Mapping[Parts, bool], above: int) -> tuple[Taken, str]:
    """Return what is in the files and the folders of one student, or why it cannot be taken in."""
    taken, problem = Taken(), ""
    for path, folder in paths.items():
        try:
            take(tree, path, taken, folder=folder, above=above)
        except Refused as reason:
            problem = str(reason)
    return taken, problem


def _filled(
    found: Submission, taken: Taken, course: Course, attempts: Attempts
) -> tuple[Submission, list[str]]:
    """Return the submission with its answers, or else with what is wrong; and what is doubtful."""
    files, left_out, choices = answers(taken.files, course, attempts)
    within = [*taken.notes, *(printable(note, 200) for note in left_out)]
    problem = found.problem or ("" if files else next(iter(within), _without_code(taken)))
    notes = tuple(capped([*found.notes, *choices, *within]))
    graded = () if problem else tuple(files)
    doubts = [told for told, doubtful in choices.items() if doubtful]
    return replace(found, files=graded, problem=problem, notes=notes), doubts


def _without_code(taken: Taken) -> str:
    """Return what is said of a submission in which there is no code: what was there instead."""
    others = [name for name in taken.others if not SHEET.fullmatch(name)]
    if not (others or taken.zips):
        return MISSING
    named = ", ".join(name for name in others if not TYPED.fullmatch(name))
    besides = f", but {printable(named or 'a text on the platform', 200)}" if others else ""
    return f"It holds no .py or .ipynb file{besides}."

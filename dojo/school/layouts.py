"""Who handed in what, by the names that learning platforms give to what is downloaded from them.

- Moodle: `Full Name_1234567_assignsubmission_file/…`, formerly with another `_` at the end, or
  without folders `Full Name_1234567_assignsubmission_file_sigmoid.py`
  (mod/assign/classes/downloader.php).
- Canvas: `doejane_LATE_123_456_sigmoid-1.py`: sortable name, whether late, user, attachment
  (lib/content_zipper.rb); with anonymous grading, `anon_aB3x9_456_sigmoid.py`.
- Gradescope: `submission_123456789/…`, and who that is in `submission_metadata.yml`.
- GitHub Classroom: `gh classroom clone student-repos` makes `ps1-submissions/ps1-username/…`.
- nbgrader: `submitted/student/ps1/…` (nbgrader.readthedocs.io, "How to structure course files").
- Anything else: a folder, file, notebook or zip is named after its student, in a file's name kata
  ids apart. A folder needs no kata in its name, so one there is taken for the student's.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dojo.registry import Kata, UsageError
from dojo.school.limits import LARGEST, exact
from dojo.school.naming import without_kata

if TYPE_CHECKING:
    import yaml  # optional: who needs it at run time imports it there

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_.*)?", re.DOTALL)
PARTICIPANT = "Participant"  # so Moodle calls everybody in its grading sheet, and in blind marking
CANVAS = re.compile(
    r"(?P<name>[^_].*?)_(?:(?P<late>LATE)_)?(?P<id>\d+)_\d+_(?P<file>.+)", re.DOTALL
)
ANONYMOUS = re.compile(
    r"(?P<name>anon)_(?:(?P<late>LATE)_)?(?P<id>\w+?)_\d+_(?P<file>.+)", re.DOTALL
)
GRADESCOPE = re.compile(r"submission_\d+")
WHO = "submission_metadata.yml"
SUFFIXES = (*LARGEST, ".zip")
STRAY = ("README", "LICENSE", "MAKEFILE")  # files without an ending that are no student's
LONGEST_RECORD = 64_000  # bytes of who one submission is by


@dataclass(frozen=True)
class Sender:
    """Who an entry is from, as far as its name says."""

    student: str
    name: str = ""
    email: str = ""
    keys: tuple[str, ...] = ()  # what a roster may know the student by, as it came from outside
    issued: str = ""  # the one of them that the platform gave, so that nobody else can have it
    numbers: tuple[str, ...] = ()  # which may be a student's, or the year
    late: bool = False


def sender(entry: str, *, folder: bool, katas: Iterable[Kata], prefix: str = "") -> Sender | None:
    """Return who the file or `folder` of that name is from; None if it is no submission.

    `prefix` is the name of the assignment where GitHub Classroom has put it before each student's.
    """
    if entry.count("_assignsubmission_") > 1:  # a name made to look like another student's
        return Sender(exact(entry), keys=(entry,))
    for pattern in (MOODLE, CANVAS, ANONYMOUS):
        found = pattern.fullmatch(entry)
        if found:
            name, number = found["name"], found["id"]
            late = bool(found.groupdict().get("late"))
            # Moodle numbers who takes part in a course; that is no student's own number.
            known_as = f"{PARTICIPANT} {number}" if pattern is MOODLE else number
            own = f"{name}_{number}"
            keys = (known_as, name, own)
            return Sender(exact(own), exact(name), keys=keys, issued=known_as, late=late)
    path = PurePosixPath(entry)
    other = path.suffix and path.suffix.lower() not in SUFFIXES
    if not folder and (other or path.name.upper() in STRAY):
        return None  # what else may lie about, such as a roster
    stem = entry if folder else path.stem
    whole = folder or bool(prefix)
    student = stem.removeprefix(prefix) if whole else without_kata(stem, katas)
    numbers = tuple(re.findall(r"\d{4,}", stem))
    return Sender(exact(student), keys=(student, stem), numbers=numbers)


def assignment_prefix(path: Path, folders: Sequence[str]) -> str:
    """Return what GitHub Classroom has put before the name of every student's folder, or ""."""
    name = path.name.removesuffix(".zip")
    prefix = name.removesuffix("submissions")
    if not name.endswith("-submissions") or not folders:
        return ""
    return prefix if all(folder.startswith(prefix) for folder in folders) else ""


def gradescope_senders(metadata: Iterable[str]) -> dict[str, list[Sender]]:
    """Return who each `submission_…` folder is from, by the lines of `submission_metadata.yml`.

    The file also holds every result ever given, so it is read a line at a time, and only the few
    lines about the submitters are handed to the YAML library.

    Raises:
        UsageError: that library is not installed, or the file is not what Gradescope writes.

    """
    people: dict[str, list[Sender]] = {}
    folder, record, inside = "", "", False
    for line in chain(metadata, ["end:"]):
        if re.match(r"[\w'\"]", line):  # the next submission begins at the margin
            if record:
                people[folder] = _submitters(record)
            folder, record, inside = line.partition(":")[0].strip("'\""), "", False
        elif line.startswith("  :"):  # one of its fields
            inside = line.startswith("  :submitters:")
        elif inside and len(record) < LONGEST_RECORD:
            record += line
    return people


def _submitters(record: str) -> list[Sender]:
    try:
        import yaml  # noqa: PLC0415  of all layouts, only this one needs it

        # Composed, not loaded: what refers to other things over and over is never spelt out.
        people = yaml.compose(record[:LONGEST_RECORD], yaml.SafeLoader)
        found = []
        for person in people.value:  # type: ignore[union-attr]  # None is caught below
            told = {key.value: _plain(value) for key, value in person.value}
            name, email, number = (told.get(key, "") for key in (":name", ":email", ":sid"))
            keys = tuple(filter(None, (number, email, name)))
            found.append(Sender(exact(keys[0]), exact(name), exact(email), keys, number or email))
    except ModuleNotFoundError:
        raise UsageError(f"To read {WHO}, run: pip install -e '.[class]'") from None
    except (yaml.YAMLError, AttributeError, TypeError, ValueError, IndexError, RecursionError):
        raise UsageError(
            f"{WHO} is not as Gradescope writes it; download the submissions again."
        ) from None
    return found


def _plain(node: "yaml.Node") -> str:
    """Return the text or the number that a node is; what else it may be names nobody."""
    is_plain = node.tag in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:int")
    return str(node.value) if is_plain else ""

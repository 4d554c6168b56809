"""Where the submissions of a class are: a folder, or one big archive as platforms hand it out."""

import os
import stat
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from dojo.classroom.archives import (
    LARGEST_ZIP,
    LONGEST_END,
    check_end,
    check_overlap,
    content_of,
    guarded,
    inside,
    unzip,
)
from dojo.classroom.folders import take
from dojo.classroom.layouts import CANVAS, GRADESCOPE, MOODLE, WHO
from dojo.classroom.limits import JUNK, LeftOut, Refused, Taken, most, printable, wanted
from dojo.registry import UsageError
from dojo.source import shown

CLONE = {"grader.py", "katas", "solutions", "tests", "dojo", "pyproject.toml"}  # of this repo
COLLECTED = "submitted"  # where nbgrader puts what it has collected
NBGRADERS = {"nbgrader_config.py", "source"}  # what lies beside that
LONGEST_LINE = 10_000  # bytes
MOST_MEMBERS = 1_000_000  # of the archive of a whole class


class Source(Protocol):
    """Named entries, each of which belongs to one submission."""

    path: Path
    warnings: list[str]  # a sentence for each thing that the instructor must know

    def entries(self) -> dict[str, bool]:
        """Return the names of all entries, in order, and whether each is a folder."""

    def take(self, entry: str, taken: Taken) -> None:
        """Add what one entry holds; raise Refused as `folders.take` does."""

    def lines(self, name: str) -> Iterable[str]:
        """Return the lines of the text file of that name."""


class Folder:
    """A folder with an entry for each submission, or for each of its files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warnings: list[str] = []

    def entries(self) -> dict[str, bool]:
        """Return the names of all entries, in order, and whether each is a folder."""
        with os.scandir(self.path) as entries:
            found = {entry.name: entry.is_dir(follow_symlinks=False) for entry in entries}
        return dict(sorted(found.items()))

    def take(self, entry: str, taken: Taken) -> None:
        """Add what one entry holds."""
        take(self.path / entry, taken)

    def lines(self, name: str) -> Iterable[str]:
        """Return the lines of the text file of that name, if it is there."""
        path = self.path / name
        if path.exists() and stat.S_ISREG(path.lstat().st_mode):
            with path.open("rb") as file:
                yield from _lines(file)


class Archive:
    """One zip with the submissions of a class; only its list of members is held in memory."""

    def __init__(self, file: Path) -> None:
        self.path = file
        self.warnings: list[str] = []
        self._members: dict[str, list[zipfile.ZipInfo]] = defaultdict(list)
        with guarded():
            self._zip = zipfile.ZipFile(file)
            check_overlap(self._zip.infolist(), file.stat().st_size)
            members = [member for member in self._zip.infolist() if not member.is_dir()]
            if len(members) > MOST_MEMBERS:
                raise Refused(f"It holds more than {MOST_MEMBERS:,} files.")
            paths = {member: inside(member.filename) for member in members}
            useful = {m: p for m, p in paths.items() if not any(map(JUNK.fullmatch, p.parts))}
            self._depth = _common_depth(list(useful.values()))
            for member, path in useful.items():
                self._members[path.parts[self._depth]].append(member)

    def entries(self) -> dict[str, bool]:
        """Return the names of all entries, in order, and whether each is a folder."""
        deeper = {
            name: any(len(inside(member.filename).parts) > self._depth + 1 for member in members)
            for name, members in self._members.items()
        }
        return dict(sorted(deeper.items()))

    def take(self, entry: str, taken: Taken) -> None:
        """Add what one entry holds; an archive in it is a student's own, and is opened."""
        with guarded():
            for member in self._members[entry]:
                taken.look()
                path = PurePosixPath(*inside(member.filename).parts[self._depth :])
                try:
                    if path.suffix.lower() == ".zip":
                        unzip(content_of(self._zip, member, LARGEST_ZIP), taken)
                    elif wanted(path):
                        taken.add(path, content_of(self._zip, member, most(path.name)))
                except LeftOut as reason:
                    taken.notes.append(str(reason))

    def lines(self, name: str) -> Iterable[str]:
        """Return the lines of the text file of that name, if it is there."""
        for member in self._members.get(name, []):
            with guarded(), self._zip.open(member) as file:
                yield from _lines(file)


def _lines(file: IO[bytes]) -> Iterator[str]:
    """Yield the lines, of a long one only the beginning: one alone could fill the memory.

    Its rest is never yielded as a line of its own, or a student's output could forge one.
    """
    begins = True
    while piece := file.readline(LONGEST_LINE):
        if begins:
            yield piece[:LONGEST_LINE].decode("utf-8", "replace")  # zipfile's pieces may be longer
        begins = piece.endswith(b"\n")


def open_source(path: Path) -> Source:
    """Return the submissions at `path`, and nowhere else.

    What looks like a class further down is only warned of: any student can hand in such a thing,
    and would then say whose work it is.

    Raises:
        UsageError: there is nothing that could be read as submissions.

    """
    if not path.exists():
        raise UsageError(f"{shown(path)}: there is no such folder; name one with submissions.")
    try:
        if path.is_file() and path.suffix.lower() != ".zip":
            raise UsageError(f"{shown(path)} is no zip; name the folder that holds submissions.")
        if path.is_file():
            return Archive(path)
        folder = Folder(path)
        entries = {
            name: deep for name, deep in folder.entries().items() if not JUNK.fullmatch(name)
        }
        if entries.keys() >= CLONE:
            raise UsageError(
                f"{shown(path)} is one submission, not a class: name the folder it is in."
            )
        folder.warnings += [
            f"{shown(path / name)} looks like a whole class; to grade that, name it."
            for name in _classes(path, entries)
        ]
    except (Refused, OSError) as error:
        why = f"{error.strerror}." if isinstance(error, OSError) else str(error)
        raise UsageError(f"{shown(path)} cannot be read: {printable(why, 200)}") from None
    return folder


def _classes(folder: Path, entries: dict[str, bool]) -> Iterator[str]:
    """Yield the names of the entries in which the submissions of the class may be."""
    if entries.get(COLLECTED) and (len(entries) == 1 or not NBGRADERS.isdisjoint(entries)):
        yield COLLECTED
    elif len(entries) == 1:
        ((name, deeper),) = entries.items()
        if _is_of_a_class(folder / name, deeper=deeper):
            yield name


def _is_of_a_class(path: Path, *, deeper: bool) -> bool:
    """Return whether a folder or an archive holds many submissions, as platforms name them."""
    try:
        if deeper:
            entries = Folder(path).entries()
        elif path.suffix.lower() == ".zip" and stat.S_ISREG(path.lstat().st_mode):
            if path.stat().st_size > LARGEST_ZIP:
                return True  # no student's can be that large
            with path.open("rb") as file:
                file.seek(-min(LONGEST_END, path.stat().st_size), os.SEEK_END)
                check_end(file.read())
            entries = Archive(path).entries()
        else:
            return False
    except (Refused, OSError):
        return False
    return WHO in entries or (bool(entries) and all(map(_is_a_senders, entries)))


def _common_depth(paths: list[PurePosixPath]) -> int:
    """Return how many folders all members share, as when a whole folder was zipped."""
    depth = 0
    while all(len(path.parts) > depth + 1 for path in paths):
        heads = {path.parts[depth] for path in paths}
        if len(heads) != 1 or _is_a_senders(*heads):
            break
        depth += 1
    return depth


def _is_a_senders(entry: str) -> bool:
    """Return whether a platform has put a student's or submission's name on the entry."""
    return any(pattern.fullmatch(entry) for pattern in (MOODLE, CANVAS, GRADESCOPE))

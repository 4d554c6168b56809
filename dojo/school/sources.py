"""Where the submissions of a class are: a folder, or one big archive as platforms hand it out."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from dojo.registry import Kata, UsageError
from dojo.school.archives import LARGEST_ZIP, LONGEST_END, check_end
from dojo.school.class_zip import CLONE, Archive, is_a_senders, lines_of
from dojo.school.folders import take
from dojo.school.layouts import WHO
from dojo.school.limits import JUNK, Refused, Taken, printable
from dojo.source import shown

COLLECTED = "submitted"  # where nbgrader puts what it has collected
NBGRADERS = {"nbgrader_config.py", "source"}  # what lies beside that


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
                yield from lines_of(file)


def open_source(path: Path, katas: Sequence[Kata]) -> Source:
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
            return Archive(path, katas)
        return _open_folder(path, katas)
    except (Refused, OSError) as error:
        why = f"{error.strerror}." if isinstance(error, OSError) else str(error)
        raise UsageError(f"{shown(path)} cannot be read: {printable(why, 200)}") from None


def _open_folder(path: Path, katas: Sequence[Kata]) -> Folder:
    folder = Folder(path)
    entries = {name: deep for name, deep in folder.entries().items() if not JUNK.fullmatch(name)}
    if entries.keys() >= CLONE:
        raise UsageError(f"{shown(path)} is one submission, not a class: name the folder it is in.")
    folder.warnings += [
        f"{shown(path / name)} looks like a whole class; to grade that, name it."
        for name in _classes(path, entries, katas)
    ]
    return folder


def _classes(folder: Path, entries: dict[str, bool], katas: Sequence[Kata]) -> Iterator[str]:
    """Yield the names of the entries in which the submissions of the class may be."""
    if entries.get(COLLECTED) and (len(entries) == 1 or not NBGRADERS.isdisjoint(entries)):
        yield COLLECTED
    elif len(entries) == 1:
        ((name, deeper),) = entries.items()
        if _is_of_a_class(folder / name, katas, deeper=deeper):
            yield name


def _is_of_a_class(path: Path, katas: Sequence[Kata], *, deeper: bool) -> bool:
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
            entries = Archive(path, katas).entries()
        else:
            return False
    except (Refused, OSError):
        return False
    return WHO in entries or (bool(entries) and all(map(is_a_senders, entries)))

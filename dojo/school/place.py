"""Where in a folder or zip the submissions of a class are."""

import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from dojo.registry import Kata, UsageError
from dojo.school.limits import JUNK, LARGEST_ZIP, Refused, printable
from dojo.school.naming import FOLDERS, without_kata
from dojo.school.platforms import BESIDE, SUFFIXES, WHO, WRAPPERS, named_by
from dojo.school.trees import Folder, Parts, Tree
from dojo.school.zips import Zip
from dojo.source import shown

CLONE = {"grader.py", "katas", "solutions", "tests", "dojo", "pyproject.toml"}  # of this repo
NOBODYS = ("__MACOSX", "__pycache__", ".git", ".github", ".ipynb_checkpoints")  # not worth a word
FEW = 5  # folders; a student may have fewer of their own


class Place:
    """The entries of a class, and whether each is a folder; `told` is what to know of the place.

    Raises:
        UsageError: there is nothing that could be read as one class.

    """

    def __init__(self, path: Path, katas: Sequence[Kata]) -> None:
        self.path, self.told = path, list[str]()
        try:
            self.tree = _opened(path)
            self.at = _within(self.tree, katas)
            self.entries = _worth(self.tree, self.at)
            junk = self.tree.names(self.at).items() - self.entries.items()
        except (Refused, OSError) as error:
            why = f"{error.strerror}." if isinstance(error, OSError) else str(error)
            raise UsageError(f"{shown(path)} cannot be read: {printable(why, 200)}") from None
        self.shown = shown(path.joinpath(*self.at))
        self.folder = self.at[-1] if self.at else path.resolve().name
        if isinstance(self.tree, Zip):
            self.told += self.tree.warnings
        elif self.at:
            self.told.append(f"The class is in {self.shown}.")
        for name in sorted(name for name, folder in junk if folder and name not in NOBODYS):
            self.told.append(f"{printable(name)} was left out: no submission has such a name.")
        if not self.at and self.entries.keys() >= CLONE:
            why = "is one submission, not a class: name the folder it is in."
            raise UsageError(f"{self.shown} {why}")
        self._look_for_classes(katas)

    def inside(self, entry: str) -> dict[str, bool]:
        """Return what is in a folder of the class that no platform has named for a student."""
        with suppress(Refused, OSError):
            return {} if named_by(entry) else _worth(self.tree, (*self.at, entry))
        return {}

    def _look_for_classes(self, katas: Sequence[Kata]) -> None:
        """Refuse a folder of several classes; say of a lone zip that looks like one how to read it.

        A zip is not gone into: any student can hand in such a one, and say whose work it holds.
        """
        first = list(self.entries)[:FEW]
        classes = [name for name in first if _is_a_class(self.inside(name))]
        if 0 < len(first) <= 2 * len(classes):
            why = f"is more than a class: name the one that is meant, such as {classes[0]}."
            raise UsageError(printable(f"{self.shown} {why}", 200))
        if [*map(_suffix, self.entries)] != [".zip"]:
            return
        path = (*self.at, first[0])
        with suppress(Refused, OSError):
            inner = Zip(io.BytesIO(self.tree.read(path, LARGEST_ZIP)))
            if _is_a_class(_worth(inner, _within(inner, katas))):
                zip_ = shown(self.path.joinpath(*path))
                self.told.append(f"{zip_} looks like a whole class; to grade that, name it.")


def _opened(path: Path) -> Tree:
    if not path.exists():
        raise UsageError(f"{shown(path)}: there is no such folder; name one with submissions.")
    if not path.is_file():
        return Folder(path)
    if path.suffix.lower() != ".zip":
        raise UsageError(f"{shown(path)} is no zip; name the folder that holds submissions.")
    return Zip(path, of_class=True)


def _within(tree: Tree, katas: Sequence[Kata]) -> Parts:
    """Return the folders above those, or the files, that are named after students.

    A folder that lies alone is gone into, unless a platform has named it. Where what lies below is
    one student's, the last of these folders is theirs.
    """
    at: Parts = ()
    while True:
        names = _worth(tree, at)
        wrapper = names.keys() - BESIDE
        if len(wrapper) == 1 and wrapper <= WRAPPERS.keys() and names[min(wrapper)]:
            return (*at, min(wrapper))
        worth = [name for name, deep in names.items() if deep or _suffix(name) in SUFFIXES]
        if len(worth) != 1 or not names[worth[0]] or named_by(worth[0]):
            break
        at = (*at, worth[0])
    if at and _is_of_one(names, katas):
        while at and at[-1] in FOLDERS:
            at = at[:-1]
        return at[:-1]
    return at


def _is_of_one(names: Mapping[str, bool], katas: Sequence[Kata]) -> bool:
    """Return whether these are what one student has handed in: some say no more than a kata."""
    folders = {name for name, deep in names.items() if deep}
    files = {name for name in names.keys() - folders - CLONE if _suffix(name) in SUFFIXES}
    whole = any(not without_kata(PurePosixPath(name).stem, katas) for name in files)
    return folders <= {*FOLDERS, *CLONE} and (whole or not files)


def _is_a_class(names: Mapping[str, bool]) -> bool:
    """Return whether a folder holds many submissions: named by a platform, or folders alone."""
    folders = len(names) >= FEW and all(names.values())
    return WHO in names or (bool(names) and (folders or all(map(named_by, names))))


def _worth(tree: Tree, at: Parts) -> dict[str, bool]:
    """Return what is in a folder, sorted, but for what nobody hands in; and whether it is one."""
    names = sorted(tree.names(at).items())
    return {name: folder for name, folder in names if not JUNK.fullmatch(name)}


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()

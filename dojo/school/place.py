"""Where in a folder or zip the submissions of a class are."""

import io
from collections.abc import Iterable, Mapping
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
FEW = 5  # folders; a student may have fewer of their own


class Place:
    """The entries of a class, and whether each is a folder; `told` is what to know of the place.

    Raises:
        UsageError: there is nothing that could be read as one class.

    """

    def __init__(self, path: Path, katas: Iterable[Kata]) -> None:
        self.path, self.told = path, list[str]()
        try:
            self.tree = _opened(path)
            self.at = _within(self.tree, katas)
            self.entries = dict(sorted(self.tree.names(self.at).items()))
        except (Refused, OSError) as error:
            why = f"{error.strerror}." if isinstance(error, OSError) else str(error)
            raise UsageError(f"{shown(path)} cannot be read: {printable(why, 200)}") from None
        self.shown = shown(path.joinpath(*self.at))
        self.folder = self.at[-1] if self.at else path.resolve().name
        if isinstance(self.tree, Zip):
            self.told += self.tree.warnings
        elif self.at:
            self.told.append(f"The class is in {self.shown}.")
        if not self.at and self.entries.keys() >= CLONE:
            why = "is one submission, not a class: name the folder it is in."
            raise UsageError(f"{self.shown} {why}")
        self._look_for_classes(katas)

    def _look_for_classes(self, katas: Iterable[Kata]) -> None:
        """Refuse a folder of several classes; say of a lone zip that looks like one how to read it.

        A zip is not gone into: any student can hand in such a one, and say whose work it holds.
        """
        worth = [name for name in self.entries if not JUNK.fullmatch(name)]
        classes = []
        for name in worth[:FEW]:
            path = (*self.at, name)
            with suppress(Refused, OSError):
                if self.entries[name] and not named_by(name):
                    classes += [name] if _is_a_class(self.tree.names(path)) else []
                elif len(worth) == 1 and _suffix(name) == ".zip":
                    inner = Zip(io.BytesIO(self.tree.read(path, LARGEST_ZIP)))
                    if _is_a_class(inner.names(_within(inner, katas))):
                        zip_ = shown(self.path.joinpath(*path))
                        self.told.append(
                            f"{zip_} looks like a whole class; to grade that, name it."
                        )
        if classes and 2 * len(classes) >= len(worth[:FEW]):
            why = f"is more than a class: name the one that is meant, such as {classes[0]}."
            raise UsageError(printable(f"{self.shown} {why}", 200))


def _opened(path: Path) -> Tree:
    if not path.exists():
        raise UsageError(f"{shown(path)}: there is no such folder; name one with submissions.")
    if not path.is_file():
        return Folder(path)
    if path.suffix.lower() != ".zip":
        raise UsageError(f"{shown(path)} is no zip; name the folder that holds submissions.")
    return Zip(path, of_class=True)


def _within(tree: Tree, katas: Iterable[Kata]) -> Parts:
    """Return the folders above those, or the files, that are named after students.

    A folder that lies alone is gone into, unless a platform has named it. Where what lies below is
    one student's, the last of these folders is theirs.
    """
    at: Parts = ()
    while True:
        names = {name: deep for name, deep in tree.names(at).items() if not JUNK.fullmatch(name)}
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


def _is_of_one(names: Mapping[str, bool], katas: Iterable[Kata]) -> bool:
    """Return whether these are what one student has handed in: some say no more than a kata."""
    folders = {name for name, deep in names.items() if deep}
    files = {name for name in names.keys() - folders - CLONE if _suffix(name) in SUFFIXES}
    whole = any(not without_kata(PurePosixPath(name).stem, katas) for name in files)
    return folders <= {*FOLDERS, *CLONE} and (whole or not files)


def _is_a_class(names: Mapping[str, bool]) -> bool:
    """Return whether a folder holds many submissions: named by a platform, or folders alone."""
    worth = {name: deep for name, deep in names.items() if not JUNK.fullmatch(name)}
    known = [name for name in worth if named_by(name)]
    return WHO in worth or (
        bool(worth) and (len(known) == len(worth) or (len(worth) >= FEW and all(worth.values())))
    )


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()

"""One zip with the submissions of a whole class, as platforms hand it out."""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from dojo.registry import Kata
from dojo.school.archives import (
    DRIVE,
    LARGEST_ZIP,
    check_overlap,
    content_of,
    guarded,
    inside,
    unzip,
)
from dojo.school.layouts import CANVAS, GRADESCOPE, MOODLE, SUFFIXES
from dojo.school.limits import JUNK, LeftOut, Refused, Taken, capped, most, wanted
from dojo.school.naming import FOLDERS, without_kata

LONGEST_LINE = 10_000  # bytes
MOST_MEMBERS = 1_000_000  # of the archive of a whole class
CLONE = {"grader.py", "katas", "solutions", "tests", "dojo", "pyproject.toml"}  # of this repo


class Archive:
    """One zip with the submissions of a class; only its list of members is held in memory."""

    def __init__(self, file: Path, katas: Sequence[Kata]) -> None:
        self.path = file
        self.warnings: list[str] = []
        self._members: dict[str, list[zipfile.ZipInfo]] = defaultdict(list)
        self._notes: dict[str, list[str]] = defaultdict(list)
        with guarded():
            self._zip = zipfile.ZipFile(file)
            check_overlap(self._zip.infolist(), file.stat().st_size)
            members = [member for member in self._zip.infolist() if not member.is_dir()]
            if len(members) > MOST_MEMBERS:
                raise Refused(f"It holds more than {MOST_MEMBERS:,} files.")
            useful, left_out = _sorted_out(members)
            paths = list(useful.values())
            self._depth = _depth_of_entries(paths, katas)
            for member, path in useful.items():
                self._members[path.parts[self._depth]].append(member)
        self._leave_out(left_out, paths[0].parts[: self._depth] if paths else ())

    def _leave_out(self, left_out: dict[str, str], shared: tuple[str, ...]) -> None:
        """Keep why members are left out, also for the students below `shared` whose they are."""
        self.warnings += capped([f"{reason} It was left out." for reason in left_out.values()])
        for name, reason in left_out.items():
            parts = PurePosixPath(name.replace("\\", "/")).parts
            entry = parts[self._depth] if len(parts) > self._depth + 1 else ".."
            alone = entry in ("/", "..") or DRIVE.match(entry) or JUNK.fullmatch(entry)
            if parts[: self._depth] == shared and not alone:
                self._notes[entry].append(reason)
                self._members[entry] += []  # so that there is such an entry

    def entries(self) -> dict[str, bool]:
        """Return the names of all entries, in order, and whether each is a folder."""
        deeper = {
            name: name in self._notes
            or any(len(inside(member.filename).parts) > self._depth + 1 for member in members)
            for name, members in self._members.items()
        }
        return dict(sorted(deeper.items()))

    def take(self, entry: str, taken: Taken) -> None:
        """Add what one entry holds; an archive in it is a student's own, and is opened."""
        taken.notes += self._notes.get(entry, [])
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
                yield from lines_of(file)


def lines_of(file: IO[bytes]) -> Iterator[str]:
    """Yield the lines, of a long one only the beginning: one alone could fill the memory.

    Its rest is never yielded as a line of its own, or a student's output could forge one.
    """
    begins = True
    while piece := file.readline(LONGEST_LINE):
        if begins:
            yield piece[:LONGEST_LINE].decode("utf-8", "replace")  # zipfile's pieces may be longer
        begins = piece.endswith(b"\n")


def _sorted_out(
    members: Iterable[zipfile.ZipInfo],
) -> tuple[dict[zipfile.ZipInfo, PurePosixPath], dict[str, str]]:
    """Return the members that may be of use, and why others cannot be, by their names.

    A platform hands on what students call their files: for one of them, no class is refused.
    """
    useful, left_out = {}, {}
    for member in members:
        try:
            path = inside(member.filename)
        except Refused as reason:
            left_out[member.filename] = str(reason)
        else:
            if path.parts and not any(map(JUNK.fullmatch, path.parts)):
                useful[member] = path
    return useful, left_out


def _depth_of_entries(paths: Sequence[PurePosixPath], katas: Sequence[Kata]) -> int:
    """Return how many folders there are above those, or the files, that are named after students.

    Where all that lies below the shared folders is one student's, the last of these is theirs.
    """
    depth = _common_depth(paths)
    above = paths[0].parts[:depth] if paths else ()
    if "submitted" in above:  # nbgrader's folder, and its students' right below
        return above.index("submitted") + 1
    below = {path.parts[depth]: len(path.parts) > depth + 1 for path in paths}
    if not all(_is_an_answer(name, folder=deep, katas=katas) for name, deep in below.items()):
        return depth
    shared = paths[0].parts[:depth] if paths else ()
    while shared and shared[-1] in FOLDERS:
        shared = shared[:-1]
    return len(shared) - 1 if shared else depth


def _is_an_answer(name: str, *, folder: bool, katas: Sequence[Kata]) -> bool:
    """Return whether the name says no more than what a submission always has in it."""
    if folder:
        return name in {*FOLDERS, *CLONE}
    path = PurePosixPath(name)
    beside = path.suffix.lower() not in SUFFIXES or name in CLONE  # such as a picture
    return beside or not without_kata(path.stem, katas)


def _common_depth(paths: Sequence[PurePosixPath]) -> int:
    """Return how many folders all members share, as when a whole folder was zipped."""
    depth = 0
    while all(len(path.parts) > depth + 1 for path in paths):
        heads = {path.parts[depth] for path in paths}
        if len(heads) != 1 or is_a_senders(*heads):
            break
        depth += 1
    return depth


def is_a_senders(entry: str) -> bool:
    """Return whether a platform has put a student's or submission's name on the entry."""
    return any(pattern.fullmatch(entry) for pattern in (MOODLE, CANVAS, GRADESCOPE))

"""Untrusted zips: nothing is extracted, and what is not asked for is not read.

A bomb in a member that no kata needs therefore costs nothing. Sizes are measured while reading:
the headers may lie.
"""

import re
import stat
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from dojo.school.limits import LeftOut, Refused, capped, printable, too_large, wanted

BOMB = 200  # times smaller than its content; Python text shrinks to about a fifth
SMALL = 1000  # bytes; below that, any ratio is harmless
LONGEST_LIST = 8_000_000  # bytes of the list of members, which is always read as a whole
LONGEST_END = 66_000  # bytes of the mark at the end, and the longest comment that may follow it
PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DRIVE = re.compile(r"[A-Za-z]:")
END, ZIP64 = b"PK\x05\x06", b"PK\x06\x07"
IN_UTF8 = 0x800  # the flag of a member whose name is
OUTSIDE = "(..)"  # what stands for `..` in the name of a member that is kept only to be noted


class Zip:
    """A zip, a student's own or the one `of_class`; only its list of members is held in memory.

    A student's is refused for any unsafe name. In a whole class's only that member is left out,
    with a sentence in `warnings`, and with a note where it is read.

    Raises:
        Refused: it is over a limit, damaged, or tampered with.

    """

    def __init__(self, file: IO[bytes] | Path, *, of_class: bool = False) -> None:
        self.of_class = of_class
        self._members: dict[tuple[str, ...], zipfile.ZipInfo] = {}
        self._folders: dict[tuple[str, ...], dict[str, bool]] = defaultdict(dict)
        self._unsafe: dict[tuple[str, ...], str] = {}
        self.warnings: list[str] = []
        with _guarded():
            if not isinstance(file, Path):
                _check_end(file)
            self._zip = zipfile.ZipFile(file)
            members = self._zip.infolist()
            # No program writes members that share bytes: few could be unpacked over and over.
            if sum(member.compress_size for member in members) > _size(file):
                raise Refused(
                    "The zip is tampered with: its files overlap; hand in an ordinary zip."
                )
            for member in members:
                self._add(member)
        self.warnings = capped(self.warnings)

    def _add(self, member: zipfile.ZipInfo) -> None:
        name = _name_of(member)
        parts = PurePosixPath(name).parts
        nowhere = name.startswith(("/", "../")) or DRIVE.match(name)
        if nowhere or ".." in parts:
            told = f"The zip holds {printable(name)}, which would land outside its folder."
            if not self.of_class:
                raise Refused(told)
            self.warnings.append(f"{told} It was left out.")
            parts = tuple(OUTSIDE if part == ".." else part for part in parts)
            self._unsafe[parts] = told
        if parts and not name.endswith("/") and not nowhere:
            self._put(parts, member)

    def _put(self, parts: tuple[str, ...], member: zipfile.ZipInfo) -> None:
        while parts in self._members:
            path = PurePosixPath(*parts)
            if not self.of_class:
                if not wanted(path):
                    return
                raise Refused(f"The zip holds {printable(str(path))} more than once.")
            parts = (*parts[:-1], f"{path.stem}-2{path.suffix}")  # a later attempt
        self._members[parts] = member
        for depth in range(len(parts)):
            self._folders[parts[:depth]][parts[depth]] = depth < len(parts) - 1

    def names(self, at: tuple[str, ...]) -> dict[str, bool]:
        """Return what is in that folder, and whether each is a folder."""
        return self._folders.get(at, {})

    @contextmanager
    def open(self, path: tuple[str, ...]) -> Iterator[IO[bytes]]:
        """Open a member."""
        with _guarded(), self._zip.open(self._members[path]) as file:
            yield file

    def read(self, path: tuple[str, ...], limit: int) -> bytes:
        """Return what a member holds, at most `limit` bytes.

        Raises:
            LeftOut: it is larger, a link, or locked in some way, or would land elsewhere.
            Refused: it is a bomb, or not what the zip says it is.

        """
        if path in self._unsafe:
            raise LeftOut(self._unsafe[path])
        member = self._members[path]
        name = printable("/".join(path))
        if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
            raise LeftOut(f"{name} is a link or special file in the zip; hand in the file itself.")
        if member.flag_bits & 0x1:
            raise LeftOut(f"{name} is encrypted in the zip; hand it in without a password.")
        if member.compress_type not in PLAIN_METHODS:
            raise LeftOut(f"{name} is compressed in an unusual way; hand in an ordinary zip.")
        if member.file_size > limit:  # unpacking it just to leave it out could take minutes
            raise too_large(name, limit)
        with self.open(path) as file:
            content = file.read(limit + 1)  # never more than the zip says that there is
        if len(content) > BOMB * max(member.compress_size, SMALL):
            raise Refused(f"{name} in the zip is a bomb: next to nothing unpacks to a great deal.")
        if len(content) != member.file_size:
            raise Refused(f"The zip is damaged: {name} is not as long as it says.")
        return content


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return a member's name; a backslash is what old Windows programs write for a slash.

    Many programs write UTF-8 without the flag that says so: what reads as UTF-8 is.
    """
    name = member.filename
    if not member.flag_bits & IN_UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _size(file: IO[bytes] | Path) -> int:
    return file.stat().st_size if isinstance(file, Path) else file.seek(0, 2)


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn whatever a damaged zip makes of `zipfile` into one sentence."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001  zipfile raises a dozen kinds over a hostile one
        raise Refused(f"The zip is damaged: {printable(str(error)) or 'it ends early'}.") from None


def _check_end(file: IO[bytes]) -> None:
    """Refuse a zip whose list of members is too long to be read at all, by its last bytes.

    Every mark of an end is looked at: which one `zipfile` goes by is not worth relying on.
    """
    file.seek(-min(LONGEST_END, file.seek(0, 2)), 2)
    tail = file.read()
    ends = [found.start() for found in re.finditer(re.escape(END), tail)]
    if not ends:
        raise Refused("The zip is damaged: it has no end, so its upload may have been cut off.")
    for at in ends:
        if int.from_bytes(tail[at + 12 : at + 16], "little") > LONGEST_LIST:
            raise Refused("The zip holds too many files and folders.")
        if tail[max(at - 20, 0) : at].startswith(ZIP64):  # its numbers override the ones here
            raise Refused("The zip is in the format for more than 4 GB; hand in an ordinary zip.")

"""Untrusted zip archives into memory; nothing is extracted, and what is not asked for is not read.

A bomb in a member that no kata needs therefore costs nothing. Sizes are measured while reading:
the headers may lie. Archives inside an archive stay closed.
"""

import io
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from dojo.school.limits import JUNK, LeftOut, Refused, Taken, most, printable, too_large, wanted

LARGEST_ZIP = 100_000_000  # bytes as handed in: a clone together with its virtual environment
BOMB = 200  # times smaller than its content; Python text shrinks to about a fifth
SMALL = 1000  # bytes; below that, any ratio is harmless
LONGEST_LIST = 8_000_000  # bytes of the list of members, which is always read as a whole
LONGEST_END = 66_000  # bytes of the mark at the end, and the longest comment that may follow it
PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DRIVE = re.compile(r"[A-Za-z]:")
END, ZIP64 = b"PK\x05\x06", b"PK\x06\x07"


def unzip(content: bytes, taken: Taken) -> None:
    """Add the answers that an archive may hold to `taken`.

    Raises:
        Refused: it is over a limit, damaged, or tampered with.

    """
    check_end(content[-LONGEST_END:])
    with guarded(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_overlap(archive.infolist(), len(content))
        paths: dict[zipfile.ZipInfo, PurePosixPath] = {}
        for member in archive.infolist():
            path = inside(member.filename)
            if not any(JUNK.fullmatch(part) for part in path.parts):
                taken.look()
            if wanted(path) and not member.is_dir():
                paths[member] = path
        for path, count in Counter(paths.values()).items():
            if count > 1:
                raise Refused(f"The zip holds {printable(str(path))} more than once.")
        for member, path in paths.items():
            try:
                taken.add(path, content_of(archive, member, most(path.name)))
            except LeftOut as reason:
                taken.notes.append(str(reason))


def check_overlap(members: Iterable[zipfile.ZipInfo], size: int) -> None:
    """Refuse an archive of `size` bytes whose members share bytes: no program writes such a one.

    Few bytes could otherwise be unpacked over and over.
    """
    if sum(member.compress_size for member in members) > size:
        raise Refused("The zip is tampered with: its files overlap; hand in an ordinary zip.")


@contextmanager
def guarded() -> Iterator[None]:
    """Turn whatever a damaged archive makes of `zipfile` into one sentence."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001  zipfile raises a dozen kinds over a hostile archive
        raise Refused(f"The zip is damaged: {printable(str(error)) or 'it ends early'}.") from None


def inside(name: str) -> PurePosixPath:
    """Return the path of the member of that name.

    Raises:
        Refused: it would lead out of the archive.

    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or DRIVE.match(name):
        raise Refused(f"The zip holds {printable(name)}, which would land outside its folder.")
    return path


def content_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Return what one member holds, at most `limit` bytes.

    Raises:
        LeftOut: it is larger, a link, or locked in some way.
        Refused: it is a bomb, or not what the archive says it is.

    """
    name = printable(member.filename)
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        raise LeftOut(f"{name} is a link or special file in the zip; hand in the file itself.")
    if member.flag_bits & 0x1:
        raise LeftOut(f"{name} is encrypted in the zip; hand it in without a password.")
    if member.compress_type not in PLAIN_METHODS:
        raise LeftOut(f"{name} is compressed in an unusual way; hand in an ordinary zip.")
    if member.file_size > limit:  # unpacking it just to leave it out could take minutes
        raise too_large(name, limit)
    with archive.open(member) as file:
        content = file.read(limit + 1)  # never more than the archive says that there is
    if len(content) > BOMB * max(member.compress_size, SMALL):
        raise Refused(f"{name} in the zip is a bomb: next to nothing unpacks to a great deal.")
    if len(content) != member.file_size:
        raise Refused(f"The zip is damaged: {name} is not as long as it says.")
    return content


def check_end(tail: bytes) -> None:
    """Refuse an archive whose list of members is too long to be read at all, by its last bytes.

    Every mark of an end is looked at: which one `zipfile` goes by is not worth relying on.
    """
    ends = [found.start() for found in re.finditer(re.escape(END), tail)]
    if not ends:
        raise Refused("The zip is damaged: it has no end, so its upload may have been cut off.")
    for at in ends:
        if int.from_bytes(tail[at + 12 : at + 16], "little") > LONGEST_LIST:
            raise Refused("The zip holds too many files and folders.")
        if tail[max(at - 20, 0) : at].startswith(ZIP64):  # its numbers override the ones here
            raise Refused("The zip is in the format for more than 4 GB; hand in an ordinary zip.")

"""Untrusted files and folders into memory: nothing is followed, and nothing can make a read wait.

Works where a folder can be opened as a file descriptor: everywhere but on Windows.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from dojo.registry import UsageError
from dojo.school.archives import LARGEST_ZIP, unzip
from dojo.school.limits import JUNK, LeftOut, Taken, most, printable, too_large, wanted

DEEPEST = 8  # folders within folders


def take(path: Path, taken: Taken) -> None:
    """Add the answers that the file, archive or folder at `path` may hold to `taken`.

    Raises:
        Refused: it is a link or a special file, it is over a limit, or it is a bad archive.
        UsageError: this system cannot open folders.

    """
    if os.scandir not in os.supports_fd:
        raise UsageError("Other people's submissions can be graded on Linux and macOS only.")
    try:
        with _opened(str(path)) as opened:
            if stat.S_ISDIR(os.fstat(opened).st_mode):
                _walk(opened, PurePosixPath(), taken)
            elif path.suffix.lower() == ".zip":
                unzip(_read(opened, LARGEST_ZIP, path.name), taken)
            elif wanted(PurePosixPath(path.name)):
                content = _read(opened, most(path.name), path.name)
                taken.add(PurePosixPath(path.name), content)
    except OSError as error:
        raise LeftOut(f"{printable(path.name)}: {error.strerror or 'unreadable'}.") from None


def _walk(folder: int, at: PurePosixPath, taken: Taken) -> None:
    """Add the code files in an open folder and in those below it; note what is left out."""
    names: list[tuple[str, bool]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            taken.look()
            names.append((entry.name, entry.is_dir(follow_symlinks=False)))
    for name, is_folder in sorted(names):
        path = at / name
        if is_folder:
            useless = JUNK.fullmatch(name) or len(path.parts) > DEEPEST
        else:
            useless = not wanted(path)
        if useless:
            continue
        try:
            with _opened(name, folder) as inner:
                if is_folder:
                    _walk(inner, path, taken)
                else:
                    taken.add(path, _read(inner, most(name), name))
        except LeftOut as reason:
            taken.notes.append(str(reason))
        except OSError as error:
            taken.notes.append(f"{printable(name)}: {error.strerror or 'unreadable'}.")


@contextmanager
def _opened(name: str, within: int | None = None) -> Iterator[int]:
    """Open a folder or a regular file, never a link; a pipe or device is not even opened.

    What is opened is what was looked at: a link put there in between fails with an OSError.
    """
    kind = os.stat(name, dir_fd=within, follow_symlinks=False).st_mode
    shown = printable(Path(name).name)
    if stat.S_ISLNK(kind):
        raise LeftOut(f"{shown} is a symbolic link; hand in the file itself.")
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise LeftOut(f"{shown} is no regular file.")
    # Should a pipe have come in between, opening it does not wait for the other end.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(name, flags, dir_fd=within)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _read(descriptor: int, limit: int, name: str) -> bytes:
    facts = os.fstat(descriptor)
    if not stat.S_ISREG(facts.st_mode):
        raise LeftOut(f"{printable(name)} is no regular file.")
    if facts.st_size > limit:  # a file with a hole may say that it has terabytes
        raise too_large(name, limit)
    with os.fdopen(os.dup(descriptor), "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise too_large(name, limit)
    return content

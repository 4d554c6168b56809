"""Untrusted trees into memory: one walker for folders and zips; nothing is followed or waited for.

Works where a folder can be opened as a file descriptor: everywhere but on Windows.
"""

import io
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from dojo.registry import UsageError
from dojo.school.limits import (
    JUNK,
    LARGEST,
    LARGEST_ZIP,
    LeftOut,
    Taken,
    printable,
    too_large,
    wanted,
)
from dojo.school.zips import Zip

Parts = tuple[str, ...]  # of a path below the tree's root
DEEPEST = 8  # folders within folders
LONGEST_LINE = 10_000  # bytes
HERE = PurePosixPath()


class Folder:
    """A folder of this machine.

    Raises:
        UsageError: this system cannot open folders.

    """

    def __init__(self, path: Path) -> None:
        if os.scandir not in os.supports_fd:
            raise UsageError("Other people's submissions can be graded on Linux and macOS only.")
        self._path = path

    def names(self, at: Parts) -> dict[str, bool]:
        """Return what is in that folder, and whether each is a folder."""
        with self._opened(at) as folder, os.scandir(folder) as entries:
            return {entry.name: entry.is_dir(follow_symlinks=False) for entry in entries}

    @contextmanager
    def open(self, path: Parts) -> Iterator[IO[bytes]]:
        """Open a file."""
        with self._opened(path) as opened:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise LeftOut(f"{printable(path[-1])} is no regular file.")
            with os.fdopen(opened, "rb", closefd=False) as file:
                yield file

    def read(self, path: Parts, limit: int) -> bytes:
        """Return what is in a file."""
        with self.open(path) as file:
            size = os.fstat(file.fileno()).st_size  # with a hole in it, terabytes
            content = b"" if size > limit else file.read(limit + 1)
        if max(size, len(content)) > limit:
            raise too_large(path[-1], limit)
        return content

    @contextmanager
    def _opened(self, path: Parts) -> Iterator[int]:
        """Open a folder or regular file, and each above it, never a link, and no pipe or device.

        What is opened is what was looked at: a link put there in between fails with an OSError.
        """
        with ExitStack() as stack:
            within = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            stack.callback(os.close, within)
            for name in path:
                kind = os.stat(name, dir_fd=within, follow_symlinks=False).st_mode
                if stat.S_ISLNK(kind):
                    told = f"{printable(name)} is a symbolic link; hand in the file itself."
                    raise LeftOut(told)
                if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
                    raise LeftOut(f"{printable(name)} is no regular file.")
                # Should a pipe have come in between, opening it does not wait for the other end.
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
                within = os.open(name, flags, dir_fd=within)
                stack.callback(os.close, within)
            yield within


Tree = Folder | Zip


def take(  # noqa: PLR0913  what a tree in a tree needs
    tree: Tree,
    path: Parts,
    taken: Taken,
    *,
    folder: bool,
    above: int = 0,
    under: PurePosixPath = HERE,
) -> None:
    """Add the answers that the file or `folder` at `path` may hold, and those in zips in it.

    The first `above` parts of its path are not the submission's own; `under` is the zip that the
    tree is, if a student's. A zip in that is opened only where there is no answer outside of it.

    Raises:
        Refused: it is over a limit, or a zip in it is damaged or tampered with.

    """
    zips = []
    for each in _files(tree, path, taken, above) if folder else [path]:
        own = under.joinpath(*each[above:])
        with _noting(taken, own.name):
            if own.suffix.lower() == ".zip":
                zips.append((each, own))
            elif wanted(own):
                taken.add(own, tree.read(each, LARGEST[own.suffix.lower()]))
            else:
                taken.others.append(own.name)
                if not folder and isinstance(tree, Folder):
                    with tree.open(each):  # which says so if it is a link to elsewhere
                        pass
    for each, own in zips:
        if under.suffix and (taken.files or str(under).lower().count(".zip/")):
            taken.others.append(own.name)
            continue
        with _noting(taken, own.name):
            taken.look_into_zip()
            inner = Zip(io.BytesIO(tree.read(each, LARGEST_ZIP)))
            take(inner, (), taken, folder=True, under=own)


@contextmanager
def _noting(taken: Taken, name: str) -> Iterator[None]:
    """Note why a file was left out, and go on."""
    try:
        yield
    except LeftOut as reason:
        taken.notes.append(str(reason))
    except OSError as error:
        taken.notes.append(f"{printable(name)}: {error.strerror or 'unreadable'}.")


def _files(tree: Tree, path: Parts, taken: Taken, above: int) -> Iterator[Parts]:
    """Yield the files below a folder but for what is nobody's work."""
    names: dict[str, bool] = {}
    with _noting(taken, path[-1] if path else ""):
        names = tree.names(path)
    taken.look(len(names))
    for name, is_folder in sorted(names.items()):
        if JUNK.fullmatch(name):
            continue
        if not is_folder:
            yield (*path, name)
        elif len(path) - above < DEEPEST:
            yield from _files(tree, (*path, name), taken, above)
        else:
            taken.notes.append(f"{printable(name)} is more than {DEEPEST} folders deep.")


def lines(tree: Tree, path: Parts) -> Iterator[str]:
    """Yield the lines of a file, of a long one only the beginning: one could fill the memory.

    Its rest is never yielded as a line of its own, or a student's output could forge one.
    """
    begins = True
    with tree.open(path) as file:
        while piece := file.readline(LONGEST_LINE):
            if begins:
                yield piece[:LONGEST_LINE].decode("utf-8", "replace")  # zipfile's may be longer
            begins = piece.endswith(b"\n")

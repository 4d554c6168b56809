"""Back to the pristine stub, with a dated backup first, and back again."""

from datetime import datetime
from pathlib import Path

from dojo.registry import Course, Kata, UsageError
from dojo.source import shown
from dojo.stub import stub

STAMP = "%Y-%m-%dT%H-%M-%S.%f"  # sorts by age, and is a file name on every system


def backups(course: Course) -> list[Path]:
    """Return the backup folders, one for each reset or undo, oldest first."""
    return sorted((course.root / ".dojo" / "backups").glob("*"))


def reset(course: Course, katas: list[Kata], now: datetime) -> Path | None:
    """Write the pristine stubs over the katas' files; return where what was there is kept.

    Nothing is touched, and None returned, when every file is pristine already.

    Raises:
        UsageError: a file or folder cannot be written; nothing is overwritten without its backup.

    """
    stubs = {course.stub(kata): stub(course, kata).encode() for kata in katas}
    return _replace(course, stubs, now)


def undo(course: Course, now: datetime) -> tuple[Path, Path | None]:
    """Put the newest backup back; return it, and the backup of what it has replaced.

    Raises:
        UsageError: there is no backup, or a file cannot be written.

    """
    if not backups(course):
        raise UsageError("There is no backup to go back to: nothing has been reset yet.")
    newest = backups(course)[-1]
    texts = {course.root / "katas" / path.name: path.read_bytes() for path in newest.iterdir()}
    return newest, _replace(course, texts, now)


def _replace(course: Course, texts: dict[Path, bytes], now: datetime) -> Path | None:
    """Write the texts that differ from what is there, after a backup of all of those."""
    try:
        old = {path: path.read_bytes() for path in texts if path.exists()}
        changed = {path: text for path, text in texts.items() if old.get(path) != text}
        kept = [path for path in changed if path in old]
        folder = course.root / ".dojo" / "backups" / now.strftime(STAMP)
        if kept:
            folder.mkdir(parents=True)
        for path in kept:
            (folder / path.name).write_bytes(old[path])
        for path, text in changed.items():
            _write_whole(path, text)
    except OSError as error:
        raise UsageError(
            f"{shown(error.filename or course.root)}: {error.strerror}; "
            "nothing that has no backup was overwritten."
        ) from None
    return folder if kept else None


def _write_whole(path: Path, text: bytes) -> None:
    """Write the file in one step, so that a crash in the middle leaves the old or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text)
    beside.replace(path)

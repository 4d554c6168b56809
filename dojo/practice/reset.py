"""A kata's file back at the start of a level, with a dated backup first, and back again."""

import argparse
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from dojo.folding import say
from dojo.practice.fading import text
from dojo.practice.learner import agreed, note_reset, verified
from dojo.practice.levels import LEVELS, SHUFFLE
from dojo.registry import CORE, Course, Kata, UsageError, number_of
from dojo.source import NO_FILE, shown
from dojo.verify import DONE, NOT_YET, opened

FOLDERS = {".py": "katas", ".ipynb": "notebooks"}  # where a backup came from
DATE = 10  # characters of a backup's name
STAMP = "%Y-%m-%dT%H-%M-%S.%f"  # sorts by age, and is a file name on every system
QUESTIONS = {
    "worked": "The solution to read",
    "blanks": "The solution with blanks",
    "stub": "Back to the stub",
    "blank": "An empty file",
    "shuffle": "The solution's lines, out of order",
}


def reset(course: Course, options: argparse.Namespace) -> int:
    """Put katas at the start of a level, or backups back; ask before."""
    if options.list:
        for folder in backups(course):
            levels = {path.name: untouched(course, path) for path in kept_in(folder)}
            told = [f"{n} (untouched: {levels[n]})" if levels[n] else n for n in levels]
            say(f"{shown(folder)}/  {', '.join(told)}")
        say("To put one back, and keep what is there now:  python grader.py reset --undo BACKUP")
        return DONE
    if options.undo is not None:
        kata = course.find(options.kata) if options.kata else None
        restored, kept = undo(course, options.undo, kata)
        backup = restored[0].parent
        say(f"Put back: {', '.join(path.name for path in restored)}, from {shown(backup)}/")
        if kept:
            say(f"What was there is in {shown(kept)}/")
        back = [path.stem for path in restored if path.suffix == ".py"]
        note_reset(course, back, kept, backup, undone=True)
        return DONE
    if bool(options.kata) == options.all:
        every = course if opened(course, options) else course.only(CORE)
        numbers = ", ".join(number_of(kata.id) for kata in every.katas)
        following = verified(course)
        which = "" if following.status == "done" else f" Next to do is {number_of(following.id)}."
        raise UsageError(f"Say which kata to reset: {numbers}, or --all for every one.{which}")
    katas = list(course.katas) if options.all else [course.find(options.kata)]
    names = ", ".join(shown(course.stub(kata)) for kata in katas)
    question = f"{QUESTIONS[options.level]}: {names}. A backup is kept. Go on? [y/N]"
    if not options.yes and not agreed(question):
        return NOT_YET
    kept = restart(course, katas, options.level)
    nothing = "Nothing to do: the files are like that already."
    say(f"Done; your work is in {shown(kept)}/" if kept else nothing)
    note_reset(course, [kata.id for kata in katas], kept, options.level)
    return DONE


def backups(course: Course) -> list[Path]:
    """Return the backup folders, one for each reset or undo, oldest first."""
    return sorted(p for p in (course.root / ".dojo" / "backups").glob("*") if p.is_dir())


def kept_in(backup: Path) -> list[Path]:
    """Return the files in a backup, without what a file manager may have left there."""
    return sorted(path for path in backup.iterdir() if path.suffix in FOLDERS)


def untouched(course: Course, kept: Path) -> str:
    """Return the level that a file in a backup is the beginning of, or "": then it is work."""
    kata = next((kata for kata in course.katas if f"{kata.id}.py" == kept.name), None)
    with suppress(OSError, UsageError):
        for level in (*LEVELS, SHUFFLE):
            if (
                kata
                and kept.read_bytes() == text(course, kata, level, kept.parent.name[:DATE]).encode()
            ):
                return level
    return ""


def restart(course: Course, katas: list[Kata], level: str) -> Path | None:
    """Write the katas' files as `level` begins; return where what was there is kept.

    Nothing is touched, and None returned, when every file is so already. The order of shuffled
    lines changes daily.

    Raises:
        UsageError: a file or folder cannot be written; nothing is overwritten without its backup.

    """
    day = datetime.now().astimezone().date().isoformat()
    texts = {course.stub(kata): text(course, kata, level, day).encode() for kata in katas}
    return replace(course, texts)


def undo(course: Course, name: str, kata: Kata | None) -> tuple[list[Path], Path | None]:
    """Put the newest backup, or that `name`, back, all of it or what it holds of one kata.

    Returns:
        The files of the backup, and the new backup of what they have replaced.

    Raises:
        UsageError: there is no such backup, or a file cannot be read or written.

    """
    if not backups(course):
        raise UsageError("There is no backup to go back to: nothing has been reset yet.")
    wanted = Path(name).name  # a path, as --list shows it, will do
    found = [
        [path for path in kept_in(folder) if kata is None or path.stem == kata.id]
        for folder in backups(course)
        if wanted in ("", folder.name)
    ]
    if not any(found):
        about = f"{name} of {kata.id}" if kata and name else (kata and f"of {kata.id}") or name
        raise UsageError(f"There is no backup {about}; `reset --list` shows those there are.")
    newest = next(filter(None, reversed(found)))
    try:
        texts = {
            course.root / FOLDERS[path.suffix] / path.name: path.read_bytes() for path in newest
        }
    except OSError as error:
        raise UsageError(f"{shown(error.filename or newest[0])}: {error.strerror}.") from None
    return newest, replace(course, texts)


def replace(course: Course, texts: dict[Path, bytes]) -> Path | None:
    """Write the texts that differ from what is there, after a backup of all of those.

    Raises:
        UsageError: a file cannot be read or written; nothing without a backup was overwritten.

    """
    try:
        old = {path: _old(path) for path in texts if path.exists()}
        changed = {path: text for path, text in texts.items() if old.get(path) != text}
        kept = [path for path in changed if path in old]
        folder = _new_backup(course)
        if kept:
            _back_up({folder / path.name: old[path] for path in kept}, folder)
        for path, text in changed.items():
            _write_whole(path, text)
    except OSError as error:
        raise UsageError(
            f"{shown(error.filename or course.root)}: {error.strerror}; "
            "nothing that has no backup was overwritten."
        ) from None
    return folder if kept else None


def _old(path: Path) -> bytes:
    if not path.is_file():  # to read a pipe would never end
        raise UsageError(f"{shown(path)} {NO_FILE}; nothing was overwritten.")
    return path.read_bytes()


def _new_backup(course: Course) -> Path:
    """Return the folder of a backup made now: the last by name, also if the clock was set back."""
    now = datetime.now().astimezone()
    newest = max((folder.name for folder in backups(course)), default="")
    if newest >= now.strftime(STAMP):
        with suppress(ValueError):  # somebody has named it
            now = datetime.strptime(newest, STAMP).astimezone() + timedelta(microseconds=1)
    return course.root / ".dojo" / "backups" / now.strftime(STAMP)


def _back_up(texts: dict[Path, bytes], folder: Path) -> None:
    """Write the backup, or leave no trace: half of one must not be there to be put back."""
    folder.mkdir(parents=True)
    try:
        for path, text in texts.items():
            _write(path, text)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write_whole(path: Path, text: bytes) -> None:
    """Write the file in one step, so that a crash in the middle leaves the old or the new one."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(exist_ok=True)
        _write(beside, text)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _write(path: Path, text: bytes) -> None:
    try:
        path.write_bytes(text)
    except OSError as error:
        error.filename = str(path)  # which is not said of a disk that is full
        raise

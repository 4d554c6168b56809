"""The empty file that an attempt starts from, and how long ago that was."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from dojo.registry import UsageError
from dojo.source import shown

STAMP = "%Y-%m-%d_%H%M"  # an attempt's name: the minute it began in


def new_attempt(folder: Path, now: datetime) -> Path:
    """Create an empty file in `folder`, named after the minute, and return its path.

    A file that is there already is left alone: the next free minute names the new one. The newest
    sorts last, also where the clock was set back.

    Raises:
        UsageError: the folder cannot be created or written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        newest = max((path.stem for path in folder.glob("*.py")), default="")
        with suppress(ValueError):  # it is no attempt
            now = max(now, datetime.strptime(newest, STAMP).astimezone(now.tzinfo))
        while True:
            path = folder / f"{now:{STAMP}}.py"
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                now += timedelta(minutes=1)
            else:
                return path
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise UsageError(
            f"{shown(folder)} cannot hold an attempt ({reason}); make that folder writable."
        ) from None


def since(path: Path, now: datetime) -> float:
    """Return the seconds since the minute in an attempt's name, or 0 where there is none."""
    try:
        began = datetime.strptime(path.stem, STAMP).astimezone()
    except ValueError:
        return 0.0
    return max(0.0, (now - began).total_seconds())

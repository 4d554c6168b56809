"""The clocks of a rebuild: an attempt has it in its name, a kata in the learner's history."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dojo.practice.history import Event
from dojo.registry import UsageError
from dojo.source import shown

STAMP = "%Y-%m-%d_%H%M%S"  # an attempt's name: the second it began in
BEFORE, MINUTE = "%Y-%m-%d_%H%M", 15  # what it was, and how long such a name is


@dataclass(frozen=True)
class Clock:
    """A rebuild that was begun: when, when a run first passed if one did, and with what help."""

    began: datetime
    passed: datetime | None
    hints: int
    looked: bool  # at the solution


def running(events: list[Event], number: str) -> Clock:
    """Return the clock that the kata's events, in order, leave running.

    Raises:
        UsageError: none was started, the kata was reset since, or the rebuild is over.

    """
    resets = [event for event in events if event.kind == "reset"]
    again = f"begin with  python grader.py rebuild --kata {number}"
    if not resets or not resets[-1].detail.get("clock"):
        raise UsageError(f"There is no rebuild of {number} to judge: {again}")
    since = events[events.index(resets[-1]) + 1 :]
    done = [event for event in since if event.status == "done"]
    if any(event.kind == "rebuild" for event in done):
        raise UsageError(f"That rebuild of {number} has passed already: {again}")
    return Clock(
        resets[-1].when,
        done[0].when if done else None,
        sum(event.kind == "hint" for event in since),
        any(event.kind == "solution" for event in since),
    )


def earlier(events: list[Event]) -> tuple[int, float | None]:
    """Return how many rebuilds were begun before this clock, and the seconds of the best."""
    resets = [number for number, event in enumerate(events) if event.kind == "reset"]
    before = events[: resets[-1]]
    passed = [e.seconds for e in before if e.kind == "rebuild" and e.status == "done"]
    return sum("clock" in event.detail for event in before), min(passed, default=None)


def spoken(seconds: float) -> str:
    """Return a duration as one says it."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def new_attempt(folder: Path, now: datetime) -> Path:
    """Create an empty file in `folder`, named after the second, and return its path.

    A file that is there already is left alone: the next free second names the new one. The newest
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
                now += timedelta(seconds=1)
            else:
                return path
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise UsageError(
            f"{shown(folder)} cannot hold an attempt ({reason}); make that folder writable."
        ) from None


def since(path: Path, now: datetime) -> float:
    """Return the seconds since the moment in an attempt's name, or 0 where there is none."""
    try:
        stamp = STAMP if len(path.stem) > MINUTE else BEFORE
        began = datetime.strptime(path.stem, stamp).astimezone()
    except ValueError:
        return 0.0
    return max(0.0, (now - began).total_seconds())

"""The clock of a kata that is rebuilt: when it was started, and what happened since."""

from dataclasses import dataclass
from datetime import datetime

from dojo.practice.history import Event
from dojo.registry import UsageError


@dataclass(frozen=True)
class Clock:
    """A rebuild that was begun: when, when a run first passed if one did, and with what help."""

    began: datetime
    passed: datetime | None
    hints: int
    looked: bool  # at the solution


@dataclass(frozen=True)
class Earlier:
    """The rebuilds of the same kata before this one, and the fastest that passed, in seconds."""

    begun: int
    best: float | None


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


def earlier(events: list[Event]) -> Earlier:
    """Return what the kata's events tell of the rebuilds before the clock was started."""
    resets = [number for number, event in enumerate(events) if event.kind == "reset"]
    before = events[: resets[-1]]
    passed = [e.seconds for e in before if e.kind == "rebuild" and e.status == "done"]
    return Earlier(sum("clock" in event.detail for event in before), min(passed, default=None))


def spoken(seconds: float) -> str:
    """Return a duration as one says it."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"

"""What the learner's commands share: the history, with its warnings on stderr, and a question."""

import sys
from pathlib import Path
from typing import Any

from dojo.folding import fitting
from dojo.kept import Kept
from dojo.practice.history import Event, History, HistoryError, location, record
from dojo.practice.levels import level_in, level_of
from dojo.registry import Course, Kata, UsageError
from dojo.results import KataResult
from dojo.streams import announced, complain
from dojo.verify import Order, verify


def events(course: Course, kata: str | None = None, kind: str | None = None) -> list[Event]:
    """Return the kata's events of that kind, or all; say where an unreadable history was set aside.

    Raises:
        HistoryError: the history cannot be read.

    """
    kept = History(location(course))
    found = kept.events(kata, kind)
    warn(kept.file.notice)
    return found


def readable(course: Course, kata: str, kind: str | None = None) -> list[Event]:
    """Return the kata's events, as far as they can be read: no hint has to wait for them."""
    try:
        return events(course, kata, kind)
    except HistoryError:
        return []


def note(course: Course, *new: Event) -> None:
    """Write the events down; where that fails, one sentence says so."""
    warn(record(location(course), *new))


def warn(warning: object) -> None:
    """Print a warning, if there is one, beside what was asked for."""
    if warning:
        complain(warning)


def verified(course: Course, kata: Kata | None = None) -> KataResult:
    """Return how the learner's own answer to a kata is, without a run if that is known.

    Without a kata it is about the next one to do: the first that is not done, or else the last.
    """
    store, katas = Kept(course), [kata] if kata else course.katas
    order = Order(course, katas, course.root / "katas", store=store, next_only=True)
    with announced("Running the tests"):
        (result,) = verify(order).katas
    warn(store.file.notice)
    return result


def note_reset(
    course: Course, katas: list[str], kept: Path | None, level: str | Path, **detail: Any
) -> None:
    """Write down that the katas were reset to a level, or to what is in a backup.

    The event says, too, where the old work is kept, and at which level it was.
    """
    Kept(course).forget(katas)  # what comes next is a new attempt, even with the same text
    resets = []
    for kata in katas:
        before = readable(course, kata, "reset")
        now = level_in(before, level.name) if isinstance(level, Path) else level
        was = {"backup": kept.name, "was": level_of(before)} if kept else {}
        resets.append(Event("reset", kata, level=now, detail=detail | was))
    note(course, *resets)


def agreed(question: str) -> bool:
    """Return whether the learner answers with a yes.

    Raises:
        UsageError: nobody is there to ask.

    """
    try:
        return input(f"{fitting(question, sys.stdout)} ").strip().lower() in ("y", "yes")
    except EOFError:
        raise UsageError("Nothing was reset: add --yes when there is no one to ask.") from None

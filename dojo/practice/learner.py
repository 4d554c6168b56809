"""What the learner's commands share: the history, with its warnings on stderr, and a question."""
# ruff: noqa: T201  this is a part of the command line

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from dojo.folding import fitting
from dojo.kept import Kept
from dojo.practice.history import Event, History, HistoryError, location, record
from dojo.practice.levels import reset_event
from dojo.registry import Course, Kata, UsageError
from dojo.results import KataResult
from dojo.streams import announced
from dojo.verify import Order, verify


def events(course: Course, kata: str | None = None) -> list[Event]:
    """Return the kata's events, or all; say so where an unreadable history was set aside.

    Raises:
        HistoryError: the history cannot be read.

    """
    kept = History(location(course))
    found = kept.events(kata)
    if kept.notice:
        print(kept.notice, file=sys.stderr)
    return found


def due_line(course: Course) -> str:
    """Return one line on what is due today, or "" (also where nothing can be known)."""
    from dojo.practice.review import alike, due, one_line, target_date  # noqa: PLC0415  seldom needed

    try:
        told = events(course)
        now = datetime.now().astimezone()
        items = (
            due(told, course.katas, now, target_date(told), partial(alike, course)) if told else []
        )
        return f"{one_line(items)}\n" if items else ""
    except UsageError:  # no fsrs, or no readable history: the verdict stands without it
        return ""


def note(course: Course, *new: Event) -> None:
    """Write the events down; where that fails, one sentence says so."""
    warning = record(location(course), *new)
    if warning:
        print(warning, file=sys.stderr)


def verified(course: Course, kata: Kata | None = None) -> KataResult:
    """Return how the learner's own answer to a kata is, without a run if that is known.

    Without a kata it is about the next one to do: the first that is not done, or else the last.
    """
    store, katas = Kept(course), [kata] if kata else course.katas
    order = Order(course, katas, course.root / "katas", store=store, next_only=True)
    with announced("Running the tests"):
        (result,) = verify(order).katas
    if store.notice:
        print(store.notice, file=sys.stderr)
    return result


def note_reset(
    course: Course,
    katas: Iterable[str],
    kept: Path | None,
    level: Callable[[History, str], str],
    **detail: Any,
) -> None:
    """Write down that the katas were reset, each to its `level`, and where the old work is kept."""
    katas, history = list(katas), History(location(course))
    Kept(course).forget(katas)  # what comes next is a new attempt, even with the same text
    try:
        levels = {kata: level(history, kata) for kata in katas}
        history.record(*(reset_event(history, *pair, kept, **detail) for pair in levels.items()))
    except HistoryError as error:
        print(error, file=sys.stderr)
    if history.notice:
        print(history.notice, file=sys.stderr)


def agreed(question: str) -> bool:
    """Return whether the learner answers with a yes.

    Raises:
        UsageError: nobody is there to ask.

    """
    try:
        return input(f"{fitting(question, sys.stdout)} ").strip().lower() in ("y", "yes")
    except EOFError:
        raise UsageError("Nothing was reset: add --yes when there is no one to ask.") from None

"""What the history tells: the way, what is due, what was done, the mistakes made most."""
# ruff: noqa: T201  this is a part of the command line

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TextIO

from dojo.folding import say
from dojo.practice.history import Event, History, location
from dojo.practice.learner import events, note, warn
from dojo.practice.review import (
    NETWORK,
    Item,
    alike,
    due,
    one_line,
    schedule,
    target_date,
    target_event,
)
from dojo.registry import BEYOND, CORE, Course, UsageError, number_of
from dojo.report.states import LOOKS
from dojo.source import shown
from dojo.streams import give_up_on
from dojo.verify import DONE


def way(course: Course, _options: argparse.Namespace) -> int:
    """Print the map of the way: the belts, the track beyond, what is due, the days in a row."""
    say("\n".join(lines_of_the_way(course)))
    return DONE


def lines_of_the_way(course: Course) -> list[str]:
    """Return the map as lines; what it says comes from the history, and nothing is run."""
    told = events(course)
    last = {event.kata: event.status for event in told if event.kind == "run"}
    core, beyond = course.only(CORE).katas, course.only(BEYOND).katas
    here = next((kata for kata in core if last.get(kata.id) != "done"), None)
    lines = ["The way", ""]
    for kata in core:
        sign = LOOKS[last.get(kata.id, "not_started")][0]
        mark = "  ← you are here" if kata == here else ""
        lines.append(f"  {sign} {number_of(kata.id)}  {kata.title:24} {kata.belt} belt{mark}")
    done = sum(last.get(kata.id) == "done" for kata in beyond)
    signs = "".join(LOOKS[last.get(kata.id, "not_started")][0] for kata in beyond)
    if beyond:
        lines += ["", f"  beyond the seven  {signs}  {done} of {len(beyond)}"]
    days = in_a_row({event.when.astimezone().date() for event in told})
    streak = f"{days} day{'s' * (days > 1)} in a row." if days else "Today is a good day to go on."
    return [*lines, "", due_line(course) or "Nothing is due for review.", streak]


def in_a_row(days: set[date]) -> int:
    """Return how many days in a row there are up to today, or up to yesterday."""
    today = datetime.now().astimezone().date()
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day - timedelta(days=count) in days:
        count += 1
    return count


def due_line(course: Course) -> str:
    """Return one line on what is due today, or "" (also where nothing can be known)."""
    try:
        return one_line(_today(course, events(course), datetime.now().astimezone()))
    except UsageError:  # no fsrs, or no readable history: the verdict stands without it
        return ""


def _today(course: Course, told: list[Event], now: datetime) -> list[Item]:
    return due(told, course.katas, now, alike=partial(alike, course))


def review(course: Course, options: argparse.Namespace) -> int:
    """Print what is due to be rebuilt today, and when the rest is, or else when anything is."""
    now = datetime.now().astimezone()
    if options.by is not None:
        note(course, target_event(options.by, now))
    told = events(course)
    by, today = target_date(told), _today(course, told, now)
    for item in today:
        kata = "" if item.id == NETWORK else f" --kata {number_of(item.id)}"
        say(f"today       {item.id}: python grader.py rebuild{kata}")
    later = [item for item in schedule(told, course.katas, now) if item not in today]
    if later and not today:
        first, *others = later
        after = f", and {len(others)} more after it" if others else ""
        say(f"Nothing is due until {first.due} ({_in_days(first)}): then {first.id}{after}.")
        later = later if options.by else []  # a new target date has moved them all
    elif not today:
        say("Nothing is in rotation yet: a kata joins it when it is done from its stub.")
    for item in later:
        say(f"{item.due}  {item.id}, {_in_days(item)}")
    if by:
        say(f"Target date: {by}; nothing is put off beyond it. (--by '' clears it.)")
    elif options.by is not None:
        say("There is no target date any more.")
    return DONE


def _in_days(item: Item) -> str:
    return "tomorrow" if item.overdue == -1 else f"in {-item.overdue} days"


def history(course: Course, options: argparse.Namespace) -> int:
    """Print what the learner did, newest last, and the mistakes made most; or export it."""
    kept = History(location(course))
    if options.where:
        print(shown(kept.path))
    elif options.csv or options.json:
        _export(kept.export_csv if options.csv else kept.export_json)
    else:
        for event in kept.events()[-20:]:
            about = event.detail.get("function") or event.level
            what = f"{event.passed}/{event.total}" if event.total else about
            when, kata = event.when.astimezone(), number_of(event.kata)
            print(f"{when:%Y-%m-%d %H:%M}  {event.kind:8}  {kata:7}  {event.status:12}  {what}")
        mistakes = kept.mistakes()[:5]
        say("\nMistakes made most:" if mistakes else "\nNo mistake has been named yet.")
        for name, times in mistakes:
            say(f"  {times} ×  {name}")
    warn(kept.file.notice)
    return DONE


def _export(write: Callable[[TextIO], None]) -> None:
    """Write an export to stdout, all of it, or say why it is not complete."""
    try:
        write(sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_on(sys.stdout)
        raise UsageError(f"The export is not complete: {error.strerror}.") from None

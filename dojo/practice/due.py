"""What is due to be rebuilt from memory, as the learner reads it: in full, and in one line."""

import argparse
from datetime import datetime
from functools import partial

from dojo.folding import say
from dojo.practice.history import Event
from dojo.practice.learner import events, note
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
from dojo.registry import Course, UsageError, number_of
from dojo.verify import DONE


def due_line(course: Course) -> str:
    """Return one line on what is due today, or "" (also where nothing can be known)."""
    try:
        return one_line(_today(course, events(course), datetime.now().astimezone()))
    except UsageError:  # no fsrs, or no readable history: the verdict stands without it
        return ""


def _today(course: Course, told: list[Event], now: datetime) -> list[Item]:
    return due(told, course.katas, now, alike=partial(alike, course)) if told else []


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

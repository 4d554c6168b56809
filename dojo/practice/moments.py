"""The moment in which a kata is done: what is owned now, a question, and the kata's picture."""

import argparse
import os
import sys
import time
from pathlib import Path

from dojo.folding import folded, say
from dojo.notes import Notes, notes
from dojo.practice.history import Event, HistoryError
from dojo.practice.learner import events, note, readable
from dojo.registry import Course, Kata, UsageError, number_of
from dojo.results import KataResult
from dojo.source import Broken
from dojo.verify import is_own

PATIENCE = 4.0  # seconds of processor time for a picture that nobody has asked for
OFF = ("0", "no", "off")  # values of DOJO_QUESTIONS


def just_done(course: Course, result: KataResult) -> bool:
    """Tell whether a kata is done that was not, as far as the history knows."""
    if result.status != "done" or result.noted:
        return False
    try:
        runs = events(course, result.id, "run")
    except HistoryError:
        return False
    return not runs or runs[-1].status != "done"


def told_of(course: Course, kata: Kata) -> Notes:
    """Return the kata's notes, or empty ones: what cannot be read costs no verdict."""
    try:
        return notes(course.solution(kata))
    except Broken:
        return Notes()


def owned(course: Course, kata: Kata) -> str:
    """Return the sentence on what the learner has now, or ""."""
    about = told_of(course, kata).owned
    return f"Yours now: {about}." if about else ""


def picture(kata: Kata, target: Path, width: int) -> str:
    """Return the kata's first picture from the learner's code as text; "" if it cannot be drawn."""
    from dojo import pictures  # noqa: PLC0415  seldom needed

    try:
        first = next(iter(pictures.of(kata)), None)
        recipe = pictures.figures(first, target, PATIENCE) if first else None
    except UsageError:
        return ""
    return pictures.as_text(first, recipe, width) if first and recipe else ""


def may_ask(options: argparse.Namespace) -> bool:
    """Tell whether somebody is there who can be asked, and wants to be."""
    wanted = os.environ.get("DOJO_QUESTIONS", "").lower() not in OFF and not os.environ.get("CI")
    there = sys.stdin.isatty() and sys.stdout.isatty()
    return wanted and there and is_own(options) and not options.no_questions


def question(course: Course, kata: Kata) -> Notes | None:
    """Return the notes with the kata's question, if it has one that was never asked."""
    from dojo.pictures import of  # noqa: PLC0415  seldom needed

    found = told_of(course, kata)
    return found if found.question and of(kata) and not said(course, kata) else None


def said(course: Course, kata: Kata) -> str:
    """Return what the learner answered to the kata's question, or ""."""
    answers = readable(course, kata.id, "question")
    return str(answers[-1].detail.get("said", "")) if answers else ""


def asked(found: Notes) -> str:
    """Return the question with its choices, and the key of each."""
    choices = [f"    press {key}:  {choice}" for key, choice in enumerate(found.choices, 1)]
    return "\n".join([f"Before you look: {found.question}", *choices])


def answer(course: Course, kata: Kata, found: Notes, choice: str) -> str:
    """Write down what the learner chose; return it beside what is right."""
    right = choice == found.answer
    note(course, Event("question", kata.id, detail={"said": choice, "right": right}))
    return f"You said: {choice}. {'That is right.' if right else f'It is: {found.answer}.'}"


def ask(course: Course, kata: Kata) -> None:
    """Ask the kata's question, once, and wait for one key; any that is no answer leaves it out."""
    from dojo.watch.terminal import Keyboard  # noqa: PLC0415  for a terminal only

    found = question(course, kata)
    if not found:
        return
    say(f"\n{asked(found)}\n    any other key: no answer, just the picture")
    keyboard = Keyboard()
    keyboard.on()
    try:
        while not (keys := keyboard.pressed()):
            time.sleep(0.02)
    finally:
        keyboard.off()
    if keys[0].isdecimal() and 0 < int(keys[0]) <= len(found.choices):
        say(answer(course, kata, found, found.choices[int(keys[0]) - 1]))


def after(course: Course, kata: Kata, target: Path, width: int) -> str:
    """Return what a kata that is just done has earned: its picture, and what is owned now."""
    drawn = picture(kata, target, width)
    seen = f"{number_of(kata.id)} is done; this is drawn by your own code.\n\n{drawn}"
    return "\n".join(filter(None, (seen if drawn else "", folded(owned(course, kata), width))))

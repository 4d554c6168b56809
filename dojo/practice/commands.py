"""The commands of the learner's loop beside the verdict: each reads options, acts, and prints."""

import argparse
import difflib
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from importlib.util import find_spec
from itertools import takewhile
from shutil import get_terminal_size
from textwrap import indent
from typing import TYPE_CHECKING, TextIO

from dojo.answer import source
from dojo.folding import say
from dojo.practice.history import Event, History, HistoryError, location
from dojo.practice.learner import agreed, due_line, events, note, note_reset, verified
from dojo.practice.levels import level_in
from dojo.practice.moments import ask, may_ask
from dojo.registry import BEYOND, CORE, Course, Kata, UsageError, number_of
from dojo.report.states import LOOKS
from dojo.results import KataResult
from dojo.source import shown
from dojo.streams import announced, give_up_on
from dojo.verify import DONE, NOT_YET, is_own, opened, target_path

if TYPE_CHECKING:
    from dojo.practice.review import Item


NO_MORE = "There is no further hint"


def hint(course: Course, options: argparse.Namespace) -> int:
    """Print the next hint for a function: the one named, or that of the first failing test."""
    if options.where:
        from dojo.where import hint_where

        kata, result = _meant(course, options.kata, "hint --where")
        with announced("Looking for the place in your code"):
            told = hint_where(course, kata, result, options.function or "")
        say(told)
        return DONE
    kata, result = _meant(course, options.kata, "hint")
    first = result.first_failure
    stuck = first.function if first and first.function else kata.functions[0]
    function = options.function or stuck
    unwritten = {test.function for test in result.tests if test.outcome == "not_started"}
    say(hint_text(course, kata, function, begun=function not in unwritten))
    return DONE


def _meant(course: Course, name: str | None, command: str) -> tuple[Kata, KataResult]:
    """Return the kata of that name, or without one the next to do, and how it is.

    Raises:
        UsageError: there is no such kata, or no next one.

    """
    result = verified(course, course.find(name) if name else None)
    if not name and result.status == "done":
        raise UsageError(
            f"All katas are done; say which one you mean: {command} {number_of(result.id)}."
        )
    return course.find(result.id), result


def hint_text(course: Course, kata: Kata, function: str, *, begun: bool) -> str:
    """Return the next hint for a function: the idea, then the formula, then the skeleton.

    Its use is noted. After the last one, it is said what there is instead of another; a place to
    look at there is only in what is `begun`.

    Raises:
        UsageError: the kata has no such hint.

    """
    from dojo.notes import KINDS, notes

    hints = notes(course.solution(kata)).hints
    if function not in hints:
        raise UsageError(f"{kata.id} has hints for: {', '.join(hints) or 'nothing'}.")
    try:
        told = events(course, kata.id)
    except HistoryError:  # a hint stands whether or not its use can be written down
        told = []
    named = (event for event in told if "where" not in event.detail)
    given = [e for e in named if e.detail.get("function") == function or e.status == "done"]
    since_done = list(takewhile(lambda event: event.kind == "hint", reversed(given)))
    number = len(since_done)
    if number >= len(KINDS):
        return _no_more_hints(kata, function, hints[function][-1], begun=begun)
    note(course, Event("hint", kata.id, detail={"function": function, "number": number + 1}))
    heading = f"Hint {number + 1} of {len(KINDS)} for `{function}`, the {KINDS[number]}:"
    return "\n".join([heading, *(f"    {line}" for line in hints[function][number].splitlines())])


def _no_more_hints(kata: Kata, function: str, last: str, *, begun: bool) -> str:
    """Return what there is after the last hint, which is repeated: it may have scrolled away."""
    number = number_of(kata.id)
    where = f"    python grader.py hint {number} --where            the place in your own code\n"
    return (
        f"{NO_MORE} for `{function}`. The last one was:\n"
        f"{indent(last, '    ')}\n"
        "What you can do next:\n"
        f"{where * begun}"
        f"    python grader.py reset {number} --level blanks    the skeletons, to be filled\n"
        f"    python grader.py solution {number} --give-up      see the solution; that is recorded"
    )


def show(course: Course, options: argparse.Namespace) -> int:
    """Draw a picture from the learner's code, into files or in the terminal; or list them all."""
    from dojo import pictures

    if not options.picture:
        every = course if not is_own(options) or opened(course, options) else course.only(CORE)
        for each in pictures.offered(every).values():
            say(f"show {each.name:10}  {each.title} ({number_of(each.kata)})")
        say("\nTo draw one, with its name:  python grader.py show NAME")
        return DONE
    picture = pictures.find(course, options.picture)
    if may_ask(options):
        ask(course, course.find(picture.kata))
    with announced(f"Running your {picture.kata} for the picture"):
        data = pictures.figures(picture, target_path(course, options))
    if options.text or find_spec("matplotlib") is None:
        print(pictures.as_text(picture, data, get_terminal_size().columns))
        return DONE
    folder = options.out or course.root / "pictures"
    try:
        with announced("Drawing"):
            drawn = pictures.draw(picture, data, folder)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise UsageError(
            f"{shown(error.filename or folder)}: {reason}; --out names another folder, and --text "
            "draws in the terminal."
        ) from None
    say(picture.caption)
    print("\n".join(map(shown, drawn)))
    return DONE


QUESTIONS = {
    "worked": "The solution to read",
    "blanks": "The solution with blanks",
    "stub": "Back to the stub",
    "blank": "An empty file",
    "shuffle": "The solution's lines, out of order",
}


def reset(course: Course, options: argparse.Namespace) -> int:
    """Put katas at the start of a level, or backups back; ask before."""
    from dojo.practice import reset as files

    if options.list:
        for folder in files.backups(course):
            levels = {path.name: files.untouched(course, path) for path in files.kept_in(folder)}
            told = [f"{n} (untouched: {levels[n]})" if levels[n] else n for n in levels]
            say(f"{shown(folder)}/  {', '.join(told)}")
        say("To put one back, and keep what is there now:  python grader.py reset --undo BACKUP")
        return DONE
    now = datetime.now().astimezone()
    if options.undo is not None:
        kata = course.find(options.kata) if options.kata else None
        restored, kept = files.undo(course, now, options.undo, kata)
        backup = restored[0].parent
        say(f"Put back: {', '.join(path.name for path in restored)}, from {shown(backup)}/")
        if kept:
            say(f"What was there is in {shown(kept)}/")
        back = [path.stem for path in restored if path.suffix == ".py"]
        note_reset(course, back, kept, partial(level_in, backup=backup), undone=True)
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
    kept = files.reset(course, katas, now, options.level)
    nothing = "Nothing to do: the files are like that already."
    say(f"Done; your work is in {shown(kept)}/" if kept else nothing)
    note_reset(course, [kata.id for kata in katas], kept, lambda *_: str(options.level))
    return DONE


def solution(course: Course, options: argparse.Namespace) -> int:
    """Print the difference between the learner's code and the reference, once it is earned."""
    from rich.text import Text

    from dojo.report.terminal import console

    kata, result = _meant(course, options.kata, "solution")
    done = result.status == "done"
    if not done and not options.give_up:
        number = number_of(kata.id)
        raise UsageError(
            f"{kata.id} is not done yet. For help:  python grader.py hint {number}\n"
            "To see it all the same, which is recorded:  "
            f"python grader.py solution {number} --give-up"
        )
    mine, reference = course.stub(kata), course.solution(kata)
    texts = [source(path).decode("utf-8", "replace").splitlines() for path in (mine, reference)]
    colours = {"+": "green", "-": "red", "@": "cyan"}
    diff = difflib.unified_diff(texts[0], texts[1], shown(mine), shown(reference), lineterm="")
    for line in diff:
        console().print(Text(line, colours.get(line[:1], "")))
    note(course, Event("solution", kata.id, detail={"gave_up": not done}))
    return DONE


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
    if kept.notice:
        print(kept.notice, file=sys.stderr)
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
    return [*lines, "", due_line(course).rstrip() or "Nothing is due for review.", streak]


def in_a_row(days: set[date]) -> int:
    """Return how many days in a row there are up to today, or up to yesterday."""
    today = datetime.now().astimezone().date()
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day - timedelta(days=count) in days:
        count += 1
    return count


def review(course: Course, options: argparse.Namespace) -> int:
    """Print what is due to be rebuilt today, and when the rest is, or else when anything is."""
    from dojo.practice.review import alike, due, schedule, target_date, target_event

    now = datetime.now().astimezone()
    if options.by is not None:
        note(course, target_event(options.by, now))
    told = events(course)
    by = target_date(told)
    today = due(told, course.katas, now, by, partial(alike, course))
    for item in today:
        kata = "" if item.id == "network" else f" --kata {number_of(item.id)}"
        say(f"today       {item.id}: python grader.py rebuild{kata}")
    later = [item for item in schedule(told, course.katas, now, by) if item not in today]
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


def _in_days(item: "Item") -> str:
    return "tomorrow" if item.overdue == -1 else f"in {-item.overdue} days"


def rebuild(course: Course, options: argparse.Namespace) -> int:
    """Begin a rebuild from memory, or judge one."""
    from dojo.rebuild import command

    return command.rebuild(course, options)


PRACTICE = {
    "rebuild": rebuild,
    "hint": hint,
    "show": show,
    "reset": reset,
    "solution": solution,
    "history": history,
    "review": review,
    "map": way,
}

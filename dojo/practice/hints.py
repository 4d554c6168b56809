"""What helps with one kata: hints, the place in the learner's own code, and the solution."""

import argparse
import difflib
from itertools import takewhile
from textwrap import indent

from dojo.answer import source
from dojo.folding import say
from dojo.notes import KINDS, notes
from dojo.practice.history import Event
from dojo.practice.learner import note, readable, verified
from dojo.registry import Course, Kata, UsageError, number_of
from dojo.results import KataResult
from dojo.source import shown
from dojo.streams import announced
from dojo.verify import DONE

NO_MORE = "There is no further hint"


def hint(course: Course, options: argparse.Namespace) -> int:
    """Print the next hint for a function: the one named, or that of the first failing test."""
    if options.where:
        from dojo.where import hint_where  # noqa: PLC0415  seldom needed

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
    hints = notes(course.solution(kata)).hints
    if function not in hints:
        raise UsageError(f"{kata.id} has hints for: {', '.join(hints) or 'nothing'}.")
    named = (event for event in readable(course, kata.id) if "where" not in event.detail)
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


def solution(course: Course, options: argparse.Namespace) -> int:
    """Print the difference between the learner's code and the reference, once it is earned."""
    from rich.text import Text  # noqa: PLC0415  seldom needed

    from dojo.report.terminal import console  # noqa: PLC0415  the same

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

"""The command `watch`: which katas, and whose work."""

import argparse

from dojo.practice.moments import may_ask
from dojo.registry import BEYOND, CORE, Course, Kata
from dojo.suite import with_suites  # before anything else that imports numpy
from dojo.verify import DONE, answered, given, is_own, opened, target_path
from dojo.watch.session import Session
from dojo.watch.state import State


def watch(course: Course, options: argparse.Namespace) -> int:
    """Re-run what is saved until `q`, Ctrl-C or the end of the terminal.

    Raises:
        UsageError: there is no such kata or target, or a suite cannot be collected.

    """
    target = target_path(course, options)
    named = course.find(options.kata) if options.kata else None
    if target.is_file():
        katas: tuple[Kata, ...] = (named or answered(course, target, "watch"),)
    else:
        track = BEYOND if opened(course, options) else CORE
        katas = course.only(named.track if named else track).katas
    state = State(katas, given(options), is_own(options), named)
    with_suites(
        course, katas, lambda bench: Session(bench, target, state, ask=may_ask(options)).run()
    )
    return DONE

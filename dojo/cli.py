"""The command line: reads what was asked for, runs it, hands the results to a report."""

import argparse
import gc
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dojo.options import parser
from dojo.registry import BEYOND, CORE, Course, Kata, UsageError, load_course
from dojo.source import Broken
from dojo.streams import announced, complain, give_up_on, mend_streams
from dojo.verify import (
    CANNOT,
    DONE,
    NOT_YET,
    Order,
    answered,
    end_as_ctrl_c_does,
    given,
    is_own,
    remember,
    store_of,
    target_path,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from dojo.kept import Kept
    from dojo.results import KataResult, Report

RUNNING = "Running the tests"
# What carries out each command. It is imported by its name, and only what was asked for.
COMMANDS = {
    None: "dojo.cli.progress",
    "run": "dojo.cli.run",
    "check": "dojo.cli.check",
    "class": "dojo.school.command.grade_class",
    "doctor": "dojo.cli.doctor",
    "gradescope": "dojo.cli.gradescope",
    "hint": "dojo.practice.hints.hint",
    "history": "dojo.practice.way.history",
    "map": "dojo.practice.way.way",
    "notebook": "dojo.notebooks.command.notebook",
    "rebuild": "dojo.rebuild.command.rebuild",
    "reset": "dojo.practice.reset.reset",
    "review": "dojo.practice.way.review",
    "show": "dojo.pictures.command.show",
    "solution": "dojo.practice.hints.solution",
    "watch": "dojo.watch.command.watch",
}


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command; return 0 when all is done, 1 when not yet, 2 when it cannot be."""
    end_as_ctrl_c_does()
    mend_streams()
    try:
        code = _carry_out(_options(arguments))
        sys.stdout.flush()  # here, where it is known what to say if it fails
    except (UsageError, Broken) as error:
        complain(error)
        return CANNOT
    except KeyboardInterrupt:
        complain("\nStopped.")
        return CANNOT
    except OSError as error:
        broken_pipe = isinstance(error, BrokenPipeError)  # as with `| head`: it has seen enough
        if not broken_pipe and error.filename is not None:
            raise  # it is about a file, and should have been a sentence
        give_up_on(sys.stdout)
        if not broken_pipe:
            complain(f"The report cannot be written: {error.strerror}.")
        return CANNOT
    return code


def _options(arguments: list[str] | None) -> argparse.Namespace:
    try:
        return parser().parse_args(arguments)
    finally:
        sys.stdout.flush()  # --help ends here, and may fail as any report


def _carry_out(options: argparse.Namespace) -> int:
    if options.command not in (None, "run"):
        gc.enable()  # see grader.py; these two enable it when there is something to run
    try:
        Path.cwd()
    except OSError:
        home = load_course().root
        raise UsageError(f"The folder you are in has been deleted; type: cd {home}") from None
    course = load_course(options.course)
    module, _, function = COMMANDS[options.command].rpartition(".")
    code: int = getattr(import_module(module), function)(course, options)
    return code


def run(course: Course, options: argparse.Namespace) -> int:
    """Say how one kata is, in full."""
    target = target_path(course, options)
    if options.kata:
        katas: Sequence[Kata] = [course.find(options.kata)]
    else:
        katas = course.katas if target.is_dir() else [answered(course, target, "run")]
    store = store_of(course, options)
    order = Order(course, katas, target, options.seed, options.isolation, store, next_only=True)
    with announced(RUNNING):
        report = verify(order)
    return _end(course, report, options, store, whole=False)


def progress(course: Course, options: argparse.Namespace) -> int:
    """Say how far the katas are; those beyond the seven when these are done, or with --all."""
    target, store = target_path(course, options), store_of(course, options)
    settings = (target, options.seed, options.isolation, store)
    whole = target.is_dir()
    reward = whole and not (options.isolation or options.json)
    tracks = (CORE, BEYOND) if whole else (answered(course, target, "run").id,)
    first, *others = map(course.only, tracks)
    with announced(RUNNING):
        report = verify(Order(first, first.katas, *settings, reward=reward))
        for track in others if options.all or report.passed == report.total else ():
            report.katas += verify(Order(track, track.katas, *settings)).katas
    return _end(course, report, options, store)


def check(course: Course, options: argparse.Namespace) -> int:
    """Prove that the katas are sound, or say what is not."""
    from dojo.report.terminal import console, findings
    from dojo.selfcheck import self_check
    from dojo.suite import with_suites

    katas = [course.find(name) for name in options.katas] or course.katas
    found = with_suites(course, katas, lambda bench: list(self_check(bench, katas)))
    faults = [finding for finding in found if finding.fault]
    console().print(findings(faults, len(found)))
    return NOT_YET if faults else DONE


def doctor(_course: Course, _options: argparse.Namespace) -> int:
    """Say which layers of the wall this machine has."""
    from dojo.wall.layers import probe, told

    layers = probe()
    print(told(layers))
    return DONE if all(layer.works for layer in layers) else NOT_YET


def gradescope(course: Course, options: argparse.Namespace) -> int:
    """Write the zip of an autograder."""
    from dojo.school.gradescope import build
    from dojo.source import shown

    build(course.only(options.katas), options.zip, options.isolation)
    print(f"Written: {shown(options.zip)}; upload it as the autograder of an assignment.")
    return DONE


def _one(course: Course, kata: "KataResult") -> "RenderableType":
    """Return one kata in full; in a file that is not started, the lesson."""
    from dojo.notebooks.lesson import read
    from dojo.report.terminal import one

    return one(kata, read(course.stub(course.find(kata.id))))


def _fresh(course: Course, report: "Report") -> Kata | None:
    """Return the last kata that is done for the first time now."""
    done = [kata for kata in report.katas if kata.status == "done" and not kata.noted]
    if not done:
        return None
    from dojo.practice.moments import just_done

    return next((course.find(kata.id) for kata in done[::-1] if just_done(course, kata)), None)


def _reward(course: Course, kata: Kata, options: argparse.Namespace) -> None:
    """Print what a kata has earned that is just done; before it, ask its question."""
    from shutil import get_terminal_size

    from dojo.practice.moments import after, ask, may_ask

    if may_ask(options):
        ask(course, kata)
    print(f"{after(course, kata, course.root / 'katas', get_terminal_size().columns)}\n")


def _end(
    course: Course,
    report: "Report",
    options: argparse.Namespace,
    store: "Kept | None",
    *,
    whole: bool = True,
) -> int:
    """Print how the katas went, write down the learner's own, and return the exit code."""
    code = DONE if report.passed == report.total else NOT_YET
    own = is_own(options)
    fresh = _fresh(course, report) if own and not options.json else None
    if options.json:
        from dojo.report.machine import as_json

        print(as_json(report))
    else:
        from dojo.report.terminal import console, following, overview

        console().print(overview(report) if whole else _one(course, report.katas[0]))
    warning = remember(course, report.katas, store) if own else ""
    for told in filter(None, (store and store.file.notice, warning)):
        complain(told)
    if fresh:
        _reward(course, fresh, options)
    if fresh and not whole:
        from dojo.practice.learner import verified

        after = verified(course)
        report = report if after.status == "done" else replace(report, katas=[after])
    if not options.json and (whole or (fresh and report.passed < report.total)):
        console().print(following(report, given(options)))
    begun = (course.root / ".dojo").exists() or "DOJO_HISTORY" in os.environ
    if own and begun and not options.json:
        from dojo.practice.way import due_line

        if line := due_line(course):
            print(line)
    return code

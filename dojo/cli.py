"""The command line: reads what was asked for, runs it, hands the results to a report."""

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dojo.registry import Course, Kata, UsageError, load_course

if TYPE_CHECKING:  # numpy and pytest are imported late: `--help` should not wait for them
    from dojo.results import Report

DONE, NOT_YET, CANNOT = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command; return 0 when all is done, 1 when not yet, 2 when it cannot be."""
    options = _parser().parse_args(arguments)
    try:
        course = load_course(options.course)
        command = {None: _report, "run": _run, "show": _show, "reset": _reset, "check": _check}[
            options.command
        ]
        return command(course, options)
    except UsageError as error:
        print(error, file=sys.stderr)
        return CANNOT
    except BrokenPipeError:  # as with `| head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CANNOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="grader.py",
        description="Say how far the katas are, and what to do next.",
        epilog="Exit code: 0 all done, 1 not yet, 2 the command cannot be carried out.",
    )
    parser.set_defaults(command=None)
    _add_target(parser)
    parser.add_argument("--course", type=Path, help="the folder of another course (its course.py)")
    commands = parser.add_subparsers(title="commands", metavar="")
    run = commands.add_parser("run", help="one kata in full: run k03")
    run.add_argument("kata", help="k03, 3, or the path to its file")
    run.set_defaults(command="run")
    _add_target(run, default=argparse.SUPPRESS)
    show = commands.add_parser("show", help="a picture from your own code: show alpha")
    show.add_argument("picture", help="sigmoid, forward, alpha, bucket, directions or weights")
    show.add_argument("--out", type=Path, help="the folder to write to (default: pictures/)")
    show.add_argument("--text", action="store_true", help="draw it in the terminal")
    show.set_defaults(command="show")
    _add_target(show, default=argparse.SUPPRESS)
    reset = commands.add_parser("reset", help="back to the stub, with a backup: reset k03")
    what = reset.add_mutually_exclusive_group(required=True)
    what.add_argument("kata", nargs="?", help="k03, 3, or the path to its file")
    what.add_argument("--all", action="store_true", help="every kata")
    what.add_argument("--list", action="store_true", help="the backups there are")
    what.add_argument("--undo", action="store_true", help="put the newest backup back")
    reset.add_argument("--yes", action="store_true", help="do not ask")
    reset.set_defaults(command="reset")
    check = commands.add_parser("check", help="prove that stubs, suites and solutions are sound")
    check.set_defaults(command="check")
    return parser


def _add_target(parser: argparse.ArgumentParser, default: object = None) -> None:
    target = parser.add_mutually_exclusive_group()
    target.add_argument(
        "--solutions", action="store_true", default=default or False, help="the reference answers"
    )
    target.add_argument("--target", default=default, help="another folder of answers, or one file")
    parser.add_argument("--json", action="store_true", default=default or False, help="one object")
    parser.add_argument("--seed", type=int, default=default, help="the random inputs of that run")


def _report(course: Course, options: argparse.Namespace) -> int:
    target = _target(course, options)
    katas = course.katas if target.is_dir() else (course.find(str(target)),)
    report = _verify(course, katas, target, options)
    _print(report, options, whole=True)
    return DONE if report.passed == report.total else NOT_YET


def _run(course: Course, options: argparse.Namespace) -> int:
    report = _verify(course, [course.find(options.kata)], _target(course, options), options)
    _print(report, options, whole=False)
    return DONE if report.passed == report.total else NOT_YET


def _show(course: Course, options: argparse.Namespace) -> int:
    from importlib.util import find_spec
    from shutil import get_terminal_size

    from dojo import pictures
    from dojo.source import shown

    data = pictures.figures(options.picture, _target(course, options))
    if options.text or find_spec("matplotlib") is None:
        print(pictures.as_text(options.picture, data, get_terminal_size().columns))
    else:
        print(pictures.PICTURES[options.picture].caption)
        for path in pictures.draw(options.picture, data, options.out or course.root / "pictures"):
            print(shown(path))
    return DONE


def _reset(course: Course, options: argparse.Namespace) -> int:
    from datetime import datetime

    from dojo.reset import backups, reset, undo
    from dojo.source import shown

    if options.list:
        for folder in backups(course):
            print(f"{shown(folder)}/  {', '.join(sorted(path.name for path in folder.iterdir()))}")
        return DONE
    now = datetime.now().astimezone()
    if options.undo:
        restored, kept = undo(course, now)
        print(f"Put back: {shown(restored)}/" + (f"; kept: {shown(kept)}/" if kept else ""))
        return DONE
    katas = list(course.katas) if options.all else [course.find(options.kata)]
    names = ", ".join(shown(course.stub(kata)) for kata in katas)
    if not options.yes and not _agreed(
        f"Back to the stub: {names}. A backup is kept. Go on? [y/N] "
    ):
        return NOT_YET
    kept = reset(course, katas, now)
    print(
        f"Done; what was there is in {shown(kept)}/" if kept else "Nothing to do: pristine already."
    )
    return DONE


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:  # nobody is there to ask
        raise UsageError("Nothing was reset: add --yes when there is no one to ask.") from None


def _check(course: Course, _options: argparse.Namespace) -> int:
    from dojo.report.terminal import console, findings
    from dojo.selfcheck import self_check
    from dojo.suite import with_suites

    found = with_suites(course, course.katas, lambda bench: list(self_check(bench)))
    faults = [finding for finding in found if finding.fault]
    console().print(findings(faults, len(found)))
    return NOT_YET if faults else DONE


def _target(course: Course, options: argparse.Namespace) -> Path:
    if options.solutions:
        return course.root / "solutions"
    if options.target is None:
        return course.root / "katas"
    inside = course.root / options.target
    path = inside if options.target in ("katas", "solutions") else Path(options.target).absolute()
    if not path.exists():
        raise UsageError(f"--target {options.target}: there is no such file or folder.")
    return path


def _verify(
    course: Course,
    katas: "tuple[Kata, ...] | list[Kata]",
    target: Path,
    options: argparse.Namespace,
) -> "Report":
    gc.disable()  # the imports make no garbage; with_suites freezes them, and enables it again
    from dojo.plugin import Trial, fresh_seed
    from dojo.results import Report
    from dojo.source import shown
    from dojo.suite import Bench, Job, with_suites

    seed = fresh_seed() if options.seed is None else options.seed

    def body(bench: Bench) -> Report:
        jobs = [Job(kata, Trial(target, seed)) for kata in katas]
        return Report(shown(target), list(bench.verdicts(jobs)))

    return with_suites(course, katas, body)


def _print(report: "Report", options: argparse.Namespace, *, whole: bool) -> None:
    if options.json:
        from dojo.report.machine import as_json

        print(as_json(report))
        return
    from dojo.report.terminal import console, one, progress

    said = " --solutions" if options.solutions else ""
    said = f" --target {options.target}" if options.target else said
    console().print(progress(report, said) if whole else one(report.katas[0]))

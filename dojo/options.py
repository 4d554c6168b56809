"""What can be typed after `python grader.py`."""

import argparse
from pathlib import Path
from typing import Any


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    whole = argparse.ArgumentParser(
        prog="grader.py",
        description="Say how far the katas are, and what to do next.",
        epilog="Exit code: 0 all done, 1 not yet, 2 the command cannot be carried out.",
    )
    whole.set_defaults(command=None)
    _add_target(whole)
    _add_form(whole)
    whole.add_argument("--course", type=Path, help="the folder of another course (its course.py)")
    commands = whole.add_subparsers(title="commands", metavar="")
    run = commands.add_parser("run", help="one kata in full: run k03")
    run.add_argument("kata", help="k03, 3, or the path to its file")
    run.set_defaults(command="run")
    _add_target(run, default=argparse.SUPPRESS)
    _add_form(run, default=argparse.SUPPRESS)
    _add_practice(commands)
    check = commands.add_parser("check", help="prove that stubs, suites and solutions are sound")
    check.set_defaults(command="check")
    return whole


def _add_target(parser: argparse.ArgumentParser, default: object = None) -> None:
    target = parser.add_mutually_exclusive_group()
    target.add_argument(
        "--solutions", action="store_true", default=default or False, help="the reference answers"
    )
    target.add_argument("--target", default=default, help="another folder of answers, or one file")


def _add_form(parser: argparse.ArgumentParser, default: object = None) -> None:
    parser.add_argument("--json", action="store_true", default=default or False, help="one object")
    parser.add_argument("--seed", type=int, default=default, help="the random inputs of that run")


def _add_practice(commands: Any) -> None:
    hint = commands.add_parser("hint", help="one more hint each time: hint k03")
    hint.add_argument("kata", help="k03, 3, or the path to its file")
    hint.add_argument("function", nargs="?", help="one of its functions (default: what is next)")
    hint.set_defaults(command="hint")
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
    rebuild = commands.add_parser(
        "rebuild", help="the whole network, from memory, in an empty file"
    )
    rebuild.add_argument(
        "--judge", nargs="?", const="", metavar="FILE", help="judge the newest attempt, or FILE"
    )
    rebuild.set_defaults(command="rebuild")
    solution = commands.add_parser("solution", help="your code against the reference: solution k03")
    solution.add_argument("kata", help="k03, 3, or the path to its file")
    solution.add_argument("--give-up", action="store_true", help="before it is done; recorded")
    solution.set_defaults(command="solution")
    history = commands.add_parser("history", help="what you did, and your commonest mistakes")
    form = history.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="every event, as a table")
    form.add_argument("--json", action="store_true", help="every event, as one object")
    form.add_argument("--where", action="store_true", help="the file it is kept in")
    history.set_defaults(command="history")
    review = commands.add_parser("review", help="what is due to be rebuilt from memory today")
    review.add_argument("--by", help="a target date, such as 2027-03-01; '' for none")
    review.set_defaults(command="review")

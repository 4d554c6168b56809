"""What can be typed after `python grader.py`."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from dojo.practice.levels import LEVELS, SHUFFLE, STUB
from dojo.registry import CORE
from dojo.wall import ISOLATION, STRICT

KATA = "k03, 3, or the path to its file (default: the next to do)"
UNKNOWN = re.compile(r"argument : invalid choice: '(.*?)'.* \(choose from (.*)\)")
A_KATA = re.compile(r"k?\d")
# What is left out where it is not typed: what was typed before the command then stands.
LEFT_OUT: Any = {"default": argparse.SUPPRESS}


class Parser(argparse.ArgumentParser):
    """Reads the command line; a command that there is none of is one sentence, with the nearest."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end."""
        wrong = UNKNOWN.match(message)
        if wrong is None:
            super().error(message)
        from difflib import get_close_matches  # noqa: PLC0415  seldom needed

        word, known = wrong[1], re.findall(r"\w+", wrong[2])
        near = [f"run {word}"] if A_KATA.match(word) else get_close_matches(word, known, 1)
        hint = f"did you mean `{near[0]}`?" if near else "--help lists those there are."
        self.exit(2, f"There is no command '{word}'; {hint}\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    whole = Parser(
        prog="grader.py",
        description="Say how far the katas are, and what to do next.",
        epilog="Exit code: 0 all done, 1 not yet, 2 the command cannot be carried out.",
    )
    whole.set_defaults(command=None, solutions=False, target=None, json=False, seed=None)
    whole.set_defaults(fresh=False, isolation="", no_questions=False)
    _add_target(whole)
    _add_how(whole)
    _flag(whole, "--all", "the katas beyond the seven, too")
    whole.add_argument("--course", type=Path, help="the folder of another course (its course.py)")
    commands = whole.add_subparsers(title="commands", metavar="", dest="command")
    run = commands.add_parser("run", help="one kata in full: run k03")
    run.add_argument("kata", nargs="?", help=KATA)
    _add_target(run)
    _add_how(run)
    _add_practice(commands)
    _add_memory(commands)
    _add_class(commands)
    commands.add_parser("doctor", help="which layers of the wall this machine has")
    check = commands.add_parser("check", help="prove that stubs, suites and solutions are sound")
    check.add_argument("katas", nargs="*", metavar="KATA", help="which ones (default: all)")
    return whole


def _flag(parser: Any, name: str, meaning: str, **more: Any) -> None:
    """Add an option that takes no value."""
    parser.add_argument(name, action="store_true", help=meaning, **more)


def _add_target(parser: argparse.ArgumentParser) -> None:
    """Add which code is meant, and whether a question is asked before its picture."""
    what = parser.add_mutually_exclusive_group()
    _flag(what, "--solutions", "the reference answers", **LEFT_OUT)
    what.add_argument(
        "--target", help="another folder of answers, or one file or notebook", **LEFT_OUT
    )
    told = "ask nothing before a picture (always: DOJO_QUESTIONS=off)"
    _flag(parser, "--no-questions", told, **LEFT_OUT)


def _add_how(parser: argparse.ArgumentParser) -> None:
    """Add how it is run, and in which form that is told."""
    _flag(parser, "--json", "print one JSON object instead of text", **LEFT_OUT)
    parser.add_argument(
        "--seed", type=int, help="repeat a run with the seed it printed", **LEFT_OUT
    )
    _flag(parser, "--fresh", "run what has not changed, too", **LEFT_OUT)
    wall = parser.add_mutually_exclusive_group()
    wall.add_argument("--isolation", choices=ISOLATION, help="run it behind the wall", **LEFT_OUT)
    same = {"dest": "isolation", "action": "store_const", "const": STRICT} | LEFT_OUT
    wall.add_argument("--walled", help="the same as --isolation strict", **same)


def _positive(kind: type[int] | type[float]) -> Callable[[str], float]:
    """Return what reads a number above 0, and no infinite one."""

    def read(text: str) -> float:
        number = kind(text)
        if not 0 < number < float("inf"):
            raise ValueError
        return number

    read.__name__ = f"number above 0 ({kind.__name__})"  # as argparse's message calls it
    return read


def _points(text: str) -> str:
    """Read the points of all katas together, or of each."""
    numbers = [part.partition("=")[2] for part in text.split(",")] if "=" in text else [text]
    for number in numbers:
        _positive(float)(number)
    return text


_points.__name__ = "points (100, or k01=10,k02=15)"


def _add_class(commands: Any) -> None:
    many = commands.add_parser("class", help="grade a folder of submissions behind the wall")
    many.add_argument("submissions", type=Path, help="the folder, or the zip a platform hands out")
    many.add_argument("--assignment", metavar="NAME", help="its name, where there are several")
    many.add_argument("--katas", help="which ones are due: k01-k04,k07 (default: the seven)")
    many.add_argument("--points", type=_points, help="of all (default: 100), or k01=10,k02=15")
    many.add_argument("--only", nargs="+", metavar="LOGIN", help="whom to grade ('': everybody)")
    many.add_argument("--skip", nargs="+", metavar="LOGIN", help="whom to leave out ('': nobody)")
    many.add_argument(
        "--patience", type=_positive(float), metavar="SECONDS", help="of work on one submission"
    )
    many.add_argument("--roster", type=Path, help="a CSV file with a row for each student")
    book = Path("gradebook.sqlite3")
    many.add_argument(
        "--gradebook", type=Path, default=book, help=f"where the results are kept (default: {book})"
    )
    _flag(many, "--regrade", "again, and say what has changed")
    many.add_argument(
        "--isolation", choices=ISOLATION, default=STRICT, help="basic: where there is no bubblewrap"
    )
    many.add_argument("--seed", type=int, help="of the random inputs (default: a new one)")
    where = many.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs", type=_positive(int), help="how many at a time (default: one a core)"
    )
    where.add_argument(
        "--cluster", metavar="tcp://HOST:PORT", help="the scheduler of a Dask cluster"
    )
    many.add_argument("--csv", type=Path, help="write a row for each submission")
    many.add_argument("--json", dest="json_file", type=Path, help="write everything as one object")
    many.add_argument("--junit", type=Path, help="write JUnit XML")
    many.add_argument("--html", type=Path, help="write a report to click through")
    many.add_argument("--title", help="what stands at its head (default: the folder's name)")
    many.add_argument("--grades", type=Path, help="write the --roster with the grades filled in")
    many.add_argument("--copies", type=Path, help="copy what was graded to this new folder")
    many.add_argument("--gradescope", type=Path, help="write results.json files to this folder")
    scope = commands.add_parser("gradescope", help="write the zip of a Gradescope autograder")
    scope.add_argument("zip", type=Path)
    scope.add_argument("--katas", default=CORE, help="which ones: k01-k04,k07 (default: the seven)")
    scope.add_argument("--isolation", choices=ISOLATION, default=STRICT)


def _add_practice(commands: Any) -> None:
    watch = commands.add_parser("watch", help="run what you save, until q")
    watch.add_argument("kata", nargs="?", help="the one to begin with (default: the next to do)")
    _add_target(watch)
    hint = commands.add_parser("hint", help="one more hint each time: hint k03")
    hint.add_argument("kata", nargs="?", help=KATA)
    hint.add_argument("function", nargs="?", help="one of its functions (default: what is next)")
    _flag(hint, "--where", "the place in your own code, by steps")
    show = commands.add_parser("show", help="a picture from your own code: show alpha")
    show.add_argument("picture", nargs="?", help="its name (default: list all that there are)")
    show.add_argument("--out", type=Path, help="the folder to write to (default: pictures/)")
    _flag(show, "--text", "draw it in the terminal")
    _add_target(show)
    reset = commands.add_parser("reset", help="back to the stub, with a backup: reset k03")
    reset.add_argument("kata", nargs="?", help="k03, 3, or the path to its file")
    what = reset.add_mutually_exclusive_group()
    _flag(what, "--all", "every kata")
    _flag(what, "--list", "the backups there are")
    what.add_argument(
        "--undo",
        nargs="?",
        const="",
        metavar="BACKUP",
        help="put the newest (of that kata) back, or one of --list",
    )
    _flag(reset, "--yes", "do not ask")
    start = reset.add_mutually_exclusive_group()
    start.add_argument("--level", choices=LEVELS, default=STUB, help="how much to start from")
    start.add_argument(
        "--shuffle",
        dest="level",
        action="store_const",
        const=SHUFFLE,
        help="the solution's lines, out of order",
    )


def _add_memory(commands: Any) -> None:
    rebuild = commands.add_parser(
        "rebuild", help="the whole network, from memory, in an empty file"
    )
    rebuild.add_argument("what", nargs="?", help=argparse.SUPPRESS)  # one of these was forgotten
    rebuild.add_argument("--kata", help="one kata instead, in its own emptied file: --kata k03")
    rebuild.add_argument(
        "--judge", nargs="?", const="", metavar="FILE", help="judge the newest attempt, or FILE"
    )
    _flag(rebuild, "--no-editor", "do not open $VISUAL or $EDITOR")
    _flag(rebuild, "--yes", "do not ask before emptying a kata")
    notebook = commands.add_parser("notebook", help="the katas as Jupyter notebooks, and back")
    which = notebook.add_mutually_exclusive_group()
    which.add_argument("kata", nargs="?", help="k03, 3, or the path to its file")
    _flag(which, "--all", "every kata, also over what is there")
    _flag(which, "--network", "both stories, with your code")
    form = notebook.add_mutually_exclusive_group()
    _flag(form, "--from-katas", "with your code from katas/")
    _flag(form, "--to-katas", "your code from notebooks to katas/")
    notebook.add_argument("--out", type=Path, help="their folder (default: notebooks/)")
    solution = commands.add_parser("solution", help="your code against the reference: solution k03")
    solution.add_argument("kata", nargs="?", help=KATA)
    _flag(solution, "--give-up", "before it is done; recorded")
    history = commands.add_parser("history", help="what you did, and your commonest mistakes")
    form = history.add_mutually_exclusive_group()
    _flag(form, "--csv", "every event, as a table")
    _flag(form, "--json", "every event, as one object")
    _flag(form, "--where", "the file it is kept in")
    commands.add_parser("map", help="the belts, what is due, and the days in a row")
    review = commands.add_parser("review", help="what is due to be rebuilt from memory today")
    review.add_argument("--by", help="a target date, such as 2027-03-01; '' for none")

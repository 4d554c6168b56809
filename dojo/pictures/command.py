"""The command `show`: a picture from the learner's own code."""
# ruff: noqa: T201  this is a part of the command line

import argparse
from importlib.util import find_spec
from shutil import get_terminal_size

from dojo import pictures
from dojo.folding import say
from dojo.practice.moments import ask, may_ask
from dojo.registry import CORE, Course, UsageError, number_of
from dojo.source import shown
from dojo.streams import announced
from dojo.verify import DONE, is_own, opened, target_path


def show(course: Course, options: argparse.Namespace) -> int:
    """Draw a picture from the learner's code, into files or in the terminal; or list them all."""
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

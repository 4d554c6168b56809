"""How much a learner starts from, and where that is written down: in the history of resets."""

from pathlib import Path
from typing import TYPE_CHECKING

from dojo.answer import locate
from dojo.digest import bytes_of
from dojo.registry import Course, number_of

if TYPE_CHECKING:  # the options are read by every command, and most need no history
    from collections.abc import Iterable

    from dojo.practice.history import Event
    from dojo.results import KataResult

STUB = "stub"
LEVELS = ("worked", "blanks", STUB, "blank")  # from most to least
SHUFFLE = "shuffle"
WORKED_NOTE = "# The worked example of {}: "  # how the level `worked` begins


def level_of(resets: "list[Event]") -> str:
    """Return the level that the learner works at: the one of the last reset, or undo, of a kata."""
    return (resets[-1].level if resets else "") or STUB


def level_in(resets: "list[Event]", backup: str) -> str:
    """Return the level of the work in a backup."""
    levels = [event.detail["was"] for event in resets if event.detail.get("backup") == backup]
    return levels[-1] if levels else STUB


def mark_worked(course: Course, target: Path, results: "Iterable[KataResult]") -> None:
    """Mark those of the results on `target` that are nobody's work, but the worked example.

    The code alone does not tell: an answer of one's own may be the solution, letter by letter.
    """
    for result in results:
        note = WORKED_NOTE.format(number_of(result.id)).encode()
        file = locate(target, result.id)
        if result.status == "done" and note in (bytes_of(file) or b""):
            from dojo.practice.fading import is_worked_example  # noqa: PLC0415  seldom needed

            result.reading = is_worked_example(course, course.find(result.id), file)

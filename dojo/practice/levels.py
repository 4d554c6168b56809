"""How much a learner starts from, and where that is written down: in the history of resets."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the options are read by every command, and most need no history
    from dojo.practice.history import Event, History

STUB = "stub"
LEVELS = ("worked", "blanks", STUB, "blank")  # from most to least
SHUFFLE = "shuffle"


def level_of(history: "History", kata_id: str) -> str:
    """Return the level that the learner works at: the one of the last reset, or undo, of the kata.

    Raises:
        HistoryError: the history cannot be read.

    """
    resets = history.events(kata_id, "reset")
    return (resets[-1].level if resets else "") or STUB


def reset_event(
    history: "History", kata_id: str, level: str, kept: Path | None, **detail: Any
) -> "Event":
    """Return what to write down of a reset or undo: the new level, and that of what is kept.

    Raises:
        HistoryError: the history cannot be read.

    """
    from dojo.practice.history import Event  # noqa: PLC0415  as above

    if kept:
        detail |= {"backup": kept.name, "was": level_of(history, kata_id)}
    return Event("reset", kata_id, level=level, detail=detail)


def level_in(history: "History", kata_id: str, backup: Path) -> str:
    """Return the level of the work in a backup.

    Raises:
        HistoryError: the history cannot be read.

    """
    resets = history.events(kata_id, "reset")
    levels = [event.detail["was"] for event in resets if event.detail.get("backup") == backup.name]
    return levels[-1] if levels else STUB

"""Pictures drawn from the learner's own code, as PNG and SVG, or as text for a terminal.

The data flows one way: `figures` has the numbers collected in a child process, and `draw` and
`as_text` see nothing but those numbers. What is heavy is imported by the step that needs it.
"""

import logging
from pathlib import Path
from typing import Any

from dojo.pictures.catalogue import PICTURES, Picture, find
from dojo.pictures.children import run_apart
from dojo.pictures.plots_text import text_of
from dojo.registry import UsageError

__all__ = ["PICTURES", "Picture", "as_text", "draw", "figures"]


def figures(name: str, target: Path, limit: float = 60.0) -> dict[str, Any]:
    """Collect the picture's numbers in a child process and return them.

    Raises:
        UsageError: there is no such picture; the code it needs is missing, broken, not written
            yet, fails, returns something else than it should, or takes longer than `limit` seconds.

    """
    return run_apart(find(name), target, limit)


def draw(name: str, data: dict[str, Any], out: Path) -> list[Path]:
    """Write `NAME.png` and `NAME.svg` into the folder `out` and return their paths.

    The same data gives the same files, byte for byte, as long as matplotlib is the same.

    Raises:
        UsageError: there is no such picture, or matplotlib is not installed.

    """
    picture = find(name)
    # A home that cannot be written is no news to a learner: matplotlib then does without.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        from dojo.pictures.plots_matplotlib import save  # noqa: PLC0415  half a second, optional
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise UsageError(
            "Pictures are drawn by matplotlib, which is not installed: pip install -e '.[show]'"
        ) from None
    return save(picture, data, out)


def as_text(name: str, data: dict[str, Any], width: int = 80) -> str:
    """Return the picture as plain text in lines of at most `width` (and at least 72) columns.

    Raises:
        UsageError: there is no such picture.

    """
    return text_of(find(name), data, width)

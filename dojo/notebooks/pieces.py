"""A Python file in pieces, one for each cell: nothing is changed, dropped or added between them."""

import ast
import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from dojo.notebooks.magics import parsed
from dojo.notebooks.statements import DEFINITIONS, first_line

# A stretch of code: the blank lines before it, and its last line end with the blank ones after it.
ENDS = re.compile(r"((?:[^\S\n]*\n)*)(.*?)((?:\n[^\S\n]*)*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of code, the line ends and blank lines before it, and the name it defines."""

    before: str
    text: str
    defines: str | None


def pieces(code: str) -> tuple[list[Piece], str]:
    """Return the code's pieces, each definition one of its own, and the blank lines at the end.

    Comments stay with what they stand next to. Code that Python cannot read is one piece.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", code)
    body = [] if "\r" in code else parsed(code) or []  # Python counts \r as the end of a line
    groups = [list(group) for _, group in groupby(body, _alone)]
    starts = [0, *(_between(lines, *pair) for pair in pairwise(groups)), len(lines)]
    names = [getattr(_alone(group[0]), "name", None) for group in groups] or [None]
    found: list[Piece] = []
    between = ""
    for (start, end), name in zip(pairwise(starts), names, strict=True):
        before, text, after = ENDS.findall("".join(lines[start:end]))[0]
        if text:
            found.append(Piece(between + before, text, name))
        between = after if text else before
    return found, between


def _alone(node: ast.stmt) -> ast.stmt | None:
    """Return the node if it is a definition, which has a piece of its own."""
    return node if isinstance(node, DEFINITIONS) else None


def _between(lines: list[str], earlier: list[ast.stmt], later: list[ast.stmt]) -> int:
    """Return where the later piece begins: at the first blank line after the earlier one's code."""
    end = earlier[-1].end_lineno or 0
    gap = range(end, first_line(later[0]) - 1)
    return next((number for number in gap if not lines[number].strip()), end)

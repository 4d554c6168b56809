"""A Python file in pieces, one for each cell: nothing is changed, dropped or added between them."""

import ast
import re
from dataclasses import dataclass
from itertools import pairwise

from dojo.notebooks.magics import parse
from dojo.notebooks.statements import DEFINITIONS, first_line


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
    groups = _groups(code)
    starts = [0]
    for earlier, later in pairwise(groups):
        starts.append(_start(lines, earlier[-1].end_lineno or 0, first_line(later[0]) - 1))
    found: list[Piece] = []
    between = ""
    for number, start in enumerate(starts):
        region = "".join(lines[start : [*starts, len(lines)][number + 1]])
        before, text, after = _blank_ends(region)
        if text:
            found.append(Piece(between + before, text, _defines(groups, number)))
            between = after
        else:
            between += region
    return found, between


def _groups(code: str) -> list[list[ast.stmt]]:
    """Return the statements that share a piece."""
    try:
        body = [] if "\r" in code else parse(code).body  # Python counts \r as the end of a line
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        body = []
    groups: list[list[ast.stmt]] = []
    for node in body:
        if groups and not any(isinstance(each, DEFINITIONS) for each in (node, groups[-1][0])):
            groups[-1].append(node)
        else:
            groups.append([node])
    return groups


def _start(lines: list[str], end: int, start: int) -> int:
    """Return where the piece begins whose code starts at `start`, after code that ends at `end`."""
    comment = end
    while comment < start and lines[comment].strip():
        comment += 1
    return comment if comment < start else end


def _blank_ends(region: str) -> tuple[str, str, str]:
    """Return the blank lines before, the text without its last line end, and that with the rest."""
    parts = re.fullmatch(r"((?:[^\S\n]*\n)*)(.*?)((?:\n[^\S\n]*)*)", region, re.DOTALL)
    return parts.groups() if parts else ("", region, "")  # type: ignore[return-value]  # three


def _defines(groups: list[list[ast.stmt]], number: int) -> str | None:
    node = groups[number][0] if number < len(groups) else None
    return node.name if isinstance(node, DEFINITIONS) else None

"""What becomes of a cell in a kata's file: code, or comments where it was only tried out."""

import ast

from dojo.notebooks.files import Cell
from dojo.notebooks.magics import parsed, python
from dojo.notebooks.statements import first_line, is_of_the_dojo

Live = set[tuple[int, int]]  # cell and first line of the statements that a kata's file keeps


def carried(cell: Cell, live: Live) -> str:
    """Return the cell's text as it is to stand in the file, or "" if nothing of it does.

    Definitions and what they need stay code; the checks and pictures of this project are left
    out; all else, in Markdown or in Python, becomes a comment.
    """
    if cell.dojo.get("verbatim"):
        return cell.source
    if not cell.is_python:
        return "\n".join(map(_comment, cell.source.strip("\n").split("\n"))) if cell.source else ""
    code = python(cell.source)
    body = [] if "\r" in code else parsed(code)
    if body is None:
        return cell.source.strip("\n")  # moved as it is: it is the learner's to mend
    lines = cell.source.split("\n")
    return "\n".join(_lines(cell.number, body, lines, code.split("\n"), live)).strip("\n")


def _lines(
    number: int, body: list[ast.stmt], lines: list[str], code: list[str], live: Live
) -> list[str]:
    kept = _spanned([node for node in body if (number, first_line(node)) in live])
    dropped = _spanned([node for node in body if is_of_the_dojo(node)]) - kept
    idle = _spanned(body) - kept
    result = []
    for place, (line, python_line) in enumerate(zip(lines, code, strict=True), 1):
        if place in kept and python_line != line:  # a magic inside a block
            result.append(f"{python_line}  # {line.strip()}")
        elif place not in dropped:
            tried = place in idle or python_line != line
            result.append(_comment(line) if tried else line)
    return result


def _spanned(nodes: list[ast.stmt]) -> set[int]:
    """Return the numbers of the lines that the statements cover."""
    return {line for node in nodes for line in range(first_line(node), (node.end_lineno or 0) + 1)}


def _comment(line: str) -> str:
    return f"# {line}" if line.strip() else "#"

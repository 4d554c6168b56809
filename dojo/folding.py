"""Lines that fit into a terminal: broken at words, the rest of each under its own beginning."""

import os
import re
import sys
import textwrap
from contextlib import suppress
from shutil import get_terminal_size
from typing import TextIO

# A command and what it is for, or a sentence and the command that it ends with.
TWO_COLUMNS = re.compile(r"( *)(\S.*?:(?=  )|\S.*?(?=   )) +(\S.*)")
COMPARED = re.compile(r"( *)(returned \(\* differs\)) +expected")  # as dojo.checks prints it
LEAST = 20  # columns, below which nothing is gained


def folded(text: str, width: int, hang: int = 0) -> str:
    """Return the text in lines of at most `width` columns, where words allow it.

    What is broken goes on under where its line began, that of the first line `hang` columns in.
    """
    rows, lines = text.split("\n"), list[str]()
    while rows:
        table = _table(rows)
        if table and max(map(len, table)) > width:
            lines += _stacked(table)
            del rows[: len(table)]
        else:
            lines += _line(rows.pop(0), max(width, LEAST), 0 if lines else hang)
    return "\n".join(lines)


def _line(row: str, width: int, hang: int) -> list[str]:
    if len(row) <= width:
        return [row]
    parts = TWO_COLUMNS.fullmatch(row)
    if parts and not hang:
        within = parts[1] + "    "
        return [*_line(parts[1] + parts[2], width, 0), *_line(within + parts[3], width, 0)]
    within = " " * (hang or len(row) - len(row.lstrip()))
    return textwrap.wrap(
        row,
        width,
        subsequent_indent=within,
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table(rows: list[str]) -> list[str]:
    """Return the rows of the comparison that begins here, or none."""
    head = COMPARED.fullmatch(rows[0])
    if not head:
        return []
    under = [row.startswith(head[1]) for row in rows] + [False]
    return rows[: under.index(False)]


def _stacked(table: list[str]) -> list[str]:
    """Return a comparison with what was expected under what was returned."""
    margin = len(table[0]) - len(table[0].lstrip())
    at = table[0].index("expected")
    left = [row[:at].rstrip() for row in table]
    return [*left, *(" " * margin + row[at:].rstrip() for row in table)]


def fitting(text: object, stream: TextIO) -> str:
    """Return the text as it is to be written: folded for a terminal, else as it is."""
    told = str(text)
    return folded(told, _columns(stream)) if stream.isatty() else told


def _columns(stream: TextIO) -> int:
    """Return the width of the terminal that a stream goes to; stdout may go elsewhere."""
    asked = 0
    with suppress(OSError, ValueError):
        asked = 0 if "COLUMNS" in os.environ else os.get_terminal_size(stream.fileno()).columns
    return asked or get_terminal_size().columns


def say(text: object = "") -> None:
    """Print a text on stdout, folded where that is a terminal."""
    print(fitting(text, sys.stdout), flush=True)  # noqa: T201  it is a command's word

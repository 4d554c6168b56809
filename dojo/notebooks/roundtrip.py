"""A learner's code from `.py` to a notebook and back, without loss.

What a file has and a notebook cannot show (its encoding, its line ends, how many blank lines are
where) is noted in the notebook's metadata wherever it is not the usual. In the other direction,
what a learner only tries out in a notebook becomes a comment, for a kata's file is run whole.
"""

import ast
import io
import tokenize
from pathlib import Path
from typing import Any

from dojo.notebooks.build import FIRST, LATER, kata_notebook, written
from dojo.notebooks.files import Cell, Notebook, notebook_of, read
from dojo.notebooks.lesson import markdown, opening
from dojo.notebooks.magics import parsed, python
from dojo.notebooks.pieces import Piece, pieces
from dojo.notebooks.reading import live
from dojo.notebooks.statements import first_line, is_of_the_dojo
from dojo.registry import Kata, UsageError
from dojo.source import shown

Live = set[tuple[int, int]]  # cell and first line of the statements that a kata's file keeps
USUAL = (("newline", "\n"), ("encoding", "utf-8"))


def to_notebook(kata: Kata, formula: str, stub: str, content: bytes, path: Path) -> bytes:
    """Return the notebook that carries the content of the kata's file, byte for byte.

    Raises:
        UsageError: the file at `path` is not text in the encoding it declares.

    """
    text, notes = _text(content, path)
    lesson = opening(stub)
    own_lesson = not (lesson and text.startswith(f"{lesson}\n"))
    code, end = pieces(text if own_lesson else text.removeprefix(lesson))
    if own_lesson:
        notes["lesson"] = False
    if end != "\n":
        notes["end"] = end
    made = kata_notebook(kata, formula, stub, code, notes)
    _mark_verbatim(kata, made, code)
    if _python(kata, stub, notebook_of(made)) != content:
        raise UsageError(f"{shown(path)} cannot be carried into a notebook without loss.")
    return written(made)


def to_python(kata: Kata, stub: str, path: Path) -> bytes:
    """Return the kata's file with the code of the notebook at `path`, its lesson the stub's.

    Raises:
        Broken: there is no notebook, or none that can be read.
        UsageError: its text does not fit the encoding that the kata's file had.

    """
    try:
        return _python(kata, stub, read(path))
    except (UnicodeEncodeError, LookupError) as error:
        raise UsageError(f"{shown(path)} cannot be written as Python: {error}.") from None


def _text(content: bytes, path: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a file with plain line ends, and notes on what it takes to go back."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise UsageError(f"{shown(path)} cannot be read as text: {error}.") from None
    notes: dict[str, Any] = {} if encoding == "utf-8" else {"encoding": encoding}
    plain = text.replace("\r\n", "\n")
    if text == plain or text != plain.replace("\n", "\r\n"):
        return text, notes
    return plain, notes | {"newline": "\r\n"}


def _mark_verbatim(kata: Kata, made: dict[str, Any], code: list[Piece]) -> None:
    """Note on the cells that would not come back as they are that they are to."""
    notebook = notebook_of(made)
    running = live(notebook, kata.id, kata.functions)
    for number, piece in enumerate(code, 1):  # the lesson is before them
        if _carried(notebook.cells[number], running) != piece.text:
            made["cells"][number]["metadata"].setdefault("dojo", {})["verbatim"] = True


def _python(kata: Kata, stub: str, notebook: Notebook) -> bytes:
    """Return the content of the kata's file that the notebook's cells make."""
    lesson = opening(stub) if notebook.dojo.get("lesson", True) else ""
    running = live(notebook, kata.id, kata.functions)
    text, heading = lesson, markdown(stub, "").partition("\n")[0]
    for cell in notebook.cells:
        shown_lesson = cell.kind == "markdown" and cell.source.startswith(heading)
        own = "" if shown_lesson else _carried(cell, running)
        usual = LATER if text != lesson else FIRST if lesson else ""
        text += f"{cell.dojo.get('before', usual)}{own}" if own else ""
    text += str(notebook.dojo.get("end", "\n"))
    newline, encoding = (notebook.dojo.get(*usual) for usual in USUAL)
    return text.replace("\n", str(newline)).encode(str(encoding))


def _carried(cell: Cell, running: Live) -> str:
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
    return "\n".join(_lines(cell.number, body, lines, code.split("\n"), running)).strip("\n")


def _lines(
    number: int, body: list[ast.stmt], lines: list[str], code: list[str], running: Live
) -> list[str]:
    kept = _spanned([node for node in body if (number, first_line(node)) in running])
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

"""A learner's code from `.py` to a notebook and back, without loss.

What a file has and a notebook cannot show (its encoding, its line ends, how many blank lines are
where) is noted in the notebook's metadata wherever it is not the usual. In the other direction,
what a learner only tries out in a notebook becomes a comment, for a kata's file is run whole.
"""

import io
import tokenize
from pathlib import Path
from typing import Any

from dojo.notebooks.build import FIRST, LATER, kata_notebook, written
from dojo.notebooks.carried import carried
from dojo.notebooks.files import Notebook, notebook_of, read
from dojo.notebooks.lesson import markdown, opening
from dojo.notebooks.pieces import Piece, pieces
from dojo.notebooks.reading import live
from dojo.registry import Kata, UsageError
from dojo.source import shown

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
        if carried(notebook.cells[number], running) != piece.text:
            made["cells"][number]["metadata"].setdefault("dojo", {})["verbatim"] = True


def _python(kata: Kata, stub: str, notebook: Notebook) -> bytes:
    """Return the content of the kata's file that the notebook's cells make."""
    lesson = opening(stub) if notebook.dojo.get("lesson", True) else ""
    running = live(notebook, kata.id, kata.functions)
    text, heading = lesson, markdown(stub, "").partition("\n")[0]
    for cell in notebook.cells:
        shown_lesson = cell.kind == "markdown" and cell.source.startswith(heading)
        own = "" if shown_lesson else carried(cell, running)
        usual = LATER if text != lesson else FIRST if lesson else ""
        text += f"{cell.dojo.get('before', usual)}{own}" if own else ""
    text += str(notebook.dojo.get("end", "\n"))
    newline, encoding = (notebook.dojo.get(*usual) for usual in USUAL)
    return text.replace("\n", str(newline)).encode(str(encoding))

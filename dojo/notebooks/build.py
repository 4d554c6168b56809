"""A kata's notebook: the lesson, a cell for each function, the check, the pictures."""

import re
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dojo.notebooks.lesson import markdown
from dojo.notebooks.pieces import Piece
from dojo.pictures.catalogue import PICTURES
from dojo.registry import Kata, number_of

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
FIRST, LATER = "\n\n", "\n\n\n"  # between the lesson and the code, and between two pieces of code
LONGEST_ID = 64  # characters, says the format


def kata_notebook(kata: Kata, stub: str, code: list[Piece], notes: dict[str, Any]) -> Any:
    """Return the notebook with the pieces of code, `notes` being what it takes to go back."""
    number = number_of(kata.id)
    names = _Names(number)
    tags = [kata.id]
    lesson = new_markdown_cell(
        markdown(stub, kata.id), id=names.new("lesson"), metadata={"tags": tags}
    )
    cells = [lesson]
    first = FIRST if notes.get("lesson", True) else ""
    for place, piece in enumerate(code):
        noted = {"function": piece.defines} if piece.defines else {}
        if piece.before != (first if place == 0 else LATER):
            noted["before"] = piece.before
        metadata = {"tags": tags} | ({"dojo": noted} if noted else {})
        name = piece.defines or ("imports" if place == 0 else "code")
        cells.append(new_code_cell(piece.text, id=names.new(name), metadata=metadata))
    for name, call in _after(kata, number):
        function = call.partition("(")[0]
        source = f"from dojo import {function}\n\n{call}"
        cells.append(new_code_cell(source, id=names.new(name), metadata={"tags": tags}))
    return notebook(cells, {"kata": kata.id} | notes)


def notebook(cells: list[Any], notes: dict[str, Any]) -> Any:
    """Return a notebook for Python 3 with the cells."""
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "dojo": notes}
    return new_notebook(cells=cells, metadata=metadata)


def written(notebook: Any) -> bytes:
    """Return the bytes of the notebook's file, the same each time; it is a valid one.

    Raises:
        nbformat.ValidationError: it is not.

    """
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)
    return f"{text}\n".encode()


def _after(kata: Kata, number: str) -> list[tuple[str, str]]:
    """Return what follows the kata's own code: name and call of each cell."""
    pictures = [name for name, picture in PICTURES.items() if picture.kata == kata.id]
    return [
        ("check", f'check("{number}")'),
        *((f"picture-{name}", f'show("{name}")') for name in pictures),
    ]


class _Names:
    """Hands out the ids of cells: the same ones for the same notebook, and none twice."""

    def __init__(self, number: str) -> None:
        self._number, self._given = number, set[str]()

    def new(self, name: str) -> str:
        """Return an id that tells what is in the cell."""
        stem = re.sub(r"[^a-zA-Z0-9_-]", "-", f"{self._number}-{name}")[: LONGEST_ID - 6]
        names = (stem if count == 1 else f"{stem}-{count}" for count in range(1, 10**5))
        chosen = next(name for name in names if name not in self._given)
        self._given.add(chosen)
        return chosen

"""A kata's notebook: the lesson, a cell for each function, the check, the pictures; and a story's.

The file is written as nbformat 4.5 writes it, byte for byte, and without that library: importing
what it validates with takes longer than all the rest. The tests read the notebooks with it.
"""

import json
import re
from itertools import cycle
from typing import Any

from dojo.notebooks.lesson import markdown
from dojo.notebooks.pieces import Piece
from dojo.pictures import of
from dojo.registry import Kata, number_of

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
FIRST, LATER = "\n\n", "\n\n\n"  # between the lesson and the code, and between two pieces of code
FENCED = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STUCK = "when you are stuck, in a new cell"
LONGEST_ID = 64  # characters, says the format

Json = dict[str, Any]


def markdown_cell(source: str, name: str, **metadata: Any) -> Json:
    """Return a cell of text; `name` is its id."""
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}


def code_cell(source: str, name: str, **metadata: Any) -> Json:
    """Return a cell of code that has not been run; `name` is its id."""
    unrun: Json = {"cell_type": "code", "execution_count": None, "outputs": []}
    return unrun | {"id": name, "metadata": metadata, "source": source}


def kata_notebook(
    kata: Kata, formula: str, stub: str, code: list[Piece], notes: dict[str, Any]
) -> Json:
    """Return the notebook with the pieces of code, `notes` being what it takes to go back."""
    number = number_of(kata.id)
    names = _Names(number)
    tags = [kata.id]
    cells = [markdown_cell(markdown(stub, formula), names.new("lesson"), tags=tags)]
    first = FIRST if notes.get("lesson", True) else ""
    for place, piece in enumerate(code):
        noted = {"function": piece.defines} if piece.defines else {}
        if piece.before != (first if place == 0 else LATER):
            noted["before"] = piece.before
        metadata = {"tags": tags} | ({"dojo": noted} if noted else {})
        name = piece.defines or ("imports" if place == 0 else "code")
        cells.append(code_cell(piece.text, names.new(name), **metadata))
    for name, source in _after(kata, number):
        cells.append(code_cell(source, names.new(name), tags=tags))
    return notebook(cells, {"kata": kata.id} | notes)


def story_notebook(name: str, markdown: str) -> Json:
    """Return the notebook that a Markdown file tells: its fenced Python, and the text between."""
    kinds = zip(cycle((markdown_cell, code_cell)), FENCED.split(markdown), strict=False)
    parts = [(kind, part.strip("\n")) for kind, part in kinds if part.strip()]
    cells = [kind(part, f"{name}-{number}") for number, (kind, part) in enumerate(parts, 1)]
    return notebook(cells, {"story": name})


def notebook(cells: list[Json], notes: dict[str, Any]) -> Json:
    """Return a notebook for Python 3 with the cells."""
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "dojo": notes}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def written(notebook: Json) -> bytes:
    """Return the bytes of the notebook's file, the same each time."""
    cells = [cell | {"source": cell["source"].splitlines(True)} for cell in notebook["cells"]]
    text = json.dumps(notebook | {"cells": cells}, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _after(kata: Kata, number: str) -> list[tuple[str, str]]:
    """Return what follows the kata's own code: name and source of each cell."""
    check = f'from dojo import check, hint\n\ncheck("{number}")  # {STUCK}: hint("{number}")'
    shows = [(each.name, f'from dojo import show\n\nshow("{each.name}")') for each in of(kata)]
    return [("check", check), *((f"picture-{name}", source) for name, source in shows)]


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

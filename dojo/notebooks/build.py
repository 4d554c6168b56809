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
CHECK = """\
from dojo import check, hint

check("{0}")  # when you are stuck, in a new cell: hint("{0}")"""
SHOW = """\
from dojo import show

show("{0}")"""

Json = dict[str, Any]


def markdown_cell(source: str, **metadata: Any) -> Json:
    """Return a cell of text."""
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def code_cell(source: str, **metadata: Any) -> Json:
    """Return a cell of code that has not been run."""
    unrun: Json = {"cell_type": "code", "execution_count": None, "outputs": []}
    return unrun | {"metadata": metadata, "source": source}


def kata_notebook(
    kata: Kata, formula: str, stub: str, code: list[Piece], notes: dict[str, Any]
) -> Json:
    """Return the notebook with the pieces of code, `notes` being what it takes to go back."""
    number, tags = number_of(kata.id), [kata.id]
    cells = [markdown_cell(markdown(stub, formula), tags=tags)]
    usual = FIRST if notes.get("lesson", True) else ""
    for piece in code:
        noted = {"function": piece.defines} if piece.defines else {}
        if piece.before != usual:
            noted["before"] = piece.before
        usual = LATER
        cells.append(code_cell(piece.text, tags=tags, **({"dojo": noted} if noted else {})))
    after = [CHECK.format(number), *(SHOW.format(picture.name) for picture in of(kata))]
    cells += [code_cell(source, tags=tags) for source in after]
    return notebook(number, cells, {"kata": kata.id} | notes)


def story_notebook(name: str, markdown: str) -> Json:
    """Return the notebook that a Markdown file tells: its fenced Python, and the text between."""
    kinds = zip(cycle((markdown_cell, code_cell)), FENCED.split(markdown), strict=False)
    cells = [kind(part.strip("\n")) for kind, part in kinds if part.strip()]
    return notebook(name, cells, {"story": name})


def notebook(name: str, cells: list[Json], notes: dict[str, Any]) -> Json:
    """Return a notebook for Python 3 with the cells, whose ids begin with its name."""
    cells = [cell | {"id": f"{name}-{number}"} for number, cell in enumerate(cells, 1)]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "dojo": notes}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def written(notebook: Json) -> bytes:
    """Return the bytes of the notebook's file, the same each time."""
    cells = [cell | {"source": cell["source"].splitlines(True)} for cell in notebook["cells"]]
    text = json.dumps(notebook | {"cells": cells}, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()

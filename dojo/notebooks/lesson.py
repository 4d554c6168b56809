"""The lesson of a kata as Markdown: the docstring of its stub, and what it says as a formula."""

import ast
from contextlib import suppress
from pathlib import Path

BEFORE = ("| name |", "Worked number")  # what the formula stands before, where there is a table
WHAT_TO_DO = "Write each function in its cell and run the cell; then run the check below."


def opening(stub: str) -> str:
    """Return the lesson as it stands in the stub, quotes included, or "" where there is none."""
    tree = ast.parse(stub)
    end = tree.body[0].end_lineno if ast.get_docstring(tree) else 0
    return "\n".join(stub.split("\n")[:end])


def read(path: Path) -> str:
    """Return the lesson in a learner's file, or "" where there is none to be read."""
    with suppress(OSError, ValueError, SyntaxError):
        return ast.get_docstring(ast.parse(path.read_bytes())) or ""
    return ""


def markdown(stub: str, formula: str) -> str:
    """Return the lesson as the text of a notebook."""
    text = (ast.get_docstring(ast.parse(stub)) or "").strip()
    place = next((words for words in BEFORE if words in text), "")
    if formula and place:
        text = text.replace(place, f"As a formula:\n\n$$ {formula} $$\n\n{place}", 1)
    return f"{text}\n\n{WHAT_TO_DO}".strip()

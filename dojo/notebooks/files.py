"""A notebook file as a list of cells, or one sentence that says why it is not one.

Only JSON is needed for this: learners' notebooks come from many tools, and few are valid in every
detail. Whatever is missing counts as empty; outputs and attachments are never looked at.
"""

import json
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dojo.source import Broken, decoded, shown

LARGEST_NOTEBOOK = 20_000_000  # bytes; nearly all of a large notebook are pictures in its outputs
MOST_VALUES = 1_000_000  # in its JSON; each takes up to some hundred bytes once it is read
LARGEST_CODE = 200_000  # characters in all code cells; a kata is about 2,000
OLDEST = 4  # the version in which cells moved out of worksheets
# In base64, with its ends of lines; an escaped sign that comes next keeps its backslash.
PICTURE = re.compile(rb"[A-Za-z0-9+/=\\]{20000,}[A-Za-z0-9+/=]")
KATA_TAG = re.compile(r"k\d+_\w+")


@dataclass(frozen=True)
class Cell:
    """One cell, numbered from 1 from the top; `runs` is the count Jupyter shows beside it."""

    number: int
    kind: str
    source: str
    metadata: dict[str, Any]
    runs: int | None

    @property
    def kata(self) -> str | None:
        """The kata that the cell is tagged with."""
        tags = self.metadata.get("tags")
        named = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
        return next((tag for tag in named if KATA_TAG.fullmatch(tag)), None)

    @property
    def dojo(self) -> dict[str, Any]:
        """What this project has noted on the cell."""
        return _dict(self.metadata.get("dojo"))

    @property
    def is_python(self) -> bool:
        """Whether it is a code cell that no editor has marked as another language's."""
        language = _dict(self.metadata.get("vscode")).get("languageId", "python")
        block = self.metadata.get("deepnote_cell_type", "code")
        return self.kind == "code" and language == "python" and block == "code"

    def place(self, path: Path) -> str:
        """Return what a message calls the cell: its number, and the count that Jupyter shows.

        What is in a Python file is called by its name alone.
        """
        if path.suffix == ".py":
            return str(path)
        count = f" [{self.runs}]" if self.runs else ""
        return f"{path}, cell {self.number}{count}"


@dataclass(frozen=True)
class Notebook:
    """The cells of a notebook in their order, and what it says about itself."""

    cells: list[Cell]
    metadata: dict[str, Any]

    @property
    def dojo(self) -> dict[str, Any]:
        """What this project has noted on the notebook."""
        return _dict(self.metadata.get("dojo"))


def read(path: Path) -> Notebook:
    """Return the notebook at `path`.

    Raises:
        Broken: it is missing, too large, not a notebook of version 4, or damaged.

    """
    data = _parsed(path)
    if not isinstance(data, dict) or not ("cells" in data or "worksheets" in data):
        raise _broken(path, "is not a notebook: it holds no cells")
    version = data.get("nbformat", OLDEST)
    if "cells" not in data or (isinstance(version, int) and version < OLDEST):
        data = _upgraded(path, data)
    cells = data["cells"]
    if not isinstance(cells, list):
        raise _broken(path, "is damaged: its cells are not a list; make it anew")
    notebook = notebook_of(data)
    if sum(len(cell.source) for cell in notebook.cells if cell.is_python) > LARGEST_CODE:
        raise _broken(path, f"holds more code than a kata can need ({LARGEST_CODE // 1000} kB)")
    return notebook


def _upgraded(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook of version 2 or 3, whose cells are in worksheets, as one of version 4."""
    try:
        import nbformat  # noqa: PLC0415  slow to import, and seldom needed

        with warnings.catch_warnings(action="ignore"):
            return dict(nbformat.convert(nbformat.from_dict(data), OLDEST))
    except Exception:  # noqa: BLE001  it is not made for what is damaged, and fails in any way
        told = "is a notebook of an old version; open it in Jupyter and save it"
        raise _broken(path, told) from None


def notebook_of(data: dict[str, Any]) -> Notebook:
    """Return the notebook whose JSON is `data`, with its list of cells."""
    cells = [_cell(number, _dict(cell)) for number, cell in enumerate(data["cells"], 1)]
    return Notebook(cells, _dict(data.get("metadata")))


def slim(content: bytes) -> bytes:
    """Return what is in a notebook file without its pictures, of which a text has four copies."""
    return PICTURE.sub(b"", content)


def crowded(text: str) -> bool:
    """Tell whether the JSON holds so many values that reading it would take up all memory."""
    return sum(map(text.count, ",[{")) > MOST_VALUES


def _parsed(path: Path) -> Any:
    text = _text(path)
    if crowded(text):
        raise _broken(path, "holds too much besides its cells; clear its outputs and save it")
    try:
        return json.loads(text)
    except (RecursionError, MemoryError):
        raise _broken(path, "is nested too deeply to be a notebook") from None
    except json.JSONDecodeError as error:
        raise _broken(path, _not_json(text, error)) from None
    except ValueError as error:  # a number of five thousand digits
        raise _broken(path, f"is damaged: {error}") from None


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            missing = "is not a file" if path.exists() else "does not exist"
            raise _broken(path, missing)
        if path.stat().st_size > LARGEST_NOTEBOOK:
            limit = f"is larger than {LARGEST_NOTEBOOK // 1_000_000} MB"
            raise _broken(path, f"{limit}; clear its outputs and save it")
        content = path.read_bytes()
    except OSError as error:
        raise _broken(path, f"cannot be read: {error.strerror}") from None
    if not content.strip():
        raise _broken(path, "is empty; was it cut off while it was being saved?")
    try:
        return decoded(slim(content), "strict")
    except UnicodeDecodeError:
        told = "is not encoded in UTF-8, as notebooks are; save it in Jupyter again"
        raise _broken(path, told) from None


def _not_json(text: str, error: json.JSONDecodeError) -> str:
    """Return what the file is instead of a notebook."""
    start = text.lstrip()
    if start.startswith("<") and not start.startswith("<<<<<<<"):
        return "is a web page, not a notebook: download the file itself"
    if re.search(r"^<<<<<<< ", text, re.MULTILINE):
        return "holds the marks of a merge conflict; keep one side of each and save it"
    if not start.startswith("{"):
        return "is not a notebook: it does not begin as one"
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return "ends in the middle: was it cut off while it was being saved or copied?"
    return f"is damaged at line {error.lineno}: {error.msg}"


def _cell(number: int, cell: dict[str, Any]) -> Cell:
    source, runs = cell.get("source", ""), cell.get("execution_count")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return Cell(
        number,
        str(cell.get("cell_type")),
        source if isinstance(source, str) else "",
        _dict(cell.get("metadata")),
        runs if isinstance(runs, int) else None,
    )


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _broken(path: Path, what: str) -> Broken:
    end = "" if what.endswith("?") else "."
    return Broken(f"{shown(path)} {what}{end}", shown(path))

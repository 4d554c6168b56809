"""The code that has been run in this notebook, as a notebook file that can be graded."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dojo.notebooks.build import code_cell, notebook
from dojo.notebooks.magics import parsed, python
from dojo.source import LARGEST_FILE

SMALLEST_CELL = 20  # characters that even an empty cell counts as


def shell() -> Any:
    """Return the IPython shell this code runs in, or None outside of IPython."""
    ipython = sys.modules.get("IPython")  # where it is not loaded, nothing runs in it
    return ipython.get_ipython() if ipython else None


@contextmanager
def as_file(functions: tuple[str, ...]) -> Iterator[Path]:
    """Write the cells that were run, in the order in which they were, into a notebook file.

    What the kernel holds is what was run last: a cell that has been edited but not run is in there
    as it was, and so is one that has been deleted since. The file is gone after the block.

    Args:
        functions: the ones to be called.

    """
    history = shell().history_manager.input_hist_raw  # by the count that Jupyter shows
    counts = sorted(_telling(history, functions))
    cells = [code_cell(history[count]) | {"execution_count": count} for count in counts]
    with TemporaryDirectory(prefix="dojo-") as folder:
        path = Path(folder) / "notebook.ipynb"
        path.write_text(json.dumps(notebook("run", cells, {})), encoding="ascii")
        yield path


def retold(text: str, file: Path, root: Path) -> str:
    """Return a message about that file as one about what is on the screen: `In [5], line 2`."""
    file_names = (str(file), os.path.relpath(file, root), file.name)
    name = f"(?:{'|'.join(map(re.escape, file_names))})"
    text = re.sub(rf"{name}, cell \d+ \[(\d+)\]", r"In [\1]", text)
    text = re.sub(r"(In \[\d+\]):(\d+)", r"\1, line \2", text)
    text = re.sub(name, "this notebook", text)
    return re.sub(r"\S.* has no function (`\w+`), .*", r"\1 " + NOT_HERE, text)


NOT_HERE = "is not defined in a cell of this notebook: write it in one, and run that."


def _telling(history: list[str], functions: tuple[str, ...]) -> Iterator[int]:
    """Yield the counts of the cells that tell what the functions are now, the newest first.

    What Python could not read defined nothing. It is only told of, in place of an earlier
    definition, where it seems to be the newest one of a function.
    """
    room = LARGEST_FILE
    waiting = set(functions)
    for count in range(len(history) - 1, 0, -1):
        source = history[count]
        named = {name for name in waiting if re.search(rf"\b{name}\b", source)}
        readable = parsed(python(source)) is not None
        if readable:
            waiting -= {name for name in named if re.search(rf"\bdef {name}\b", source)}
        room -= len(source) + SMALLEST_CELL
        if room > 0 and (readable or named):
            yield count

"""The file that answers a kata, Python or notebook, and the code that is in it."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from dojo.registry import functions, number_of
from dojo.source import LARGEST_FILE, NO_FILE, Broken, Part, assemble, shown

T = TypeVar("T")
MISSING = "{} is missing."
# Said of the learner's own folder only: a class, or another target, has no stubs.
BRING_BACK = " If you renamed it, rename it back; for a new stub: python grader.py reset {}"


def locate(target: Path, kata_id: str) -> Path:
    """Return the file that answers the kata: `target` itself, or the one in that folder."""
    if not target.is_dir():
        return target
    file, notebook = (target / f"{kata_id}{suffix}" for suffix in (".py", ".ipynb"))
    return notebook if notebook.exists() and not file.exists() else file


def read(path: Path, kata_id: str = "") -> list[Part]:
    """Return the code in the file at `path`, of a notebook only what answers the kata.

    Raises:
        Broken: the file is missing, or too large, or not a notebook that can be read.

    """
    if path.suffix == ".ipynb":
        from dojo.notebooks.reading import parts  # noqa: PLC0415  seldom needed

        return parts(path, kata_id, functions(kata_id))
    return [Part(str(path), source(path))]


def handed_in(path: Path, kata_id: str, load: Callable[[list[Part]], T]) -> T:
    """Return what `load` makes of the file at `path`; if it fails, of what answers the kata alone.

    A script may be the export of a notebook, or ask for input: what it does besides is no answer.

    Raises:
        Broken: neither can be used.

    """
    try:
        return load(read(path, kata_id))
    except Broken:
        if path.suffix != ".py":
            raise
        from dojo.notebooks.reading import parts_of_script  # noqa: PLC0415  seldom needed

        parts = parts_of_script(path, source(path), kata_id, functions(kata_id))
        if not parts:
            raise
    return load(parts)


def source(path: Path) -> bytes:
    """Return what is in the Python file at `path`.

    Raises:
        Broken: it is missing, or too large, or no file.

    """
    try:
        if path.exists() and not path.is_file():
            raise Broken(f"{shown(path)} {NO_FILE}.", shown(path))
        if path.stat().st_size > LARGEST_FILE:
            most = f"{LARGEST_FILE // 1_000_000} MB"
            raise Broken(f"{shown(path)} is larger than a kata can be ({most}).", shown(path))
        return path.read_bytes()
    except FileNotFoundError:
        own = path.parent.name == "katas"
        back = BRING_BACK.format(number_of(path.stem)) if own else ""
        raise Broken(MISSING.format(shown(path)) + back, "") from None  # no place to open
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise Broken(f"{shown(path)}: {reason}.", shown(path)) from None


def load(path: Path, kata_id: str = "") -> ModuleType:
    """Run the file at `path` and return it as a module.

    Raises:
        Broken: the file is missing, cannot be read as Python, or fails while it is run.

    """
    return assemble(read(path, kata_id))

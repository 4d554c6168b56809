"""From a file the learner wrote to a module, or to one sentence that says why not."""

import linecache
import os
import sys
from pathlib import Path
from traceback import walk_tb
from types import ModuleType, TracebackType

PYTEST_OUTCOMES = {"Skipped": "skip", "XFailed": "xfail", "Failed": "fail", "Exit": "exit"}
LARGEST_FILE = 1_000_000  # bytes; a kata is about 2,000


class Broken(Exception):
    """The file cannot be used as it is; the message names the place and what is wrong there."""

    def __init__(self, message: str, where: str) -> None:
        super().__init__(message)
        self.where = where


def locate(target: Path, kata_id: str) -> Path:
    """Return the file that answers the kata: `target` itself, or the one in that folder."""
    return target / f"{kata_id}.py" if target.is_dir() else target


def shown(path: Path | str) -> str:
    """Return the path as the learner would type it: relative where that is shorter."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def load(path: Path) -> ModuleType:
    """Run the file at `path` and return it as a module.

    The text is compiled anew each time and never read from a bytecode cache, so that a verdict
    can only be about what is in the file now.

    Raises:
        Broken: the file is missing, cannot be read as Python, or fails while it is run.

    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Broken(f"{shown(path)} is larger than a kata can be (1 MB).", shown(path))
        code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise Broken(f"{shown(path)}: {reason}.", shown(path)) from None
    except SyntaxError as error:
        raise _unreadable(path, error) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Broken(f"{shown(path)}: Python cannot read it: {error}.", shown(path)) from None
    linecache.checkcache(str(path))
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    try:
        exec(code, module.__dict__)  # noqa: S102  running the learner's code is the job
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  sys.exit and pytest.skip at top level, too
        raise _failed_at_top_level(path, error) from None
    return module


def place(path: Path, traceback: TracebackType | None) -> tuple[str, str]:
    """Return the last `file:line` of the traceback inside `path`, and that line's text."""
    lines = [line for frame, line in walk_tb(traceback) if frame.f_code.co_filename == str(path)]
    if not lines:
        return shown(path), ""
    return f"{shown(path)}:{lines[-1]}", linecache.getline(str(path), lines[-1]).strip()


def said(error: BaseException) -> str:
    """Return an exception as a learner reads it: its name and the first line of its text."""
    if isinstance(error, SystemExit):
        code = "" if error.code is None else repr(error.code)
        return f"your code called sys.exit({code})"
    name = type(error).__name__
    if not isinstance(error, Exception) and name in PYTEST_OUTCOMES:
        return f"your code called pytest.{PYTEST_OUTCOMES[name]}()"
    text = str(error).strip().partition("\n")[0]
    return f"{name}: {text}" if text else name


def _unreadable(path: Path, error: SyntaxError) -> Broken:
    line = error.lineno or 1
    where = f"{shown(path)}:{line}"
    text = (error.text or "").rstrip("\n")
    indent = len(text) - len(text.lstrip())
    caret = " " * max((error.offset or 1) - 1 - indent, 0) + "^"
    quoted = f"\n    {text.strip()}\n    {caret}" if text.strip() else ""
    return Broken(f"{where}: Python cannot read this line: {error.msg}.{quoted}", where)


def _failed_at_top_level(path: Path, error: BaseException) -> Broken:
    where, line = place(path, error.__traceback__)
    sentence = f"{where}: {said(error)}, while the file was being loaded."
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    if missing and (path.parent / f"{missing}.py").exists():
        sentence += " Katas do not import one another: write what you need in this file."
    elif missing and missing in sys.stdlib_module_names | {"numpy"}:
        sentence += " Is the virtual environment active?"
    return Broken(sentence + (f"\n    {line}" if line else ""), where)

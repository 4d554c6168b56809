"""From the text a learner wrote to a module, or to one sentence that says why not."""

import ast
import codecs
import io
import linecache
import os
import re
import sys
import tokenize
import warnings
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from traceback import walk_tb
from types import CodeType, ModuleType, TracebackType
from typing import Any, NoReturn

from dojo import slips
from dojo.blanks import refuse

PYTEST_OUTCOMES = {"Skipped": "skip", "XFailed": "xfail", "Failed": "fail", "Exit": "exit"}
NO_FILE = "is no file that can be read; move it away"  # but a folder, a pipe or a device
LARGEST_FILE = 1_000_000  # bytes; a kata is about 2,000
ALONE = "Katas do not import one another: write what you need in this file."
OTHERS = re.compile(r"\b(?:from|import)\s+(?:\.|katas\b|solutions\b)")
GIVEN = "# Given"  # begins the comment over a helper that the stub keeps
UNWRITTEN = "`{}` is not written yet."
LONGEST_LINE = 200  # characters of a line that a message quotes


class Broken(Exception):
    """The file cannot be used as it is; the message names the place and what is wrong there."""

    def __init__(self, message: str, where: str) -> None:
        super().__init__(message)
        self.where = where


@dataclass(frozen=True)
class Part:
    """A stretch of a learner's code and where it stands: a whole file, or a cell of a notebook."""

    name: str  # the path, or "PATH, cell 4"; Python compiles the text under it
    text: bytes | str
    optional: bool = False  # whether the rest can do without it, should it fail

    @property
    def lines(self) -> list[str]:
        """The lines of the text, each with its end."""
        text = self.text if isinstance(self.text, str) else self.text.decode("utf-8", "replace")
        return text.splitlines(keepends=True)


def decoded(content: bytes, errors: str = "replace") -> str:
    """Return the text of a file, whoever has saved it: UTF-16 is told by its mark, or its zeros.

    What cannot be read in that encoding becomes a replacement character, unless `errors` says else.
    """
    head = content[:100]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif 3 * head[1::2].count(0) > len(head):
        encoding = "utf-16-le"
    elif 3 * head[::2].count(0) > len(head):
        encoding = "utf-16-be"
    else:
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(head).readline)
            b"x".decode(encoding, errors)  # some, such as rot13, are of no text
            unfit = codecs.lookup(encoding).name == "punycode"  # it takes the square of the length
        except (SyntaxError, LookupError, UnicodeError):  # there is none such, or it is not in it
            unfit = True
        encoding = "utf-8-sig" if unfit else encoding
    return content.decode(encoding, errors)


def shown(path: Path | str) -> str:
    """Return the path as the learner would type it: relative where that is shorter."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # on another of Windows' drives
        relative = ".."
    return legible(str(path) if relative.startswith("..") else relative)


def legible(name: str) -> str:
    """Return the name of a file without signs that could do something to a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)


def assemble(parts: Iterable[Part]) -> ModuleType:
    """Run the parts one after another, in one module, and return it; its `__file__` is the first.

    The text is compiled anew each time and never read from a bytecode cache, so that a verdict
    can only be about what is there now.

    Raises:
        Broken: a part cannot be read as Python, or fails while it is run.

    """
    compiled = [(part, _compiled(part)) for part in parts]
    module = ModuleType(f"learner.{Path(compiled[0][0].name).stem}")
    module.__file__ = compiled[0][0].name
    sys.modules[module.__name__] = module  # dataclasses look for themselves there
    for part, code in compiled:
        try:
            _run(part, code, module)
            refuse(module.__dict__, part.text)
        except Broken as error:
            if not part.optional:
                raise
            if isinstance(error.__context__, ImportError):
                _stand_in(part, module, error.__context__)
    return module


class _Absent:
    """Stands for what could not be imported: whoever uses it is told so, and nobody else."""

    def __init__(self, error: ImportError) -> None:
        self._error = error

    def _tell(self, *_arguments: Any, **_keywords: Any) -> NoReturn:
        raise self._error.with_traceback(None)

    __getattr__ = __call__ = _tell


def _stand_in(part: Part, module: ModuleType, error: ImportError) -> None:
    for node in ast.parse(part.text).body:
        for alias in node.names if isinstance(node, ast.Import | ast.ImportFrom) else ():
            name = alias.asname or alias.name.partition(".")[0]
            module.__dict__.setdefault(name, _Absent(error))


def place(names: Container[str], traceback: TracebackType | None) -> tuple[str, str]:
    """Return the last `file:line` of the traceback inside those parts, and that line's text.

    It is the learner's own, if there is one: a helper that was given is not what is wrong.
    """
    seen = [(frame.f_code, line) for frame, line in walk_tb(traceback)]
    lines = [(code, line) for code, line in seen if code.co_filename in names and line]
    own = [(code, line) for code, line in lines if not _is_given(code)] or lines
    return spot(own[-1][0].co_filename, own[-1][1]) if own else ("", "")


def _is_given(code: CodeType) -> bool:
    """Tell whether the stub's comment that begins with GIVEN stands over the function."""
    return linecache.getline(code.co_filename, code.co_firstlineno - 1).startswith(GIVEN)


def spot(name: str, line: int) -> tuple[str, str]:
    """Return a line of the part of that name as `file:line`, and its text."""
    return f"{shown(name)}:{line}", linecache.getline(name, line).strip()[:LONGEST_LINE]


def merged(earlier: Iterable[str], lines: Iterable[str]) -> list[str]:
    """Return the lines of a cell that comes in several parts, each where it stands in the cell."""
    pairs = zip_longest(lines, earlier, fillvalue="")
    return [line if line.strip() else before for line, before in pairs]


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


def _compiled(part: Part) -> CodeType:
    try:
        with warnings.catch_warnings(action="ignore"):  # plain pytest would make errors of them
            code = compile(part.text, part.name, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise unreadable(part.name, error) from None
    except (ValueError, RecursionError, MemoryError) as error:
        sentence = f"{shown(part.name)}: Python cannot read it: {said(error)}."
        raise Broken(sentence, shown(part.name)) from None
    lines = merged(linecache.getlines(part.name), part.lines)
    _refuse_others(part.name, "".join(part.lines))
    # without a time of its own, linecache keeps it: the lines that a message quotes
    linecache.cache[part.name] = (len(part.text), None, lines, part.name)
    return code


def _refuse_others(name: str, text: str) -> None:
    """Refuse to import another kata, or a solution: behind the wall there is neither."""
    if not OTHERS.search(text):
        return
    for node in ast.walk(ast.parse(text)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):  # with a dot, it means a neighbour
            names.append("katas" if node.level else node.module or "")
        if any(other.partition(".")[0] in ("katas", "solutions") for other in names):
            where = f"{shown(name)}:{node.lineno}"  # type: ignore[attr-defined]  # an import has it
            raise Broken(f"{where}: {ALONE}", where)


def _run(part: Part, code: CodeType, module: ModuleType) -> None:
    try:
        exec(code, module.__dict__)  # noqa: S102  running the learner's code is the job
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  sys.exit and pytest.skip at top level, too
        raise _failed_at_top_level(part.name, error) from None


def unreadable(name: str, error: SyntaxError) -> Broken:
    """Return what is said of a line that Python cannot read."""
    line = error.lineno or 1
    where = f"{shown(name)}:{line}"
    text = (error.text or "").rstrip("\n")
    indent = len(text) - len(text.lstrip())
    caret = " " * max((error.offset or 1) - 1 - indent, 0) + "^"
    quoted = f"\n    {text.strip()}\n    {caret}" if text.strip() else ""
    told = slips.sentence(f"SyntaxError: {error.msg}", text.strip(), {})
    quoted += f"\n{told}" if told else ""
    stop = "" if error.msg.endswith("?") else "."
    return Broken(f"{where}: Python cannot read this line: {error.msg}{stop}{quoted}", where)


def _failed_at_top_level(name: str, error: BaseException) -> Broken:
    where, line = place((name,), error.__traceback__)
    where = where or shown(name)
    sentence = f"{where}: {said(error)}, while the file was being loaded."
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    if missing and re.fullmatch(r"k\d\d_\w+", missing):
        sentence += f" {ALONE}"
    elif missing and missing in sys.stdlib_module_names | {"numpy"}:
        sentence += " Is the virtual environment active?"
    told = slips.sentence(said(error), line, {}) if line else ""
    return Broken("\n".join(filter(None, (sentence, line and f"    {line}", told))), where)

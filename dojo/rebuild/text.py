"""The text of an attempt: read in any encoding, a notebook's too, and its lines of code."""

import ast
import io
import json
import tokenize
from pathlib import Path

from dojo.source import LARGEST_FILE, said, shown

NO_CODE = (
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE),
    *(tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER),
)
PYTHON_2 = (
    "It is written for Python 2. In Python 3 `print` takes brackets, `xrange` is `range`, and"
    " `raw_input` is `input`."
)


class Unreadable(Exception):
    """The attempt is no Python 3; the message says where and why."""


def read(path: Path) -> tuple[str, ast.Module]:
    """Return the attempt's text and its tree.

    Raises:
        Unreadable: it cannot be read, or Python refuses it.

    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(f"{shown(path)} is larger than 1 MB: hand in the script alone.")
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{shown(path)}: {error.strerror or said(error)}.") from None
    text = ""
    try:
        if path.suffix == ".ipynb":
            text = _cells(raw)
        else:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
            text = io.IncrementalNewlineDecoder(None, translate=True).decode(raw.decode(encoding))
        tree = ast.parse(text, str(path))
        compile(text, str(path), "exec", dont_inherit=True)  # which refuses more than parsing does
    except SyntaxError as error:
        raise Unreadable(_refused(path, text, error)) from None
    except UnicodeDecodeError:
        raise Unreadable(
            f"{shown(path)}: Python cannot read it as UTF-8 text; save it as such."
        ) from None
    except (ValueError, KeyError, RecursionError, MemoryError, TypeError, AttributeError) as error:
        raise Unreadable(f"{shown(path)}: Python cannot read it: {said(error)}.") from None
    return text, tree


def _cells(raw: bytes) -> str:
    """Return the code cells of a notebook as one script, without what only Jupyter reads."""
    cells = [cell for cell in json.loads(raw)["cells"] if cell.get("cell_type") == "code"]
    lines = [line for cell in cells for line in ("".join(cell["source"])).splitlines()]
    return "\n".join("pass" if line.startswith(("%", "!")) else line for line in lines) + "\n"


def _refused(path: Path, text: str, error: SyntaxError) -> str:
    line, words = error.lineno or 1, error.msg
    lines = text.splitlines()
    quoted = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    place = f"{shown(path)}:{line}: Python cannot read this line: {words}."
    two = "Missing parentheses in call to" in words or "Did you mean print" in words
    two = two or words.startswith(("multiple exception types", "invalid decimal"))
    two = two or (quoted.startswith(("print ", "exec ", "raise ")) and "," in quoted)
    return "\n".join([place, *([f"    {quoted}"] * bool(quoted)), *([PYTHON_2] * two)])


def code_lines(text: str, tree: ast.Module) -> int:
    """Return how many lines hold code: no comment, blank line or docstring counts."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    prose: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            prose |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NO_CODE:
            held |= set(range(token.start[0], token.end[0] + 1))
    return len(held - prose)

"""The Python of a cell: magics, shell lines and calls for help are not, and are left out."""

import ast
import re
import warnings

# Cell magics whose body runs as if the magic were not there; of all others it is not Python,
# or leaves nothing behind (as with %%timeit).
TRANSPARENT = {"%%time", "%%capture", "%%prun", "%%debug"}
# %magic, !shell, ?help; x = %magic, x = !shell; help? and help??
NOT_PYTHON = re.compile(r"([%!?]|[\w., \[\]]+=\s*[%!]|[^\s#'\"][^#'\"]*\?\s*$)")
TEXT = re.compile(r"^(\"{3}|'{3}).*?\1", re.MULTILINE | re.DOTALL)
MOST = 100  # times to try again with a line less before a cell is called unreadable
PATIENCE = 2_000_000  # characters to read in these, so that a huge cell cannot take minutes
# What Python raises for a text that it cannot read.
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


def python(source: str) -> str:
    """Return the cell's Python, with blank lines for what is not, so that all keep their number.

    A line is left out only where Python cannot read it: inside a string or brackets, a line
    that begins with a percent sign is Python. What is left need not be Python either.
    """
    lines, escaped = _without_cell_magic(source.split("\n")), False
    for _ in range(min(MOST, PATIENCE // max(len(source), 1))):
        try:
            parse("\n".join(lines))
            break
        except SyntaxError as error:
            at = (error.lineno or 0) - 1
            if "unicode error" in error.msg and not escaped:
                lines, escaped = _escaped(lines), True
                continue
        except UNREADABLE:  # and Python cannot say where
            break
        if not (0 <= at < len(lines) and NOT_PYTHON.match(lines[at].lstrip())):
            break
        _leave_out(lines, at)
    return "\n".join(lines)


def parse(text: str) -> ast.Module:
    """Parse the text; what Python would warn of is not this function's to say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def parsed(text: str) -> list[ast.stmt] | None:
    """Return the statements of a text, or None where Python cannot read it."""
    try:
        return parse(text).body
    except UNREADABLE:
        return None


def _without_cell_magic(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        magic = line.split(None, 1)[0] if line.strip() else ""
        if magic in TRANSPARENT:
            lines[number] = ""
        elif magic.startswith("%%"):
            return [""] * len(lines)
        elif magic:
            break
    return lines


def _escaped(lines: list[str]) -> list[str]:
    """Double the backslashes in Colab's text cells: strings at the margin, in which TeX may be."""
    return TEXT.sub(lambda text: text[0].replace("\\", "\\\\"), "\n".join(lines)).split("\n")


def _leave_out(lines: list[str], at: int) -> None:
    """Blank a line and those that continue it; an indented one may be all that its block has."""
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    while lines[at].endswith("\\") and at + 1 < len(lines):
        lines[at] = ""
        at += 1
    lines[at] = f"{indent}pass" if indent else ""

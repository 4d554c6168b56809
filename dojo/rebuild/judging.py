"""The parent's side of a rebuild: starts the child, holds the clock, and makes the verdict."""

import ast
import io
import tokenize
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dojo.answer import load
from dojo.apart import Allowance, Apart
from dojo.rebuild.imports import borrowed, imported
from dojo.rebuild.verdict import Verdict
from dojo.source import Broken, shown

NO_CODE = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
)


def judge(path: Path, limit: float = 120.0) -> Verdict:
    """Run the script at `path` apart and say whether it trains a network that answers XOR.

    Whatever is wrong with the script, and wherever it is, becomes a reason of the verdict.
    """
    path = path.absolute()
    try:
        source = path.read_bytes()
        tree = ast.parse(source)
        lines = code_lines(source.decode("utf-8-sig"), tree)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return Verdict(False, (_why_broken(path),))
    if not lines:
        why = f"{shown(path)} is empty: write the network from memory, then run this again."
        return Verdict(False, (why,))
    stolen = borrowed(imported(tree), path.parent)
    if stolen:
        return Verdict(False, (stolen,), code_lines=lines)
    return replace(_judged_apart(path, source, limit), code_lines=lines)


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


def _why_broken(path: Path) -> str:
    """Return the sentence that every kata gets for a file that Python cannot read."""
    try:
        load(path)
    except Broken as error:
        return str(error)
    return f"{shown(path)}: Python cannot read it as UTF-8 text; save it as such."


def _judged_apart(path: Path, source: bytes, limit: float) -> Verdict:
    child = Apart(_child, path, source, limit)
    try:
        return _heard(child, shown(path), limit)
    finally:
        child.stop()


def _child(path: Path, source: bytes, limit: float, pipe: Connection) -> None:
    from dojo.rebuild.child import run  # noqa: PLC0415  numpy is for the child alone

    run(path, source, limit, pipe)


def _heard(child: Apart, name: str, limit: float) -> Verdict:
    """Take in what the child says until there is a verdict, or the time is up, or it is dead."""
    allowance = Allowance(limit, child.usage())
    stage, seconds = "running", 0.0
    try:
        while event := child.answer(allowance):
            if "verdict" in event:
                return _verdict(event["verdict"])
            stage, seconds = event["stage"], event["seconds"]
    except EOFError:
        ending = child.ending()
        if "os._exit" in ending:
            ending = ending.rstrip(".") + ": let the script run to its end, so that its network "
            ending += "can be looked at."
        return Verdict(
            False, (f"{name} {ending}",), seconds=child.usage().since(allowance.start).wall
        )
    what = {"running": name, "judging": f"Judging {name}"}.get(stage, f"{name}, while {stage},")
    why = f"{what} {allowance.sentence(child.usage())}"
    return Verdict(False, (why,), seconds=seconds or limit)


def _verdict(fields: dict[str, Any]) -> Verdict:
    """Return the child's verdict with the tuples that JSON made lists of."""
    plain = {name: tuple(f) if isinstance(f, list) else f for name, f in fields.items()}
    return Verdict(**plain)  # type: ignore[arg-type]  # what asdict made of a Verdict

"""What each statement of a cell makes and what it needs, told by its syntax alone."""

import ast
import re
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

from dojo.notebooks.magics import parse

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
MOST = 5000  # statements at the top level of one cell
# Jupyter takes these outside a function, symtable does not; the names are the same without them.
WAITS = (ast.Await, ast.AsyncFor, ast.AsyncWith)
WAITING = re.compile(r"\b(?:async|await)\b(?:[ \t]|\\\n)*")
OF_THE_DOJO = {"check", "hint", "show"}  # what a notebook calls of this project


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell, and the names that tie it to others.

    It `binds` names and `changes` what others name (`table[0] = 1`, `table.append(1)`). It needs
    some names `now`, when it is run, and, if it defines a function, some `later`, when that is
    called.
    """

    cell: int
    place: str
    line: int
    code: str
    optional: bool
    binds: frozenset[str]
    changes: frozenset[str]
    now: frozenset[str]
    later: frozenset[str]
    imports: frozenset[str]
    imports_everything: bool
    owner: str | None = None

    @property
    def needs(self) -> frozenset[str]:
        """All names it needs, at once or later."""
        return self.now | self.later


def statements_of(text: str, place: str, cell: int) -> list[Statement]:
    """Return the statements of a cell's Python, each with the number of its first line.

    Raises:
        SyntaxError: Python cannot read the text.
        ValueError: nor can it say why not; or there are far too many statements.

    """
    lines, body = [line.encode() for line in text.split("\n")], parse(text).body
    if len(body) > MOST:
        raise ValueError(f"more than {MOST} statements in one cell")
    return [_statement(node, lines, place, cell) for node in body]


def is_of_the_dojo(node: ast.stmt) -> bool:
    """Whether the statement is `check("k03")`, another such call, or the import of these."""
    match node:
        case ast.ImportFrom(module="dojo", names=names):
            return {alias.name for alias in names} <= OF_THE_DOJO
        case ast.Expr(ast.Call(ast.Name(name), [ast.Constant()])):
            return name in OF_THE_DOJO
    return False


def first_line(node: ast.stmt) -> int:
    """Return the number of the statement's first line, its decorators included."""
    decorators = node.decorator_list if isinstance(node, DEFINITIONS) else []
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _statement(node: ast.stmt, lines: list[bytes], place: str, cell: int) -> Statement:
    code = _code(node, lines)
    waits = any(isinstance(each, WAITS) or getattr(each, "is_async", 0) for each in ast.walk(node))
    table = symtable.symtable(WAITING.sub("", code) if waits else code, place, "exec")
    symbols = table.get_symbols()
    binds = frozenset(s.get_name() for s in symbols if s.is_assigned() or s.is_imported())
    now = frozenset(s.get_name() for s in symbols if s.is_referenced())
    inside = frozenset(_globals(table))
    defines = isinstance(node, DEFINITIONS)
    aliases = node.names if isinstance(node, ast.Import | ast.ImportFrom) else []
    return Statement(
        cell=cell,
        place=place,
        line=first_line(node),
        code=code,
        optional=not (defines or aliases),
        binds=binds,
        changes=frozenset(_changed(node)),
        now=now if defines else now | inside,
        later=inside if defines else frozenset(),
        imports=binds if aliases else frozenset(),
        imports_everything=any(alias.name == "*" for alias in aliases),
    )


def _code(node: ast.stmt, lines: list[bytes]) -> str:
    start, end = first_line(node) - 1, (node.end_lineno or node.lineno) - 1
    own = lines[start : end + 1]
    own[-1] = own[-1][: node.end_col_offset]
    own[0] = own[0] if isinstance(node, DEFINITIONS) else own[0][node.col_offset :]
    return b"\n".join(own).decode()


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the names that the scopes inside take from the top level."""
    for child in table.get_children():
        yield from (s.get_name() for s in child.get_symbols() if s.is_global())
        yield from _globals(child)


def _changed(node: ast.stmt) -> Iterator[str]:
    """Yield the names of what the statement changes in place."""
    if isinstance(node, DEFINITIONS):
        return
    for inner in ast.walk(node):
        target: ast.AST | None = None
        if isinstance(inner, ast.Subscript | ast.Attribute) and isinstance(inner.ctx, ast.Store):
            target = inner
        elif isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            target = inner.value.func if isinstance(inner.value.func, ast.Attribute) else None
        while isinstance(target, ast.Subscript | ast.Attribute | ast.Call):
            target = target.func if isinstance(target, ast.Call) else target.value
        if isinstance(target, ast.Name):
            yield target.id

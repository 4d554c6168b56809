"""Blanks: which expressions of a solution to leave out, and which functions still have one.

A blank is a `...` that stands for one expression. Chosen are the last steps of a function (a worked
example fades from its end), and of each step the innermost operation that no earlier kata had.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from itertools import chain, pairwise
from typing import Any

BLANK = "..."
LEFT = "still has a blank"  # in the message of a function that is called with one
OPERATIONS = (ast.BinOp, ast.Compare, ast.Call)
STEPS = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Expr)
# Where numpy has a use for `...`: array[..., 0] and, in einsum, [..., 0].
NUMPYS = (ast.Subscript, ast.Slice, ast.Tuple, ast.List)


@dataclass(frozen=True)
class Gap:
    """Where an expression of a file is left out, in bytes from the file's beginning."""

    start: int
    end: int


def gaps(text: str, functions: Iterable[ast.FunctionDef], known: set[str]) -> list[Gap]:
    """Return the expressions of the solution `text` to leave out, at least one a function.

    `known` holds the operations of earlier katas, as `operations` returns them.
    """
    starts = [0]
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    nodes = chain.from_iterable(_key_expressions(function, known) for function in functions)
    found = [
        Gap(starts[line - 1] + column, starts[end_line - 1] + end_column)
        for line, column, end_line, end_column in map(_place, nodes)
    ]
    return sorted(found, key=lambda gap: gap.start)


def leave_out(text: str, left_out: list[Gap]) -> str:
    """Return `text` with a blank in place of each of those expressions."""
    source = text.encode()
    edges = [0, *chain.from_iterable((gap.start, gap.end) for gap in left_out), len(source)]
    kept = [source[a:b] for a, b in list(pairwise(edges))[::2]]
    return BLANK.encode().join(kept).decode()


def operations(text: str) -> set[str]:
    """Return the operations in a file: sums, products, comparisons and calls, as Python has it."""
    return {ast.unparse(node) for node in ast.walk(ast.parse(text)) if isinstance(node, OPERATIONS)}


def refuse(namespace: dict[str, Any], text: str | bytes) -> None:
    """Put in place of each function that still has a blank one that says so when it is called.

    `namespace` is what came of running `text`.
    """
    source = text.encode() if isinstance(text, str) else text
    if BLANK.encode() not in source:
        return
    for function, line in left(ast.parse(text)).items():
        if callable(namespace.get(function)):
            namespace[function] = _refusing(namespace[function], function, line)


def left(tree: ast.Module) -> dict[str, int]:
    """Return the functions that still have a blank, with the line of the first one in each."""
    found = {}
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            statements = chain.from_iterable(map(ast.walk, function.body))
            lines = [
                child.lineno
                for node in statements
                if not isinstance(node, NUMPYS)
                for child in ast.iter_child_nodes(node)
                if isinstance(child, ast.Constant) and child.value is ...
            ]
            if lines:
                found[function.name] = min(lines)
    return found


def _refusing(code: Callable[..., Any], function: str, line: int) -> Callable[..., Any]:
    @wraps(code)
    def refusing(*_arguments: Any, **_keywords: Any) -> Any:
        __tracebackhide__ = True
        raise NotImplementedError(f"`{function}` {LEFT}, the `...` on line {line}.")

    return refusing


def _key_expressions(function: ast.FunctionDef, known: set[str]) -> list[ast.expr]:
    """Return what to leave out of one function: of the last half of its steps, but at least two."""
    variables = _variables(function)
    steps: dict[str, list[ast.expr]] = {}  # lines that differ in their names only are one step
    statements = [node for node in ast.walk(function) if isinstance(node, STEPS)]
    for statement in sorted(statements, key=lambda node: node.lineno):
        value = statement.value
        if value and not (isinstance(statement, ast.Expr) and not _on_variable(value, variables)):
            chosen = _chosen(value, known, variables)
            if chosen:
                steps.setdefault(_outline(value, variables), []).extend(chosen)
    count = max(2, len(steps) // 2)
    return list(chain.from_iterable(list(steps.values())[-count:]))


def _chosen(value: ast.expr, known: set[str], variables: set[str]) -> list[ast.expr]:
    """Return what to leave out of one step: a part of it, so that there is something to go by."""
    for seen in (known, set[str]()):
        hearts = _hearts(value, seen, variables)
        if hearts not in ([], [value]):
            return hearts
    return _operands(value, variables) if isinstance(value, OPERATIONS) else []


def _on_variable(value: ast.expr, variables: set[str]) -> bool:
    """Say whether a statement such as `positions.append(x)` changes a variable."""
    return isinstance(value, ast.Call) and _varies(value.func, variables)


def _variables(function: ast.FunctionDef) -> set[str]:
    stored = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return stored | {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}


def _hearts(node: ast.AST, known: set[str], variables: set[str]) -> list[ast.expr]:
    """Return the innermost operations on variables that are not known yet."""
    inner = list(chain.from_iterable(_hearts(part, known, variables) for part in _parts(node)))
    if inner or not isinstance(node, OPERATIONS) or not _varies(node, variables):
        return inner
    return [] if ast.unparse(node) in known else [node]


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what an expression is made of; a product of three has three factors."""
    for part in ast.iter_child_nodes(node):
        match node, part:
            case ast.BinOp(op=outer), ast.BinOp(op=inner) if part is node.left and type(
                inner
            ) is type(outer):
                yield from _parts(part)
            case _:
                yield part


def _varies(node: ast.AST, variables: set[str]) -> bool:
    return any(isinstance(n, ast.Name) and n.id in variables for n in ast.walk(node))


def _operands(node: ast.expr, variables: set[str]) -> list[ast.expr]:
    """Return the operands that are not constant: a blank for all of it would be a stub."""
    parts = [part for part in _parts(node) if isinstance(part, ast.expr)]
    if isinstance(node, ast.Call):
        parts = [*node.args, *(keyword.value for keyword in node.keywords)]
    return [part for part in parts if _varies(part, variables)]


def _place(node: ast.expr) -> tuple[int, int, int, int]:
    """Return the node's first and last line, each with its column in bytes."""
    end_line, end_column = node.end_lineno or 0, node.end_col_offset or 0  # never None in a text
    return node.lineno, node.col_offset, end_line, end_column


def _outline(node: ast.expr, variables: set[str]) -> str:
    """Return the expression with every variable under the same name."""
    copy = ast.parse(ast.unparse(node), mode="eval")
    for name in ast.walk(copy):
        if isinstance(name, ast.Name) and name.id in variables:
            name.id = "_"
    return ast.unparse(copy)

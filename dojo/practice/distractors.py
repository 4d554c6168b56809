"""Wrong lines for a function, taken from the source of its known wrong answers.

The tables of those write `sigmoid(x)` and `n.layer_1` where a solution writes the formula and
`layer_1`; their lines are put into the solution's words first. A line counts that makes the
function wrong although the rest of it is right, and that uses no name the solution does not have.
"""

import ast
import builtins
import copy
import random
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

COUNT = 2
CLOSEST = 3  # of the wrong lines beside one right line, those most like it are worth a thought

Expressions = dict[str, tuple[list[str], ast.expr]]  # name → its parameters, what it returns


def distractors(text: str, function: ast.FunctionDef, wrong: Path, rng: random.Random) -> list[str]:
    """Return two wrong lines as they are indented, beside two different lines if possible."""
    right = {row.strip(): row for statement in function.body[1:] for row in _rows(statement)}
    rivals = defaultdict(set)
    for row in wrong_lines(text, function, wrong):
        likeness, rival = max((SequenceMatcher(None, row, other).ratio(), other) for other in right)
        indent = " " * (function.body[1].col_offset + len(right[rival]) - len(rival))
        rivals[rival].add((likeness, indent + row))
    closest = [sorted(rows, reverse=True)[:CLOSEST] for _, rows in sorted(rivals.items())]
    for rows in closest:
        rng.shuffle(rows)
    rng.shuffle(closest)
    in_turn = [rows[turn] for turn in range(CLOSEST) for rows in closest if turn < len(rows)]
    return [row for _, row in in_turn[:COUNT]]


def wrong_lines(text: str, function: ast.FunctionDef, wrong: Path) -> Iterator[str]:
    """Yield the wrong lines for a function of the solution `text` in the table at `wrong`."""
    solution, table = ast.parse(text), ast.parse(wrong.read_text(encoding="utf-8"))
    own = _expressions(solution.body)
    own.pop(function.name, None)
    _Inlined(_expressions(_with_helpers(table, wrong.parent))).visit(table)
    _Folded(own).visit(table)
    right = [_rows(statement)[0] for statement in _simple(function)]
    names = set(dir(builtins)) | _names(function) | _at_top_level(solution)
    for statement in _mistaken(function, right, table):
        row = _rows(statement)[0]
        if row not in right and _names(statement) <= names and "--" not in row:
            yield row


def _mistaken(function: ast.FunctionDef, right: list[str], table: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements in which a wrong answer differs from the right one."""
    for node in ast.walk(table):
        match node:
            case ast.FunctionDef(name=function.name, decorator_list=[_, *_]):
                lines = _simple(node)
                odd = [line for line in lines if _rows(line)[0] not in right]
                if len(odd) == 1 or len(lines) == len(right):
                    yield from odd
            case ast.keyword(arg=str(name), value=ast.Lambda() as line):
                yield from _assigned(function, name, line.body)
                yield from _measured(table, name, line)
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Lambda):
                        yield from _assigned(function, str(key.value), value.body)


def _assigned(function: ast.FunctionDef, name: str, value: ast.expr) -> Iterator[ast.stmt]:
    """Yield a changed line of a network's table as the assignment that the function has."""
    for node in ast.walk(function):
        match node, value:
            case ast.AugAssign(target=ast.Name(id=target)), ast.BinOp(left=ast.Name(id=left)) if (
                target == left == name
            ):
                yield ast.AugAssign(node.target, value.op, value.right)
                return
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)]) if target == name:
                yield ast.Assign(node.targets, value, lineno=0)
                return


def _measured(table: ast.Module, name: str, measure: ast.Lambda) -> Iterator[ast.stmt]:
    """Yield the lines of the table's factories that call the given measure, with it written out."""
    call = _Inlined({name: ([argument.arg for argument in measure.args.args], measure.body)})
    for node in ast.walk(table):
        if isinstance(node, ast.FunctionDef):
            for line in _simple(node):
                if any(
                    isinstance(n, ast.Call) and ast.unparse(n.func) == name for n in ast.walk(line)
                ):
                    yield call.visit(copy.deepcopy(line))


class _Inlined(ast.NodeTransformer):
    """Writes `sigmoid(x)` out as its formula, and `n.layer_1` as `layer_1`."""

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id=name), keywords=[]) if name in self._expressions:
                names, expression = self._expressions[name]
                values = dict(zip(names, node.args, strict=True))
                return _Renamed(values).visit(copy.deepcopy(expression))  # type: ignore[no-any-return]  # a transformer returns anything
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        network = isinstance(node.value, ast.Name) and node.value.id == "n"
        return ast.Name(node.attr, node.ctx) if network else node


class _Renamed(ast.NodeTransformer):
    """Puts the arguments in place of the parameters."""

    def __init__(self, values: dict[str, ast.expr]) -> None:
        self._values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self._values.get(node.id, node))


class _Folded(ast.NodeTransformer):
    """Writes a formula that the solution has a function for as a call of that function."""

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions

    def visit(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        for name, (parameters, expression) in self._expressions.items():
            values: dict[str, ast.expr] = {}
            if _fits(expression, node, parameters, values):
                arguments = [values[parameter] for parameter in parameters]
                return ast.Call(ast.Name(name, ast.Load()), arguments, [])
        return node


def _fits(pattern: Any, node: Any, parameters: list[str], values: dict[str, ast.expr]) -> bool:
    """Say whether the node is the pattern with something for each parameter; note what."""
    if isinstance(pattern, ast.Name) and pattern.id in parameters and isinstance(node, ast.expr):
        return ast.dump(values.setdefault(pattern.id, node)) == ast.dump(node)
    if isinstance(pattern, list):
        pairs = zip(pattern, node, strict=False)
        return len(pattern) == len(node) and all(_fits(*pair, parameters, values) for pair in pairs)
    if not isinstance(pattern, ast.AST):
        return bool(pattern == node)
    return type(pattern) is type(node) and all(
        _fits(part, getattr(node, name), parameters, values)
        for name, part in ast.iter_fields(pattern)
    )


def _with_helpers(table: ast.Module, folder: Path) -> list[ast.stmt]:
    """Return the statements of the table, and of the modules beside it that it imports from."""
    statements = list(table.body)
    for node in table.body:
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("tests.wrong."):
                text = (folder / f"{module.rpartition('.')[2]}.py").read_text(encoding="utf-8")
                statements += ast.parse(text).body
    return statements


def _expressions(statements: list[ast.stmt]) -> Expressions:
    """Return the functions that are no more than one expression, but for a docstring."""
    found = {}
    for node in statements:
        match node:
            case ast.FunctionDef(
                body=[*_, ast.Return(value=ast.expr() as value)], decorator_list=[]
            ):
                if len(_simple(node)) == 1:
                    found[node.name] = ([argument.arg for argument in node.args.args], value)
    return found


def _simple(function: ast.FunctionDef) -> list[ast.stmt]:
    """Return the statements that hold no others, in their order, without the docstring."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
    simple = [node for node in nodes if not hasattr(node, "body")]
    documented = ast.get_docstring(function) is not None
    return sorted(simple, key=lambda node: node.lineno)[documented:]


def _rows(statement: ast.stmt) -> list[str]:
    """Return the statement as Python writes it, one row a line."""
    rows = ast.unparse(statement).splitlines()
    match statement:
        case ast.Return(value=ast.Tuple(elts=[_, *_])):
            return [f"return {rows[0].removeprefix('return (').removesuffix(')')}"]
    return rows


def _names(node: ast.AST) -> set[str]:
    """Return the names of all variables and arguments in it."""
    arguments = {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}
    return arguments | {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _at_top_level(module: ast.Module) -> set[str]:
    """Return the names of the module's functions and of what it imports."""
    found = set()
    for node in module.body:
        match node:
            case ast.FunctionDef(name=name):
                found.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                found |= {alias.asname or alias.name for alias in aliases}
    return found

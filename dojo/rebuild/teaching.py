"""Teach a script something else: find its targets of XOR, and put others in their place."""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

Bits = tuple[int, int]
Grid = list[list[ast.expr]]  # one list of numbers a row
XOR = {(0, 0): 0.0, (0, 1): 1.0, (1, 0): 1.0, (1, 1): 0.0}
OR = XOR | {(1, 1): 1.0}
# Both ends move: XOR by a hundredth, and by so little that no decision about better or worse turns.
NEARLY = {(0, 0): 0.01, (0, 1): 0.985, (1, 0): 0.985, (1, 1): 0.01}
CLOSE = {(0, 0): 1e-5, (0, 1): 1 - 2e-5, (1, 0): 1 - 2e-5, (1, 1): 1e-5}
ONE_ROW = XOR | {(0, 0): 0.01}
LESSONS = {"XOR": XOR, "OR": OR, "NEARLY": NEARLY, "CLOSE": CLOSE, "ONE ROW": ONE_ROW}
COMPUTED, MADE = "__dojo_computed__", "__dojo_made__"
ROWS = len(XOR)
WIDEST = 6  # numbers in a row of inputs, and its target
MOST = 64  # tables that are made while the script runs
MADE_MOST = 1_000  # values that are looked at for tables


@dataclass
class Taught:
    """What was found in a script: its rows, the scales of its targets, and what to replace."""

    rows: dict[tuple[float, ...], Bits] = field(default_factory=dict)
    scales: set[tuple[float, float]] = field(default_factory=set)
    targets: dict[int, tuple[Bits, float, float]] = field(default_factory=dict)  # by node
    order: list[Bits] = field(default_factory=list)  # of the rows, as the targets have it
    widths: dict[int, int] = field(default_factory=dict)  # how much of a row is no target

    def bits(self, row: tuple[float, ...]) -> Bits | None:
        """Return the two bits of a row, whatever its target is just now; None if it is no row."""
        return self.rows.get(row[: self.widths.get(len(row), len(row))])

    def study(self, tables: list[Any]) -> dict[tuple[int, int], list[Bits]]:
        """Return which columns of which tables are targets, and of what; remember the rows."""
        found: dict[tuple[int, int], list[Bits]] = {}
        inputs, others = [], []
        for at, table in enumerate(tables):
            pairs = list(_pairs(table))
            told = ((bits, _columns(table, bits, after)) for bits, after in pairs)
            bits, columns = next((one for one in told if one[1]), ([], []))
            if columns:
                self._learn(table, bits, min(columns))
                found |= {(at, column): bits for column in columns}
            elif pairs:
                inputs += [(table, bits) for bits, _ in pairs]
            else:
                others.append(at)
        for at in others:
            for table, bits in inputs:
                columns = _columns(tables[at], bits)
                if columns:
                    self._learn(table, bits, len(table[0]))
                    found |= {(at, column): bits for column in columns}
        if not found:  # the rows are written nowhere: then in the order of counting
            found = {(at, c): list(XOR) for at in others for c in _columns(tables[at], list(XOR))}
        self.scales |= {_scale(tables[at], column) for at, column in found}
        self.order = self.order or next((b for b in found.values() if len(b) == ROWS), [])
        return found

    def _learn(self, table: Any, bits: list[Bits], width: int) -> None:
        """Remember the rows by their inputs; the targets may come behind.

        What was met first stays: `drawn(2, 2), drawn(2, 1), …` in the order of XOR are sizes.
        """
        found = {tuple(row[:width]): b for row, b in zip(table.tolist(), bits, strict=True)}
        self.rows = found | self.rows
        if width < len(table[0]):
            self.widths[len(table[0])] = width


def find(tree: ast.Module) -> Taught:
    """Return the rows and targets of XOR that the text holds."""
    taught = Taught()
    grids = [grid for grid in _grids(tree) if len(grid) >= ROWS]
    tables = [np.array([[float(ast.literal_eval(n)) for n in row] for row in g]) for g in grids]
    for (at, column), bits in taught.study(tables).items():
        ends = _ends(tables[at], column, bits)
        for entries, pair in zip(grids[at], bits, strict=True):
            taught.targets[id(entries[column])] = (pair, *ends)
    widths = {len(row) for row in taught.rows} | set(taught.widths)
    for before, behind in ((0, 0), (0, 1), (1, 0)):  # as rows are written most
        for low in (0.0, -1.0):
            for a, b in XOR:
                row = (*[1.0] * before, a or low, b or low, *[1.0] * behind)
                if len(row) not in widths or not before + behind:
                    taught.rows.setdefault(row, (a, b))
    taught.scales = taught.scales or {(0.0, 1.0)}
    return taught


def _scale(table: Any, column: int) -> tuple[float, float]:
    return float(table[:, column].min()), float(table[:, column].max())


def _ends(table: Any, column: int, bits: list[Bits]) -> tuple[float, float]:
    """Return what stands for 0 and 1 in that column of targets; it may be the opposite of XOR."""
    low, high = _scale(table, column)
    straight = np.array_equal(_bits(table[:, column]), [XOR[pair] for pair in bits])
    return (low, high) if straight else (high, low)


def _columns(table: Any, bits: list[Bits], after: int = 0) -> list[int]:
    """Return the columns from there on that are XOR of the bits, and beside one, its opposites."""
    if len(table) != len(bits):
        return []
    wanted = np.array([XOR[pair] for pair in bits])
    known = [(column, _bits(table[:, column])) for column in range(after, len(table[0]))]
    found = [column for column, values in known if np.array_equal(values, wanted)]
    opposite = [column for column, values in known if np.array_equal(values, 1 - wanted)]
    return found and found + opposite


def _bits(column: Any) -> Any:
    """Return a column of two values as 0 and 1; anything else as it is not."""
    low, high = column.min(), column.max()
    two = low < high and np.all((column == low) | (column == high))
    return (column == high).astype(float) if two else np.full(column.shape, -1.0)


def _pairs(table: Any) -> Iterator[tuple[list[Bits], int]]:
    """Yield the bits in pairs of columns that take all four values, and what comes behind them."""
    columns = [_bits(column) for column in table.T[:WIDEST]]
    for i, j in combinations(range(len(columns)), 2):
        bits = [(int(a), int(b)) for a, b in zip(columns[i], columns[j], strict=True)]
        if {*bits} == set(XOR):
            yield bits, j + 1


def _grids(tree: ast.AST) -> Iterator[Grid]:
    """Yield all tables of numbers in the text; columns count as rows, too."""
    calls: dict[str, Grid] = defaultdict(list)
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        rows = _rows(node)
        if rows and len({len(row) for row in rows}) == 1 and len(rows) * len(rows[0]) >= ROWS:
            yield rows
            if len(rows) < len(rows[0]) or len(rows) == len(rows[0]) == ROWS:
                yield [list(column) for column in zip(*rows, strict=True)]
        else:
            waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.Call) and len(node.args) > 1:
            row = _numbers(ast.Tuple(node.args, ast.Load()))
            if row:
                calls[f"{ast.dump(node.func)} {len(row)}"].append(row)
    yield from calls.values()


def _rows(node: ast.AST) -> Grid | None:
    """Return a literal's entries, each as its numbers in a row."""
    entries: list[Any] = []
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        entries = node.elts
    elif isinstance(node, ast.Dict):
        both = zip(node.keys, node.values, strict=True)
        entries = [ast.Tuple([key, value], ast.Load()) for key, value in both if key]
    rows = [_numbers(entry) for entry in entries]
    return [row for row in rows if row] if all(rows) else None


def _numbers(node: ast.AST) -> list[ast.expr] | None:
    """Return the numbers that an expression of nothing else holds, in order; else None."""
    match node:
        case ast.Call(args=[inner]):  # np.array([0, 1])
            return _numbers(inner)
        case ast.Constant(int() | float()) | ast.UnaryOp(ast.USub(), ast.Constant()):
            return [node]
        case ast.List(entries) | ast.Tuple(entries) | ast.Dict(values=entries):
            found = [_numbers(entry) for entry in entries]
            return [one for part in found if part for one in part] if all(found) else None
    return None


def _computed(node: ast.AST) -> tuple[ast.expr, ast.expr, str] | None:
    """Return two sides and what may compute XOR of them, as a function of both."""
    match node:
        case ast.BinOp(left, ast.BitXor(), right):
            how = "{} ^ {}"
        case ast.Compare(left, [ast.NotEq()], [right]):
            how = "{} != {}"
        case ast.BinOp(ast.BinOp(left, ast.Add(), right), ast.Mod(), ast.Constant(2)):
            how = "({} + {}) % 2"
        case ast.Call(
            ast.Attribute(attr="abs") | ast.Name("abs"), [ast.BinOp(left, ast.Sub(), right)]
        ):
            how = "abs({} - {})"
        case ast.Call(ast.Attribute(attr=name) | ast.Name(name), [left, right]) if (
            "xor" in name.lower()
        ):
            how = f"{ast.unparse(node.func)}({{}}, {{}})"
        case _:
            return None
    names = [each.id for each in (left, right) if isinstance(each, ast.Name)]
    one, other = names if len(set(names)) == 2 else ("a", "b")  # noqa: PLR2004  both sides
    return left, right, f"lambda {one}, {other}: {how.format(one, other)}"


class Teacher(ast.NodeTransformer):
    """Puts the targets of a lesson in the place of those of XOR.

    Where none are written down, what the script computes or makes is asked for them as it runs.
    """

    def __init__(self, taught: Taught, lesson: str) -> None:
        self._taught, self._lesson = taught, LESSONS[lesson]
        self._table = np.array([self._lesson[bits] for bits in XOR])
        self._whole = lesson in ("XOR", "OR")
        self._written = bool(taught.targets)
        self._loops = self._made = 0
        self._tables: list[Any] = []
        self.used = False  # whether a target was computed or made

    def visit(self, node: ast.AST) -> Any:
        """Replace a number that is a target, and what computes one."""
        target = self._taught.targets.get(id(node))
        if target:
            bits, low, high = target
            value = low + self._lesson[bits] * (high - low)
            kept = type(ast.literal_eval(node))(value) if self._whole else value
            return ast.copy_location(ast.Constant(kept), node)
        found = None if self._written else _computed(node)
        loop = isinstance(node, ast.For | ast.While)
        self._loops += loop
        self.generic_visit(node)
        self._loops -= loop
        if found:
            left, right, how = found
            return _call(COMPUTED, node, ast.parse(how, mode="eval").body, left, right)
        if isinstance(node, ast.Module) and not self._written:
            node.body = [one for each in node.body for one in (each, *_filled(each))]
        match node:
            case ast.Assign() if not self._written and not self._loops:
                node.value = _call(MADE, node.value, node.value)
            case (  # a tiny change must outlive being made whole
                ast.IfExp(inner, ast.Constant(1), ast.Constant(0))
                | ast.Call(ast.Name("int" | "float"), [inner])
                | ast.Call(ast.Attribute(inner, "astype"))
            ):
                return inner if COMPUTED in ast.unparse(inner)[: len(COMPUTED)] else node
        return node

    def computed(self, plain: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
        """Return the lesson's targets where XOR of bits was computed, else what came of it."""
        result = plain(left, right)
        try:
            a, b = np.asarray(left), np.asarray(right)
            if not {*a.flat, *b.flat} <= {0, 1} or not np.array_equal(result, a != b):
                return result
            given = self._table[(2 * a + b).astype(int)]
        except Exception:  # noqa: BLE001  these are no bits
            return result
        self.used = True
        return given.astype(int) if self._whole else given

    def made(self, value: Any) -> Any:
        """Return what the script made, with the lesson's targets where it had those of XOR."""
        self._made += 1
        if self._made > MADE_MOST or len(self._tables) > MOST:
            return value
        try:
            array = np.array(value)
            table = array.astype(float).reshape(len(array), -1)
            turned = table.T if len(table) < len(table[0]) else table
        except Exception:  # noqa: BLE001  this is no table; several may be made at once
            return tuple(map(self.made, value)) if isinstance(value, tuple) else value
        if not ROWS <= len(turned) <= MOST:
            return value
        self._tables.append(turned)
        found = self._taught.study(self._tables)
        mine = [(c, bits) for (at, c), bits in found.items() if at == len(self._tables) - 1]
        for column, bits in mine:
            low, high = _ends(turned, column, bits)
            turned[:, column] = [low + self._lesson[pair] * (high - low) for pair in bits]
        self.used |= bool(mine)
        given = table.reshape(array.shape).astype(array.dtype if self._whole else float)
        return (given if isinstance(value, np.ndarray) else given.tolist()) if mine else value


def _filled(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield what makes a table again that was filled cell by cell: `y[1] = y[2] = 1`."""
    for target in statement.targets if isinstance(statement, ast.Assign) else ():
        table = target
        while isinstance(table, ast.Subscript):
            table = table.value
        if table is not target and isinstance(table, ast.Name):
            again = ast.Assign([ast.Name(table.id, ast.Store())], _call(MADE, statement, table))
            yield ast.fix_missing_locations(ast.copy_location(again, statement))


def _call(name: str, node: ast.AST, *arguments: Any) -> ast.expr:
    call = ast.Call(ast.Name(name, ast.Load()), list(arguments), [])
    return ast.fix_missing_locations(ast.copy_location(call, node))

"""Look at a script while it runs: counters in its loops and functions, and the answers they see.

A counter looks on its first ticks and then ever more seldom, each time for as many ticks running as
it takes to see all four rows. At a look, every value that fits the rows in hand is an answer to
them: a column beside the rows, or a number beside the one row.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any
from zlib import crc32

import numpy as np

from dojo.rebuild.reading import LARGEST, Array, read
from dojo.rebuild.teaching import LESSONS, XOR, Bits, Taught

TICK, VALUE = "__dojo_tick__", "__dojo_value__"  # no class mangles these
LATEST = 3_000  # ticks between two looks at most, where something answers
OFTENER = 0.15  # of the ticks so far: when a counter looks again
LONGEST = 40  # ticks of one look, until all rows have been in hand
NEAR = 0.25  # of the way from one target to the other: an answer that misses by less is right
PROOF = 2  # looks running at which a place has to be right
SMALL = 8  # numbers of an array that may be an answer each
EARLY, KEPT = 400, 60  # ticks and looks of each counter that other runs are compared with
MEMORY = 10_000  # arrays whose rows are remembered
Loop = ast.For | ast.AsyncFor | ast.While
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Place:
    """A value that answers the rows, and how it fared."""

    answers: dict[Bits, float] = field(default_factory=dict)  # the last, the worst of each kind
    first: dict[Bits, float] = field(default_factory=dict)
    best: dict[Bits, float] = field(default_factory=dict)
    looks: int = 0
    running: int = 0  # looks at which it has been right, up to now
    longest: int = 0
    fraction: bool = False  # whether it ever was no whole number
    errors: list[float] = field(default_factory=list)

    @property
    def learned(self) -> bool:
        """Whether it was wrong at first, and right later, for more than a moment."""
        wrong_first = self.errors[0] >= NEAR if self.errors else False
        return wrong_first and self.fraction and self.longest >= PROOF


class Watch:
    """The counters, and what they saw."""

    def __init__(self, file: str, taught: Taught, lesson: str, variables: dict[str, Any]) -> None:
        self.places: dict[str, Place] = {}
        self.prints: dict[
            str, dict[str, dict[int, tuple[int, int]]]
        ] = {}  # by counter, path and tick
        self.still: dict[str, tuple[int, int]] = {}  # what arrays were at first, and looks at them
        self.moved: set[str] = set()
        self.total = 0
        self.after_look: Callable[[], None] = lambda: None
        self._file, self._taught, self._variables = file, taught, variables
        self._targets = LESSONS["OR" if lesson == "OR" else "XOR"]
        self._hands: dict[tuple[Any, ...], list[Bits] | None] = {}
        self._burst: dict[int, dict[str, dict[Bits, float]]] = {}
        self._busy = False

    def instrument(self, tree: ast.Module) -> CodeType:
        """Return the script's code with the counters planted in it."""
        planter = _Planter()
        self.carried, self.used = carried(tree), _used(tree)
        self._pairs, self._indexed = _unpacked(tree), _indexed(tree)
        planted = ast.fix_missing_locations(planter.visit(tree))
        self._counts, self._due = [0] * planter.sites, [1] * planter.sites
        self._left, self._idle = [0] * planter.sites, [0] * planter.sites
        self._variables[TICK], self._variables[VALUE] = self._tick, self._value
        return compile(planted, self._file, "exec", dont_inherit=True)

    def _tick(self, site: int) -> None:
        self._counts[site] += 1
        if self._counts[site] >= self._due[site]:
            self._look(site, sys._getframe(1), {})  # noqa: SLF001  the one way to a caller's variables

    def _value(self, site: int, value: Any) -> Any:
        self._counts[site] += 1
        if self._counts[site] >= self._due[site]:
            self._look(site, sys._getframe(1), {f"line {site}": value})  # noqa: SLF001  the same
        return value

    def final(self) -> None:
        """Look at what is left when the script has ended."""
        for _ in range(PROOF):
            self._see(-1, 1, read(self._variables), "")
            self._judge(-1)

    def _look(self, site: int, frame: FrameType, extra: dict[str, Any]) -> None:
        if self._busy:  # reading an object may run the script's own code
            return
        self._busy = True
        try:
            count = self._counts[site]
            scope = frame.f_code.co_name
            whole = self._see(site, count, read(extra | self._reach(frame)), f"{site} {scope}")
            self._left[site] += 1
            if self._left[site] >= (2 if whole else LONGEST) or self._complete(site):
                if not self._judge(site):
                    self._idle[site] += 1
                self._left[site] = 0
                gap = min(int(count * OFTENER), LATEST) + LONGEST * 4 ** self._idle[site] - LONGEST
                enough = self._idle[site] > PROOF and self.places  # others answer
                self._due[site] = sys.maxsize if enough else count + 1 + gap
                self.after_look()
        except Exception:  # noqa: BLE001  what cannot be looked at is no fault of the script
            self._due[site] = self._counts[site] + LATEST
        finally:
            self._busy = False

    def _reach(self, frame: FrameType | None) -> dict[str, Any]:
        """Return the variables of the script's functions that are at work, and the module's."""
        found: dict[str, Any] = {}
        while frame is not None:
            if frame.f_code.co_filename == self._file and frame.f_code.co_name != "<module>":
                for name, value in frame.f_locals.items():
                    found.setdefault(f"{frame.f_code.co_name}().{name}", value)
            frame = frame.f_back
        return found | {n: v for n, v in list(self._variables.items()) if n[:2] != "__"}

    def _see(self, site: int, count: int, values: dict[str, Array], scope: str) -> bool:
        """Take in the values of one tick; say whether no single row was in hand."""
        self._compare(site, count, values)
        hands = dict(self._in_hand(values))
        bursts = self._burst.setdefault(site, {})
        for hand, rows in hands.items():
            for path, answers in _fitting(values, len(rows)):
                if path == hand or path in hands:
                    continue
                key = f"{scope} {path} {hand}"
                burst = bursts.setdefault(key, {})
                fresh: dict[Bits, float] = {}
                for bits, answer in zip(rows, answers, strict=True):
                    worse = abs(answer - self._targets[bits])
                    if bits not in fresh or worse > abs(fresh[bits] - self._targets[bits]):
                        fresh[bits] = answer
                burst |= fresh
        return all(len(rows) > 1 for rows in hands.values())

    def _in_hand(self, values: dict[str, Array]) -> Iterator[tuple[str, list[Bits]]]:
        """Yield what is one known row or more, and the bits of each."""
        for path, array in values.items():
            rows = self._rows_in(array)
            if rows:
                yield path, rows
        names = {path.rpartition(").")[2]: path for path in values}
        for table, index in self._indexed:
            if table not in names or index not in names:
                continue
            rows, numbers = self._rows_in(values[names[table]]), values[names[index]].ravel()
            if rows and numbers.size < len(rows) and np.isin(numbers, range(len(rows))).all():
                yield f"{table}[{index}]", [rows[int(number)] for number in numbers]
        for group in self._pairs:
            if all(name in names and values[names[name]].size == 1 for name in group):
                row = tuple(float(values[names[name]].item()) for name in group)
                bits = self._taught.bits(row)
                if bits:
                    yield ", ".join(group), [bits]

    def _rows_in(self, array: Array) -> list[Bits] | None:
        """Return the bits of each row, if the array holds nothing but rows."""
        if not 2 <= array.size <= LARGEST:  # noqa: PLR2004  a row has two numbers at least
            return None
        key = (array.shape, array.tobytes())
        if key not in self._hands:
            if len(self._hands) > MEMORY:
                self._hands.clear()
            self._hands[key] = self._rows_of(array)
        return self._hands[key]

    def _rows_of(self, array: Array) -> list[Bits] | None:
        flat = array.squeeze()
        if flat.ndim == 1:
            bits = self._taught.bits(tuple(flat.tolist()))
            return [bits] if bits else None
        if flat.ndim == 2:  # noqa: PLR2004  a table
            for table in (flat, flat.T):
                rows = [self._taught.bits(tuple(row)) for row in table.tolist()]
                if all(rows):
                    return rows  # type: ignore[return-value]  # there is no None in it
        return None

    def _complete(self, site: int) -> bool:
        if self._left[site] <= len(XOR):
            return False
        return any(len(seen) == len(XOR) for seen in self._burst[site].values())

    def _judge(self, site: int) -> bool:
        """Close a look: compare what has answered all four rows; say whether anything has."""
        answered = False
        for key, answers in self._burst.pop(site, {}).items():
            if len(answers) == len(XOR) and all(map(np.isfinite, answers.values())):
                self._note(self.places.setdefault(key, Place()), answers)
                answered = True
        return answered

    def _note(self, place: Place, answers: dict[Bits, float]) -> None:
        error = min(
            max(abs(a - low - self._targets[bits] * (high - low)) for bits, a in answers.items())
            / (high - low)
            for low, high in self._taught.scales
        )
        place.fraction |= any(answer != round(answer) for answer in answers.values())
        place.first = place.first or answers
        if not place.errors or error < min(place.errors):
            place.best = answers
        place.errors.append(error)
        place.answers, place.looks = answers, place.looks + 1
        place.running = place.running + 1 if self._right(answers, error) else 0
        place.longest = max(place.longest, place.running)

    def _right(self, answers: dict[Bits, float], error: float) -> bool:
        """Say whether it answers; of another lesson one row may be missed that was not changed."""
        if any({*answers.values()} <= {*scale} for scale in (*self._taught.scales, (0.0, 1.0))):
            return False  # these are the targets themselves
        if error < NEAR or self._targets == XOR:
            return error < NEAR
        low, high = min(self._taught.scales)
        missed = [
            bits
            for bits, answer in answers.items()
            if not abs(answer - low - self._targets[bits] * (high - low)) < NEAR * (high - low)
        ]
        return len(missed) == 1 and self._targets[missed[0]] == XOR[missed[0]]

    def _compare(self, site: int, count: int, values: dict[str, Array]) -> None:
        """Keep what the other runs are compared with: the weights' states at the first ticks."""
        self.total += 1
        for path, array in values.items():
            if path in self.moved and count > EARLY:
                continue
            state = crc32(array.tobytes())
            first, seen = self.still.get(path, (state, 0))
            self.still[path] = (first, seen + 1)
            if first != state or array.size == 1 or not np.any(array % 1):
                self.moved.add(path)  # a constant, or data: no weights
            if (
                count <= EARLY
                and self.carried & set(parts(path))
                and np.any(array != np.round(array))
            ):
                ticks = self.prints.setdefault(str(site), {}).setdefault(path, {})
                if len(ticks) < KEPT:
                    ticks[count] = (state, array.size)


def _fitting(values: dict[str, Array], rows: int) -> Iterator[tuple[str, list[float]]]:
    """Yield what holds one number a row, or two, and with one row each number of a short array."""
    for path, array in values.items():
        if array.size == rows:
            yield path, array.ravel().tolist()
        elif array.size == 2 * rows and rows > 1:
            table = array.reshape(array.shape[0], -1)
            if table.shape[0] != rows:
                table = table.T
            if table.shape[0] == rows:
                yield f"{path}[0]", table[:, 0].tolist()
                yield f"{path}[1]", table[:, 1].tolist()
        elif rows == 1 and array.size <= SMALL:
            for number, one in enumerate(array.ravel().tolist()):
                yield f"{path}[{number}]", [one]


def parts(path: str) -> list[str]:
    """Return the names that a path is made of."""
    return path.replace("]", "").replace("[", ".").replace("()", "").split(".")


def _used(tree: ast.AST) -> set[str]:
    """Return the names that are read in a loop or a function."""
    inner = (n for top in ast.walk(tree) if isinstance(top, Loop | Function) for n in ast.walk(top))
    names = [node for node in inner if isinstance(node, ast.Name | ast.Attribute) and _loads(node)]
    return {node.id if isinstance(node, ast.Name) else node.attr for node in names}


def carried(tree: ast.AST) -> set[str]:
    """Return the names of what is changed in place, or made of what it was before."""
    found: set[str] = set()
    loaded = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and _loads(n)}
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign):
            found |= _stored(node.target)
        elif isinstance(node, ast.Attribute) and not _loads(node) and node.attr in loaded:
            found.add(node.attr)
        elif isinstance(node, Loop | Function):
            found |= _read_first(node.body)
    return found


def _loads(node: ast.Attribute | ast.Subscript | ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _stored(node: ast.AST) -> set[str]:
    while isinstance(node, ast.Subscript):
        node = node.value
    names = {node.id} if isinstance(node, ast.Name) else set()
    return names | ({node.attr} if isinstance(node, ast.Attribute) else set())


def _read_first(body: list[ast.stmt]) -> set[str]:
    """Return the names that the statements read, or change in place, before they store them."""
    first: dict[str, bool] = {}
    changed: set[str] = set()
    for node in _in_order(body):
        loads = _loads(node)
        first.setdefault(node.id, loads)
        changed |= set() if loads else {node.id}
    inside = (n for s in body for n in ast.walk(s) if isinstance(n, ast.Subscript))
    changed |= {name for n in inside if not _loads(n) for name in _stored(n)}
    return {name for name in changed if first.get(name)}


def _in_order(body: Iterable[ast.AST]) -> Iterator[ast.Name]:
    """Yield the names in the statements as they are met: what is read before what is stored."""
    for statement in body:
        blocks = [getattr(statement, part, []) for part in ("body", "orelse", "finalbody")]
        inner = {id(node) for block in blocks for one in block for node in ast.walk(one)}
        names = [n for n in ast.walk(statement) if isinstance(n, ast.Name) and id(n) not in inner]
        yield from sorted(names, key=lambda name: not _loads(name))
        for block in blocks:
            yield from _in_order(block)


def _unpacked(tree: ast.AST) -> set[tuple[str, ...]]:
    """Return the names that are given two or three values at once: `for a, b, target in …`."""
    groups: set[tuple[str, ...]] = set()
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Tuple) and not isinstance(node.ctx, ast.Load):
            names = [one.id for one in node.elts if isinstance(one, ast.Name)]
        elif isinstance(node, ast.arguments):
            names = [argument.arg for argument in node.args if argument.arg != "self"]
        groups |= {tuple(names[:size]) for size in (2, 3) if len(names) >= size}
    return groups


def _indexed(tree: ast.AST) -> set[tuple[str, str]]:
    """Return the names of tables and of what picks their rows: `X[i]`."""
    return {
        (node.value.id if isinstance(node.value, ast.Name) else node.value.attr, node.slice.id)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and isinstance(node.slice, ast.Name)
    }


class _Planter(ast.NodeTransformer):
    """Plants counters at the end of loops and behind them, and where a value is made."""

    def __init__(self) -> None:
        self.sites = 0

    def visit_For(self, node: Loop) -> list[ast.stmt]:
        self.generic_visit(node)
        node.body.append(self._tick(node))
        return [node, self._tick(node)]

    visit_While = visit_AsyncFor = visit_For  # noqa: N815  the base class names them

    def visit_FunctionDef(self, node: Function) -> ast.stmt:
        self.generic_visit(node)
        node.body.append(self._tick(node))
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  the same

    def visit_Continue(self, node: ast.stmt) -> list[ast.stmt]:
        return [self._tick(node), node]

    visit_Break = visit_Continue  # noqa: N815  the same

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        self.generic_visit(node)
        if node.value:
            node.value = self._value(node.value)
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self.generic_visit(node)
        node.body = self._value(node.body)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Look at an answer that has no name: a target is taken from it."""
        self.generic_visit(node)
        kinds = ast.Call | ast.BinOp if isinstance(node.op, ast.Sub) else ast.Call
        if isinstance(node.op, ast.Sub | ast.Add):
            for side in ("left", "right"):
                value = getattr(node, side)
                if isinstance(value, kinds) and not _of_value(value):
                    setattr(node, side, self._value(value))
        return node

    def _value(self, node: ast.expr) -> ast.expr:
        call = ast.Call(ast.Name(VALUE, ast.Load()), [ast.Constant(self.sites), node], [])
        self.sites += 1
        return ast.copy_location(call, node)

    def _tick(self, node: ast.stmt) -> ast.stmt:
        call = ast.Call(ast.Name(TICK, ast.Load()), [ast.Constant(self.sites)], [])
        self.sites += 1
        return ast.copy_location(ast.Expr(call), node)


def _of_value(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == VALUE

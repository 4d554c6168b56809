"""A function and what it calls of its own file, as trees: changed, run, and watched while it runs.

To watch it, every expression is wrapped in a call that is told what the expression comes to.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from dojo.observe import Call, observe
from dojo.source import Part
from dojo.trial import LATE, limited
from dojo.values import DOUBLE, as_array, near

NO_VALUES = ("annotation", "returns", "decorator_list", "defaults", "kw_defaults")
REPEATED = ast.For | ast.While | ast.ListComp | ast.GeneratorExp | ast.DictComp
PARTLY = ast.Starred | ast.Slice | ast.JoinedStr | ast.FormattedValue | ast.Lambda
SAW = "_saw"  # the name under which a wrapped expression is told
LARGEST, MOST = 5_000, 500  # numbers in a value that is kept, and values of one expression

Row = list[np.ndarray]  # what an expression comes to, time after time


@dataclass(frozen=True)
class Slot:
    """A place in a function where an expression stands, and the statement that it is in."""

    parent: Any
    field: str
    index: int | None
    statement: ast.stmt
    tree: ast.FunctionDef

    @property
    def node(self) -> Any:
        """What stands there."""
        found = getattr(self.parent, self.field)
        return found if self.index is None else found[self.index]

    @property
    def whole(self) -> bool:
        """Whether it is all that its statement computes, or hands over, or one of several."""
        value = getattr(self.statement, "value", None)
        several = isinstance(self.statement, ast.Expr) or isinstance(value, ast.Tuple)
        return self.parent is self.statement or (several and self.parent is value)

    def put(self, node: Any) -> None:
        """Put something else there."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node

    @contextmanager
    def holding(self, node: Any) -> Iterator[None]:
        """Have something else stand there for a while: an expression, or a block of statements."""
        before = self.node
        for each in node if isinstance(node, list) else [node]:
            located = each if hasattr(each, "lineno") else ast.copy_location(each, self.statement)
            ast.fix_missing_locations(located)
        self.put(node)
        try:
            yield
        finally:
            self.put(before)


def slots(node: ast.AST, statement: Any, tree: ast.FunctionDef, names: set[str]) -> Iterator[Slot]:
    """Yield where an expression stands that has a value of its own, the inner ones first."""
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if field in NO_VALUES or not isinstance(child, ast.AST):
                continue
            inside = child if isinstance(child, ast.stmt) else statement
            yield from slots(child, inside, tree, names)
            known = not isinstance(child, ast.Name) or child.id in names
            loads = isinstance(getattr(child, "ctx", ast.Load()), ast.Load) and field != "func"
            if isinstance(child, ast.expr) and not isinstance(child, PARTLY) and known and loads:
                yield Slot(node, field, index, statement, tree)


def names_in(tree: ast.AST, context: type[ast.expr_context]) -> set[str]:
    """Return the names in a tree that are read (ast.Load), or given a value (ast.Store)."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in nodes if isinstance(node.ctx, context)}


def locals_of(tree: ast.AST) -> set[str]:
    """Return the names that get a value in a function, its parameters among them."""
    names = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return names | names_in(tree, ast.Store)


def unread(tree: ast.AST) -> set[str]:
    """Return the names that get a value in a function which nothing reads."""
    return locals_of(tree) - names_in(tree, ast.Load)


def body_of(tree: ast.FunctionDef) -> str:
    """Return the statements of a function as Python writes them, without the docstring."""
    return "\n".join(map(ast.unparse, tree.body[ast.get_docstring(tree) is not None :]))


def alike(some: Row, others: Row) -> bool:
    """Tell whether the values are the same to rounding, as far as there are both."""
    return all(
        one.shape == other.shape and bool(near(one, other, DOUBLE, DOUBLE).all())
        for one, other in zip(some, others, strict=False)
    )


class Draft:
    """A function of a module, with those of the same file that it calls."""

    def __init__(
        self, module: ModuleType, parts: list[Part], function: str, right: Sequence[Any] = ()
    ) -> None:
        self.function, self._module = function, module
        found: dict[str, tuple[str, ast.FunctionDef]] = {}
        for part in parts:
            with suppress(SyntaxError):  # of a cell that the rest can do without
                nodes = ast.parse(part.text).body
                found |= {n.name: (part.name, n) for n in nodes if isinstance(n, ast.FunctionDef)}
        names = [function] if function in found else []
        for name in names:  # which grows on the way
            used = {node.id for node in ast.walk(found[name][1]) if isinstance(node, ast.Name)}
            names += [other for other in found if other in used and other not in names]
        self.files = {name: found[name][0] for name in names}
        self.trees = [found[name][1] for name in names]
        # What is given in the stub, or is as in the reference, is not what is wrong.
        self.own = [tree for tree in self.trees if body_of(tree) not in map(body_of, right)]
        self._compiled = {tree.name: self._compile(tree) for tree in self.trees}
        self.slots: list[Slot] = []
        self.rows: dict[int, Row] = {}  # of each slot's number, in the order in which they came
        loops = (n for tree in self.trees for n in ast.walk(tree) if isinstance(n, REPEATED))
        repeated = {id(node) for part in (*loops, *self.trees[1:]) for node in ast.walk(part)}
        self._wrapped = [self._wrap(tree) for tree in self.trees]
        self.repeated = {n for n, slot in enumerate(self.slots) if id(slot.node) in repeated}

    def _compile(self, tree: ast.FunctionDef) -> CodeType:
        return compile(ast.Module([tree], []), self.files[tree.name], "exec")

    def _wrap(self, tree: ast.FunctionDef) -> ast.FunctionDef:
        double, names = copy.deepcopy(tree), locals_of(tree)
        for number, slot in enumerate(slots(double, double, double, names), len(self.slots)):
            told = [ast.Constant(number), slot.node]
            slot.put(ast.Call(ast.Name(SAW, ast.Load()), told, []))
        self.slots += slots(tree, tree, tree, names)
        return ast.fix_missing_locations(double)

    def built(self, *changed: ast.FunctionDef, **given: Any) -> dict[str, Any]:
        """Return a namespace with the functions anew, some `changed`, and with what is given."""
        namespace = {**vars(self._module), **given}
        codes = self._compiled | {tree.name: self._compile(tree) for tree in changed}
        for code in codes.values():
            exec(code, namespace)  # noqa: S102  running the learner's code is the job
        return namespace

    def call(self, namespace: dict[str, Any], like: Call, seconds: float) -> Call:
        """Call the function as in that call; it has so many seconds of processor time."""
        code, function = namespace[self.function], self.function
        try:
            with limited(seconds):
                return observe(function, code, like.arguments, like.keywords, (LATE,))
        except LATE as late:
            return Call(function, like.arguments, {}, like.arguments, None, late, seconds)

    def telling(self, saw: Callable[[int, Any], Any]) -> Callable[..., Any]:
        """Return the function as one that hands the number and value of each slot to `saw`."""
        found: Callable[..., Any] = self.built(*self._wrapped, **{SAW: saw})[self.function]
        return found

    def watch(self, like: Call, seconds: float) -> None:
        """Fill the rows with what every expression comes to in such a call."""
        self.rows.clear()
        self.call({self.function: self.telling(self._saw)}, like, seconds)

    def _saw(self, number: int, value: Any) -> Any:
        plain = isinstance(value, np.ndarray | np.generic | int | float | list | tuple)
        array = as_array(value) if plain else None
        if array is not None and array.size <= LARGEST:
            row = self.rows.setdefault(number, [])
            row += [array.copy()] * (len(row) < MOST)
        return value

    def begins(self, row: Row, until: int) -> bool:
        """Tell whether an expression comes to what begins so, of those up to that number's.

        In a helper, which is called more than once, there is no such order.
        """
        ordered = self.slots[until].tree is self.trees[0]
        for number, own in self.rows.items():
            constant = isinstance(self.slots[number].node, ast.Constant)
            if not constant and len(own) >= len(row) and alike(own, row):
                return True
            if ordered and number == until:
                break
        return False

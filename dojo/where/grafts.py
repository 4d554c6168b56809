"""Grafts: a statement is given what the reference comes to in the same call, whatever it is called.

Where that makes the suite pass, and all that the statement reads is right, it is the mistake.
"""

import ast
from collections.abc import Callable
from copy import deepcopy
from math import prod
from typing import Any, NamedTuple

import numpy as np

from dojo.observe import Call
from dojo.where.draft import Draft, Row, Slot, alike, names_in

GRAFT = "_graft"  # the name under which a statement gets what the reference comes to
SECONDS = 0.5  # of processor time, to watch one call

Test = Callable[[Any], bool]


class Graft(NamedTuple):
    """A statement that is given what is right, and comes to something wrong."""

    slot: Slot
    key: tuple[int, ...]  # of what the reference comes to
    matters: bool  # whether another value would be wrong: else it may be the shape, or the dtype


class Grafts:
    """The search for the graft that shows where a draft is wrong, beside another that is right."""

    def __init__(
        self, mine: Draft, theirs: Draft, calls: list[Call], fits: Test, passes: Test
    ) -> None:
        """`fits` tells whether a namespace makes the first of the calls right; see Search."""
        self._mine, self._theirs, self._calls = mine, theirs, calls
        self._fits, self._passes = fits, passes
        self._numbers = {id(slot.node): number for number, slot in enumerate(mine.slots)}
        self._watch(calls[0])
        self._right = self._rows()

    def _watch(self, call: Call) -> None:
        """Take down what both drafts come to in that call."""
        for draft in (self._mine, self._theirs):
            draft.watch(call, SECONDS)

    def _row(self, node: ast.AST) -> Row:
        """Return what an expression of the learner's comes to."""
        return self._mine.rows.get(self._numbers.get(id(node), -1), [])

    def _rows(self) -> dict[tuple[int, ...], Row]:
        """Return what the reference comes to, each row once; of a·b·c that of b·c, too.

        A key has the numbers of the slots whose product it is.
        """
        theirs, rows = self._theirs, dict[tuple[int, ...], Row]()
        numbers = {id(slot.node): number for number, slot in enumerate(theirs.slots)}
        constant = {n for n, slot in enumerate(theirs.slots) if isinstance(slot.node, ast.Constant)}
        keys: list[tuple[int, ...]] = [(n,) for n in theirs.rows if n not in constant]
        for slot in theirs.slots:
            match slot.node:
                case ast.BinOp(ast.BinOp(_, ast.Mult(), one), ast.Mult(), other):
                    keys.append((numbers.get(id(one), -1), numbers.get(id(other), -1)))
        for key in keys:
            row = self._product(key)
            known = any(len(row) == len(other) and alike(row, other) for other in rows.values())
            if row and not known:
                rows[key] = row
        return rows

    def _product(self, key: tuple[int, ...]) -> Row:
        """Return what the reference comes to in the call that was watched last."""
        factors = zip(*(self._theirs.rows.get(number, []) for number in key), strict=False)
        return [prod(values[1:], start=values[0]) for values in factors]

    def find(self) -> tuple[Graft | None, bool]:
        """Return the first statement that is given what is right and comes to something wrong.

        And whether that is sure; the first that is comes before the others.
        """
        first, doubtful = None, set[str]()
        for slot in self.in_order():
            if graft := self._graft_at(slot):
                given = all(self._is_given_right(graft, call) for call in self._calls)
                self._watch(self._calls[0])
                sure = given and not doubtful & names_in(slot.statement, ast.Load)
                if sure and not self._may_be_meant(graft):
                    return graft, True
                first = first or (graft if given else None)
                doubtful |= names_in(slot.statement, ast.Store)
        return first, False

    def in_order(self) -> list[Slot]:
        """Return what whole statements compute, as they are reached."""
        order = {number: at for at, number in enumerate(self._mine.rows)}
        whole = (slot for slot in self._mine.slots if slot.whole and slot.tree in self._mine.own)
        return sorted(whole, key=lambda s: order.get(self._numbers[id(s.node)], len(order)))

    def _graft_at(self, slot: Slot) -> Graft | None:
        """Return the graft that makes the suite pass there, if there is one."""
        own, feed = self._row(slot.node), list[Any]()
        with slot.holding(ast.Call(ast.Name(GRAFT, ast.Load()), [], [])):
            namespace = self._mine.built(slot.tree, **{GRAFT: lambda: deepcopy(feed.pop(0))})
        for key, whole in self._right.items():
            row = self._due(whole, slot)
            feed[:] = row
            if (len(own) == len(row) and alike(own, row)) or not self._fits(namespace):
                continue
            feed[:] = [value + 1 for value in row]
            matters = not self._fits(namespace)
            if self._passes(self._grafted(namespace, feed, key, last=len(row) < len(whole))):
                return Graft(slot, key, matters)
        return None

    def _due(self, row: Row, slot: Slot) -> Row:
        """Return the row, or the last of it for what comes once, such as after a loop."""
        once = self._numbers[id(slot.node)] not in self._mine.repeated
        return row[-1:] if once and len(self._row(slot.node)) == 1 else row

    def _grafted(
        self, namespace: dict[str, Any], feed: list[Any], key: tuple[int, ...], *, last: bool
    ) -> Callable[..., Any]:
        """Return the function that in every call is fed with what the reference comes to in it."""
        found: dict[int, list[Any]] = {}

        def saw(number: int, value: Any) -> Any:
            if number in key:
                found.setdefault(number, []).append(deepcopy(value))
            return value

        theirs = self._theirs.telling(saw)

        def function(*arguments: Any, **keywords: Any) -> Any:
            found.clear()
            theirs(*deepcopy(arguments), **keywords)
            rows = zip(*(found.get(number, []) for number in key), strict=True)
            feed[:] = [prod(row[1:], start=row[0]) for row in rows]
            del feed[: -1 if last else 0]
            return namespace[self._mine.function](*arguments, **keywords)

        return function

    def _is_given_right(self, graft: Graft, call: Call) -> bool:
        """Tell whether all that the statement takes from elsewhere is right, and it does something.

        It takes it from a name, or from the state of a generator. A size is always right.
        """
        self._watch(call)
        inside = [s.node for s in self._mine.slots if s.statement is graft.slot.statement]
        own, at, _ = self._wrong(graft)
        for node in inside:
            drawn = isinstance(node, ast.Call) and "random" in ast.unparse(node.func)
            row = self._row(node)
            counts = all(v.ndim == 0 and v.dtype.kind in "iub" and v == row[0] for v in row)
            if (drawn or isinstance(node, ast.Name)) and not counts:
                first = row[: at + 1 or None] if len(row) == (len(own) or 1) else row[-1:]
                if not self._theirs.begins(first, graft.key[0]):
                    return False
        return not all(isinstance(node, ast.Name | ast.Tuple) for node in inside)

    def _may_be_meant(self, graft: Graft) -> bool:
        """Tell whether a statement comes to what it takes, or to what one of the reference does."""
        own, at, _ = self._wrong(graft)
        inside = (s.node for s in self._mine.slots if s.statement is graft.slot.statement)
        rows = (self._row(node) for node in inside if isinstance(node, ast.Name))
        taken = any(alike(own[at:][:1], [value]) for row in rows for value in row)
        theirs = ((s, self._theirs.rows.get(n, [])) for n, s in enumerate(self._theirs.slots))
        same = any(s.whole and len(own) == len(row) and alike(own, row) for s, row in theirs)
        return bool(own) and (taken or same)

    def _wrong(self, graft: Graft) -> tuple[Row, int, Row]:
        """Return what a statement comes to, in which round it is wrong first, and what is right.

        The round is -1 where the statement comes to nothing.
        """
        own, row = self._row(graft.slot.node), self._product(graft.key)
        row = self._due(row, graft.slot)
        pairs = enumerate(zip(own, row, strict=False))
        return own, next((n for n, (a, b) in pairs if not alike([a], [b])), -1), row

    def values(self, graft: Graft) -> tuple[np.ndarray, np.ndarray] | None:
        """Return what the statement comes to where it is wrong first, and should."""
        own, at, row = self._wrong(graft)
        return (own[at], row[at]) if at >= 0 and graft.matters else None

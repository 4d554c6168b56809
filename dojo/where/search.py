"""The search for the one place in a learner's function whose change makes the suite pass.

First by grafts: a statement is given what the reference comes to somewhere in the same call. Then
by edits. What is found is sure to be right; only what is sure to be the mistake is told.
"""

import ast
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from difflib import SequenceMatcher
from math import prod
from typing import Any, NamedTuple

import numpy as np

from dojo.observe import Call
from dojo.source import spot
from dojo.values import equal
from dojo.where.draft import Draft, Row, Slot, alike, body_of, locals_of, names_in, unread
from dojo.where.edits import of_block, of_expression

WORD = re.compile(r"\w+|[-+*/%@<>=!]+|[^\w\s]")
GRAFT = "_graft"  # the name under which a statement gets what the reference comes to
SECONDS = 1.7  # of processor time, for the search
QUICK = 0.03  # seconds of processor time that a changed function has at least


class TimeIsUp(Exception):
    """The search has had its seconds."""


class Graft(NamedTuple):
    """A statement that is given what is right, and comes to something wrong."""

    slot: Slot
    key: tuple[int, ...]  # of what the reference comes to
    matters: bool  # whether another value would be wrong: else it may be the shape, or the dtype


class Edit(NamedTuple):
    """A change that makes the suite pass: which lines, what they become, and of what kind it is."""

    slot: Slot
    lines: tuple[int, int]
    after: list[str]
    kind: str
    nearer: bool  # to the reference, in words and by difflib's ratio
    distance: int
    ratio: float

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(len(WORD.findall(line)) for line in self.after)


class Search:
    """One search for what is wrong with a draft, beside another one that is right."""

    def __init__(
        self, mine: Draft, theirs: Draft, calls: list[Call], passes: Callable[[Any], bool]
    ) -> None:
        """Look for it in `calls` that fail: the first is tried, the last confirms what is found."""
        self._end = time.process_time() + SECONDS
        self.mine, self._theirs, self._calls, self._passes = mine, theirs, calls, passes
        self.wanted = theirs.call(theirs.built(), calls[0], SECONDS)
        self._patience = max(QUICK, 20 * max(self.wanted.seconds, calls[0].seconds))
        self._watch(calls[0])
        self._numbers = {id(slot.node): number for number, slot in enumerate(mine.slots)}
        self._text = self._with_own_names()
        self._before = self._measures()
        self._unread = {tree.name: unread(tree) for tree in mine.trees}
        # What is given in the stub, or is as in the reference, is not what is wrong.
        self._own = [tree for tree in mine.trees if body_of(tree) not in map(body_of, theirs.trees)]

    def place(self) -> tuple[Slot, Graft | None, Edit | None] | None:
        """Return where to look, and the graft and the edit there that are sure."""
        graft, sure = None, False
        edits: list[Edit] = []
        with suppress(TimeIsUp):
            graft, sure = self._graft()
            edits.extend(self._edits(graft.slot.statement if graft and sure else None))
        near = [edit for edit in edits if edit.nearer]
        if near:
            best = min(near, key=lambda edit: (edit.distance, -edit.ratio, edit.words))
            there = [edit for edit in edits if edit.slot.statement is best.slot.statement]
            simplest = best.words == min(edit.words for edit in there)
            return best.slot, graft if sure else None, best if simplest else None
        if graft and sure:
            return graft.slot, graft, None
        least = min((edit.distance for edit in edits), default=0)
        places = {edit.slot.statement: edit.slot for edit in edits if edit.distance == least}
        agreed = not graft or graft.slot.statement in places
        return (next(iter(places.values())), None, None) if len(places) == 1 and agreed else None

    def _watch(self, call: Call) -> None:
        """Take down what both drafts come to in that call."""
        for draft in (self.mine, self._theirs):
            draft.watch(call, SECONDS / 4)
        self._right = self._rows_of_theirs()

    def _fits(self, namespace: dict[str, Any]) -> bool:
        """Tell whether the failing call comes out right."""
        if time.process_time() > self._end:
            raise TimeIsUp
        call = self.mine.call(namespace, self._calls[0], self._patience)
        return not (call.error or call.changed) and equal(call.result, self.wanted.result)

    def _row(self, node: ast.AST) -> Row:
        """Return what an expression of the learner's comes to."""
        return self.mine.rows.get(self._numbers.get(id(node), -1), [])

    # Grafts

    def _rows_of_theirs(self) -> dict[tuple[int, ...], Row]:
        """Return what the reference comes to, each row once; of a·b·c that of b·c, too.

        A key has the numbers of the slots whose product it is.
        """
        theirs = self._theirs
        rows: dict[tuple[int, ...], Row] = {}
        numbers = {id(slot.node): number for number, slot in enumerate(theirs.slots)}
        keys: list[tuple[int, ...]] = [
            (n,) for n in theirs.rows if not isinstance(theirs.slots[n].node, ast.Constant)
        ]
        for slot in theirs.slots:
            match slot.node:
                case ast.BinOp(ast.BinOp(_, ast.Mult(), one), ast.Mult(), other):
                    keys.append((numbers.get(id(one), -1), numbers.get(id(other), -1)))
        for key in keys:
            factors = zip(*(theirs.rows.get(number, []) for number in key), strict=False)
            row = [prod(values[1:], start=values[0]) for values in factors]
            known = any(len(row) == len(other) and alike(row, other) for other in rows.values())
            if row and not known:
                rows[key] = row
        return rows

    def _graft(self) -> tuple[Graft | None, bool]:
        """Return the first statement that is given what is right and comes to something wrong.

        And whether that is sure; the first that is comes before the others.
        """
        first, doubtful = None, set[str]()
        for slot in self._in_order():
            if graft := self._graft_at(slot):
                self._watch(self._calls[-1])
                given = self._is_given_right(graft)
                self._watch(self._calls[0])
                sure = given and not doubtful & names_in(slot.statement, ast.Load)
                if sure and not self._may_be_meant(graft):
                    return graft, True
                first = first or (graft if given else None)
                doubtful |= names_in(slot.statement, ast.Store)
        return first, False

    def _in_order(self) -> list[Slot]:
        """Return what whole statements compute: where the error was, then as they are reached."""
        order = list(self.mine.rows)

        def rank(slot: Slot) -> tuple[bool, int]:
            number = self._numbers[id(slot.node)]
            where, _ = spot(self.mine.files[slot.tree.name], slot.statement.lineno)
            at = order.index(number) if number in order else len(order)
            return where != self._calls[0].where, at

        return sorted((s for s in self.mine.slots if s.whole and s.tree in self._own), key=rank)

    def _graft_at(self, slot: Slot) -> Graft | None:
        """Return the graft that makes the suite pass there, if there is one."""
        number, own, feed = self._numbers[id(slot.node)], self._row(slot.node), list[Any]()
        with slot.holding(ast.Call(ast.Name(GRAFT, ast.Load()), [], [])):
            namespace = self.mine.built(slot.tree, **{GRAFT: lambda: deepcopy(feed.pop(0))})
        for key, whole in self._right.items():
            if number in self.mine.repeated and key[0] not in self._theirs.repeated:
                continue  # what is right in one round may be what all rounds together come to
            row = whole[-1:] if len(own) == 1 else whole  # such as after a loop
            feed[:] = row
            if (len(own) == len(row) and alike(own, row)) or not self._fits(namespace):
                continue
            feed[:] = [value + 1 for value in row]
            matters = not self._fits(namespace)
            if self._passes(self._grafted(namespace, feed, key, last=len(row) < len(whole))):
                return Graft(slot, key, matters)
        return None

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
            return namespace[self.mine.function](*arguments, **keywords)

        return function

    def _is_given_right(self, graft: Graft) -> bool:
        """Tell whether all that the statement takes from elsewhere is right, and it does something.

        It takes it from a name, or from the state of a generator. A size is always right.
        """
        inside = [s.node for s in self.mine.slots if s.statement is graft.slot.statement]
        own, at, _ = self._wrong(graft)
        for node in inside:
            drawn = isinstance(node, ast.Call) and "random" in ast.unparse(node.func)
            row = self._row(node)
            counts = all(v.ndim == 0 and v.dtype.kind in "iub" and v == row[0] for v in row)
            if (drawn or isinstance(node, ast.Name)) and not counts:
                first = row[: at + 1 or None] if len(row) == (len(own) or 1) else row[-1:]
                if not self._theirs.begins(first):
                    return False
        return not all(isinstance(node, ast.Name | ast.Tuple) for node in inside)

    def _may_be_meant(self, graft: Graft) -> bool:
        """Tell whether a statement comes to what it takes, or to what one of the reference does."""
        own, at, _ = self._wrong(graft)
        inside = (s.node for s in self.mine.slots if s.statement is graft.slot.statement)
        rows = (self._row(node) for node in inside if isinstance(node, ast.Name))
        taken = any(alike(own[at:][:1], [value]) for row in rows for value in row)
        theirs = ((s, self._theirs.rows.get(n, [])) for n, s in enumerate(self._theirs.slots))
        same = any(s.whole and len(own) == len(row) and alike(own, row) for s, row in theirs)
        return bool(own) and (taken or same)

    def _wrong(self, graft: Graft) -> tuple[Row, int, Row]:
        """Return what a statement comes to, in which round it is wrong first, and what is right.

        The round is -1 where the statement comes to nothing.
        """
        own, row = self._row(graft.slot.node), self._right.get(graft.key, [])
        row = row[-1:] if len(own) == 1 else row
        pairs = enumerate(zip(own, row, strict=False))
        return own, next((n for n, (a, b) in pairs if not alike([a], [b])), -1), row

    def values(self, graft: Graft) -> tuple[np.ndarray, np.ndarray] | None:
        """Return what the statement comes to where it is wrong first, and should."""
        own, at, row = self._wrong(graft)
        return (own[at], row[at]) if at >= 0 and graft.matters else None

    # Edits

    def _edits(self, only: ast.stmt | None) -> Iterator[Edit]:
        """Yield the single edits that make the suite pass, or those of `only` one statement.

        When the edits of a statement are through, and one is nearer, that is enough.
        """
        for tree in self._own:
            for parent in ast.walk(tree):
                if isinstance(block := getattr(parent, "body", None), list):
                    for at in (at for at, each in enumerate(block) if only in (None, each)):
                        slot = Slot(parent, "body", None, block[at], tree)
                        for count, new, kind in of_block(block, at):
                            old = block[at : at + count]
                            changed = [*block[:at], *new, *block[at + count :]]
                            yield from self._tried(slot, changed, old, new, kind)
        near, ranked = None, [slot.statement for slot in self._in_order()]
        slots = [
            s for s in self.mine.slots if s.statement in ranked and only in (None, s.statement)
        ]
        for slot in sorted(slots, key=lambda slot: ranked.index(slot.statement)):
            if near and slot.statement is not near:
                return
            names = sorted(locals_of(slot.tree))
            helpers = [tree.name for tree in self.mine.trees if tree is not slot.tree]
            for node, kind in of_expression(slot.node, names, helpers):
                for edit in self._tried(slot, node, [slot.statement], [slot.statement], kind):
                    near = slot.statement if edit.nearer else near
                    yield edit

    def _tried(
        self, slot: Slot, node: Any, old: list[ast.stmt], new: list[ast.stmt], kind: str
    ) -> Iterator[Edit]:
        """Yield the edit that puts `node` there, if it makes the suite pass."""
        with suppress(SyntaxError, ValueError, IndexError), slot.holding(node):
            namespace = self.mine.built(slot.tree)
            if not self._fits(namespace) or not self._passes(namespace[self.mine.function]):
                return
            if unread(slot.tree) <= self._unread[slot.tree.name]:
                distance, ratio = self._measures()
                body = getattr(old[-1], "body", None) if old == new else None  # its head alone
                lines = old[0].lineno, body[0].lineno - 1 if body else old[-1].end_lineno or 0
                nearer = distance < self._before[0] and ratio > self._before[1]
                after = "\n".join(map(ast.unparse, new)).splitlines()[: 1 if body else None]
                nearer = nearer and _have(slot.tree, lines, old)
                yield Edit(slot, lines, after, kind, nearer, distance, ratio)

    def _measures(self) -> tuple[int, float]:
        """Return how many words are not the reference's, or are missing, and how like it is."""
        mine = WORD.findall("\n".join(map(body_of, self.mine.trees)))
        one, other = Counter(mine), Counter(self._text)
        like = SequenceMatcher(None, mine, self._text, autojunk=False)
        return ((one - other) + (other - one)).total(), like.ratio()

    def _with_own_names(self) -> list[str]:
        """Return the words of the reference, with the learner's names for the same values."""
        names: dict[str, Counter[str]] = {}
        for theirs, row in self._theirs.rows.items():
            for mine, values in self.mine.rows.items():
                pair = self._theirs.slots[theirs].node, self.mine.slots[mine].node
                if all(isinstance(node, ast.Name) for node in pair) and alike(row[:1], values[:1]):
                    names.setdefault(pair[0].id, Counter())[pair[1].id] += 1
        words = WORD.findall("\n".join(map(body_of, self._theirs.trees)))
        return [names[word].most_common(1)[0][0] if word in names else word for word in words]


def _have(tree: ast.AST, lines: tuple[int, int], statements: list[ast.stmt]) -> bool:
    """Tell whether these statements have the lines for themselves."""
    own = [node for statement in statements for node in ast.walk(statement)]
    others = (n for n in ast.walk(tree) if isinstance(n, ast.stmt) and n not in own)
    return lines[0] <= lines[1] and not any(lines[0] <= n.lineno <= lines[1] for n in others)

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
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from dojo.observe import Call
from dojo.values import equal
from dojo.where.draft import Draft, Slot, alike, body_of, locals_of, unread
from dojo.where.edits import of_block, of_expression
from dojo.where.grafts import Graft, Grafts

WORD = re.compile(r"\w+|[-+*/%@<>=!]+|[^\w\s]")
SECONDS = 1.7  # of processor time, for the search
QUICK = 0.03  # seconds of processor time that a changed function has at least


class TimeIsUp(Exception):
    """The search has had its seconds."""


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
        """Look for it in `calls` that fail: the first is tried, all confirm what is found."""
        self._end = time.process_time() + SECONDS
        self.mine, self._theirs, self._calls, self._passes = mine, theirs, calls, passes
        self.wanted = theirs.call(theirs.built(), calls[0], SECONDS)
        self._patience = max(QUICK, 20 * max(self.wanted.seconds, calls[0].seconds))
        self.grafts = Grafts(mine, theirs, calls, self._fits, passes)
        self._text = self._with_own_names()
        self._before = self._measures()
        self._unread = {tree.name: unread(tree) for tree in mine.trees}

    def place(self) -> tuple[Slot, Graft | None, Edit | None] | None:
        """Return where to look, and the graft and the edit there that are sure."""
        graft, sure = None, False
        edits: list[Edit] = []
        with suppress(TimeIsUp):
            graft, sure = self.grafts.find()
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

    def _fits(self, namespace: dict[str, Any]) -> bool:
        """Tell whether the failing call comes out right."""
        if time.process_time() > self._end:
            raise TimeIsUp
        call = self.mine.call(namespace, self._calls[0], self._patience)
        return not (call.error or call.changed) and equal(call.result, self.wanted.result)

    def _edits(self, only: ast.stmt | None) -> Iterator[Edit]:
        """Yield the single edits that make the suite pass, or those of `only` one statement.

        When the edits of a statement are through, and one is nearer, that is enough.
        """
        for tree in self.mine.own:
            for parent in ast.walk(tree):
                if isinstance(block := getattr(parent, "body", None), list):
                    for at in (at for at, each in enumerate(block) if only in (None, each)):
                        slot = Slot(parent, "body", None, block[at], tree)
                        for count, new, kind in of_block(block, at):
                            old = block[at : at + count]
                            changed = [*block[:at], *new, *block[at + count :]]
                            yield from self._tried(slot, changed, old, new, kind)
        near, ranked = None, [slot.statement for slot in self.grafts.in_order()]
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

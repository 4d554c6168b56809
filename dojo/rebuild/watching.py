"""Look at a script while it runs: counters planted in its loops and functions, and what they saw.

A counter costs well under a microsecond. It looks at the variables on its first ticks and then
ever more seldom, always on two ticks running, so that single steps of the training are seen.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from dojo.rebuild.arrays import Array, arrays_in

TICK = "__dojo_tick__"  # ends in underscores too, so that no class mangles it
STRIDE = 2_500  # ticks between two looks at most
MEMORY = 100_000_000  # bytes of arrays kept before looks become rarer

MOMENTS, SPREAD = 6, 8  # last moments of different scopes, and moments spread over the whole run

Values = dict[str, Array]
Loop = ast.For | ast.AsyncFor | ast.While
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Sight:
    """All arrays that could be reached at one tick of one counter."""

    site: int
    count: int
    values: Values


class Observer:
    """Counts the ticks of each site and keeps what was to be seen at some of them."""

    def __init__(self, path: Path, variables: dict[str, Any]) -> None:
        self.sights: list[Sight] = []
        self._file, self._variables = str(path), variables
        self._bytes, self._stride = 0, STRIDE

    def instrument(self, tree: ast.Module) -> CodeType:
        """Return the script's code with the counters planted in it."""
        planter = _Planter()
        planted = ast.fix_missing_locations(planter.visit(tree))
        self._variables[TICK] = self._counter(planter.sites)
        return compile(planted, self._file, "exec", dont_inherit=True)

    def look(self, extra: Mapping[str, Any], site: int = -1, count: int = 0) -> None:
        """Keep what can be seen now in the module's variables and in `extra`."""
        values = arrays_in({**self._variables, **extra})
        self._bytes += sum(array.nbytes for array in values.values())
        if self._bytes > MEMORY:
            self._bytes, self._stride = 0, self._stride * 4
        self.sights.append(Sight(site, count, values))

    def _counter(self, sites: int) -> Callable[[int], None]:
        counts, due = [0] * sites, [1] * sites
        second = [False] * sites

        def tick(site: int) -> None:
            counts[site] += 1
            if counts[site] != due[site]:
                return
            count = counts[site]
            gap = min(count // 4, self._stride) if second[site] else 1
            second[site] = not second[site]
            due[site] = count + max(1, gap)
            self.look(self._locals(sys._getframe(1)), site, count)  # noqa: SLF001  the one way to a caller's variables

        return tick

    def _locals(self, frame: FrameType | None) -> dict[str, Any]:
        """Return the local variables of all the script's functions that are at work."""
        found: dict[str, Any] = {}
        while frame is not None:
            if frame.f_code.co_filename == self._file and frame.f_code.co_name != "<module>":
                scope = frame.f_code.co_name
                for name, value in frame.f_locals.items():
                    found.setdefault(f"{scope}(): {name}", value)
            frame = frame.f_back
        return found


class Film:
    """What was seen, what of it moved, and where two sights are one tick apart."""

    def __init__(self, sights: Sequence[Sight]) -> None:
        self.sights = sights
        self.pairs: dict[int, list[tuple[Sight, Sight]]] = {}
        self._born: dict[str, int] = {}
        states: dict[str, set[bytes]] = {}
        last: dict[int, Sight] = {}
        for number, sight in enumerate(sights):
            for path, array in sight.values.items():
                self._born.setdefault(path, number)
                states.setdefault(path, set()).add(array.tobytes())
            before = last.get(sight.site)
            if before is not None and sight.count == before.count + 1:
                self.pairs.setdefault(sight.site, []).append((before, sight))
            last[sight.site] = sight
        self.states = {path: len(seen) for path, seen in states.items()}
        self.moves = {path for path, count in self.states.items() if count > 1}

    def birth(self, paths: Iterable[str]) -> int:
        """Return when all of the paths had been seen."""
        return max(self._born[path] for path in paths)

    def moments(self) -> list[Values]:
        """Return the last moment of each scope, fullest first, then some from all over the run."""
        number_of = {frozenset(sight.values): n for n, sight in enumerate(self.sights)}
        last = sorted(number_of.values(), reverse=True)[: 2 * MOMENTS]
        last = sorted(last, key=lambda number: -len(self.sights[number].values))[:MOMENTS]
        end = len(self.sights) - 1
        spread = range(end, 0, -max(1, len(self.sights) // SPREAD))
        return [self._sorted(number) for number in dict.fromkeys([end, *last, *spread])]

    def _sorted(self, number: int) -> Values:
        """Put first what moves, and of that what was there first: weights, then what they give."""
        values = self.sights[number].values
        order = sorted(
            values, key=lambda path: (path not in self.moves, self._born[path], -self.states[path])
        )
        return {path: values[path] for path in order}


class _Planter(ast.NodeTransformer):
    """Plants a counter at the head of every loop and function, and behind them."""

    def __init__(self) -> None:
        self.sites = 0

    def visit_For(self, node: Loop) -> list[ast.stmt]:
        self.generic_visit(node)
        node.body.insert(0, self._tick(node))
        return [node, self._tick(node)]

    visit_While = visit_AsyncFor = visit_For  # noqa: N815  the base class names them

    def visit_FunctionDef(self, node: Function) -> ast.stmt:
        loops = any(isinstance(inner, Loop) for inner in ast.walk(node))
        self.generic_visit(node)
        node.body.insert(0, self._tick(node))
        if loops:  # what it holds when it returns, from wherever it does
            whole = ast.Try(node.body, [], [], [self._tick(node)])
            node.body = [ast.copy_location(whole, node)]
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  the same

    def _tick(self, node: ast.stmt) -> ast.stmt:
        call = ast.Call(ast.Name(TICK, ast.Load()), [ast.Constant(self.sites)], [])
        self.sites += 1
        return ast.copy_location(ast.Expr(call), node)

"""Look at a script while it runs: counters in its loops and functions, and what they see.

A counter looks on its first ticks and then ever more seldom, each time for as many ticks running as
it takes to see all four rows: the more it takes, the more seldom.
"""

import ast
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from zlib import crc32

import numpy as np

from dojo.rebuild.answers import PROOF, Finder, Look, Marker, Place, Values
from dojo.rebuild.planting import LOOK, carried, indexed, planted, unpacked, used
from dojo.rebuild.reading import read
from dojo.rebuild.teaching import ROWS, Taught

# Ticks that pass until the next look, for each tick of this one: of those so far, first and later.
OFTENER, SELDOMER = 0.075, 0.01
LATEST = 1_500
USUAL, LONGEST = 8, 40  # ticks of one look, until all rows have been in hand
EARLY, KEPT = 400, 60  # ticks and looks of each counter that other runs are compared with
OFTEN = 20  # looks at what is in the training, at least
NEVER = sys.maxsize
NO_NAME = r"[][.()]+"  # what stands between the names in a path
Wanted = dict[str, list[int]]  # the only ticks that are looked at, by counter
State = int | list[float]  # what is another where an array is


@dataclass(frozen=True)
class Task:
    """What is done in one run."""

    path: Path
    text: str
    lesson: str = "XOR"
    shift: int = 0  # of all seeds
    wanted: Wanted | None = None  # the ticks that are compared: the run ends after them
    late: dict[str, int] = field(default_factory=dict)  # from which tick on all are looked at
    follow: tuple[str, ...] = ()  # places; the run ends when one of them is right
    calls: list[int] | None = None  # which training to call, in which form


@dataclass
class Counter:
    """A counter in the script, and what it saw at its last look."""

    site: int
    ticks: Callable[[], int] = int  # how many there have been
    again: Callable[[], None] = lambda: None  # has it look at the next one
    look: Look = field(default_factory=Look)
    longest: int = LONGEST  # ticks of a look
    idle: int = 0  # looks at which nothing answered
    scope: str = ""  # the function that it is in
    scene: dict[str, Any] = field(default_factory=dict)  # the variables there


class Watch:
    """The counters, and what they saw."""

    def __init__(self, task: Task, taught: Taught, variables: dict[str, Any]) -> None:
        self.places: dict[str, Place] = {}
        # the states of what is carried, with their sizes, by counter and path, and by tick
        self.prints: dict[str, dict[int, tuple[State, int]]] = {}
        # what arrays were at first, by path; which counter saw it, at which of its ticks, and after
        # how many looks of all; and how many looks at it there were
        self.firsts: dict[str, tuple[State, str, int, int]] = {}
        self.looks: dict[str, int] = {}
        self.moved: set[str] = set()
        self.counters: dict[int, Counter] = {}
        self.total = 0
        self.busy = False
        self.after_look: Callable[[], None] = lambda: None
        self._file, self.taught, self.variables = str(task.path), taught, variables
        self.marker, self._wanted, self._late = Marker(taught, task.lesson), task.wanted, task.late

    def instrument(self, tree: ast.Module) -> CodeType:
        """Return the script's code with the counters planted in it."""
        self.carried = changed = carried(tree)
        self._used, self._used_when_called = used(tree, changed), used(tree, changed, called=True)
        self._finder = Finder(self.taught, unpacked(tree), indexed(tree))
        counted, sites, self.bodies = planted(tree)
        for site in range(sites):
            self.counters[site] = Counter(site)
            self.variables[LOOK.format(site)] = self._ticking(self.counters[site])
        return compile(counted, self._file, "exec", dont_inherit=True)

    def _ticking(self, counter: Counter) -> Callable[..., Any]:
        """Return what the script calls at the counter's place: it takes next to no time."""
        count = 0
        due = 1 if self._wanted is None else self._next(counter, 0)

        def tick(value: Any = None) -> Any:
            nonlocal count, due
            count += 1
            if count >= due and not self.busy:
                self.busy = True  # reading an object may run the script's own code
                try:
                    due = self._look(counter, count, sys._getframe(1), value)  # noqa: SLF001  its caller's variables
                except Exception:  # noqa: BLE001  what cannot be looked at is no fault of the script
                    due = count + LATEST
                finally:
                    self.busy = False
            return value

        def again() -> None:
            nonlocal due
            due, counter.idle = count + 1, 0

        counter.ticks, counter.again = (lambda: count), again
        return tick

    def _look(self, counter: Counter, count: int, frame: FrameType, value: Any) -> int:
        """Look at one tick; return the next to look at."""
        counter.scope, counter.scene = frame.f_code.co_name, dict(frame.f_locals)
        values = read({f"line {counter.site}": value} | self._reach(frame))
        self._compare(str(counter.site), count, values)
        if self._wanted is not None:
            self.after_look()
            return self._next(counter, count)
        counter.look.ticks.append((self._finder.hands(values), values))
        ticks, limit = len(counter.look.ticks), 2 if counter.look.whole else counter.longest
        if ticks < limit and not counter.look.over():
            return count + 1
        due = self._due(counter, count, ticks)
        return max(count + 1, min(due, self._late.get(str(counter.site), NEVER)))

    def _due(self, counter: Counter, count: int, ticks: int) -> int:
        """Close a look of so many ticks; return the tick at which the next one begins."""
        if ticks == LONGEST:
            counter.longest = USUAL  # what never changes is not waited for again
        counter.idle += not self._judge(counter)
        self.after_look()
        if counter.idle > PROOF and self.places:  # others answer
            return NEVER
        often = min(count * OFTENER, LATEST + count * SELDOMER) * ticks
        return count + 1 + int(often + LONGEST * (4**counter.idle - 1))

    def _next(self, counter: Counter, count: int) -> int:
        ticks = (self._wanted or {}).get(str(counter.site), ())
        return next((tick for tick in ticks if tick > count), NEVER)

    def call_begins(self) -> None:
        """Look anew: a training is called, to which what the script did before is nothing."""
        self._used = self._used_when_called
        for seen in (self.firsts, self.looks, self.moved):
            seen.clear()
        for counter in self.counters.values():
            counter.again()

    def all_seen(self) -> bool:
        """Whether all ticks that are wanted have been looked at."""
        return self._wanted is not None and self.total >= sum(map(len, self._wanted.values()))

    def learned(self) -> list[Place]:
        """Return the places that were wrong at first, and right later."""
        return [place for place in self.places.values() if place.learned]

    def final(self) -> None:
        """Look at what is left when the script has ended: it goes on with what was seen before."""
        for counter in self.counters.values():
            self._judge(counter)
        end = Counter(-1)
        for _ in range(PROOF):
            values = read(self.variables)
            end.look.ticks.append((self._finder.hands(values), values))
            self._judge(end)
        longest: dict[tuple[str, str], Place] = {}  # by path and hand
        for place in sorted(self.places.values(), key=lambda place: len(place.errors)):
            longest |= {(place.path, hand): place for hand in place.hands}
        for place in self.places.values():
            before = longest[place.path, place.hands[0]]
            if len(place.errors) <= PROOF < len(before.errors):
                place.errors[:0], place.first = before.errors, before.first

    def _reach(self, frame: FrameType | None) -> dict[str, Any]:
        """Return the variables of the script's functions that are at work, and the module's."""
        found: dict[str, Any] = {}
        while frame is not None:
            if frame.f_code.co_filename == self._file and frame.f_code.co_name != "<module>":
                for name, value in frame.f_locals.items():
                    found.setdefault(f"{frame.f_code.co_name}().{name}", value)
            frame = frame.f_back
        return found | {n: v for n, v in list(self.variables.items()) if n[:2] != "__"}

    def _judge(self, counter: Counter) -> bool:
        """Close a look: compare what has answered all four rows; say whether anything has."""
        look, counter.look = counter.look, Look()
        answered = False
        for hands in look.hands():
            for path, answers in look.answers(hands[0], self.marker.targets):
                key = f"{counter.site} {counter.scope} {path} {hands[0]}"
                place = self.places.setdefault(key, Place(counter.site, path))
                place.hands, error = hands, self.marker.error(answers)
                right = self.marker.right(answers, error)
                place.since = place.since or (self.total if right else 0)
                place.note(answers, error, right)
                answered = True
        return answered

    def _compare(self, site: str, count: int, values: Values) -> None:
        """Keep what the other runs are compared with: the weights' states at the first ticks."""
        self.total += 1
        for path, array in values.items():
            if path in self.moved and count > EARLY:
                continue
            # of as many numbers as there are rows each may be a row's own: all of them are told
            fractions = bool(np.any(array % 1))
            state = array.ravel().tolist() if array.size == ROWS else crc32(array.tobytes())
            first, *_ = self.firsts.setdefault(path, (state, site, count, self.total))
            self.looks[path] = self.looks.get(path, 0) + 1
            if first != state or array.size == 1 or not fractions:
                self.moved.add(path)  # a constant, or data: no weights
            if count <= EARLY and fractions and self.carried & {*re.split(NO_NAME, path)}:
                ticks = self.prints.setdefault(f"{site} {path}", {})
                if len(ticks) < KEPT:
                    ticks[count] = (state, array.size)

    def still(self) -> dict[str, tuple[State, str, int, int]]:
        """Return what the training reads and never moved, with its first state.

        What is first seen when the answers are right is not of the training, but a use of it.
        """
        right = min((place.since for place in self.learned()), default=self.total)
        return {
            path: first
            for path, first in self.firsts.items()
            if path not in self.moved and self.looks[path] >= OFTEN and first[-1] <= right
            if self._is_used(path)
        }

    def _is_used(self, path: str) -> bool:
        function, _, rest = path.rpartition("().")
        root, *attributes = re.sub(r"\[[^]]*\]", "", rest).split(".")
        names = {f"{function}.{root}" if function else root, *(f".{each}" for each in attributes)}
        return names <= self._used

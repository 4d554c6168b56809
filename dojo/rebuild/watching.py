"""Look at a script while it runs: counters in its loops and functions, and the answers they see.

A counter looks on its first ticks and then ever more seldom, each time for as many ticks running as
it takes to see all four rows. At a look, every value that fits the rows in hand is an answer to
them: a column beside the rows, or a number beside the one row.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any
from zlib import crc32

import numpy as np

from dojo.rebuild.planting import LOOK, carried, indexed, planted, unpacked, used
from dojo.rebuild.reading import LARGEST, Array, read
from dojo.rebuild.teaching import LESSONS, XOR, Bits, Taught

LATEST = 3_000  # ticks between two looks at most, where something answers
OFTENER = 0.15  # of the ticks so far: when a counter looks again
LONGEST = 40  # ticks of one look, until all rows have been in hand
NEAR = 0.25  # of the way from one target to the other: an answer that misses by less is right
PROOF = 2  # looks running at which a place has to be right
MANY = 20  # looks after which the last counts, even alone
SMALL = 8  # numbers of an array that may be an answer each
EARLY, KEPT = 400, 60  # ticks and looks of each counter that other runs are compared with
MEMORY = 10_000  # arrays whose rows are remembered
Answers = dict[Bits, float]


@dataclass
class Place:
    """A value that answers the rows, and how it fared."""

    answers: Answers = field(default_factory=dict)  # the last, the worst of each kind
    first: Answers = field(default_factory=dict)
    best: Answers = field(default_factory=dict)
    running: int = 0  # looks at which it has been right, up to now
    longest: int = 0
    fraction: bool = False  # whether it ever was no whole number
    kinds: int = 0  # of answers, at one look
    errors: list[float] = field(default_factory=list)

    @property
    def learned(self) -> bool:
        """Whether it was wrong at first, and right later: for more than a moment, or at the end."""
        at_last = self.running and len(self.errors) > MANY
        return self.errors[0] >= NEAR and self.fraction and bool(at_last or self.longest >= PROOF)


class Watch:
    """The counters, and what they saw."""

    def __init__(self, file: str, taught: Taught, lesson: str, variables: dict[str, Any]) -> None:
        self.places: dict[str, Place] = {}
        # the states of what is carried, by counter, path and tick
        self.prints: dict[str, dict[str, dict[int, tuple[int, int]]]] = {}
        self.still: dict[str, tuple[int, int]] = {}  # what arrays were at first, and looks at them
        self.moved: set[str] = set()
        self.origins: dict[str, tuple[int, str, str]] = {}  # of places: counter, path and hand
        self.scenes: dict[int, tuple[str, dict[str, Any]]] = {}  # what each counter saw last
        self.total = 0
        self.after_look: Callable[[], None] = lambda: None
        self._file, self.taught, self.variables = file, taught, variables
        self._targets = LESSONS["OR" if lesson == "OR" else "XOR"]
        self._hands: dict[tuple[Any, ...], list[Bits] | None] = {}
        # by counter and hand: the rows that were in it, and the answers by path
        self._burst: dict[int, dict[str, tuple[set[Bits], dict[str, Answers]]]] = {}
        self.busy = False

    def instrument(self, tree: ast.Module) -> CodeType:
        """Return the script's code with the counters planted in it."""
        self.carried, self.used = carried(tree), used(tree)
        self._pairs, self._indexed = unpacked(tree), indexed(tree)
        counted, sites, self.bodies = planted(tree)
        self._counts, self._due = [0] * sites, [1] * sites
        self._left, self._idle = [0] * sites, [0] * sites
        self.variables[LOOK] = self._tick
        return compile(counted, self._file, "exec", dont_inherit=True)

    def _tick(self, site: int, value: Any = None) -> Any:
        self._counts[site] += 1
        if self._counts[site] >= self._due[site] and not self.busy:
            self.busy = True  # reading an object may run the script's own code
            try:
                self._look(site, sys._getframe(1), value)  # noqa: SLF001  its caller's variables
            except Exception:  # noqa: BLE001  what cannot be looked at is no fault of the script
                self._due[site] = self._counts[site] + LATEST
            finally:
                self.busy = False
        return value

    def final(self) -> None:
        """Look at what is left when the script has ended: it goes on with what was seen before."""
        for site in list(self._burst):
            self._judge(site)
        for _ in range(PROOF):
            self._see(-1, 1, read(self.variables))
            self._judge(-1)
        for key, place in self.places.items():
            same = [
                p for k, p in self.places.items() if self.origins[k][1:] == self.origins[key][1:]
            ]
            before = max(same, key=lambda one: len(one.errors))
            if len(place.errors) <= PROOF < len(before.errors):
                place.errors[:0], place.first = before.errors, before.first

    def _look(self, site: int, frame: FrameType, value: Any) -> None:
        count = self._counts[site]
        self.scenes[site] = frame.f_code.co_name, dict(frame.f_locals)
        values = read({f"line {site}": value} | self._reach(frame))
        whole = self._see(site, count, values)
        self._left[site] += 1
        met = any(len(rows) == len(XOR) for rows, _ in self._burst[site].values())
        seen = met and self._left[site] > len(XOR)
        if self._left[site] >= (2 if whole else LONGEST) or seen:
            self._idle[site] += not self._judge(site)
            self._left[site] = 0
            gap = min(int(count * OFTENER), LATEST) + LONGEST * 4 ** self._idle[site] - LONGEST
            enough = self._idle[site] > PROOF and self.places  # others answer
            self._due[site] = sys.maxsize if enough else count + 1 + gap
            self.after_look()

    def _reach(self, frame: FrameType | None) -> dict[str, Any]:
        """Return the variables of the script's functions that are at work, and the module's."""
        found: dict[str, Any] = {}
        while frame is not None:
            if frame.f_code.co_filename == self._file and frame.f_code.co_name != "<module>":
                for name, value in frame.f_locals.items():
                    found.setdefault(f"{frame.f_code.co_name}().{name}", value)
            frame = frame.f_back
        return found | {n: v for n, v in list(self.variables.items()) if n[:2] != "__"}

    def _see(self, site: int, count: int, values: dict[str, Array]) -> bool:
        """Take in the values of one tick; say whether no single row was in hand."""
        self._compare(site, count, values)
        hands = dict(self._in_hand(values))
        bursts = self._burst.setdefault(site, {})
        fitted: dict[int, list[tuple[str, list[float]]]] = {}
        for hand, rows in hands.items():
            if len(rows) not in fitted:
                fitted[len(rows)] = [f for f in fitting(values, len(rows)) if f[0] not in hands]
            met, burst = bursts.setdefault(hand, (set(), defaultdict(dict)))
            met.update(rows)
            if len(rows) == 1:
                for path, (answer,) in fitted[1]:
                    burst[path][rows[0]] = answer
                continue
            for path, answers in fitted[len(rows)]:  # of each kind of row the worst counts
                told = zip(rows, answers, strict=True)
                burst[path] |= sorted(told, key=lambda pair: abs(pair[1] - self._targets[pair[0]]))
        return all(len(rows) > 1 for rows in hands.values())

    def _in_hand(self, values: dict[str, Array]) -> Iterator[tuple[str, list[Bits]]]:
        """Yield what is one known row or more, and the bits of each."""
        for path, array in values.items():
            rows = self._rows_in(array)
            if rows:
                yield path, rows
        names = {path.rpartition(").")[2]: values[path] for path in values}
        for table, index in self._indexed:
            if table not in names or index not in names:
                continue
            rows, numbers = self._rows_in(names[table]), names[index].ravel()
            if rows and numbers.size < len(rows) and np.isin(numbers, range(len(rows))).all():
                yield f"{table}[{index}]", [rows[int(number)] for number in numbers]
        for group in self._pairs:
            if all(name in names and names[name].size == 1 for name in group):
                bits = self.taught.bits(tuple(float(names[name].item()) for name in group))
                if bits:
                    yield ", ".join(group), [bits]

    def _rows_in(self, array: Array) -> list[Bits] | None:
        """Return the bits of each row, if the array holds nothing but rows."""
        if not 2 <= array.size <= LARGEST:  # noqa: PLR2004  a row has two numbers at least
            return None
        key = (array.shape, array.tobytes(), len(self.taught.rows))
        if key not in self._hands:
            if len(self._hands) > MEMORY:
                self._hands.clear()
            table = array.squeeze()
            found: list[list[Bits | None]] = []
            if table.ndim in (1, 2):
                turned = (table, table.T) if table.ndim > 1 else (table[None],)
                found = [[self.taught.bits(tuple(r)) for r in t.tolist()] for t in turned]
            self._hands[key] = next((rows for rows in found if all(rows)), None)  # type: ignore[assignment]  # there is no None in it
        return self._hands[key]

    def _judge(self, site: int) -> bool:
        """Close a look: compare what has answered all four rows; say whether anything has."""
        answered = False
        scope = self.scenes[site][0] if site in self.scenes else ""
        for hand, (_, burst) in self._burst.pop(site, {}).items():
            for path, answers in burst.items():
                if len(answers) == len(XOR) and all(map(np.isfinite, answers.values())):
                    key = f"{site} {scope} {path} {hand}"
                    self.origins[key] = site, path, hand
                    self._note(self.places.setdefault(key, Place()), answers)
                    answered = True
        return answered

    def _note(self, place: Place, answers: Answers) -> None:
        error = min(max(self.misses(answers, *scale).values()) for scale in self.taught.scales)
        place.fraction |= any(answer != round(answer) for answer in answers.values())
        place.kinds = max(place.kinds, len({*answers.values()}))
        place.first = place.first or answers
        if not place.errors or error < min(place.errors):
            place.best = answers
        place.errors.append(error)
        place.answers = answers
        place.running = place.running + 1 if self._right(answers, error) else 0
        place.longest = max(place.longest, place.running)

    def misses(self, answers: Answers, low: float, high: float) -> Answers:
        """Return by how much of the way from one target to the other each answer is off."""
        size = high - low
        return {b: abs((a - low) / size - self._targets[b]) for b, a in answers.items()}

    def _right(self, answers: Answers, error: float) -> bool:
        """Say whether it answers; of another lesson one row may be missed that was not changed."""
        if any({*answers.values()} <= {*scale} for scale in (*self.taught.scales, (0.0, 1.0))):
            return False  # these are the targets themselves
        misses = self.misses(answers, *min(self.taught.scales))
        missed = [bits for bits, miss in misses.items() if not miss < NEAR]
        forgiven = self._targets != XOR and len(missed) == 1
        return error < NEAR or (forgiven and self._targets[missed[0]] == XOR[missed[0]])

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
            if count <= EARLY and np.any(array % 1) and self.carried & set(parts(path)):
                ticks = self.prints.setdefault(str(site), {}).setdefault(path, {})
                if len(ticks) < KEPT:
                    ticks[count] = (state, array.size)


def fitting(values: dict[str, Array], rows: int) -> Iterator[tuple[str, list[float]]]:
    """Yield what holds one number a row, or two, and with one row each number of a short array."""
    for path, array in values.items():
        if array.size == rows:
            yield path, array.ravel().tolist()
        elif array.size == 2 * rows and rows > 1:
            table = array.reshape(array.shape[0], -1)
            turned = table if len(table) == rows else table.T
            for number, column in enumerate(turned.T.tolist() if len(turned) == rows else ()):
                yield f"{path}[{number}]", column
        elif rows == 1 and array.size <= SMALL:
            for number, one in enumerate(array.ravel().tolist()):
                yield f"{path}[{number}]", [one]


def parts(path: str) -> list[str]:
    """Return the names that a path is made of."""
    return path.replace("]", "").replace("[", ".").replace("()", "").split(".")

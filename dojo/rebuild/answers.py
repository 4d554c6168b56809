"""What is seen at a look: which rows are in hand, and every value that fits them, an answer.

An answer is a column beside the rows, or a number beside the one row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from math import inf, isfinite

import numpy as np

from dojo.rebuild.reading import LARGEST, Array
from dojo.rebuild.reasons import MANY, NEAR
from dojo.rebuild.teaching import LESSONS, XOR, Bits, Taught

PROOF = 2  # looks running at which a place has to be right
DIGITS = 9  # to which an answer and its error make up whole numbers
SMALL = 8  # numbers of an array that may be an answer each
Answers = tuple[float, ...]  # in the order of XOR
Values = dict[str, Array]  # by path
Hands = dict[str, list[Bits]]  # by path, or by the names that make a row together


@dataclass
class Place:
    """A value that answers the rows, and how it fared."""

    site: int  # of the counter that sees it
    path: str
    hands: tuple[str, ...] = ()  # what has the rows, or any part of them, beside it
    answers: Answers = ()  # the last, the worst of each kind
    first: Answers = ()
    best: Answers = ()
    running: int = 0  # looks at which it has been right, up to now
    longest: int = 0
    fraction: bool = False  # whether it ever was no whole number
    kinds: int = 0  # of answers, at one look
    output: bool = False  # whether an error is taken from it
    since: int = 0  # after how many looks of all counters it was right first
    errors: list[float] = field(default_factory=list)

    @property
    def learned(self) -> bool:
        """Whether it was wrong at first, and right later: for more than a moment, or at the end."""
        at_last = self.running and len(self.errors) > MANY
        return self.errors[0] >= NEAR and self.fraction and bool(at_last or self.longest >= PROOF)

    def note(self, answers: Answers, error: float, right: bool) -> None:
        """Take in the answers of one look."""
        self.fraction = self.fraction or any(answer % 1 for answer in answers)
        self.kinds = max(self.kinds, len({*answers}))
        self.first = self.first or answers
        if not self.errors or error < min(self.errors):
            self.best = answers
        self.errors.append(error)
        self.answers = answers
        self.running = self.running + 1 if right else 0
        self.longest = max(self.longest, self.running)


def mark_outputs(places: Iterable[Place]) -> None:
    """Find the outputs of a network: beside one stands its error, which is whole numbers off."""

    def off(answers: Iterable[float]) -> Answers:
        return tuple(round(answer % 1, DIGITS) % 1 for answer in answers)

    told = [place for place in places if place.fraction]
    errors = {off(place.answers) for place in told if min(place.answers) < 0}
    for place in told:
        both = {off(place.answers), off(-answer for answer in place.answers)}
        place.output = 0 <= min(place.answers) <= max(place.answers) <= 1 and bool(errors & both)


class Marker:
    """Says of answers how far they are from the lesson's targets."""

    def __init__(self, taught: Taught, lesson: str) -> None:
        self._taught = taught
        self.targets = LESSONS["OR" if lesson == "OR" else "XOR"]

    def error(self, answers: Answers) -> float:
        """Return by how much the worst is off, on the scale on which they are nearest."""
        return min(max(self._misses(answers, *scale)) for scale in self._taught.scales)

    def _misses(self, answers: Answers, low: float, high: float) -> list[float]:
        """Return by how much of the way from one target to the other each answer is off."""
        size = high - low
        told = zip(answers, self.targets.values(), strict=True)
        return [abs((answer - low) / size - target) for answer, target in told]

    def right(self, answers: Answers, error: float) -> bool:
        """Say whether it answers; of another lesson one row may be missed that was not changed."""
        if error >= NEAR and self.targets == XOR:
            return False
        if any({*answers} <= {*scale} for scale in (*self._taught.scales, (0.0, 1.0))):
            return False  # these are the targets themselves
        misses = zip(XOR, self._misses(answers, *min(self._taught.scales)), strict=True)
        missed = [bits for bits, miss in misses if not miss < NEAR]
        return error < NEAR or (len(missed) == 1 and self.targets[missed[0]] == XOR[missed[0]])


class Finder:
    """Finds the rows of XOR among the values of a look."""

    def __init__(
        self, taught: Taught, pairs: set[tuple[str, ...]], indexed: set[tuple[str, str]]
    ) -> None:
        self._taught, self._pairs, self._indexed = taught, pairs, indexed

    def hands(self, values: Values) -> Hands:
        """Return what is one known row or more, and the bits of each."""
        found = dict(self._hands(values))
        # The rows may be nowhere, but as columns apart: then all are in hand in their order.
        return found or ({"its rows": self._taught.order} if self._taught.order else {})

    def _hands(self, values: Values) -> Iterator[tuple[str, list[Bits]]]:
        for path, array in values.items():
            rows = self._rows_in(array)
            if rows:
                yield path, rows
        # A name that several scopes have is the innermost one's, which comes first.
        names = {path.rpartition(").")[2]: values[path] for path in reversed(values)}
        for table, index in self._indexed:
            if table not in names or index not in names:
                continue
            rows, numbers = self._rows_in(names[table]), names[index].ravel()
            if rows and numbers.size < len(rows) and np.isin(numbers, range(len(rows))).all():
                yield f"{table}[{index}]", [rows[int(number)] for number in numbers]
        for group in self._pairs:
            if all(name in names and names[name].size == 1 for name in group):
                bits = self._taught.bits(tuple(float(names[name].item()) for name in group))
                if bits:
                    yield ", ".join(group), [bits]

    def _rows_in(self, array: Array) -> list[Bits] | None:
        """Return the bits of each row, if the array holds nothing but rows."""
        if not 2 <= array.size <= LARGEST:  # noqa: PLR2004  a row has two numbers at least
            return None
        table = np.atleast_2d(array.squeeze())
        for turned in (table, table.T) if table.ndim == 2 else ():  # noqa: PLR2004  rows and columns
            found = [*takewhile(bool, (self._taught.bits(tuple(row)) for row in turned.tolist()))]
            if len(found) == len(turned):
                return [bits for bits in found if bits]
        return None


@dataclass
class Look:
    """What a counter sees from tick to tick, until all four rows have been in hand."""

    ticks: list[tuple[Hands, Values]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether no single row is in hand."""
        return all(len(rows) > 1 for rows in self.ticks[-1][0].values())

    def over(self) -> bool:
        """Say whether all four rows have been in hand, a few at a time, and now it is another.

        What is called more than once a row has its last answer then: the tick is of the next look.
        """
        if len(self.ticks) <= len(XOR):
            return False
        for name, last in self.ticks[-1][0].items():
            rows = [hands.get(name, []) for hands, _ in self.ticks[:-1]]
            met = {bits for tick in rows for bits in tick}
            if len(last) < len(XOR) == len(met) and last != rows[-1]:
                self.ticks.pop()
                return True
        return False

    def hands(self) -> Iterator[tuple[str, ...]]:
        """Yield what has had all four rows in hand; what had the same at every tick, together."""
        alike: dict[str, list[str]] = {}
        for name in dict.fromkeys(name for hands, _ in self.ticks for name in hands):
            rows = [hands.get(name, []) for hands, _ in self.ticks]
            if len({bits for tick in rows for bits in tick}) == len(XOR):
                alike.setdefault(repr(rows), []).append(name)
        yield from map(tuple, alike.values())

    def answers(self, hand: str, targets: dict[Bits, float]) -> Iterator[tuple[str, Answers]]:
        """Yield the paths of what has answered all rows in that hand, and its answers."""
        found: dict[str, dict[Bits, float]] = {}
        for hands, values in self.ticks:
            rows = hands.get(hand, [])
            for path, answers in fitting(values, len(rows)) if rows else ():
                if path in hands:
                    continue
                told = zip(rows, answers, strict=True)  # of each kind of row the worst counts
                found.setdefault(path, {}).update(
                    sorted(told, key=lambda pair: abs(pair[1] - targets[pair[0]]))
                )
        for path, answered in found.items():
            in_order = tuple(answered.get(bits, inf) for bits in XOR)
            if all(map(isfinite, in_order)):
                yield path, in_order


def fitting(values: Values, rows: int) -> Iterator[tuple[str, list[float]]]:
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

"""What both renderers need to know of a recipe: where axes end, where ticks are, who looks how."""

import math
from dataclasses import dataclass

from dojo.pictures.recipe import Mark, Panel

FARTHEST = 1e9  # no axis that was left open reaches beyond it, whatever wrong code returns


@dataclass(frozen=True)
class Axis:
    """An axis as it is drawn."""

    label: str
    low: float
    high: float
    ticks: list[float]
    names: list[str]  # of the ticks
    scale: str
    repeated: bool  # a panel before it in the row has the same one

    def held(self, values: list[float]) -> list[float]:
        """Return the values, with those that are infinite at the ends, and none too far to draw."""
        ends = {-math.inf: self.low, math.inf: self.high}
        return [ends.get(v, min(max(v, -1e12), 1e12) if v == v else v) for v in values]  # noqa: PLR0124  nan is not itself

    def spread(self, values: list[float]) -> list[float]:
        """Return how far along the axis values are: 0 is its low end, 1 its high end."""
        low, high, *places = (
            _scaled(v, self.scale) for v in (self.low, self.high, *self.held(values))
        )
        return [(place - low) / (high - low) for place in places]


def _scaled(value: float, scale: str) -> float:
    if scale == "log":
        return math.log10(value) if value > 0 else math.nan
    return 1 + math.log10(value) if scale == "symlog" and value > 1 else value


def framed(row: list[Panel]) -> list[tuple[Axis, Axis]]:
    """Return the axes of each panel in a row: x and y."""
    return [(_settled(row, at, "x"), _settled(row, at, "y")) for at in range(len(row))]


def _settled(row: list[Panel], at: int, letter: str) -> Axis:
    """Return an axis with what the recipe has left open."""
    given = row[at][letter]
    alike = [n for n, other in enumerate(row) if other[letter] == given]
    marks = [mark for n in alike for mark in row[n]["marks"]]
    least = 1 / FARTHEST if given["scale"] == "log" else -FARTHEST
    near = [v for mark in marks for v in mark.get(letter, ()) if least < v < FARTHEST] or [0.1, 1]
    low, high = min(near), max(near)
    margin = 0.05 * (high - low) or 0.5
    wider = (low / 1.2, high * 1.2) if least > 0 else (low - margin * (low != 0), high + margin)
    low = wider[0] if given["low"] is None else given["low"]
    high = wider[1] if given["high"] is None else given["high"]
    ticks = _ticks(low, high, given["scale"]) if given["ticks"] is None else given["ticks"]
    named = given["names"] or [f"{tick:,g}" for tick in ticks]
    return Axis(given["label"], low, high, ticks, named, given["scale"], alike[0] < at)


def _ticks(low: float, high: float, scale: str) -> list[float]:
    """Return about five round numbers, or the powers of ten, from one end to the other."""
    if scale != "linear":
        first, last = (math.floor(math.log10(end)) if end > 0 else 0 for end in (low, high))
        decades = range(first, last + 1, 1 + (last - first) // 8)
        digits = (1,) if last - first > 1 else (1, 2, 5)
        return [t for t in (0, *(d * 10.0**k for k in decades for d in digits)) if low <= t <= high]
    power = 10 ** math.floor(math.log10((high - low) / 6))
    step = next(each * power for each in (1, 2, 5, 10) if each * power * 6 >= high - low)
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def labelled(row: list[Panel]) -> list[Mark]:
    """Return the marks that the legend of a row explains, each label once."""
    marks = [
        mark for panel in row for mark in panel["marks"] if mark.get("label") and "nth" in mark
    ]
    return list({mark["label"]: mark for mark in reversed(marks)}.values())[::-1]


def ends(mark: Mark) -> tuple[float, float]:
    """Return the numbers at the two ends of the colours of cells or of a plane."""
    colored = mark["values"][: len(mark["values"]) - mark["plain"]]
    near = [v for row in colored for v in row if abs(v) < FARTHEST] or [0]
    low, high = min(near), max(near)
    if mark["colors"] == "diverging":
        high = max(-low, high)
        low = -high
    low = low if mark["low"] is None else mark["low"]
    high = high if mark["high"] is None else mark["high"]
    return low, high if high > low else low + 1

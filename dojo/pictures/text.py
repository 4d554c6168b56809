"""What pictures share when they are drawn in characters, for a terminal: no colour is needed."""

import math
import textwrap
from collections.abc import Callable, Iterable, Sequence

from dojo.pictures.picture import Axis, Data, Picture, written

NARROWEST = 72
SCALES: dict[str, Callable[[float], float]] = {
    "linear": float,
    "log": math.log10,
    "symlog": lambda value: value if value <= 1 else 1 + math.log10(value),
}

Curve = tuple[str, Sequence[float], Sequence[float]]  # its sign, its x, its y


def as_text(picture: Picture, data: Data, width: int = 80) -> str:
    """Return the picture as plain text in lines of at most `width` (and at least 72) columns."""
    width = max(width, NARROWEST)
    plot = [line.rstrip() for line in picture.text(data, width)]
    caption = textwrap.wrap(picture.explained, width)
    return "\n".join([picture.title, "═" * len(picture.title), "", *plot, "", *caption, ""])


def cell(axis: Axis, value: float, cells: int) -> int | None:
    """Return which of the `cells` of an axis the value falls into, None outside it."""
    if not axis.low <= value <= axis.high:  # nan is nowhere
        return None
    low, high, spread = (SCALES[axis.scale](number) for number in (axis.low, axis.high, value))
    return round((spread - low) / (high - low) * (cells - 1))


def chart(
    curves: Iterable[Curve], x: Axis, y: Axis, size: tuple[int, int], meet: str = ""
) -> list[str]:
    """Return a framed plot of `size` (columns, rows); `meet` stands where curves meet.

    Without a `meet`, the later curve is in front.
    """
    margin = max(len(f"{tick:g}") for tick in y.ticks) + 2
    columns, rows = size[0] - margin, size[1]
    cells: dict[tuple[int, int], str] = {}
    for sign, along, up in curves:
        for point in zip(along, up, strict=True):
            column, row = cell(x, point[0], columns), cell(y, point[1], rows)
            if column is not None and row is not None:
                before = cells.get((row, column), sign)
                cells[row, column] = meet if meet and before != sign else sign
    ticks = {cell(y, tick, rows): f"{tick:g}" for tick in y.ticks}
    lines = [y.label]
    for row in reversed(range(rows)):
        edge = f"{ticks.get(row, ''):>{margin - 2}} {'┤' if row in ticks else '│'}"
        lines.append(edge + "".join(cells.get((row, column), " ") for column in range(columns)))
    return [*lines, *_foot(x, columns, margin)]


def _foot(x: Axis, columns: int, margin: int) -> list[str]:
    """Return the line, the ticks and the label under a plot."""
    line, numbers = ["─"] * columns, [" "] * (columns + margin)
    for tick in x.ticks:
        column, text = cell(x, tick, columns), f"{tick:,g}"
        if column is not None:
            line[column] = "┬"
            start = min(margin + column - len(text) // 2, columns + margin - len(text))
            numbers[start : start + len(text)] = text
    return [" " * (margin - 1) + "└" + "".join(line), "".join(numbers), x.label.rjust(len(numbers))]


def strip(axis: Axis, cells: int, marks: Iterable[tuple[str, float]]) -> str:
    """Return a line of `cells` with signs at their values; beyond an end, an arrow is there."""
    line = [" "] * cells
    for sign, value in marks:
        at = cell(axis, value, cells)
        if at is not None:
            line[at] = sign
        elif not math.isnan(value):
            line[-1 if value > 0 else 0] = ">" if value > 0 else "<"
    return "".join(line)


def row(name: str, cells: Iterable[str | float], wide: int, form: str = "g") -> str:
    """Return a row of a table: a name, a bar, and texts or numbers in `wide` columns each."""
    texts = (each if isinstance(each, str) else written(each, form) for each in cells)
    return f"{name:20}│" + "".join(f"{text:>{wide}}" for text in texts)


def rule(columns: int, name: str = "") -> str:
    """Return a line between two rows of a table that has so many columns behind the bar."""
    return f"{name:─<20}┼{'─' * columns}"

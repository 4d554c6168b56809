"""The same pictures in characters, for where there is nothing but a terminal: no colour needed."""

import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from dojo.pictures.catalogue import Picture, written

NARROWEST = 72
MEETING = "#"  # where several curves share one cell

Data = dict[str, Any]
Curve = tuple[str, Sequence[float], Sequence[float]]  # its sign, its x, its y


@dataclass(frozen=True)
class _Axis:
    """What an axis shows: the ends, the ticks, and how a number is stretched on the way."""

    label: str
    low: float
    high: float
    ticks: Sequence[float]
    scale: Callable[[float], float] = float

    def cell(self, value: float, cells: int) -> int | None:
        """Return which of the `cells` the value falls into, None outside the axis."""
        if not self.low <= value <= self.high:  # nan is nowhere
            return None
        low, high = self.scale(self.low), self.scale(self.high)
        return round((self.scale(value) - low) / (high - low) * (cells - 1))


def text_of(picture: Picture, data: Data, width: int) -> str:
    """Return title, plot and caption as lines of at most `width` columns."""
    width = max(width, NARROWEST)
    caption = textwrap.wrap(
        f"What to see when the code is right: {picture.caption} Drawn from {picture.kata}.py.",
        width,
    )
    plot = [line.rstrip() for line in _PLOTS[picture.name](data, width)]
    return "\n".join([picture.title, "═" * len(picture.title), "", *plot, "", *caption, ""])


def _chart(
    curves: Iterable[Curve], x: _Axis, y: _Axis, size: tuple[int, int], meet: str
) -> list[str]:
    """Return a framed plot of `size` (columns, rows); `meet` stands where curves meet.

    Without a `meet`, the later curve is in front.
    """
    margin = max(len(f"{tick:g}") for tick in y.ticks) + 2
    columns, rows = size[0] - margin, size[1]
    cells: dict[tuple[int, int], str] = {}
    for sign, along, up in curves:
        for point in zip(along, up, strict=True):
            column, row = x.cell(point[0], columns), y.cell(point[1], rows)
            if column is not None and row is not None:
                before = cells.get((row, column), sign)
                cells[row, column] = meet if meet and before != sign else sign
    ticks = {y.cell(tick, rows): f"{tick:g}" for tick in y.ticks}
    lines = [y.label]
    for row in reversed(range(rows)):
        edge = f"{ticks.get(row, ''):>{margin - 2}} {'┤' if row in ticks else '│'}"
        lines.append(edge + "".join(cells.get((row, column), " ") for column in range(columns)))
    return [*lines, *_foot(x, columns, margin)]


def _foot(x: _Axis, columns: int, margin: int) -> list[str]:
    """Return the line, the ticks and the label under a plot."""
    line, numbers = ["─"] * columns, [" "] * (columns + margin)
    for tick in x.ticks:
        column, text = x.cell(tick, columns), f"{tick:,g}"
        if column is not None:
            line[column] = "┬"
            start = min(margin + column - len(text) // 2, columns + margin - len(text))
            numbers[start : start + len(text)] = text
    return [" " * (margin - 1) + "└" + "".join(line), "".join(numbers), x.label.rjust(len(numbers))]


def _symlog(value: float) -> float:
    """Return a number stretched like a logarithm from 1 on, and evenly below."""
    return value if value <= 1 else 1 + math.log10(value)


def _sigmoid(data: Data, width: int) -> list[str]:
    curves: list[Curve] = [(".", data["x"], data["output"])]
    for x, y, slope in data["tangents"]:
        reach = 3 / math.hypot(1, 4 * slope) if math.isfinite(slope) else 0
        steps = [reach * (k / 20 - 1) for k in range(41)]
        curves.append(("=", [x + step for step in steps], [y + slope * step for step in steps]))
    curves += [("O", [x], [y]) for x, y, _ in data["tangents"]]
    x_axis = _Axis("x (the sum that reaches the node)", -8, 8, range(-8, 9, 2))
    y_axis = _Axis("output of the node", -0.1, 1.1, [0, 0.25, 0.5, 0.75, 1])
    legend = ["", ". sigmoid(x)    O= a point and its tangent", ""]
    slopes = [
        f"  at x = {x:2g} the slope is {written(slope, '.4f')}" for x, _, slope in data["tangents"]
    ]
    return _chart(curves, x_axis, y_axis, (width, 19), "") + legend + slopes


def _forward(data: Data, _: int) -> list[str]:
    inputs, hidden, (output,) = data["layers"]
    synapse_0, synapse_1 = data["synapses"]
    names = [f"hidden {i + 1}" for i in range(len(hidden))]
    rows = zip(("input 1", "input 2", "bias"), inputs, synapse_0, strict=True)
    return [
        f"{'layer 0':12}{'value':>7} │" + "".join(f"{name:>10}" for name in names),
        "─ synapse_0 ────────┼" + "─" * 41,
        *(_line(f"  {name:10}{value:7g}", weights, "+.2f") for name, value, weights in rows),
        f"{'  add up, squash':20}│" + "        |         |         |         |",
        _line("layer 1", hidden, ".3f"),
        "─ synapse_1 ────────┼" + "─" * 41,
        _line("  to the output", [weight for (weight,) in synapse_1], "+.2f"),
        f"{'  add up, squash':20}│" + "        +---------+----+----+---------+",
        f"{'':20}│{'|':>24}",
        f"{'layer 2, the output':20}│{written(output, '.3f'):>26}   (target {data['target'][0]:g})",
    ]


def _line(name: str, numbers: Sequence[float], form: str) -> str:
    return f"{name:20}│" + "".join(f"{written(number, form):>10}" for number in numbers)


def _alpha(data: Data, width: int) -> list[str]:
    signs = "abcdefg"
    curves = [
        (sign, data["iterations"], errors)
        for sign, errors in zip(signs, data["errors"], strict=True)
    ]
    x_axis = _Axis(
        "iterations done (log scale from 1 on)", 0, 1e4, [0, 1, 10, 100, 1e3, 1e4], _symlog
    )
    ticks = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
    y_axis = _Axis("mean absolute error (log scale)", 0.002, 1, ticks, math.log10)
    ends = [
        f"{sign}  alpha {alpha:<6g} ends at {written(errors[-1], '.4f')}"
        for (sign, _, errors), alpha in zip(curves, data["alphas"], strict=True)
    ]
    ends.append(f"{MEETING}  several at the same place")
    pairs = zip_longest(ends[:4], ends[4:], fillvalue="")
    legend = [f"{one:{width // 2}}{other}" for one, other in pairs]
    return [*_chart(curves, x_axis, y_axis, (width, 22), MEETING), "", *legend]


def _bucket(data: Data, width: int) -> list[str]:
    half = (width - 4) // 2
    panels = [_strips(ball, half) for ball in data["balls"]]
    lines = ["The bucket from above: o the ball after each step, : the bottom (x = 0)."]
    for left, right in zip(panels[::2], panels[1::2], strict=True):
        lines.append("")
        lines += [f"{one:{half}}    {other}" for one, other in zip(left, right, strict=True)]
    return lines


def _strips(ball: Data, width: int) -> list[str]:
    """Return one ball's way, a line a step: its place from above, and x."""
    cells = width - 17
    axis = _Axis("", -6.2, 6.2, ())
    lines = [f"{ball['name']}: alpha = {ball['alpha']:g}"]
    lines.append(f"step ┌{'position x'.center(cells, '─')}┐{'x':>10}")
    for step, x in enumerate(ball["positions"]):
        strip = [" "] * cells
        _mark(strip, axis, 0, ":")
        _mark(strip, axis, x, "o")
        lines.append(f"{step:4} │{''.join(strip)}│{x:10.3g}")
    return lines


def _mark(strip: list[str], axis: _Axis, value: float, sign: str) -> None:
    """Put the sign where the value is; when that is beyond an end, an arrow there."""
    cell = axis.cell(value, len(strip))
    if cell is not None:
        strip[cell] = sign
    elif not math.isnan(value):
        strip[-1 if value > 0 else 0] = ">" if value > 0 else "<"


def _directions(data: Data, _: int) -> list[str]:
    rule = "─" * 20 + "┼" + "─" * 7 * len(data["alphas"])
    head = f"{'weight (from -> to)':20}│" + "".join(f"{alpha:>7g}" for alpha in data["alphas"])
    rows = [
        f"{f'{sender} -> {receiver}':20}│" + "".join(f"{count:7g}" for count in counts)
        for (sender, receiver), counts in zip(data["weights"], data["changes"], strict=True)
    ]
    totals = [sum(column) for column in zip(*data["changes"], strict=True)]
    total = f"{'all together':20}│" + "".join(f"{count:7g}" for count in totals)
    label = f"{'':20}│  alpha (below: changes in {data['iterations']:,} iterations)"
    return [label, head, rule, *rows[:-4], rule, *rows[-4:], rule, total]


def _weights(data: Data, width: int) -> list[str]:
    shown = [1, 10, 100, 1000, 10_000]
    cells = width - 19 - 7 * len(shown) - 3
    axis = _Axis("", -10, 10, ())
    head = f"{'weight after':19}" + "".join(f"{count:>7,}" for count in shown)
    lines = [f"{head} ┌{'-10 ... value ... +10'[:cells].center(cells, '─')}┐"]
    for (sender, receiver), values in zip(data["weights"], data["values"], strict=True):
        now = dict(zip(data["iterations"], values, strict=True))
        numbers = "".join(f"{written(now[count], '+.2f'):>7}" for count in shown)
        strip = _way(axis, [now[count] for count in shown], cells)
        lines.append(f"{f'{sender} -> {receiver}':19}{numbers} │{strip}│")
    lines.insert(-4, "")
    legend = ["Numbers: the weight after so many iterations. On the line: o after 1,"]
    return [*lines, "", *legend, "* after 10,000, - the way between the two, : zero."]


def _way(axis: _Axis, values: Sequence[float], cells: int) -> str:
    """Return a strip with the first value, the last one, and the way between the two."""
    strip = [" "] * cells
    start, end = (axis.cell(min(max(values[i], axis.low), axis.high), cells) for i in (0, -1))
    if start is not None and end is not None:
        for cell in range(min(start, end), max(start, end)):
            strip[cell] = "-"
    _mark(strip, axis, 0, ":")
    _mark(strip, axis, values[0], "o")
    _mark(strip, axis, values[-1], "*")
    return "".join(strip)


_PLOTS: dict[str, Callable[[Data, int], list[str]]] = {
    "sigmoid": _sigmoid,
    "forward": _forward,
    "alpha": _alpha,
    "bucket": _bucket,
    "directions": _directions,
    "weights": _weights,
}

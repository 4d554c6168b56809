"""The recipe of a picture: panels, their axes and the marks in them, as plain data.

A kata's file here asks the learner's own functions for numbers and returns rows of panels; `plot`
draws them with matplotlib, `text` in characters. A whole picture:

    def sizes(ask: Ask) -> Rows:
        '''How many hidden nodes?

        What there is to see …
        '''
        nodes, lines = [1, 2, 4], []
        for alpha in (0.1, 1.0):  # lists go in as arrays; the result's shape is checked
            (errors,) = ask("errors_by_size", {"the errors": (3, 9)}, X, Y, nodes, SEEDS, alpha, 99)
            lines.append(line(nodes, errors.mean(axis=1), f"alpha = {alpha:g}"))
        x, y = axis("hidden nodes", ticks=nodes, scale="log"), axis("mean error", 0, 0.6)
        return [[panel("", *lines, level(0.5, "undecided"), x=x, y=y)]]

The panels of a row stand side by side; in a terminal, as many as fit. Those with the same axis
share its ends. Labels become a legend, inside a single panel, or once below a row of several.
Whatever is left open is chosen: ends, ticks, and for each line, set of dots or columns the next
colour, dash and sign. `color` is a name in COLORS, or from 0 to 1 a place on a map from dark to
light. `sign` is matplotlib's marker, and the character in a terminal; a line with one of `.-:=` is
solid, dashed, dotted or dash-dotted, without markers. Later marks lie in front. An infinite
coordinate is an end of the axis. Dots at the heights of named ticks are a strip. `cells`, `table`
and `network` fill a panel alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

Numbers = Any  # a list of numbers, or a numpy array
Mark = dict[str, Any]
Panel = dict[str, Any]
Rows = list[list[Panel]]  # from top to bottom, each from left to right
Ask = Callable[..., list[Any]]  # calls one of the learner's functions: see Learner.ask
# Okabe and Ito's colours, which look different to everyone; dash and sign say it once more.
COLORS = {
    "blue": "#0072B2", "vermilion": "#D55E00", "green": "#009E73", "orange": "#E69F00",
    "purple": "#CC79A7", "sky": "#56B4E9", "black": "#000000", "grey": "#666666",
}  # fmt: skip
SIGNS, PLAIN = "osD^vPX", ".-:="  # of lines with and without markers
LARGE = 1000  # from here on a number with fixed digits would not fit its place


@dataclass(frozen=True)
class Picture:
    """The words of a picture."""

    name: str
    title: str
    caption: str  # what there is to see when the code is right
    file: str  # the name of what it is drawn from

    @property
    def kata(self) -> str:
        """The id of the only kata whose code it calls."""
        return self.file.removesuffix(".py")

    @property
    def explained(self) -> str:
        """What stands below it."""
        return f"What to see when the code is right: {self.caption} Drawn from {self.file}."


def axis(
    label: str = "", low: float | None = None, high: float | None = None,
    ticks: Sequence[float] | None = None, scale: str = "linear", names: Sequence[str] = (),
) -> Mark:  # fmt: skip
    """Return an axis; `scale`: "log", or "symlog", as "log" from 1 on; `names` are of its ticks."""
    ends = {"low": low, "high": high, "ticks": ticks}
    return ends | {"label": label, "scale": scale, "names": names}


def panel(
    title: str, *marks: Mark | list[Mark], x: Mark | None = None, y: Mark | None = None,
    height: float = 4.2, legend: str = "best", square: bool = False,
) -> Panel:  # fmt: skip
    """Return a panel `height` inches high; `square`: a unit is as long upwards as across.

    `legend` is matplotlib's `loc`, or "below".
    """
    flat = [{**m} for mark in marks for m in (mark if isinstance(mark, list) else [mark])]
    open_ones = [mark for mark in flat if "" in (mark.get("color"), mark.get("sign"))]
    for nth, mark in enumerate(open_ones):
        color = list(COLORS)[nth % 7] if mark["color"] == "" else mark["color"]
        mark.update(sign=mark["sign"] or SIGNS[nth % 7], color=color, nth=nth)
    found = {"title": title, "marks": flat, "x": x or axis(), "y": y or axis()}
    return found | {"height": height, "legend": legend, "square": square}


def line(x: Numbers, y: Numbers, label: str = "", color: float | str = "", sign: str = "") -> Mark:
    """Join the points; on some of them is a sign."""
    look = {"label": label, "color": color, "sign": sign, "nth": 0}
    return {"mark": "line", "x": x, "y": y} | look


def dots(
    x: Numbers, y: Numbers, label: str = "", color: float | str = "", sign: str = "", size: int = 8
) -> Mark:
    """Put a sign on each point."""
    return line(x, y, label, color, sign) | {"mark": "dots", "size": size}


def columns(edges: Numbers, heights: Numbers, color: str = "") -> Mark:
    """Draw upright columns, each from one edge to the next, as of a histogram.

    Bars with names: edges from -0.5 on, and an axis with a named tick for each whole number.
    """
    return line(edges, [*heights, 0], "", color) | {"mark": "columns"}


def plane(
    x: Numbers, y: Numbers, values: Numbers, label: str, low: float | None = None,
    high: float | None = None,
) -> Mark:  # fmt: skip
    """Colour a map, `values[i][j]` at `x[i], y[j]`; the rest is as for `cells`."""
    shown = cells(values, label=label, low=low, high=high)
    return shown | {"mark": "plane", "x": x, "y": y}


def cells(
    values: Numbers, rows: Sequence[str] = (), names: Sequence[str] = (), form: str = "",
    label: str = "", colors: str = "sequential", low: float | None = None,
    high: float | None = None, rules: Sequence[int] = (), plain: int = 0,
) -> Mark:  # fmt: skip
    """Colour numbers in rows and columns, or an image; `form` also writes them, as with ".2f".

    `rows` and `names` stand beside and below; `label` is for a legend of the colours, which are
    "sequential", "diverging" (0 is white) or "grey"; `rules` are the rows with a line above them;
    the last `plain` rows get no colour, as sums.
    """
    found = {"mark": "cells", "values": values, "rows": rows, "names": names, "form": form}
    look = {"label": label, "colors": colors, "low": low, "high": high}
    return found | look | {"rules": rules, "plain": plain}


def table(values: Any, rows: Sequence[str], names: Sequence[str], form: str = ".3g") -> Mark:
    """Write numbers and texts in rows and columns."""
    return cells(values, rows, names, form, plain=len(values))


def region(low: float, high: float, label: str = "", color: float | str = "grey") -> list[Mark]:
    """Tint what lies from `low` to `high`, with the label at its top."""
    tint = {"mark": "region", "x": [low, high], "color": color}
    return [tint, note(label, (low + high) / 2, inf)]


def level(y: float, label: str = "") -> list[Mark]:
    """Draw a thin line all the way across."""
    return [line([-inf, inf], [y, y], "", "grey", "-"), note(label, inf, y)]


def note(text: str, x: float, y: float, to: tuple[float, float] | None = None) -> Mark:
    """Write a text at a point, with an arrow from there `to` another if there is one."""
    along, up = zip((x, y), *([to] if to else []), strict=True)
    return {"mark": "note", "text": text, "x": along, "y": up}


def network(
    layers: Sequence[Numbers], synapses: Sequence[Numbers], names: Sequence[Sequence[str]],
    below: str = "",
) -> Mark:  # fmt: skip
    """Draw nodes with their values, joined by weights; `below` stands under the last layer."""
    found = {"layers": layers, "synapses": synapses, "names": names}
    return {"mark": "network", "below": below} | found


def written(value: Any, form: str) -> str:
    """Return a number in that format, with an exponent where it is too large for fixed digits."""
    if isinstance(value, str):
        return value
    large = abs(value) >= LARGE and form[-1] in "f%"
    return format(value, f"{'+' * form.startswith('+')}.0e" if large else form)

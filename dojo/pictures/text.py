"""Pictures in characters, for a terminal: no colour is needed."""

import math
import textwrap
from collections.abc import Iterator
from itertools import pairwise, product, zip_longest

from dojo.pictures.frame import Axis, ends, framed, labelled
from dojo.pictures.recipe import SIGNS, Mark, Panel, Picture, Rows, written

NARROWEST, USUAL, LEAST = 60, 72, 34  # columns of a picture, of shades, and of a chart
FEW = 10  # fewer columns than this stand apart
SEVERAL = "#"  # where several lines share a place
SHADES = {"sequential": " ░▒▓█", "grey": " ░▒▓█", "diverging": "=- +#"}
Frame = tuple[Axis, Axis]
Size = tuple[int, int]  # columns, rows
Signs = Iterator[tuple[float, float, str]]  # how far across and up, and what is there


def as_text(picture: Picture, rows: Rows, width: int = 80) -> str:
    """Return the picture as plain text in lines of at most `width` (and at least 60) columns."""
    width = max(width, NARROWEST)
    plot = [line[:width].rstrip() for row in rows for line in _row(row, width)]
    caption = textwrap.wrap(picture.explained, width)
    return "\n".join([picture.title, "═" * len(picture.title), "", *plot, *caption, ""])


def _row(row: list[Panel], width: int) -> Iterator[str]:
    """Give the lines of a row: as many panels side by side as fit, and the legend."""
    for across in range(len(row), 0, -1):
        room = (width + 2) // across - 2
        blocks = [_panel(*each, room) for each in zip(row, framed(row), strict=True)]
        if all(len(line) <= room for block in blocks for line in block):
            break
    for start in range(0, len(row), across):
        for lines in zip_longest(*blocks[start : start + across], fillvalue=""):
            yield "  ".join(f"{line:{room}}" for line in lines)
        yield ""
    legend = [f"{mark['sign']}  {mark['label']}" for mark in labelled(row)]
    if len(legend) > 1 and any(SEVERAL in line for block in blocks for line in block):
        legend.append(f"{SEVERAL}  several at the same place")
    half = math.ceil(len(legend) / 2) if max(map(len, legend), default=0) < width // 2 else 99
    for one, other in zip_longest(legend[:half], legend[half:], fillvalue=""):
        yield f"{one:{width // 2}}{other}"
    yield from [""] * bool(legend)


def _panel(panel: Panel, frame: Frame, width: int) -> list[str]:
    """Return a panel's lines: those of the mark that fills it, or a chart."""
    first = panel["marks"][0]
    filling = {"cells": _cells, "network": _network}.get(first["mark"])
    lines = filling(first, frame, width) if filling else _chart(panel, frame, width)
    return [*textwrap.wrap(panel["title"], max(width, 16)), *lines]


def _chart(panel: Panel, frame: Frame, width: int) -> list[str]:
    """Return a framed plot: axes at the left and below, and the marks between them."""
    x, y = frame
    margin = max(map(len, y.names), default=0) + 2
    size = max(width, LEAST) - margin, max(8, round(panel["height"] * 4.2))
    found = _signs(panel, frame, size)
    spots = [round(up * (size[1] - 1)) for up in y.spread(y.ticks)]
    ticks = dict(zip(spots, y.names, strict=True))
    lines = textwrap.wrap(y.label, max(width, LEAST))
    for row in reversed(range(size[1])):
        edge = f"{ticks.get(row, ''):>{margin - 2}} {'┤' if row in ticks else '│'}"
        lines.append(edge + "".join(found.get((row, column), " ") for column in range(size[0])))
    shades = [_scale(mark) for mark in panel["marks"] if mark["mark"] == "plane"]
    return [*lines, *_foot(x, size[0], margin), *shades]


def _signs(panel: Panel, frame: Frame, size: Size) -> dict[Size, str]:
    """Return what stands in each row and column of a plot."""
    cells: dict[Size, str] = {}
    lines = set()  # where there is one with markers
    for mark in panel["marks"]:
        ours = mark["mark"] == "line" and mark["sign"] in SIGNS
        x, y = (axis.spread(mark.get(letter, ())) for axis, letter in zip(frame, "xy", strict=True))
        for across, up, text in DRAWN[mark["mark"]](mark, x, y, size):
            if not (0 <= across <= 1 and 0 <= up <= 1):  # nan is nowhere
                continue
            row, column = round(up * (size[1] - 1)), round(across * (size[0] - 1))
            for at, sign in enumerate(
                text, max(0, min(column - len(text) // 2, size[0] - len(text)))
            ):
                meet = ours and (row, at) in lines and cells[row, at] != sign
                cells[row, at] = SEVERAL if meet else sign
                lines |= {(row, at)} if ours else set()
    return cells


def _foot(x: Axis, columns: int, margin: int) -> list[str]:
    """Return the line, the ticks and the label under a plot."""
    line, names, end = ["─"] * columns, [" "] * (columns + margin), 0
    for across, name in zip(x.spread(x.ticks), x.names, strict=True):
        column = round(across * (columns - 1))
        line[column] = "┬"
        start = max(0, min(margin + column - len(name) // 2, columns + margin - len(name)))
        if start > end or not end:  # one that would touch the last is left out
            end = start + len(name)
            names[start:end] = name
    label = [part.rjust(len(names)) for part in textwrap.wrap(x.label, len(names))]
    return [" " * (margin - 1) + "└" + "".join(line), "".join(names), *label]


def _line(mark: Mark, x: list[float], y: list[float], size: Size) -> Signs:
    for start, end in pairwise(zip(x, y, strict=True)):
        way = end[0] - start[0], end[1] - start[1]
        first, last = _inside(start, way)
        long = max(abs(way[0]) * size[0], abs(way[1]) * size[1]) * (last - first)
        steps = math.ceil(long) or 1 if last >= first else -1
        for part in (first + (last - first) * k / steps for k in range(steps + 1)):
            yield start[0] + part * way[0], start[1] + part * way[1], mark["sign"]


def _inside(start: tuple[float, float], way: tuple[float, float]) -> tuple[float, float]:
    """Return between which parts of its way a line is in view; from 1 to 0 if it never is."""
    first, last = 0.0, 1.0
    for at, step in zip(start, way, strict=True):
        if not math.isfinite(at + step) or (step == 0 and not 0 <= at <= 1):
            return 1, 0
        if step:
            a, b = sorted((-at / step, (1 - at) / step))
            first, last = max(first, a), min(last, b)
    return first, last


def _dots(mark: Mark, x: list[float], y: list[float], _: Size) -> Signs:
    yield from ((*place, mark["sign"]) for place in zip(x, y, strict=True))


def _columns(_: Mark, x: list[float], y: list[float], size: Size) -> Signs:
    base = max(0, y[-1]) if math.isfinite(y[-1]) else 0
    for (left, right), top in zip(pairwise(x), y, strict=False):
        low, high = sorted((base, min(max(top, 0), 1))) if math.isfinite(top) else (0, 0)
        across = range(math.ceil(left * size[0]), math.ceil(right * size[0]) - (len(x) < FEW))
        for column, row in product(across, range(round(low * size[1]), round(high * size[1]))):
            yield column / (size[0] - 1), row / (size[1] - 1), "█"


def _plane(mark: Mark, x: list[float], y: list[float], size: Size) -> Signs:
    for column, row in product(range(size[0]), range(size[1])):
        across, up = column / (size[0] - 1), row / (size[1] - 1)
        i = min(range(len(x)), key=lambda n: abs(x[n] - across))
        j = min(range(len(y)), key=lambda n: abs(y[n] - up))
        yield across, up, _shade(mark, mark["values"][i][j])


def _region(_: Mark, x: list[float], __: list[float], size: Size) -> Signs:
    yield from ((across, row / (size[1] - 1), ":") for across in x for row in range(size[1]))


def _note(mark: Mark, x: list[float], y: list[float], size: Size) -> Signs:
    yield from _line({"sign": "."}, x, y, size)
    yield x[0], y[0], mark["text"]


DRAWN = {
    "line": _line, "dots": _dots, "columns": _columns, "plane": _plane, "region": _region,
    "note": _note,
}  # fmt: skip


def _shade(mark: Mark, value: float) -> str:
    """Return the character for the colour of a number."""
    (low, high), shades = ends(mark), SHADES[mark["colors"]]
    part = (value - low) / (high - low)
    return shades[round(min(max(part, 0), 1) * (len(shades) - 1))] if math.isfinite(part) else "?"


def _scale(mark: Mark) -> str:
    """Return what the shades mean."""
    (low, high), shades = ends(mark), SHADES[mark["colors"]]
    return f"{mark['label']}: '{shades[0]}' {low:.3g} … '{shades[-1]}' {high:.3g}"


def _cells(mark: Mark, frame: Frame, width: int) -> list[str]:
    """Return numbers in rows and columns, or shades where they are not asked for or do not fit."""
    values, names = mark["values"], [*(mark["rows"] or [""] * len(mark["values"]))]
    widest = max(width, NARROWEST)
    if mark["form"]:
        rows = [[frame[1].label, *(mark["names"] or [""] * len(values[0]))]]
        for name, row in zip(names, values, strict=True):
            rows.append([name, *(written(value, mark["form"]) for value in row)])
        lines = _table(rows, mark["rules"], width)
        while mark["plain"] == len(values) and len(lines[0]) > widest:
            rows = [row[:-1] for row in rows]  # the last columns: numbers are never cut
            lines = _table(rows, mark["rules"], width)
        above = [frame[0].label.rjust(len(lines[0]))] * bool(frame[0].label)
        if len(lines[0]) <= widest:
            return [*above, *lines, *[mark["label"]] * bool(mark["label"])]
    wide = max(map(len, names)) + 1 if mark["rows"] else 0
    room = (min(widest, USUAL) - wide) // len(values[0])
    each = max(1, min(3 if mark["names"] else 2, room))
    lines = [
        f"{n:{wide}}" + "".join(_shade(mark, v) * each for v in row)
        for n, row in zip(names, values, strict=True)
    ]
    lines += [" " * wide + "".join(f"{n[:each]:{each}}" for n in mark["names"])][
        : len(mark["names"])
    ]
    below = [frame[0].label, _scale(mark) if mark["label"] else ""]
    return [*lines, *filter(None, below)]


def _table(rows: list[list[str]], rules: list[int], width: int) -> list[str]:
    """Return rows of texts as a table: a head, a rule, and the first column on the left."""
    first, *wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    gap = 2 if first + sum(wide) + 2 * len(wide) + 2 <= width else 1
    lines = [
        f"{row[0]:{first}} │"
        + "".join(f"{t:>{w + gap}}" for t, w in zip(row[1:], wide, strict=True))
        for row in rows
    ]
    rule = "─" * (first + 1) + "┼" + "─" * (len(lines[0]) - first - 2)
    for at in (*sorted(rules, reverse=True), 0):
        lines.insert(at + 1, rule)
    return lines


def _network(mark: Mark, _: Frame, width: int) -> list[str]:
    """Return a table for each synapse: senders and weights, and what the receivers make of it."""
    lines: list[str] = []
    pairs = zip(pairwise(mark["names"]), pairwise(mark["layers"]), mark["synapses"], strict=True)
    for number, ((names, receivers), (values, results), synapse) in enumerate(pairs):
        rows = [[f"synapse_{number}", "value", "", *receivers]]
        for name, value, weights in zip(names, values, synapse, strict=True):
            rows.append(
                [name, f"{value:.3g}", "×", *(written(weight, "+.2f") for weight in weights)]
            )
        rows.append(["add up, squash", "", "=", *(written(each, ".3f") for each in results)])
        lines += [*_table(rows, [len(names)], min(width, USUAL)), ""]
    return [*lines, mark["below"]]

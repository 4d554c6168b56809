"""Pictures drawn by matplotlib, which may not be installed: as PNG and as SVG."""

import math
import textwrap
from itertools import chain, pairwise, product
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from dojo.pictures.frame import Axis, ends, framed, labelled
from dojo.pictures.recipe import COLORS, PLAIN, Mark, Panel, Picture, Rows, written

Look = dict[str, Any]  # how matplotlib is to draw something
DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (1, 1.2)), (0, (7, 2, 1.5, 2)))
MAPS = {"sequential": "viridis", "diverging": "PuOr", "grey": "gray_r"}  # for everyone's eyes
POSITIVE: Look = {"label": "positive weight", "color": COLORS["blue"], "ls": "-", "lw": 3}
NEGATIVE: Look = {"label": "negative weight", "color": COLORS["orange"], "ls": DASHES[1], "lw": 3}
EDGE = [withStroke(linewidth=3.5, foreground="white")]  # between a line and the colours behind it
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # the one that comes with matplotlib
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.axisbelow": True,
    "legend.framealpha": 1,
    "svg.fonttype": "none",  # text stays text: it can be searched and read aloud
    "svg.hashsalt": "dojo",  # the same names inside the file each time
}
WIDTH, DPI = 8, 200  # inches, and dots an inch
MANY, DARK = 4, 0.5  # panels in a row; of a colour on which white is read
CAPTION_SIZE, CAPTION_COLUMNS = 9.5, 114


def write(picture: Picture, rows: Rows, paths: list[Path]) -> None:
    """Draw the picture into each of the files, in the form that its name asks for."""
    with mpl.rc_context(STYLE):
        figure = _sheet(picture, rows)
        for path in paths:  # without a date, the same picture is the same file
            undated: dict[str, Any] = {"Date": None} if path.suffix == ".svg" else {}
            figure.savefig(path, dpi=DPI, metadata=undated)


def _sheet(picture: Picture, rows: Rows) -> Any:
    """Return a sheet with the title above, the rows of panels, and the caption below."""
    lines = textwrap.wrap(picture.explained, CAPTION_COLUMNS)
    below = (len(lines) * CAPTION_SIZE * 1.25 + 14) / 72
    heights = [max(panel["height"] for panel in row) for row in rows]
    height = sum(heights) + 0.42 + below
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    room = (0.01, below / height, 0.98, 1 - (below + 0.42) / height)
    figure.get_layout_engine().set(rect=room)  # type: ignore[union-attr,call-arg]  # the constrained engine has been asked for
    figure.text(0.02, 1 - 0.12 / height, picture.title, size=14, weight="bold", va="top")
    text = "\n".join(lines)
    figure.text(0.02, 0.1 / height, text, size=CAPTION_SIZE, va="bottom", linespacing=1.25)
    parts = figure.subfigures(len(rows), 1, height_ratios=heights, squeeze=False)
    for part, row in zip(parts[:, 0], rows, strict=True):
        _row(part, row)
    _settle(figure)
    return figure


def _settle(figure: Any) -> None:
    """Keep the panels where the layout puts them: its last digits are not the same each time."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for part in figure.subfigs:
        part.bbox_relative.set_points(part.bbox_relative.get_points().round(6))
    for axes in figure.get_axes():
        axes.set_position([round(edge, 6) for edge in axes.get_position().bounds])


def _row(part: Any, row: list[Panel]) -> None:
    """Draw the panels of a row, and what explains them."""
    everything = zip(part.subplots(1, len(row), squeeze=False)[0], row, framed(row), strict=True)
    for axes, panel, frame in everything:
        axes.set_title(panel["title"], size=11 if len(row) <= MANY else 9)
        for letter, axis in zip("xy", frame, strict=True):
            _frame(axes, letter, axis)
        for mark in panel["marks"]:
            held = {k: a.held(mark[k]) for k, a in zip("xy", frame, strict=True) if k in mark}
            DRAWN[mark["mark"]](axes, mark | held)
        if panel["square"]:
            axes.set_aspect("equal")
    keys = [Line2D([], [], label=mark["label"], **_style(mark)) for mark in labelled(row)]
    place = row[0]["legend"] if len(row) == 1 else "below"
    if keys and place != "below":
        axes.legend(handles=keys, loc=place, fontsize=10)
    elif keys:
        columns = min(len(keys), 4)
        part.legend(handles=keys, loc="outside lower center", ncols=columns, fontsize=10)


def _frame(axes: Any, letter: str, axis: Axis) -> None:
    """Give one axis of an empty plot its scale, ends, ticks and label."""
    more = {"linthresh": 1} if axis.scale == "symlog" else {}
    getattr(axes, f"set_{letter}scale")(axis.scale, **more)
    bare = letter == "y" and axis.repeated
    names = ["" if bare else name.replace("-", "−") for name in axis.names]
    getattr(axes, f"set_{letter}ticks")(axis.ticks, names)
    axes.set(**{f"{letter}lim": (axis.low, axis.high)})
    axes.set(**{f"{letter}label": "" if bare else axis.label})
    axes.minorticks_off()


def _color(mark: Mark) -> Any:
    return COLORS.get(mark["color"]) or mpl.colormaps["viridis"](0.88 * mark["color"])


def _style(mark: Mark) -> Look:
    """Return how a series looks, on the paper and in the legend."""
    color, sign = _color(mark), mark["sign"]
    if mark["mark"] == "dots":
        edge = {"mew": 2} if sign in "x+" else {"mec": "black", "mew": 0.8}
        return {"color": color, "ls": "", "marker": sign, "ms": mark["size"]} | edge
    if sign in PLAIN:
        thin = mark["color"] == "grey"
        return {"color": color, "ls": DASHES[PLAIN.index(sign)], "lw": 1 if thin else 2.2}
    edge = {"mec": "white", "mew": 0.6, "ms": 7}
    return {"color": color, "ls": DASHES[mark["nth"] % 4], "lw": 2, "marker": sign} | edge


def _line(axes: Any, mark: Mark) -> None:
    apart = max(1, len(mark["x"]) // 8)  # few signs on a long line, and not all at the same places
    every = (mark["nth"] * apart // 7, apart) if mark["mark"] == "line" else 1
    (drawn,) = axes.plot(mark["x"], mark["y"], markevery=every, **_style(mark))
    if axes.collections:  # the colours of a plane
        drawn.set_path_effects(EDGE)


def _columns(axes: Any, mark: Mark) -> None:
    how = {"color": _color(mark), "baseline": max(0, axes.get_ylim()[0])}
    axes.stairs(mark["y"][:-1], mark["x"], fill=True, alpha=0.6, **how)
    axes.stairs(mark["y"][:-1], mark["x"], lw=1.2, **how)


def _region(axes: Any, mark: Mark) -> None:
    axes.axvspan(*mark["x"], color=_color(mark), alpha=0.2, lw=0)


def _note(axes: Any, mark: Mark) -> None:
    """Write a text in the middle of its place, or before an end of an axis."""
    (place, *to) = zip(mark["x"], mark["y"], strict=True)
    at_end = place[0] == axes.get_xlim()[1], place[1] == axes.get_ylim()[1]
    how = {"ha": "right" if at_end[0] else "center", "va": "top" if at_end[1] else "bottom"}
    arrow = {"arrowstyle": "->", "lw": 1.4, "path_effects": EDGE} if to else None
    box = {"fc": "white", "ec": "none", "alpha": 0.7, "pad": 1} if mark["text"] else None
    look = {"arrowprops": arrow, "bbox": box, "size": 10, "zorder": 5}
    axes.annotate(mark["text"], (to or [place])[0], place, **how, **look)


def _colors(mark: Mark) -> Look:
    low, high = ends(mark)
    return {"cmap": MAPS[mark["colors"]], "vmin": low, "vmax": high}


def _legend(axes: Any, image: Any, mark: Mark) -> None:
    axes.grid(visible=False)
    if mark["label"]:
        axes.figure.colorbar(image, ax=axes, label=mark["label"], pad=0.02)


def _plane(axes: Any, mark: Mark) -> None:
    values = list(zip(*mark["values"], strict=True))
    how = {"shading": "nearest", "rasterized": True}
    _legend(axes, axes.pcolormesh(mark["x"], mark["y"], values, **how, **_colors(mark)), mark)


def _cells(axes: Any, mark: Mark) -> None:
    colored, wide = len(mark["values"]) - mark["plain"], len(mark["values"][0])
    shown = mark["values"][:colored] + [[math.nan] * wide] * mark["plain"]
    image = axes.imshow(shown, aspect="auto", **_colors(mark))
    _legend(axes, image, mark)
    axes.set(xlim=(-0.5, wide - 0.5), ylim=(len(shown) - 0.5, -0.5))
    axes.spines[:].set_visible(False)
    for i, row in enumerate(mark["values"]) if mark["form"] else ():
        for j, value in enumerate(row):
            red, green, blue, solid = image.cmap(image.norm(shown[i][j]))
            dark = solid and 0.3 * red + 0.6 * green + 0.1 * blue < DARK
            look = {"color": "white" if dark else "black", "size": 10}
            axes.text(j, i, written(value, mark["form"]), ha="center", va="center", **look)
    axes.set_xticks(range(len(mark["names"])), mark["names"])
    axes.set_yticks(range(len(mark["rows"])), mark["rows"], size=10)
    axes.tick_params(length=0, labeltop=not colored, labelbottom=colored)
    for rule in mark["rules"]:
        axes.axhline(rule - 0.5, color="white", lw=3)


def _network(axes: Any, mark: Mark) -> None:
    last, most = len(mark["layers"]) - 1, max(map(len, mark["layers"]))
    heights = [_heights(len(layer), most) for layer in mark["layers"]]
    look = {"ha": "center", "size": 10, "zorder": 4}
    for across, nodes in enumerate(zip(mark["layers"], mark["names"], heights, strict=True)):
        for value, name, up in zip(*nodes, strict=True):
            text = written(value, ".3f" if across else "g")
            axes.plot(across, up, "o", ms=43, mfc="white", mec="black", mew=1.8, zorder=3)
            axes.text(across, up, text, va="center", weight="bold", **look)
            axes.text(across, up + 0.35, name, va="bottom", **look)
    axes.text(last, heights[-1][-1] - 0.38, mark["below"], va="top", **look)
    for across, (synapse, sides) in enumerate(
        zip(mark["synapses"], pairwise(heights), strict=True)
    ):
        for pair, weight in zip(product(*sides), chain(*synapse), strict=True):
            _weight(axes, across, pair, weight)
    axes.set(xlim=(-0.25, last + 0.25), ylim=(-most / 2 - 0.1, most / 2 + 0.25), yticks=[])
    hidden = [f"layer {n}: hidden nodes" for n in range(1, last)]
    axes.set_xticks(range(last + 1), ["layer 0: inputs", *hidden, f"layer {last}: output"])
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    keys = [Line2D([], [], **POSITIVE), Line2D([], [], **NEGATIVE)]
    axes.legend(handles=keys, loc="lower right", title="the thicker, the larger", fontsize=10)


def _heights(nodes: int, most: int) -> list[float]:
    """Return where the nodes of a layer are, around 0."""
    apart = min((most - 1) / max(nodes - 1, 1), 1.4)
    return [((nodes - 1) / 2 - n) * apart for n in range(nodes)]


def _weight(axes: Any, across: float, ends: tuple[float, ...], weight: float) -> None:
    """Draw a weight as a line, with its number on it."""
    size = min(abs(weight), 2.0) if math.isfinite(weight) else 0.0
    look = (NEGATIVE if weight < 0 else POSITIVE) | {"lw": 0.8 + 4.5 * size}
    axes.plot([across, across + 1], ends, zorder=1, **look)
    along = 0.5 if across else 0.26  # where the labels of many lines are equally far apart
    at, box = ends[0] + along * (ends[1] - ends[0]), {"fc": "white", "ec": "none", "pad": 1}
    how = {"ha": "center", "va": "center", "size": 10, "bbox": box, "zorder": 2}
    axes.text(across + along, at, written(weight, "+.2f"), **how)


DRAWN = {
    "line": _line, "dots": _line, "columns": _columns, "plane": _plane, "cells": _cells,
    "region": _region, "note": _note, "network": _network,
}  # fmt: skip

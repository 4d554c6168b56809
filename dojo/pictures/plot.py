"""Pictures drawn by matplotlib: as PNG and as SVG.

matplotlib may not be installed and is slow to import, so that only functions import it.
"""

import logging
import math
import textwrap
from itertools import pairwise
from pathlib import Path
from typing import Any

from dojo.pictures.frame import COLORS, PLAIN, Axis, ends, framed, labelled, looks
from dojo.pictures.recipe import Mark, Panel, Picture, Rows, written

DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (1, 1.2)), (0, (7, 2, 1.5, 2)))
MAPS = {"sequential": "viridis", "diverging": "PuOr", "grey": "gray_r"}  # for everyone's eyes
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
CAPTION_SIZE, CAPTION_COLUMNS = 9.5, 114


def draw(picture: Picture, rows: Rows, out: Path) -> list[Path]:
    """Write `NAME.png` and `NAME.svg` into the folder `out` and return their paths.

    The same recipe gives the same files, byte for byte, as long as matplotlib is the same.
    """
    # A home that cannot be written is no news to a learner: matplotlib then does without.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl

    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"{picture.name}.png", out / f"{picture.name}.svg"]
    with mpl.rc_context(STYLE):
        figure = _sheet(picture, rows)
        for path in paths:  # without a date, the same picture is the same file
            undated: dict[str, Any] = {"Date": None} if path.suffix == ".svg" else {}
            figure.savefig(path, dpi=DPI, metadata=undated)
    return paths


def _sheet(picture: Picture, rows: Rows) -> Any:
    """Return a sheet with the title above, the rows of panels, and the caption below."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

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
    for part, row in zip(
        figure.subfigures(len(rows), 1, height_ratios=heights, squeeze=False)[:, 0],
        rows,
        strict=True,
    ):
        _row(part, row)
    return figure


def _row(part: Any, row: list[Panel]) -> None:
    """Draw the panels of a row, and what explains them."""
    everything = zip(part.subplots(1, len(row), squeeze=False)[0], row, framed(row), strict=True)
    for axes, panel, frame in everything:
        axes.set_title(panel["title"])
        for letter, axis in zip("xy", frame, strict=True):
            _frame(axes, letter, axis)
        for mark, look in zip(panel["marks"], looks(panel), strict=True):
            held = {k: a.held(mark[k]) for k, a in zip("xy", frame, strict=True) if k in mark}
            DRAWN[mark["mark"]](axes, mark | held, look)
        if panel["square"]:
            axes.set_aspect("equal")
    keys, how = _keys(row), {"loc": row[0]["legend"], "fontsize": 10}
    if keys and len(row) == 1 and row[0]["legend"] != "below":
        axes.legend(handles=keys, **how)
    elif keys:
        part.legend(
            handles=keys, **how | {"loc": "outside lower center", "ncols": min(len(keys), 4)}
        )


def _frame(axes: Any, letter: str, axis: Axis) -> None:
    """Give one axis of an empty plot its scale, ends, ticks and label."""
    more = {"linthresh": 1} if axis.scale == "symlog" else {}
    getattr(axes, f"set_{letter}scale")(axis.scale, **more)
    bare = letter == "y" and axis.repeated
    names = ["" if bare else name.replace("-", "−") for _, name in axis.ticks]
    getattr(axes, f"set_{letter}ticks")([tick for tick, _ in axis.ticks], names)
    axes.set(
        **{f"{letter}lim": (axis.low, axis.high), f"{letter}label": "" if bare else axis.label}
    )
    axes.minorticks_off()


def _color(look: dict[str, Any]) -> Any:
    from matplotlib import colormaps

    name = look["color"]
    return COLORS[name] if isinstance(name, str) else colormaps["viridis"](0.88 * name)


def _style(mark: Mark, look: dict[str, Any]) -> dict[str, Any]:
    """Return how a series looks, on the paper and in the legend."""
    color, sign = _color(look), look["sign"]
    if mark["mark"] == "columns":
        return {"color": color, "lw": 7}
    if mark["mark"] == "dots":
        edge = {"mew": 2} if sign in "x+" else {"mec": "black", "mew": 0.8}
        return {"color": color, "ls": "", "marker": sign, "ms": mark["size"]} | edge
    if sign in PLAIN:
        return {
            "color": color,
            "ls": DASHES[PLAIN.index(sign)],
            "lw": 1 if color == COLORS["grey"] else 2.2,
        }
    edge = {"mec": "white", "mew": 0.6, "ms": 7}
    return {"color": color, "ls": DASHES[look["nth"] % 4], "lw": 2, "marker": sign} | edge


def _keys(row: list[Panel]) -> list[Any]:
    from matplotlib.lines import Line2D

    return [Line2D([], [], label=label, **_style(*of)) for label, of in labelled(row).items()]


def _line(axes: Any, mark: Mark, look: dict[str, Any]) -> None:
    apart = max(1, len(mark["x"]) // 9)  # few signs on a long line, and not all at the same places
    every = (look["nth"] * apart // 7, apart) if mark["mark"] == "line" else 1
    axes.plot(mark["x"], mark["y"], markevery=every, **_style(mark, look))


def _columns(axes: Any, mark: Mark, look: dict[str, Any]) -> None:
    how = {"color": _color(look), "baseline": max(0, axes.get_ylim()[0])}
    axes.stairs(mark["y"], mark["x"], fill=True, alpha=0.6, **how)
    axes.stairs(mark["y"], mark["x"], lw=1.2, **how)


def _region(axes: Any, mark: Mark, look: dict[str, Any]) -> None:
    axes.axvspan(*mark["x"], color=_color(look), alpha=0.2, lw=0)


def _note(axes: Any, mark: Mark, _: dict[str, Any]) -> None:
    """Write a text in the middle of its place, or before an end of an axis."""
    (place, *to), (_, right), (_, top) = (
        zip(mark["x"], mark["y"], strict=True),
        axes.get_xlim(),
        axes.get_ylim(),
    )
    how = {
        "ha": "right" if place[0] == right else "center",
        "va": "top" if place[1] == top else "bottom",
    }
    arrow = {"arrowstyle": "->", "lw": 1.4} if to else None
    axes.annotate(
        mark["text"], (to or [place])[0], place, arrowprops=arrow, size=10, zorder=5, **how
    )


def _colors(mark: Mark) -> dict[str, Any]:
    low, high = ends(mark)
    return {"cmap": MAPS[mark["colors"]], "vmin": low, "vmax": high}


def _legend(axes: Any, image: Any, mark: Mark) -> None:
    axes.grid(visible=False)
    if mark["label"]:
        axes.figure.colorbar(image, ax=axes, label=mark["label"], pad=0.02)


def _plane(axes: Any, mark: Mark, _: dict[str, Any]) -> None:
    values = list(zip(*mark["values"], strict=True))
    how = {"shading": "nearest", "rasterized": True}
    _legend(axes, axes.pcolormesh(mark["x"], mark["y"], values, **how, **_colors(mark)), mark)


def _cells(axes: Any, mark: Mark, _: dict[str, Any]) -> None:
    colored, wide = len(mark["values"]) - mark["plain"], len(mark["values"][0])
    shown = mark["values"][:colored] + [[math.nan] * wide] * mark["plain"]
    image = axes.imshow(shown, aspect="auto", **_colors(mark))
    _legend(axes, image, mark)
    for i, row in enumerate(mark["values"]) if mark["form"] else ():
        for j, value in enumerate(row):
            red, green, blue, solid = image.cmap(image.norm(shown[i][j]))
            color = "white" if solid and 0.3 * red + 0.6 * green + 0.1 * blue < 0.5 else "black"
            axes.text(
                j, i, written(value, mark["form"]), ha="center", va="center", color=color, size=10
            )
    axes.set_xticks(range(len(mark["names"])), mark["names"])
    axes.set_yticks(range(len(mark["rows"])), mark["rows"], size=10)
    axes.tick_params(length=0)
    for rule in mark["rules"]:
        axes.axhline(rule - 0.5, color="white", lw=3)


def _network(axes: Any, mark: Mark, _: dict[str, Any]) -> None:
    from matplotlib.lines import Line2D

    last, most = len(mark["layers"]) - 1, max(map(len, mark["layers"]))
    steps = [min((most - 1) / max(len(layer) - 1, 1), 1.4) for layer in mark["layers"]]
    nodes = [
        [(across, step * ((len(layer) - 1) / 2 - n)) for n in range(len(layer))]
        for across, (step, layer) in enumerate(zip(steps, mark["layers"], strict=True))
    ]
    for (starts, goals), synapse in zip(pairwise(nodes), mark["synapses"], strict=True):
        for start, weights in zip(starts, synapse, strict=True):
            for end, weight in zip(goals, weights, strict=True):
                _weight(axes, start, end, weight)
    look = {"ha": "center", "zorder": 4}
    for places, layer, names in zip(nodes, mark["layers"], mark["names"], strict=True):
        for (x, y), value, name in zip(places, layer, names, strict=True):
            axes.plot(x, y, "o", ms=43, mfc="white", mec="black", mew=1.8, zorder=3)
            text = written(value, ".3f" if x else "g")
            axes.text(x, y, text, va="center", size=10.5, weight="bold", **look)
            axes.text(x, y + 0.35, name, va="bottom", size=10, **look)
    axes.text(x, y - 0.38, mark["below"], va="top", size=11, **look)
    axes.set(xlim=(-0.25, last + 0.25), ylim=(-most / 2 - 0.1, most / 2 + 0.25), yticks=[])
    hidden = [f"layer {n}: hidden nodes" for n in range(1, last)]
    axes.set_xticks(range(last + 1), ["layer 0: inputs", *hidden, f"layer {last}: output"])
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    signs = (("positive weight", "blue", "-"), ("negative weight", "orange", DASHES[1]))
    lines = [Line2D([], [], label=text, color=COLORS[c], lw=3, ls=dash) for text, c, dash in signs]
    axes.legend(handles=lines, loc="lower right", title="the thicker, the larger", fontsize=10)


def _weight(axes: Any, start: tuple[float, float], end: tuple[float, float], weight: float) -> None:
    """Draw a weight as a line, with its number on it."""
    size = min(abs(weight), 2.0) if math.isfinite(weight) else 0.0
    color, dash = ("orange", DASHES[1]) if weight < 0 else ("blue", "-")
    (x0, y0), (x1, y1) = start, end
    axes.plot([x0, x1], [y0, y1], color=COLORS[color], ls=dash, lw=0.8 + 4.5 * size, zorder=1)
    along = 0.5 if x0 else 0.26  # where the labels of many lines are equally far apart
    at, box = (
        (x0 + along * (x1 - x0), y0 + along * (y1 - y0)),
        {"fc": "white", "ec": "none", "pad": 1},
    )
    axes.text(*at, written(weight, "+.2f"), ha="center", va="center", size=10, bbox=box, zorder=2)


DRAWN = {
    "line": _line,
    "dots": _line,
    "columns": _columns,
    "plane": _plane,
    "cells": _cells,
    "region": _region,
    "note": _note,
    "network": _network,
}

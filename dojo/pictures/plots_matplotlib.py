"""The pictures as matplotlib draws them: numbers in, PNG and SVG out, no screen needed."""

import math
import textwrap
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dojo.pictures.catalogue import Picture, written

# Okabe and Ito's colours, which look different to everyone; shape or dash says it once more.
BLACK, GREY = "#000000", "#666666"
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (1, 1.2)), (0, (7, 2, 1.5, 2)))
MARKERS = "osD^vPX"
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # the one that comes with matplotlib
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.axisbelow": True,
    "svg.fonttype": "none",  # text stays text: it can be searched and read aloud
    "svg.hashsalt": "dojo",  # the same names inside the file each time
}
COLUMNS = (0.0, 1.35, 2.2)  # where the layers of the network stand
WIDTH, DPI = 8, 200  # inches, and dots an inch
CAPTION_SIZE, CAPTION_COLUMNS = 9.5, 114

Data = dict[str, Any]


def save(picture: Picture, data: Data, out: Path) -> list[Path]:
    """Draw the picture and return the two files written into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"{picture.name}.png", out / f"{picture.name}.svg"]
    with mpl.rc_context(STYLE):
        height, plot = _PLOTS[picture.name]
        figure = _sheet(picture, height)
        plot(figure, data)
        for path in paths:  # without a date, the same picture is the same file
            undated: dict[str, Any] = {"Date": None} if path.suffix == ".svg" else {}
            figure.savefig(path, dpi=DPI, metadata=undated)
    return paths


def _sheet(picture: Picture, height: float) -> Figure:
    """Return an empty sheet that has the title above and the caption below the room to plot in."""
    said = f"What to see when the code is right: {picture.caption} Drawn from {picture.kata}.py."
    lines = textwrap.wrap(said, CAPTION_COLUMNS)
    below = (len(lines) * CAPTION_SIZE * 1.25 + 14) / 72
    height += below
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    room = (0.01, below / height, 0.98, 1 - (below + 0.42) / height)
    figure.get_layout_engine().set(rect=room)  # type: ignore[union-attr,call-arg]  # the constrained engine has been asked for
    figure.text(0.02, 1 - 0.12 / height, picture.title, size=14, weight="bold", va="top")
    text = "\n".join(lines)
    figure.text(0.02, 0.1 / height, text, size=CAPTION_SIZE, va="bottom", linespacing=1.25)
    return figure


def _sigmoid(figure: Figure, data: Data) -> None:
    axes = figure.subplots()
    axes.plot(data["x"], data["output"], color=BLACK, lw=2.5, label="sigmoid(x)")
    looks = zip((BLUE, VERMILION, GREEN), DASHES[1:], MARKERS, strict=False)
    for (x, y, slope), (color, dash, marker) in zip(data["tangents"], looks, strict=True):
        reach = 2.4 / math.hypot(1, 4 * slope)  # about equally long on paper
        ends = [y - slope * reach, y + slope * reach]
        label = f"slope {written(slope, '.4f')} at x = {x:g}"
        axes.plot([x - reach, x + reach], ends, color=color, ls=dash, lw=2.5)
        axes.plot([], [], color=color, ls=dash, marker=marker, ms=8, lw=2.5, label=label)
        axes.plot(x, y, marker, color=color, ms=9, zorder=3)
    axes.set(xlabel="x (the sum that reaches the node)", ylabel="output of the node")
    axes.set(xlim=(-8, 8), ylim=(-0.12, 1.12))
    axes.legend(loc="upper left", framealpha=1)


def _forward(figure: Figure, data: Data) -> None:
    axes = figure.subplots()
    layers = zip(COLUMNS, data["layers"], strict=True)
    columns = [(column, _heights(len(layer))) for column, layer in layers]
    for (left, synapse), (right, _) in zip(
        zip(columns, data["synapses"], strict=False), columns[1:], strict=True
    ):
        for (i, y0), (j, y1) in product(enumerate(left[1]), enumerate(_heights(len(synapse[0])))):
            _synapse(axes, (left[0], y0), (right, y1), synapse[i][j])
    _nodes(axes, data, columns)
    handles = [
        Line2D([], [], color=BLUE, lw=3, label="positive weight"),
        Line2D([], [], color=ORANGE, lw=3, ls=DASHES[1], label="negative weight"),
    ]
    title = "the thicker, the larger"
    axes.legend(handles=handles, loc="lower right", framealpha=1, title=title, fontsize=10)
    axes.set(xlim=(-0.35, 2.5), ylim=(-0.62, 3.75), yticks=[])
    axes.set_xticks(COLUMNS, ["layer 0: inputs", "layer 1: hidden nodes", "layer 2: output"])
    axes.set(xlabel="layers, in the order in which they are computed")
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)


def _heights(nodes: int) -> list[float]:
    """Return how high the nodes of a layer stand, the first on top, all within 0 to 3."""
    step = {3: 1.4, 4: 1.0}.get(nodes, 1.0)
    return [1.5 + step * ((nodes - 1) / 2 - node) for node in range(nodes)]


def _synapse(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], weight: float
) -> None:
    size = min(abs(weight), 2.0) if math.isfinite(weight) else 0.0
    color, dash = (ORANGE, DASHES[1]) if weight < 0 else (BLUE, "-")
    (x0, y0), (x1, y1) = start, end
    axes.plot([x0, x1], [y0, y1], color=color, ls=dash, lw=0.8 + 4.5 * size, zorder=1)
    along = 0.26 if x0 == 0 else 0.5  # where the twelve labels are equally far apart
    box = {"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none"}
    at = (x0 + along * (x1 - x0), y0 + along * (y1 - y0))
    axes.text(*at, written(weight, "+.2f"), ha="center", va="center", size=10, bbox=box, zorder=2)


def _nodes(axes: Axes, data: Data, columns: list[tuple[float, list[float]]]) -> None:
    names = [["input 1", "input 2", "bias"], [f"hidden {i}" for i in range(1, 5)], ["output"]]
    for (x, heights), layer, labels in zip(columns, data["layers"], names, strict=True):
        for y, value, label in zip(heights, layer, labels, strict=True):
            axes.plot(x, y, "o", ms=43, mfc="white", mec=BLACK, mew=1.8, zorder=3)
            shown = f"{value:g}" if x == 0 else written(value, ".3f")
            axes.text(x, y, shown, ha="center", va="center", size=10.5, weight="bold", zorder=4)
            axes.text(x, y + 0.35, label, ha="center", va="bottom", size=10, zorder=4)
    x, (y,) = columns[-1]
    axes.text(x, y - 0.38, f"target {data['target'][0]:g}", ha="center", va="top", size=11)


def _alpha(figure: Figure, data: Data) -> None:
    axes = figure.subplots()
    axes.set_xscale("symlog", linthresh=1)
    axes.set(yscale="log", xlim=(0, data["iterations"][-1] * 1.15), ylim=(0.002, 1.0))
    colors = mpl.colormaps["viridis"]
    for i, (alpha, errors) in enumerate(zip(data["alphas"], data["errors"], strict=True)):
        color = colors(0.88 * i / (len(data["alphas"]) - 1))
        label = f"{alpha:g}  (ends at {written(errors[-1], '.4f')})"
        axes.plot(
            data["iterations"], errors, color=color, ls=DASHES[i % 4], lw=2, label=label,
            marker=MARKERS[i], ms=8, mec="white", mew=0.6, markevery=(8 + 3 * i, 22),
        )  # fmt: skip
    axes.set_xticks([0, 1, 10, 100, 1000, 10_000], ["0", "1", "10", "100", "1,000", "10,000"])
    ticks = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set(xlabel="iterations done (log scale from 1 on)", ylabel="mean absolute error (log)")
    axes.legend(loc="lower left", title="alpha", framealpha=1)


def _bucket(figure: Figure, data: Data) -> None:
    panels = figure.subplots(2, 2, sharex=True, sharey=True)
    wide = 6.2
    profile = [wide * (k / 60 - 1) for k in range(121)]
    for axes, ball in zip(panels.flat, data["balls"], strict=True):
        path = ball["positions"]
        axes.plot(profile, [x**2 for x in profile], color="#bbbbbb", lw=5, zorder=1)
        heights = [min(abs(x), 1e9) ** 2 for x in path]
        axes.plot(path, heights, color=BLACK, lw=1.2, zorder=2)
        axes.plot(path[1:-1], heights[1:-1], "o", color=BLUE, ms=6, mec="white", zorder=3)
        axes.plot(path[0], heights[0], "s", color=ORANGE, ms=10, mec=BLACK, zorder=3)
        axes.plot(path[-1], heights[-1], "D", color=GREEN, ms=9, mec=BLACK, zorder=4)
        axes.set_title(f"{ball['name']}: alpha = {ball['alpha']:g}", weight="bold")
        end = f"x = {path[0]:.3g} → {path[-1]:.3g} in {len(path) - 1} steps"
        axes.text(0, 38.8, end, ha="center", va="top", size=10)
        axes.set(xlim=(-wide, wide), ylim=(-2, 43))
    for axes in panels[1]:
        axes.set_xlabel("position x of the ball")
    for axes in panels[:, 0]:
        axes.set_ylabel("height = x²")
    kinds = (("s", ORANGE, "start"), ("o", BLUE, "on the way"), ("D", GREEN, "after the last step"))
    handles = [
        Line2D([], [], marker=m, color=c, mec=BLACK, ls="", ms=8, label=t) for m, c, t in kinds
    ]
    panels[0, 0].legend(handles=handles, loc="center", bbox_to_anchor=(0.5, 0.58), fontsize=9)


def _directions(figure: Figure, data: Data) -> None:
    axes = figure.subplots()
    changes, rows, columns = data["changes"], len(data["weights"]), len(data["alphas"])
    top = max(max(row) for row in changes)
    image = axes.imshow(changes, cmap="viridis", aspect="auto", vmin=0, vmax=max(top, 1))
    for i, j in product(range(rows), range(columns)):
        color = "white" if changes[i][j] < 0.55 * top else BLACK
        label = f"{changes[i][j]:g}"
        axes.text(j, i, label, ha="center", va="center", color=color, size=10)
    axes.set_xticks(range(columns), [f"{alpha:g}" for alpha in data["alphas"]])
    axes.set_yticks(range(rows), [f"{a} → {b}" for a, b in data["weights"]], size=10)
    totals = [sum(row[j] for row in changes) for j in range(columns)]
    above = axes.secondary_xaxis("top")
    above.set_xticks(range(columns), [f"{total:g}" for total in totals])
    above.set_xlabel("all weights together")
    above.tick_params(length=0)
    axes.set(xlabel="alpha", ylabel="weight (from → to)")
    axes.axhline(len(changes) - 4.5, color="white", lw=3)  # synapse_0 above, synapse_1 below
    axes.grid(visible=False)
    axes.tick_params(length=0)
    label = f"direction changes in {data['iterations']:,} iterations"
    figure.colorbar(image, ax=axes, label=label, pad=0.02)


def _weights(figure: Figure, data: Data) -> None:
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(8, 7))
    senders = dict(zip(("input 1", "input 2", "bias"), (BLUE, VERMILION, GREEN), strict=True))
    nodes = [f"hidden {i}" for i in range(1, 5)]
    looks = {n: {"ls": d, "marker": m} for n, d, m in zip(nodes, DASHES, MARKERS, strict=False)}
    for (sender, receiver), values in zip(data["weights"], data["values"], strict=True):
        first = receiver in looks
        style = looks[receiver if first else sender]
        color = senders[sender] if first else BLACK
        axes = left if first else right
        axes.plot(data["iterations"], values, color=color, lw=1.8, ms=5, markevery=4, **style)
    for axes, title in (
        (left, "synapse_0: input to hidden"),
        (right, "synapse_1: hidden to output"),
    ):
        axes.set(xscale="log", xlabel="iterations done (log scale)")
        axes.set_title(title, weight="bold")
        axes.axhline(0, color=GREY, lw=0.8)
        axes.set_xticks([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1,000", "10,000"])
        axes.minorticks_off()
    left.set_ylabel("value of the weight")
    handles = [Line2D([], [], color=c, lw=3, label=f"from {name}") for name, c in senders.items()]
    left.legend(handles=handles, loc="best", framealpha=1)
    handles = [Line2D([], [], color=BLACK, lw=1.8, ms=5, label=n, **looks[n]) for n in nodes]
    right.legend(handles=handles, loc="best", framealpha=1, title="to or from")


_PLOTS: dict[str, tuple[float, Callable[[Figure, Data], None]]] = {
    "sigmoid": (4.6, _sigmoid),
    "forward": (4.9, _forward),
    "alpha": (5.2, _alpha),
    "bucket": (5.8, _bucket),
    "directions": (5.8, _directions),
    "weights": (5.4, _weights),
}

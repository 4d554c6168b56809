"""The forward pass's picture: one example on its way through the tutorial's network."""

import math
from typing import Any

from dojo.pictures import plot, text
from dojo.pictures.picture import Ask, Data, Figure, Picture, written
from dojo.pictures.tutorial import HIDDEN, INPUTS, SHAPES, X, Y

EXAMPLE = 2  # inputs 1, 0 and the constant: most lines carry something
COLUMNS = (0.0, 1.35, 2.2)  # where the layers stand
NAMES = (INPUTS, HIDDEN, ["output"])


def _collect(ask: Ask) -> Data:
    from numpy.random import RandomState

    generator = RandomState(1)  # the tutorial's weights
    synapses = [(2 * generator.random_sample(shape) - 1).tolist() for shape in SHAPES]
    expected = {"layer_1": (len(X), len(HIDDEN)), "layer_2": (len(X), 1)}
    layers = [layer[EXAMPLE] for layer in (X, *ask("forward", expected, X, *synapses))]
    return {"layers": layers, "synapses": synapses, "target": Y[EXAMPLE]}


def _plot(figure: Figure, data: Data) -> None:
    axes = figure.subplots()
    steps = (1.4, 1.0, 1.0)  # from node to node, so that a layer is within 0 to 3
    nodes = [
        [(x, 1.5 + step * ((len(layer) - 1) / 2 - node)) for node in range(len(layer))]
        for x, step, layer in zip(COLUMNS, steps, data["layers"], strict=True)
    ]
    for starts, synapse, ends in zip(nodes, data["synapses"], nodes[1:], strict=False):
        for start, weights in zip(starts, synapse, strict=True):
            for end, weight in zip(ends, weights, strict=True):
                _weight(axes, start, end, weight)
    for places, layer, names in zip(nodes, data["layers"], NAMES, strict=True):
        for (x, y), value, name in zip(places, layer, names, strict=True):
            _node(axes, (x, y), f"{value:g}" if x == 0 else written(value, ".3f"), name)
    ((x, y),) = nodes[-1]
    axes.text(x, y - 0.38, f"target {data['target'][0]:g}", ha="center", va="top", size=11)
    looks = {
        "positive weight": {"color": plot.BLUE, "lw": 3},
        "negative weight": {"color": plot.ORANGE, "lw": 3, "ls": plot.DASHES[1]},
    }
    plot.legend(axes, looks, loc="lower right", title="the thicker, the larger", fontsize=10)
    axes.set(xlim=(-0.35, 2.5), ylim=(-0.62, 3.75), yticks=[])
    axes.set_xticks(COLUMNS, ["layer 0: inputs", "layer 1: hidden nodes", "layer 2: output"])
    axes.set(xlabel="layers, in the order in which they are computed")
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)


def _weight(axes: Any, start: tuple[float, float], end: tuple[float, float], weight: float) -> None:
    """Draw a weight as a line, with its number on it."""
    size = min(abs(weight), 2.0) if math.isfinite(weight) else 0.0
    color, dash = (plot.ORANGE, plot.DASHES[1]) if weight < 0 else (plot.BLUE, "-")
    (x0, y0), (x1, y1) = start, end
    axes.plot([x0, x1], [y0, y1], color=color, ls=dash, lw=0.8 + 4.5 * size, zorder=1)
    along = 0.26 if x0 == 0 else 0.5  # where the twelve labels are equally far apart
    box = {"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none"}
    at = (x0 + along * (x1 - x0), y0 + along * (y1 - y0))
    axes.text(*at, written(weight, "+.2f"), ha="center", va="center", size=10, bbox=box, zorder=2)


def _node(axes: Any, at: tuple[float, float], value: str, name: str) -> None:
    """Draw a node, with its value in it and its name above."""
    axes.plot(*at, "o", ms=43, mfc="white", mec=plot.BLACK, mew=1.8, zorder=3)
    axes.text(*at, value, ha="center", va="center", size=10.5, weight="bold", zorder=4)
    axes.text(at[0], at[1] + 0.35, name, ha="center", va="bottom", size=10, zorder=4)


def _text(data: Data, _: int) -> list[str]:
    inputs, hidden, (output,) = data["layers"]
    synapse_0, synapse_1 = data["synapses"]
    weights = zip(INPUTS, inputs, synapse_0, strict=True)
    rows = [text.row(f"  {name:10}{value:7g}", each, 10, "+.2f") for name, value, each in weights]
    target = f"   (target {data['target'][0]:g})"
    return [
        text.row(f"{'layer 0':12}{'value':>7} ", HIDDEN, 10),
        text.rule(41, "─ synapse_0 "),
        *rows,
        text.row("  add up, squash", ["        |         |         |         |"], 0),
        text.row("layer 1", hidden, 10, ".3f"),
        text.rule(41, "─ synapse_1 "),
        text.row("  to the output", [weight for (weight,) in synapse_1], 10, "+.2f"),
        text.row("  add up, squash", ["        +---------+----+----+---------+"], 0),
        text.row("", "|", 24),
        text.row("layer 2, the output", [output], 26, ".3f") + target,
    ]


FORWARD = Picture(
    "forward",
    "One example on its way through the network",
    "Every node multiplies each value that reaches it by the weight on the way, adds up, and "
    "squashes the sum to between 0 and 1. A negative weight pulls the sum down; a sender that "
    "says 0 adds nothing, whatever its weights are. Nothing has been learned yet, the weights "
    "are random: so the output is undecided, near 0.5.",
    collect=_collect,
    height=4.9,
    plot=_plot,
    text=_text,
)

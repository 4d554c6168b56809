"""The sigmoid's picture: its curve, and its slope at three places."""

import math

from dojo.pictures import plot, text
from dojo.pictures.picture import Ask, Axis, Data, Figure, Picture, written

TOUCHED = [-4.0, 0.0, 4.0]  # where it gets a tangent: flat, steep, flat
ACROSS = Axis("x (the sum that reaches the node)", -8, 8, range(-8, 9, 2))
UP = Axis("output of the node", -0.1, 1.1, (0, 0.25, 0.5, 0.75, 1))


def _collect(ask: Ask) -> Data:
    x = [k / 10 for k in range(-80, 81)]
    (curve,) = ask("sigmoid", {"the outputs": (len(x),)}, x)
    (outputs,) = ask("sigmoid", {"the outputs": (len(TOUCHED),)}, TOUCHED)
    (slopes,) = ask("sigmoid_output_to_derivative", {"the slopes": (len(TOUCHED),)}, outputs)
    tangents = [list(tangent) for tangent in zip(TOUCHED, outputs, slopes, strict=True)]
    return {"x": x, "output": curve, "tangents": tangents}


def _tangent(x: float, y: float, slope: float) -> tuple[list[float], list[float]]:
    """Return points on the tangent through a point, which is the one in their middle."""
    reach = 2.4 / math.hypot(1, 4 * slope) if math.isfinite(slope) else 0  # equally long on paper
    steps = [reach * (k / 20 - 1) for k in range(41)]
    return [x + step for step in steps], [y + slope * step for step in steps]


def _plot(figure: Figure, data: Data) -> None:
    axes = figure.subplots()
    plot.frame(axes, ACROSS, UP)
    axes.plot(data["x"], data["output"], color=plot.BLACK, lw=2.5, label="sigmoid(x)")
    colors = (plot.BLUE, plot.VERMILION, plot.GREEN)
    looks = zip(colors, plot.DASHES[1:], plot.MARKERS, strict=False)
    for tangent, (color, dash, marker) in zip(data["tangents"], looks, strict=True):
        label = f"slope {written(tangent[2], '.4f')} at x = {tangent[0]:g}"
        look = {"ls": dash, "lw": 2.5, "marker": marker, "ms": 9, "markevery": [20]}
        axes.plot(*_tangent(*tangent), color=color, label=label, **look)
    axes.legend(loc="upper left")


def _text(data: Data, width: int) -> list[str]:
    curves: list[text.Curve] = [(".", data["x"], data["output"])]
    curves += [("=", *_tangent(*tangent)) for tangent in data["tangents"]]
    curves += [("O", [x], [y]) for x, y, _ in data["tangents"]]
    slopes = [
        f"  at x = {x:2g} the slope is {written(slope, '.4f')}" for x, _, slope in data["tangents"]
    ]
    legend = ["", ". sigmoid(x)    O= a point and its tangent", ""]
    return [*text.chart(curves, ACROSS, UP, (width, 19)), *legend, *slopes]


SIGMOID = Picture(
    "sigmoid",
    "The sigmoid and its slope",
    "Each straight line has the slope that sigmoid_output_to_derivative gives at its dot. An "
    "undecided output, 0.5, sits on the steepest spot: a nudge moves it a lot. Near 0 and 1 the "
    "curve is almost flat: an output that is sure of itself hardly moves.",
    collect=_collect,
    height=4.6,
    plot=_plot,
    text=_text,
)

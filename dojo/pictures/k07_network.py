"""The network's two pictures: how the error falls with seven alphas, and how the weights grow."""

from itertools import repeat, zip_longest

from dojo.pictures import plot, text
from dojo.pictures.picture import Ask, Axis, Data, Figure, Picture, written
from dojo.pictures.tutorial import ALPHAS, HIDDEN, INPUTS, SHAPES, WEIGHTS, X, Y, by_weight

ITERATIONS = 10_000
DECADES = (1, 10, 100, 1000, 10_000)
LOGARITHM = "iterations done (log scale from 1 on)"
ACROSS = Axis(LOGARITHM, 0, ITERATIONS, (0, *DECADES), "symlog")
ERRORS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1)
UP = Axis("mean absolute error (log scale)", ERRORS[0], ERRORS[-1], ERRORS, "log")
MEETING = "#"  # where several curves share one cell


def _errors(ask: Ask) -> Data:
    kept = sorted({round(10 ** (k / 50)) for k in range(200)} | {0, ITERATIONS - 1})
    expected = {"synapse_0": None, "synapse_1": None, "errors": (ITERATIONS,)}
    how = {"iterations": ITERATIONS, "seed": 1, "log_every": 1}
    histories = [ask("train", expected, X, Y, alpha=alpha, **how)[2] for alpha in ALPHAS]
    errors = [[history[iteration] for iteration in kept] for history in histories]
    return {"alphas": ALPHAS, "iterations": kept, "errors": errors}


def _plot_errors(figure: Figure, data: Data) -> None:
    from matplotlib import colormaps

    axes = figure.subplots()
    plot.frame(axes, ACROSS, UP)
    for i, (alpha, errors) in enumerate(zip(data["alphas"], data["errors"], strict=True)):
        color = colormaps["viridis"](0.88 * i / (len(data["alphas"]) - 1))
        label = f"{alpha:g}  (ends at {written(errors[-1], '.4f')})"
        axes.plot(
            data["iterations"], errors, color=color, ls=plot.DASHES[i % 4], lw=2, label=label,
            marker=plot.MARKERS[i], ms=8, mec="white", mew=0.6, markevery=(8 + 3 * i, 22),
        )  # fmt: skip
    axes.legend(loc="lower left", title="alpha")


def _errors_in_text(data: Data, width: int) -> list[str]:
    curves = list(zip("abcdefg", repeat(data["iterations"]), data["errors"], strict=False))
    ends = [
        f"{sign}  alpha {alpha:<6g} ends at {written(errors[-1], '.4f')}"
        for (sign, _, errors), alpha in zip(curves, data["alphas"], strict=True)
    ]
    ends.append(f"{MEETING}  several at the same place")
    pairs = zip_longest(ends[:4], ends[4:], fillvalue="")
    legend = [f"{one:{width // 2}}{other}" for one, other in pairs]
    return [*text.chart(curves, ACROSS, UP, (width, 22), MEETING), "", *legend]


def _weights(ask: Ask) -> Data:
    counts = sorted({round(10 ** (k / 8)) for k in range(33)})  # 1 to 10,000, decades among them
    expected = {"synapse_0": SHAPES[0], "synapse_1": SHAPES[1], "errors": None}
    how = {"alpha": 1.0, "seed": 1}
    pairs = [ask("train", expected, X, Y, iterations=count, **how)[:2] for count in counts]
    return {"iterations": counts, "weights": WEIGHTS, "values": by_weight(pairs)}


def _plot_weights(figure: Figure, data: Data) -> None:
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(8, 7))
    colors = dict(zip(INPUTS, (plot.BLUE, plot.VERMILION, plot.GREEN), strict=True))
    looks = {
        n: {"ls": d, "marker": m}
        for n, d, m in zip(HIDDEN, plot.DASHES, plot.MARKERS, strict=False)
    }
    for (sender, receiver), values in zip(data["weights"], data["values"], strict=True):
        look = looks[receiver if sender in INPUTS else sender]
        axes, color = (left, colors[sender]) if sender in INPUTS else (right, plot.BLACK)
        axes.plot(data["iterations"], values, color=color, lw=1.8, ms=5, markevery=4, **look)
    left.set_title("synapse_0: input to hidden")
    right.set_title("synapse_1: hidden to output")
    for axes in (left, right):
        axes.set(xscale="log", xlabel="iterations done (log scale)")
        axes.axhline(0, color=plot.GREY, lw=0.8)
        axes.set_xticks(DECADES, [f"{decade:,}" for decade in DECADES])
        axes.minorticks_off()
    left.set_ylabel("value of the weight")
    plot.legend(
        left, {f"from {name}": {"color": c, "lw": 3} for name, c in colors.items()}, loc="best"
    )
    lines = {name: {"color": plot.BLACK, "lw": 1.8, "ms": 5} | look for name, look in looks.items()}
    plot.legend(right, lines, loc="best", title="to or from")


def _weights_in_text(data: Data, width: int) -> list[str]:
    head = text.row("weight after", DECADES, 7, ",g")
    cells = width - len(head) - 3
    lines = [f"{head} ┌{'-10':─<{cells - 3}}+10┐"]
    for (sender, receiver), values in zip(data["weights"], data["values"], strict=True):
        now = dict(zip(data["iterations"], values, strict=True))
        numbers = [now[count] for count in DECADES]
        head = text.row(f"{sender} -> {receiver}", numbers, 7, "+.2f")
        lines.append(f"{head} │{_way(numbers[0], numbers[-1], cells)}│")
    lines.insert(-len(HIDDEN), "")
    legend = ["Numbers: the weight after so many iterations. On the line: o after 1,"]
    return [*lines, "", *legend, "* after 10,000, - the way between the two, : zero."]


def _way(first: float, last: float, cells: int) -> str:
    """Return a strip with the first value, the last one, and the way between the two."""
    axis = Axis("", -10, 10)
    start, end = (min(max(value, axis.low), axis.high) for value in (first, last))
    way = [("-", start + (end - start) * k / cells) for k in range(cells + 1)]
    return text.strip(axis, cells, [*way, (":", 0), ("o", first), ("*", last)])


ALPHA = Picture(
    "alpha",
    "Seven alphas, one start: how the error falls",
    "All seven start from the same weights. The small alphas are still on their way when the "
    "time is over, each ten times larger one arrives about ten times sooner, and 10 gets lowest."
    " Beyond it the steps are too wide: 100 stays stuck at 0.125, and 1000 is thrown to 0.5 at "
    "once and never comes back.",
    collect=_errors,
    height=5.2,
    plot=_plot_errors,
    text=_errors_in_text,
)
WEIGHTS_GROW = Picture(
    "weights",
    "The weights while the network learns XOR",
    "For about a hundred iterations little seems to happen. Then, within a few hundred, the "
    "weights take sides and run apart: that is when the error falls. Afterwards most only grow, "
    "ever more slowly, which makes the network surer of what it already knows.",
    collect=_weights,
    height=5.4,
    plot=_plot_weights,
    text=_weights_in_text,
)

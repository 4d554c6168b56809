"""The picture of direction counting: each weight's turns, with seven alphas."""

from itertools import product

from dojo.pictures import plot, text
from dojo.pictures.picture import Ask, Data, Figure, Picture
from dojo.pictures.tutorial import ALPHAS, HIDDEN, SHAPES, WEIGHTS, X, Y, by_weight

ITERATIONS = 5_000


def _collect(ask: Ask) -> Data:
    changes = {"changes_0": SHAPES[0], "changes_1": SHAPES[1]}
    expected = {"synapse_0": None, "synapse_1": None} | changes
    pairs = [ask("train_and_count", expected, X, Y, alpha, ITERATIONS)[2:] for alpha in ALPHAS]
    rows = by_weight(pairs)
    found = {"changes": rows, "totals": [sum(column) for column in zip(*rows, strict=True)]}
    return {"alphas": ALPHAS, "iterations": ITERATIONS, "weights": WEIGHTS} | found


def _plot(figure: Figure, data: Data) -> None:
    axes = figure.subplots()
    changes, rows, columns = data["changes"], len(data["weights"]), len(data["alphas"])
    top = max(max(row) for row in changes)
    image = axes.imshow(changes, cmap="viridis", aspect="auto", vmin=0, vmax=max(top, 1))
    for i, j in product(range(rows), range(columns)):
        color = "white" if changes[i][j] < 0.55 * top else plot.BLACK
        axes.text(j, i, f"{changes[i][j]:g}", ha="center", va="center", color=color, size=10)
    axes.set_xticks(range(columns), [f"{alpha:g}" for alpha in data["alphas"]])
    axes.set_yticks(range(rows), [f"{a} → {b}" for a, b in data["weights"]], size=10)
    above = axes.secondary_xaxis("top")
    above.set_xticks(range(columns), [f"{total:g}" for total in data["totals"]])
    above.set_xlabel("all weights together")
    above.tick_params(length=0)
    axes.set(xlabel="alpha", ylabel="weight (from → to)")
    axes.axhline(rows - len(HIDDEN) - 0.5, color="white", lw=3)  # synapse_0 above, synapse_1 below
    axes.grid(visible=False)
    axes.tick_params(length=0)
    label = f"direction changes in {data['iterations']:,} iterations"
    figure.colorbar(image, ax=axes, label=label, pad=0.02)


def _text(data: Data, _: int) -> list[str]:
    weights = zip(data["weights"], data["changes"], strict=True)
    rows = [text.row(f"{sender} -> {to}", counts, 7) for (sender, to), counts in weights]
    rows[-len(HIDDEN) : -len(HIDDEN)] = [line := text.rule(7 * len(data["alphas"]))]
    return [
        text.row("", [f"  alpha (below: changes in {data['iterations']:,} iterations)"], 0),
        text.row("weight (from -> to)", data["alphas"], 7),
        *(line, *rows, line),
        text.row("all together", data["totals"], 7),
    ]


DIRECTIONS = Picture(
    "directions",
    "How often each weight turned round",
    "A weight turns round when it has stepped over its best place. With tiny alphas that almost "
    "never happens. With alpha = 10, the one that learns best here, it happens most; with larger"
    " ones less often again, as the network gets stuck early and the weights rest.",
    collect=_collect,
    height=5.8,
    plot=_plot,
    text=_text,
)

"""The picture of direction counting: how often each weight changes direction, with seven alphas."""

from dojo.pictures.recipe import Ask, Picture, Rows, axis, cells, panel
from dojo.pictures.tutorial import ALPHAS, HIDDEN, SHAPES, WEIGHTS, X, Y, by_weight

ITERATIONS = 5_000


def _recipe(ask: Ask) -> Rows:
    changes = {"changes_0": SHAPES[0], "changes_1": SHAPES[1]}
    expected = {"synapse_0": None, "synapse_1": None} | changes
    pairs = [ask("train_and_count", expected, X, Y, alpha, ITERATIONS)[2:] for alpha in ALPHAS]
    counts = by_weight(pairs)
    totals = [sum(column) for column in zip(*counts, strict=True)]
    counted = cells(
        [*counts, totals], [*(f"{a} → {b}" for a, b in WEIGHTS), "all together"],
        [f"{alpha:g}" for alpha in ALPHAS], "g", f"direction changes in {ITERATIONS:,} iterations",
        rules=[len(WEIGHTS) - len(HIDDEN), len(WEIGHTS)], plain=1,
    )  # fmt: skip
    return [[panel("", counted, x=axis("alpha"), y=axis("weight (from → to)"), height=5.8)]]


DIRECTIONS = Picture(
    "directions",
    "How often each weight changed direction",
    "A weight changes direction when it has stepped over its best place. With tiny alphas that "
    "almost never happens. With alpha = 10, the one that learns best here, it happens most; with "
    "larger ones less often again, as the network gets stuck early and the weights rest.",
    _recipe,
)

"""The picture of direction counting: how often each weight changes direction, with seven alphas."""

from dojo.pictures.recipe import Ask, Rows, axis, cells, panel
from dojo.pictures.tutorial import ALPHAS, HIDDEN, INPUTS, SHAPES, SYNAPSES, X, Y

ITERATIONS = 5_000
INTO = [f"{a} → {b}" for a in INPUTS for b in HIDDEN]  # the weights of synapse_0
OUT = [f"{a} → output" for a in HIDDEN]


def directions(ask: Ask) -> Rows:
    """How often each weight changed direction.

    A weight changes direction when it has stepped over its best place. With tiny alphas that almost
    never happens. With alpha = 10, the one that learns best here, it happens most; with larger ones
    less often again, as the network gets stuck early and the weights rest.
    """
    expected = dict.fromkeys(SYNAPSES) | {"changes_0": SHAPES[0], "changes_1": SHAPES[1]}
    columns = []
    for alpha in ALPHAS:
        *_, into, out = ask("train_and_count", expected, X, Y, alpha, ITERATIONS)
        columns.append([*into.flat, *out.flat, into.sum() + out.sum()])
    counted = cells(
        list(zip(*columns, strict=True)), [*INTO, *OUT, "all together"],
        [f"{alpha:g}" for alpha in ALPHAS], "g", f"direction changes in {ITERATIONS:,} iterations",
        rules=[len(INTO), len(INTO + OUT)], plain=1,
    )  # fmt: skip
    return [[panel("", counted, x=axis("alpha"), y=axis("weight (from → to)"), height=5.8)]]

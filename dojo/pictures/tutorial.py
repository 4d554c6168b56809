"""The tutorial's example, from which several pictures are drawn: its data, network and alphas."""

from typing import Any

X = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
Y = [[0], [1], [1], [0]]
INPUTS = ["input 1", "input 2", "bias"]
HIDDEN = ["hidden 1", "hidden 2", "hidden 3", "hidden 4"]
SHAPES = ((len(INPUTS), len(HIDDEN)), (len(HIDDEN), 1))  # of synapse_0 and synapse_1
# Where each weight comes from and where it goes to, in the order of `by_weight`.
WEIGHTS = [[a, b] for a in INPUTS for b in HIDDEN] + [[a, "output"] for a in HIDDEN]
ALPHAS = [0.001, 0.01, 0.1, 1, 10, 100, 1000]


def by_weight(pairs: list[list[Any]]) -> list[list[float]]:
    """Return a row for each weight, of pairs of arrays shaped like synapse_0 and synapse_1."""
    columns = [[x for synapse in pair for row in synapse for x in row] for pair in pairs]
    return [list(row) for row in zip(*columns, strict=True)]

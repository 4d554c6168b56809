"""The biases' picture: where two hidden nodes change their minds, with and without biases."""

from math import nan
from typing import Any

import numpy as np

from dojo.pictures.recipe import Ask, Panel, Rows, axis, dots, line, panel

XOR = [[0, 0], [0, 1], [1, 0], [1, 1]]
SEEDS, STEPS, ALPHA, LEARNT = 20, 3000, 10.0, 0.05
LOW, HIGH = -0.6, 1.6  # of both inputs, in the picture
KINDS = {"no bias": (0, 0), "hidden nodes": (1, 0), "every node": (1, 1)}  # who has one


def bias(ask: Ask) -> Rows:
    """Two hidden nodes learn XOR, with and without biases.

    Each line is where a hidden node, trained from seed 1, is undecided. Without a bias all lines go
    through (0, 0). A bias lets a line leave that corner, but here this alone helps nobody: only
    where the output has a bias, too, do nearly all of the 20 seeds learn XOR in 3,000 steps.
    """
    panels = list[Panel]()
    for name, kept in KINDS.items():
        parts, learnt = _trained(ask, kept)
        one, other, *_ = zip(*parts[0], parts[1], strict=True)  # the first two are of seed 1
        marks = [
            line(*_border(*one), "hidden 1", sign="-"),
            line(*_border(*other), "hidden 2", sign=":"),
            dots([0, 1], [0, 1], "target 0", "orange", "s", 10),
            dots([0, 1], [1, 0], "target 1", "green", "o", 10),
        ]
        across, up = (axis(f"input {n}", LOW, HIGH, (0, 1)) for n in (1, 2))
        title = f"{name}: {learnt} of {SEEDS} learn"
        panels.append(panel(title, *marks, x=across, y=up, height=3.7, square=True))
    return [panels]


def _trained(ask: Ask, kept: tuple[int, int]) -> tuple[list[Any], int]:
    """Return the weights and biases of all networks side by side, and how many have learnt XOR.

    They are trained as one wide network, in which the weights between two of them stay 0.
    """
    into, out = np.zeros((2, 2 * SEEDS)), np.zeros((2 * SEEDS, SEEDS))
    for n in range(SEEDS):
        random, own = np.random.RandomState(n + 1), slice(2 * n, 2 * n + 2)
        into[:, own], out[own, n] = random.uniform(-1, 1, (2, 2)), random.uniform(-1, 1, 2)
    biases = np.zeros(2 * SEEDS), np.zeros(SEEDS)
    begin = {"synapse_0": into, "bias_0": biases[0], "synapse_1": out, "bias_1": biases[1]}
    expected = {name: part.shape for name, part in begin.items()}
    parts, factors = list(begin.values()), (1, kept[0], out != 0, kept[1])
    targets = np.tile([[0], [1], [1], [0]], SEEDS)
    for _ in range(STEPS):
        moved = ask("step", expected, XOR, targets, *parts, ALPHA)
        parts = [part * factor for part, factor in zip(moved, factors, strict=True)]
    layers = {"layer_1": None, "layer_2": targets.shape}
    errors = np.abs(ask("forward", layers, XOR, *parts)[1] - targets).mean(axis=0)
    return parts, int((errors < LEARNT).sum())


def _border(a: float, b: float, c: float) -> tuple[list[float], list[float]]:
    """Return two points of the line where a·x + b·y + c is 0."""
    ends = [LOW, HIGH]
    if abs(a) > abs(b):
        return [-(b * y + c) / a for y in ends], ends
    return ends, [-(a * x + c) / (b or nan) for x in ends]

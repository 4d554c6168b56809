"""Trimming's picture: the error with large alphas, with and without trimming."""

from dojo.pictures.recipe import Ask, Rows, axis, line, panel, written
from dojo.pictures.tutorial import SHAPES, backpropagation, start, stepped

STEPS = 3000
RUNS = [(10, None), (100, None), (1000, None), (100, 0.01), (1000, 0.001)]  # alpha and limit


def trimming(ask: Ask) -> Rows:
    """Large alphas, with and without trimming by the norm.

    Without trimming, alpha 10 is the best; 100 gets stuck, and 1000 is lost after its first steps.
    With the norm trimmed, the same two large alphas cannot leap away: they learn XOR, and both end
    below alpha 10.
    """
    lines = []
    noted = sorted({round(10 ** (k / 25)) for k in range(87)} | {STEPS})
    expected = {"gradient_0": SHAPES[0], "gradient_1": SHAPES[1]}
    for alpha, limit in RUNS:
        synapses, errors = start(), []
        for _ in range(STEPS):
            *gradients, error = backpropagation(synapses)
            errors.append(error)
            if limit:
                gradients = ask("clip_by_norm", expected, tuple(gradients), limit)
            synapses = stepped(synapses, gradients, alpha)
        how = f"trimmed to {limit:g}" if limit else "not trimmed"
        label = f"alpha {alpha}, {how}, ends at {written(errors[-1], '.4f')}"
        lines.append(line(noted, [errors[step - 1] for step in noted], label))
    across = axis("steps (log scale)", 1, STEPS, [1, 10, 100, 1000, STEPS], "log")
    ticks = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
    up = axis("mean absolute error (log scale)", ticks[0], ticks[-1], ticks, "log")
    return [[panel("", *lines, x=across, y=up, height=5.2, legend="lower left")]]

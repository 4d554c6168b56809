"""Fifty networks learn XOR with Rprop; and the step sizes of one of them."""

from typing import Any

import numpy as np

from dojo.pictures.recipe import Ask, Rows, axis, level, line, panel
from dojo.pictures.tutorial import SYNAPSES, backpropagation, start, stepped

SEEDS, STEPS, SHOWN = 50, 120, 4  # the last: whose step sizes are shown
GOAL = 0.05  # an error below it counts as learned
LOOKS = (("blue", "."), ("orange", "="))  # of both synapses


def turning(ask: Ask) -> Rows:
    """Fifty networks that look at signs only.

    Each line above is a network that learns XOR. Plain descent with the best alpha gets below an
    error of 0.05 (the thin line) after 107 iterations. Rprop, which knows only the signs of its
    gradients, needs about 40 where it gets there; but some of its networks never do, the one from
    the tutorial's own start among them. Below, step sizes grow while a weight is on its way, and
    are halved at each turn.
    """
    starts = map(start, range(1, SEEDS + 1))
    synapses, plain = [np.stack(pair) for pair in zip(*starts, strict=True)], start()
    sizes = [np.full(synapse.shape, 0.1) for synapse in synapses]
    previous = [np.zeros(synapse.shape) for synapse in synapses]
    errors, alphas, noted = [], [], []
    for _ in range(STEPS + 1):
        *gradients, error = backpropagation(synapses)
        errors.append(error)
        noted.append([size[SHOWN - 1].ravel().tolist() for size in sizes])
        for k, gradient in enumerate(gradients):
            shape, flat = gradient.shape, (-1, gradient.shape[-1])  # all fifty in one array
            rows = {"the result": (SEEDS * shape[1], shape[2])}
            given = [array.reshape(flat) for array in (sizes[k], previous[k], gradient)]
            sizes[k] = np.reshape(ask("step_sizes", rows, *given)[0], shape)
            kept = np.where(previous[k] * gradient < 0, 0, gradient)  # a pause after a turn
            given = [array.reshape(flat) for array in (synapses[k], kept, sizes[k])]
            synapses[k], previous[k] = np.reshape(ask("move", rows, *given)[0], shape), kept
        *gradients, error = backpropagation(plain)
        alphas.append(error)
        plain = stepped(plain, gradients, 10)
    return _drawn(np.array(errors).T, alphas, noted)


def _drawn(errors: Any, alphas: list[float], noted: list[Any]) -> Rows:
    steps = list(range(STEPS + 1))
    solved = (errors < GOAL).any(axis=1)
    label = f"Rprop: {solved.sum()} of {SEEDS} starts get there"
    lines = [line(steps, way, label, "sky", ".") for way in errors[solved]]
    label = f"Rprop: {SEEDS - solved.sum()} do not"
    lines += [line(steps, way, label, "vermilion", "=") for way in errors[~solved]]
    lines.append(line(steps, alphas, "alpha 10, the tutorial's start", "black", ":"))
    across, up = axis("iterations", 0, STEPS), axis("mean absolute error", 0, 0.6)
    above = panel("", *level(GOAL), *lines, x=across, y=up, height=3.4, legend="upper right")
    sizes = []
    for name, look, moments in zip(SYNAPSES, LOOKS, zip(*noted, strict=True), strict=True):
        sizes += [line(steps, way, name, *look) for way in zip(*moments, strict=True)]
    high = axis("step size (log scale)", 1e-4, 100, [1e-4, 0.01, 0.1, 1, 10, 100], "log")
    title = f"The step size of each weight, from seed {SHOWN}"
    return [[above], [panel(title, *sizes, x=across, y=high, height=3, legend="upper right")]]

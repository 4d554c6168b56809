"""Dropout's picture: the same noise hurts a narrow hidden layer, and helps a wide one."""

import numpy as np

from dojo.pictures.recipe import Ask, Rows, axis, line, panel
from dojo.pictures.tutorial import X, Y, stepped

ALPHA, ITERATIONS, EVERY = 2, 2500, 50


def noise(ask: Ask) -> Rows:
    """The same noise in a small and in a large network.

    Drop half of 4 hidden nodes, and too few are left to answer: the error stays above 0.1. With 32
    nodes the error jumps about for a while, but then it falls well below what the same network
    reaches without dropping: many nodes learn to answer without relying on one another.
    """
    lines = []
    for nodes, keep in [(4, 0.5), (4, 1), (32, 1), (32, 0.5)]:
        shapes = {"gradient_0": (3, nodes), "gradient_1": (nodes, 1)}
        layers = {"layer_1": (4, nodes), "layer_2": (4, 1)}
        random, errors = np.random.RandomState(1), []
        synapses = [random.uniform(-1, 1, shape) for shape in shapes.values()]
        for iteration in range(ITERATIONS + 1):
            if iteration % EVERY == 0:
                everyone = np.ones((4, nodes))
                errors.append(abs(ask("forward", layers, X, *synapses, everyone, 1)[1] - Y).mean())
            mask = (random.random_sample((4, nodes)) < keep) * 1
            found = ask("gradients", shapes, X, Y, *synapses, mask, keep)
            synapses = stepped(synapses, found, ALPHA)
        label = f"{nodes} nodes, " + ("half of them dropped" if keep < 1 else "nothing dropped")
        lines.append(line(range(0, ITERATIONS + 1, EVERY), errors, label))
    across = axis("iterations done, alpha 2", 0, ITERATIONS)
    up = axis("mean error without dropping (log scale)", 0.0005, 1, [0.001, 0.01, 0.1, 1], "log")
    return [[panel("", *lines, x=across, y=up)]]

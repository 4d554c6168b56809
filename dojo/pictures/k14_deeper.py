"""Depth's picture: how small gradients get on the way back, and how long a deep network waits."""

from itertools import pairwise

from dojo.pictures.recipe import Ask, Mark, Rows, axis, level, line, panel
from dojo.pictures.tutorial import X, Y, stepped

NETS = [[3, 4, 1], [3, 8, 8, 8, 1], [3, 8, 8, 8, 8, 8, 1]]
ALPHA, ITERATIONS = 3, 900


def depth(ask: Ask) -> Rows:
    """Three networks of different depth.

    Every layer on the way back makes the gradient smaller, since the slope of a sigmoid is at most
    a quarter. With four synapses, the gradient of the first one is sixty times smaller than that of
    the last one. So the deeper a network is, the longer its error stays at 0.5, until the first
    synapses have moved. But then it gets lower than the tutorial's.
    """
    gradients: list[Mark] = []
    errors: list[Mark] = []
    for sizes in NETS:
        between = {f"synapse_{i}": pair for i, pair in enumerate(pairwise(sizes))}
        synapses = ask("initial_synapses", between, sizes, 1)
        shapes = {f"layer_{i}": (len(X), size) for i, size in enumerate(sizes)}
        expected = {f"the gradient of {name}": pair for name, pair in between.items()}
        history = []
        for iteration in range(ITERATIONS):
            layers = ask("forward", shapes, X, tuple(synapses))
            history.append(abs(layers[-1] - Y).mean())
            found = ask("gradients", expected, tuple(layers), tuple(synapses), Y)
            if not iteration:
                heights = [abs(gradient).mean() for gradient in found]
                gradients.append(line(range(1 - len(between), 1), heights, str(sizes)))
            synapses = stepped(synapses, found, ALPHA)
        errors.append(line(range(0, ITERATIONS, 10), history[::10], sign=".-:"[len(errors)]))
    back = axis("synapse", ticks=range(-5, 1), names=["last but 5", *"4321", "last"])
    size = axis("mean size (log scale)", 5e-5, 0.2, [1e-4, 1e-3, 0.01, 0.1], "log")
    done, up = axis("iterations done, alpha 3", 0, ITERATIONS), axis("mean error", 0, 0.6)
    start = panel("Gradients before any training", *gradients, x=back, y=size)
    return [[start, panel("The errors of the same three", *errors, level(0.5), x=done, y=up)]]

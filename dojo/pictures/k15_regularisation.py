"""Regularisation's picture: what weights are left when they cost something."""

import numpy as np

from dojo.pictures.recipe import Ask, Panel, Rows, cells, panel
from dojo.pictures.tutorial import HIDDEN, INPUTS, backpropagation, start

ITERATIONS = 3000
COSTS = {
    "no cost": (0, 0),
    "L1 of 0.001": (0.001, 0),
    "L2 of 0.001": (0, 0.001),
    "L2 of 0.01": (0, 0.01),
}


def cost(ask: Ask) -> Rows:
    """What is left of the weights when they cost something.

    Without a cost the weights grow large. L1 takes the same from all of them, so small ones
    disappear and large ones stay. L2 takes most from the large ones, and none gets beyond 5. But
    when the weights cost too much, nothing is worth its price: all of them shrink to 0, and the
    network answers 0.5 to everything.
    """
    panels: list[Panel] = []
    for name, costs in COSTS.items():
        synapses = start()
        for _ in range(ITERATIONS):
            into, out, _ = backpropagation(synapses)
            # Both synapses as one, so that the learner's function is called once in each step.
            both = np.vstack([synapses[0], synapses[1].T])
            task = both, np.vstack([into, out.T]), *costs
            (slope,) = ask("penalised_gradient", {"the gradient": (4, 4)}, *task)
            synapses = [(both - slope)[:3], (both - slope)[3:].T]
        title = f"{name}: error {backpropagation(synapses)[-1]:.3f}"
        rounded = np.round(both - slope, 1) + 0.0  # without the sign of -0.0
        rows = [*INPUTS, "to output"]
        shown = cells(rounded, rows, HIDDEN, "+.1f", "", "diverging", -10, 10, rules=[3])
        panels.append(panel(title, shown, height=2.6))
    return [panels[:2], panels[2:]]

"""Regularisation's picture: what weights are left when they cost something."""

from dojo.pictures.recipe import Ask, Panel, Picture, Rows, cells, panel
from dojo.pictures.tutorial import HIDDEN, INPUTS, X, Y

ITERATIONS = 3000
COSTS = {
    "no cost": (0, 0),
    "L1 of 0.001": (0.001, 0),
    "L2 of 0.001": (0, 0.001),
    "L2 of 0.01": (0, 0.01),
}


def _recipe(ask: Ask) -> Rows:
    import numpy as np

    panels: list[Panel] = []
    with np.errstate(all="ignore"):  # wrong answers are drawn, too
        for name, (l1, l2) in COSTS.items():
            # Both synapses as one, so that the learner's function is called once in each step.
            synapse = np.random.RandomState(1).uniform(-1, 1, (4, 4))
            for iteration in range(ITERATIONS + 1):
                layer_1 = 1 / (1 + np.exp(-np.dot(X, synapse[:3])))
                layer_2 = 1 / (1 + np.exp(-np.dot(layer_1, synapse[3:].T)))
                if iteration == ITERATIONS:
                    break
                delta = (layer_2 - Y) * layer_2 * (1 - layer_2)
                back = delta * synapse[3] * layer_1 * (1 - layer_1)
                gradient = np.vstack([np.dot(np.transpose(X), back), np.dot(delta.T, layer_1)])
                task = synapse, gradient, l1, l2
                (slope,) = ask("penalised_gradient", {"the gradient": (4, 4)}, *task)
                synapse = synapse - slope
            title = f"{name}: error {np.mean(np.abs(layer_2 - Y)):.3f}"
            rounded = np.round(synapse, 1) + 0.0  # without the sign of -0.0
            rows = [*INPUTS, "to output"]
            shown = cells(rounded, rows, HIDDEN, "+.1f", "", "diverging", -10, 10, rules=[3])
            panels.append(panel(title, shown, height=2.6))
    return [panels[:2], panels[2:]]


COST = Picture(
    "cost",
    "What is left of the weights when they cost something",
    "Without a cost the weights grow large. L1 takes the same from all of them, so small ones "
    "disappear and large ones stay. L2 takes most from the large ones, and none gets beyond 5. "
    "But when the weights cost too much, nothing is worth its price: all of them shrink to 0, and "
    "the network answers 0.5 to everything.",
    _recipe,
)

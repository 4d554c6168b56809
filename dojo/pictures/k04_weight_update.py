"""The weight update's picture: the weights, their gradient, and the weights after one step."""

from dojo.pictures.recipe import Ask, Rows, cells, panel
from dojo.pictures.tutorial import HIDDEN

LAYER_IN = [[0.0, 1.0, 0.5], [0.0, 0.5, 1.0], [0.0, 1.0, 1.0]]  # the first sender is silent
DELTA = [[0.2, -0.3, 0.0, 0.4], [0.1, -0.2, 0.3, -0.4], [0.4, -0.1, 0.1, 0.0]]
SYNAPSE = [[0.9, -0.6, 0.2, -0.8], [0.5, 0.3, -0.7, 0.1], [-0.2, 0.8, 0.4, -0.5]]
SENDERS = ["sender 0", "sender 1", "sender 2"]


def update(ask: Ask) -> Rows:
    """One step of every weight.

    The new weights are the old ones minus the gradient, cell by cell. What a sender said, times the
    delta of the node that heard it, summed over the examples: so the weights of a sender that was
    silent, 0 in every example, stay as they are.
    """
    shape = (len(SENDERS), len(HIDDEN))
    (gradient,) = ask("synapse_gradient", {"the gradient": shape}, LAYER_IN, DELTA)
    (after,) = ask("update", {"the new weights": shape}, SYNAPSE, LAYER_IN, DELTA)
    shown = {"the weights": SYNAPSE, "minus the gradient": gradient, "the new weights": after}
    look = SENDERS, HIDDEN, "+.2f", "", "diverging", -1.2, 1.2
    return [[panel(title, cells(w, *look), height=2.2)] for title, w in shown.items()]

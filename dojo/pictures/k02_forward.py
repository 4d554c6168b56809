"""The forward pass's picture: one example on its way through the tutorial's network."""

from dojo.pictures.recipe import Ask, Rows, network, panel
from dojo.pictures.tutorial import HIDDEN, INPUTS, X, Y, start

EXAMPLE = 2  # inputs 1, 0 and the constant: most lines carry something


def forward(ask: Ask) -> Rows:
    """One example on its way through the network.

    Every node multiplies each value that reaches it by the weight on the way, adds up, and squashes
    the sum to between 0 and 1. A negative weight pulls the sum down; a sender that says 0 adds
    nothing, whatever its weights are. Nothing has been learned yet, the weights are random: so the
    output is undecided, near 0.5.
    """
    synapses = start()
    expected = {"layer_1": (len(X), len(HIDDEN)), "layer_2": (len(X), 1)}
    layers = [layer[EXAMPLE] for layer in (X, *ask("forward", expected, X, *synapses))]
    names, target = (INPUTS, HIDDEN, ["output"]), f"target {Y[EXAMPLE][0]:g}"
    return [[panel("", network(layers, synapses, names, target), height=4.9)]]

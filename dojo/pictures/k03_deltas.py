"""The deltas' picture: the output's delta, and what of it comes back to each hidden node."""

from dojo.pictures.recipe import Ask, Rows, axis, columns, level, panel, table
from dojo.pictures.tutorial import HIDDEN

LAYER_1, OUTPUT, TARGET = [0.5, 0.9, 0.1, 0.6], 0.8, 1.0
SYNAPSE_1 = [2.0, 1.0, 0.5, -1.5]
NODES = ["output", *HIDDEN]


def deltas(ask: Ask) -> Rows:
    """From the output's error to a delta for every hidden node.

    The prediction is below its target, so the output has a negative delta: its sum should grow.
    That delta goes back through each weight, and is the error of a hidden node; a weight below 0
    turns its sign round. Nearly 0 or 1, a node has a small slope, and so a small delta.
    """
    ((delta,),) = ask("output_delta", {"the deltas": (1, 1)}, [[OUTPUT]], [[TARGET]])
    given = [delta], [[weight] for weight in SYNAPSE_1], [LAYER_1]
    ((hidden,),) = ask("hidden_delta", {"the deltas": (1, len(LAYER_1))}, *given)
    deltas = [delta[0], *hidden]
    errors = [OUTPUT - TARGET, *(delta[0] * weight for weight in SYNAPSE_1)]
    slopes = [layer * (1 - layer) for layer in (OUTPUT, *LAYER_1)]
    rows = list(zip(errors, slopes, deltas, strict=True))
    edges = [place - 0.5 for place in range(len(NODES) + 1)]
    bars = columns(edges, deltas, "blue"), level(0)
    across = axis(ticks=range(len(NODES)), names=[name.replace("hidden ", "h") for name in NODES])
    return [
        [panel("", *bars, x=across, y=axis("delta"), height=3.2)],
        [panel("", table(rows, NODES, ["error", "slope", "delta"]), height=2.2)],
    ]

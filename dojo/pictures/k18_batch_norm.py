"""The sums of a node before and after normalising, for three sizes of weights."""

from typing import Any

import numpy as np

from dojo.pictures.recipe import Ask, Panel, Rows, axis, columns, panel, region

WIDE, BINS, ROWS = 32, 32, 400
BATCHES = {"some weights": (1, 0), "ten times as large": (10, 0), "3 more in every sum": (1, 3)}


def normalised(ask: Ask) -> Rows:
    """The sums of a node, before and after normalising.

    Above: the sums of one node over 400 examples. With weights ten times as large, most of them lie
    where the sigmoid is flat, and the node hardly learns. Below: the same sums, normalised. All
    three are the same: size and shift of the sums are gone.
    """
    sums = np.random.RandomState(1).normal(0.3, 1, (ROWS, 1))
    before: list[Panel] = []
    after: list[Panel] = []
    many = axis("examples", 0, 280)
    for name, (scale, shift) in BATCHES.items():
        batch = scale * sums + shift
        (normal,) = ask("normalise", {"the result": (ROWS, 1)}, batch, [1.0], [0.0])
        flat = [*region(-WIDE, -4, "flat"), *region(4, WIDE, "flat")]
        bars = columns(*_counted(batch, WIDE), "vermilion")
        before.append(panel(name, flat, bars, x=axis("sum", -WIDE, WIDE), y=many, height=2.8))
        bars = columns(*_counted(normal, 4), "blue")
        across = axis("gamma · normal + beta", -4, 4)
        after.append(panel("normalised", bars, x=across, y=axis("examples", 0, 60), height=2.8))
    return [before, after]


def _counted(values: Any, wide: float) -> tuple[Any, Any]:
    heights, edges = np.histogram(np.nan_to_num(values), BINS, (-wide, wide))
    return edges, heights

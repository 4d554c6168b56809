"""A hundred balls on a curve with five valleys."""

from itertools import cycle
from typing import Any

import numpy as np

from dojo.pictures.recipe import Ask, Rows, axis, dots, line, panel, region

FIVE = [-1, 1, 50, 0, -400, 0, 1120, 0, -1280, 0, 512]
ALPHA, STEPS, GAP = 0.001, 500, 0.1
COLORS = ("blue", "orange", "green", "vermilion", "purple")


def balls(ask: Ask) -> Rows:
    """A hundred balls, and the five places where they end.

    The small dots are the starts, the diamonds (D) the ends: each ball rolls down the slope on
    which it starts, so a hundred of them end at only five places. The numbers count them. The
    deepest valley, on the left, is narrow: few balls start there, and no other finds it.
    """
    starts = 2 * np.random.RandomState(1).random_sample(100) - 1
    fine = np.linspace(-1, 1, 401)
    (ends,) = ask("settle", {"the ends": starts.shape}, FIVE, starts, ALPHA, STEPS)
    (groups,) = ask("basins", {"the groups": (-1, 2)}, ends, GAP)
    (landed,) = ask("settle", {"the ends": fine.shape}, FIVE, fine, ALPHA, STEPS)
    marks = []
    for (place, balls), color in zip(groups, cycle(COLORS), strict=False):
        own, here = fine[abs(landed - place) < GAP], starts[abs(ends - place) < GAP]
        if own.size:
            marks += region(own[0], own[-1], f"{balls:g}", color)
        marks.append(dots(here, _height(here), "", color, "o", 6))
        marks.append(dots([place], [_height(place)], "", color, "D", 11))
    curve = line(fine, _height(fine), "", "black", ".")
    across, up = axis("position x of the ball", -1, 1), axis("height", -2.2, 2.6)
    return [[panel("", curve, *marks, x=across, y=up, height=5)]]


def _height(x: Any) -> Any:
    return np.polyval(FIVE[::-1], np.clip(x, -2, 2))  # beyond the picture in any case

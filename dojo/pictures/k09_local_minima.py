"""A hundred balls on a curve with five valleys."""

from dojo.pictures.recipe import Ask, Picture, Rows, axis, dots, line, panel, region

FIVE = [-1, 1, 50, 0, -400, 0, 1120, 0, -1280, 0, 512]
ALPHA, STEPS, GAP = 0.001, 500, 0.1
FINE = [k / 200 - 1 for k in range(401)]
COLORS = ("blue", "orange", "green", "vermilion", "purple")


def _recipe(ask: Ask) -> Rows:
    import numpy as np

    starts = (2 * np.random.RandomState(1).random_sample(100) - 1).tolist()
    (ends,) = ask("settle", {"the ends": (100,)}, FIVE, starts, ALPHA, STEPS)
    (groups,) = ask("basins", {"the groups": (-1, 2)}, ends, GAP)
    (landed,) = ask("settle", {"the ends": (len(FINE),)}, FIVE, FINE, ALPHA, STEPS)
    marks = []
    for nth, (place, balls) in enumerate(groups):
        color = COLORS[nth % len(COLORS)]
        own = [x for x, end in zip(FINE, landed, strict=True) if abs(end - place) < GAP]
        here = [x for x, end in zip(starts, ends, strict=True) if abs(end - place) < GAP]
        if own:
            marks += region(own[0], own[-1], f"{balls:g}", color)
        marks += [
            dots(here, [height(x) for x in here], "", color, "o", 6),
            dots([place], [height(place)], "", color, "D", 11),
        ]
    curve = line(FINE, [height(x) for x in FINE], "", "black", ".")
    across, up = axis("position x of the ball", -1, 1), axis("height", -2.2, 2.6)
    return [[panel("", curve, *marks, x=across, y=up, height=5)]]


def height(x: float) -> float:
    """Return how high the curve is."""
    x = max(-2.0, min(x, 2.0))  # beyond the picture in any case
    return sum(c * x**power for power, c in enumerate(FIVE))


BALLS = Picture(
    "balls",
    "A hundred balls, and the five places where they end",
    "The small dots are the starts, the diamonds (D) the ends: each ball rolls down the slope "
    "on which it starts, so a hundred of them end at only five places. The numbers count them. The "
    "deepest valley, on the left, is narrow: few balls start there, and no other finds it.",
    _recipe,
)

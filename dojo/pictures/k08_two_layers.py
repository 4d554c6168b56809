"""The error plane of the tutorial's net with two weights, and two descents on it."""

from dojo.pictures.recipe import Ask, Rows, axis, dots, line, panel
from dojo.pictures.recipe import plane as colored

X, Y = [[0, 1], [0, 1], [1, 0], [1, 0]], [[0], [0], [1], [1]]
VALUES = [k / 2 for k in range(-20, 21)]
STARTS = [[[-4.0], [1.0]], [[2.0], [5.0]]]
STEPS = 1000
SEEN = [1, 10, 100]


def plane(ask: Ask) -> Rows:
    """The error plane of two weights, and two descents on it.

    The error is lowest in the corner where the first weight is high and the second is low. Both
    descents go that way, wherever they start. The dots are 1, 10 and 100 steps: the land gets ever
    flatter, so after 1,000 steps neither has got as far as 5.
    """
    (errors,) = ask("error_plane", {"the plane": (41, 41)}, X, Y, VALUES, VALUES)
    marks = [colored(VALUES, VALUES, errors, "mean absolute error", low=0, high=1)]
    for start, color, sign in zip(STARTS, ("sky", "orange"), "-=", strict=True):
        (path,) = ask("descend", {"the path": (STEPS + 1, 2, 1)}, X, Y, start, STEPS)
        right, up = [[weights[k][0] for weights in path] for k in (0, 1)]
        last = color == "orange"  # its labels are for both
        marks += [
            line(right, up, f"from ({right[0]:g}, {up[0]:g})", color, sign),
            dots([right[k] for k in SEEN], [up[k] for k in SEEN], "", color, "o", 6),
            dots(right[:1], up[:1], "start" * last, color, "s", 9),
            dots(right[-1:], up[-1:], "after 1,000 steps" * last, color, "D", 9),
        ]
    across, upwards = axis("first weight", -10, 10), axis("second weight", -10, 10)
    return [[panel("", *marks, x=across, y=upwards, height=6, legend="below", square=True)]]

"""A ball in the rut: without momentum, with it, and with Nesterov's look ahead."""

from dojo.pictures.recipe import Ask, Panel, Rows, axis, dots, level, line, note, panel

RUT = [1, -0.5, -3.5, 3]  # the slope: the valley at -2, a hill at 1, the rut at 1.5
START, ALPHA, STEPS, SHOWN = 3.0, 0.01, 500, 60
BALLS = {
    "momentum 0": ("roll_momentum", 0),
    "momentum 0.8": ("roll_momentum", 0.8),
    "Nesterov, 0.8": ("roll_nesterov", 0.8),
    "Nesterov, 0.9": ("roll_nesterov", 0.9),
}


def rut(ask: Ask) -> Rows:
    """Out of the rut, or not.

    The same start, the same alpha. Without momentum, the ball drops into the rut at 1.5 and stays
    there. With a momentum of 0.8 it rolls over the little hill at 1, down into the valley at -2.
    Nesterov's ball sees the hill coming and brakes: with 0.8 it stays in the rut, and only with 0.9
    it gets out.
    """
    land = [k / 20 - 3 for k in range(125)]
    curve = line(land, [_height(x) for x in land], "", "grey", ".")
    across, up = axis("position x of the ball", -3, 3.2), axis("height", -9, 11)
    panels: list[Panel] = []
    ways = []
    for name, (function, momentum) in BALLS.items():
        expected = {"the positions": (STEPS + 1,)}
        (path,) = ask(function, expected, RUT, START, ALPHA, momentum, STEPS)
        heights = [_height(x) for x in path]
        marks = [
            curve,
            dots(path[1:SHOWN], heights[1:SHOWN], "on the way", "blue", "o", 6),
            dots(path[:1], heights[:1], "start", "orange", "s", 9),
            dots(path[-1:], heights[-1:], "end", "green", "D", 9),
            note("rut, 0.07 deep", 0.4, 7, to=(1.5, 1.8)),
        ]
        panels.append(panel(name, *marks, x=across, y=up, height=2.9))
        ways.append(line(list(range(SHOWN + 1)), path[: SHOWN + 1], name))
    levels = [*level(1.5, "the rut"), *level(-2, "the valley")]
    steps, x = axis("step", 0, SHOWN), axis("position x", -3, 3.2)
    by_step = panel("", *levels, *ways, x=steps, y=x, height=3, legend="below")
    return [panels[:3], [by_step]]


def _height(x: float) -> float:
    x = max(-9.0, min(x, 9.0))  # beyond the picture in any case
    return x**4 / 4 - x**3 / 6 - 7 / 4 * x**2 + 3 * x

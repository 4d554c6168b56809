"""Alpha's picture: a ball that rolls down into a bucket, with four alphas."""

from dojo.pictures.recipe import Ask, Panel, Rows, axis, dots, line, panel, table

START, STEPS = 3.0, 8
BALLS = {"small": 0.05, "good": 0.35, "large": 0.9, "diverging": 1.04}
WIDE = 6.2  # from the bottom to where the picture ends


def bucket(ask: Ask) -> Rows:
    """A ball in a bucket, with four alphas.

    Every step goes alpha times the slope downhill. A small alpha creeps and is not there yet after
    the last step; a good one is at the bottom in a few; a large one leaps over the bottom each
    time, but still comes down; beyond alpha = 1 every leap lands higher than it began.
    """
    profile = [WIDE * (k / 60 - 1) for k in range(121)]
    curve = line(profile, [x**2 for x in profile], "", "grey", ".")
    panels: list[Panel] = []
    ways, up = [], axis("height = x²", -2, 43)
    for name, alpha in BALLS.items():
        below = len(panels) > 1  # where the words are that all four need
        (path,) = ask("roll", {"the positions": (STEPS + 1,)}, START, alpha, STEPS)
        heights = [min(abs(x), 1e9) ** 2 for x in path]
        marks = [
            curve,
            line(path, heights, "", "black", "-"),
            dots(path[1:-1], heights[1:-1], "on the way" * below, "blue", "o", 6),
            dots(path[:1], heights[:1], "start" * below, "orange", "s", 10),
            dots(path[-1:], heights[-1:], "after the last step" * below, "green", "D"),
        ]
        across = axis("position x of the ball" * below, -WIDE, WIDE)
        title, height = f"{name}: alpha = {alpha:g}", 2.2 + 0.7 * below
        panels.append(panel(title, *marks, x=across, y=up, height=height))
        ways.append(path)
    names = [f"alpha = {alpha:g}" for alpha in BALLS.values()]
    steps = table(ways, names, [str(step) for step in range(STEPS + 1)])
    after = panel("The position x after each step", steps, height=1.5)
    return [panels[:2], panels[2:], [after]]

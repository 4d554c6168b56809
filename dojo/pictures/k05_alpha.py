"""Alpha's picture: a ball that rolls down into a bucket, with four alphas."""

from dojo.pictures import plot, text
from dojo.pictures.picture import Ask, Axis, Data, Figure, Picture

START, STEPS = 3.0, 8
BALLS = {"small": 0.05, "good": 0.35, "large": 0.9, "diverging": 1.04}
WIDE = 6.2  # from the bottom to where the picture ends


def _collect(ask: Ask) -> Data:
    balls = []
    for name, alpha in BALLS.items():
        (positions,) = ask("roll", {"the positions": (STEPS + 1,)}, START, alpha, STEPS)
        balls.append({"name": name, "alpha": alpha, "positions": positions})
    return {"balls": balls}


def _plot(figure: Figure, data: Data) -> None:
    panels = figure.subplots(2, 2, sharex=True, sharey=True)
    profile = [WIDE * (k / 60 - 1) for k in range(121)]
    for axes, ball in zip(panels.flat, data["balls"], strict=True):
        path = ball["positions"]
        axes.plot(profile, [x**2 for x in profile], color="#bbbbbb", lw=5, zorder=1)
        heights = [min(abs(x), 1e9) ** 2 for x in path]
        axes.plot(path, heights, color=plot.BLACK, lw=1.2, zorder=2)
        axes.plot(path[1:-1], heights[1:-1], "o", color=plot.BLUE, ms=6, mec="white", zorder=3)
        axes.plot(path[0], heights[0], "s", color=plot.ORANGE, ms=10, mec=plot.BLACK, zorder=3)
        axes.plot(path[-1], heights[-1], "D", color=plot.GREEN, ms=9, mec=plot.BLACK, zorder=4)
        axes.set_title(f"{ball['name']}: alpha = {ball['alpha']:g}")
        end = f"x = {path[0]:.3g} → {path[-1]:.3g} in {len(path) - 1} steps"
        axes.text(0, 38.8, end, ha="center", va="top", size=10)
        axes.set(xlim=(-WIDE, WIDE), ylim=(-2, 43))
    for axes in panels[1]:
        axes.set_xlabel("position x of the ball")
    for axes in panels[:, 0]:
        axes.set_ylabel("height = x²")
    dot = {"mec": plot.BLACK, "ls": "", "ms": 8}
    looks = {
        "start": dot | {"marker": "s", "color": plot.ORANGE},
        "on the way": dot | {"marker": "o", "color": plot.BLUE},
        "after the last step": dot | {"marker": "D", "color": plot.GREEN},
    }
    plot.legend(panels[0, 0], looks, loc="center", bbox_to_anchor=(0.5, 0.58), fontsize=9)


def _text(data: Data, width: int) -> list[str]:
    half = (width - 4) // 2
    panels = [_strips(ball, half) for ball in data["balls"]]
    lines = ["The bucket from above: o the ball after each step, : the bottom (x = 0)."]
    for left, right in zip(panels[::2], panels[1::2], strict=True):
        lines.append("")
        lines += [f"{one:{half}}    {other}" for one, other in zip(left, right, strict=True)]
    return lines


def _strips(ball: Data, width: int) -> list[str]:
    """Return one ball's way, a line a step: its place from above, and x."""
    cells, axis = width - 17, Axis("position x", -WIDE, WIDE)
    lines = [f"{ball['name']}: alpha = {ball['alpha']:g}"]
    lines.append(f"step ┌{axis.label.center(cells, '─')}┐{'x':>10}")
    for step, x in enumerate(ball["positions"]):
        lines.append(f"{step:4} │{text.strip(axis, cells, [(':', 0), ('o', x)])}│{x:10.3g}")
    return lines


BUCKET = Picture(
    "bucket",
    "A ball in a bucket, with four alphas",
    "Every step goes alpha times the slope downhill. A small alpha creeps and is not there yet "
    "after the last step; a good one is at the bottom in a few; a large one leaps over the "
    "bottom each time, but still comes down; beyond alpha = 1 every leap lands higher than it "
    "began.",
    collect=_collect,
    height=5.8,
    plot=_plot,
    text=_text,
)

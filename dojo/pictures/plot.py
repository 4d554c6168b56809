"""What pictures share when matplotlib draws them: the sheet, the frame, the colours, the legend.

matplotlib may not be installed and is slow to import, so that only functions import it.
"""

import logging
import textwrap
from pathlib import Path
from typing import Any

from dojo.pictures.picture import Axis, Data, Figure, Picture

# Okabe and Ito's colours, which look different to everyone; shape or dash says it once more.
BLACK, GREY = "#000000", "#666666"
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (1, 1.2)), (0, (7, 2, 1.5, 2)))
MARKERS = "osD^vPX"
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # the one that comes with matplotlib
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.axisbelow": True,
    "legend.framealpha": 1,
    "svg.fonttype": "none",  # text stays text: it can be searched and read aloud
    "svg.hashsalt": "dojo",  # the same names inside the file each time
}
WIDTH, DPI = 8, 200  # inches, and dots an inch
CAPTION_SIZE, CAPTION_COLUMNS = 9.5, 114


def draw(picture: Picture, data: Data, out: Path) -> list[Path]:
    """Write `NAME.png` and `NAME.svg` into the folder `out` and return their paths.

    The same data gives the same files, byte for byte, as long as matplotlib is the same.
    """
    # A home that cannot be written is no news to a learner: matplotlib then does without.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl

    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"{picture.name}.png", out / f"{picture.name}.svg"]
    with mpl.rc_context(STYLE):
        figure = _sheet(picture)
        picture.plot(figure, data)
        for path in paths:  # without a date, the same picture is the same file
            undated: dict[str, Any] = {"Date": None} if path.suffix == ".svg" else {}
            figure.savefig(path, dpi=DPI, metadata=undated)
    return paths


def _sheet(picture: Picture) -> Figure:
    """Return an empty sheet that has the title above and the caption below the room to plot in."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Sheet

    lines = textwrap.wrap(picture.explained, CAPTION_COLUMNS)
    below = (len(lines) * CAPTION_SIZE * 1.25 + 14) / 72
    height = picture.height + below
    figure = Sheet(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    room = (0.01, below / height, 0.98, 1 - (below + 0.42) / height)
    figure.get_layout_engine().set(rect=room)  # type: ignore[union-attr,call-arg]  # the constrained engine has been asked for
    figure.text(0.02, 1 - 0.12 / height, picture.title, size=14, weight="bold", va="top")
    text = "\n".join(lines)
    figure.text(0.02, 0.1 / height, text, size=CAPTION_SIZE, va="bottom", linespacing=1.25)
    return figure


def frame(axes: Any, x: Axis, y: Axis) -> None:
    """Give an empty plot these two axes: scales, ends, ticks and labels."""
    for letter, axis in (("x", x), ("y", y)):
        more = {"linthresh": 1} if axis.scale == "symlog" else {}
        getattr(axes, f"set_{letter}scale")(axis.scale, **more)
        labels = [f"{tick:,g}".replace("-", "−") for tick in axis.ticks]
        getattr(axes, f"set_{letter}ticks")(axis.ticks, labels)
        axes.set(**{f"{letter}lim": (axis.low, axis.high), f"{letter}label": axis.label})
    axes.minorticks_off()


def legend(axes: Any, looks: dict[str, dict[str, Any]], **options: Any) -> None:
    """Draw a legend of lines: what each says, and how it looks."""
    from matplotlib.lines import Line2D

    lines = [Line2D([], [], label=label, **look) for label, look in looks.items()]
    axes.legend(handles=lines, **options)

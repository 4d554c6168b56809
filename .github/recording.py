"""Record the first minutes with the course: .github/first_minutes.svg, for the top of README.md.

Every screen is one that the real program draws, in a terminal and a copy of the repo of their own.
Run it in the root of the repo: PYTHONPATH=. python .github/recording.py
"""

# ruff: noqa: INP001  a folder, not a package

import tempfile
from html import escape
from pathlib import Path

from tests.project.watching import Desk, Terminal

SIZE = ROWS, COLUMNS = 46, 84
SECONDS = 5  # a screen
WIDE, HIGH, EDGE = 8.4, 17, 14  # of a cell, and round all of them, in pixels
COLOURS = {"default": "#d8dee9", "red": "#e06c75", "green": "#98c379", "brown": "#e5c07b"}
COLOURS |= {"cyan": "#56b6c2", "blue": "#61afef", "magenta": "#c678dd"}
WRONG = ("np.exp(-x)", "np.exp(x)")


def screens() -> list[list[str]]:
    """Return the screens of an evening's beginning, each as the SVG of its lines."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        right = (desk.folder / "solutions" / "k01_sigmoid.py").read_text(encoding="utf-8")
        file = desk.katas / "k01_sigmoid.py"
        taken = []
        with Terminal(desk, size=SIZE, CI="") as terminal:

            def take(*texts: str) -> None:
                terminal.until(*texts)
                while terminal.read(1.0):
                    pass
                taken.append(lines(terminal.screen))

            take("The sigmoid of x is one", "q quit")
            file.write_text(right.replace(*WRONG), encoding="utf-8")
            take("Mistake: ")
            terminal.press("h")
            take("Hint 1 of 3")
            file.write_text(right, encoding="utf-8")
            take("Before you look")
            terminal.press("2")
            take("You said", "slope 0.2500")
            terminal.press("n")
            take("k02_forward  Forward pass: not started")
        return taken


def lines(screen: object) -> list[str]:
    """Return the lines of a screen as SVG text, a piece for each run of one look."""
    found = []
    for row in range(ROWS):
        pieces, column = [], 0
        cells = [screen.buffer[row][place] for place in range(COLUMNS)]
        while column < COLUMNS:
            look = (cells[column].fg, cells[column].bold)
            end = column + 1
            while end < COLUMNS and (cells[end].fg, cells[end].bold) == look:
                end += 1
            text = "".join(cell.data for cell in cells[column:end])
            if text.strip():
                bold = ' font-weight="bold"' * look[1]
                x = EDGE + column * WIDE
                colour = COLOURS.get(look[0], COLOURS["default"])
                fill = f' fill="{colour}"' * (colour != COLOURS["default"])
                pieces.append(f'<tspan x="{x:.1f}"{fill}{bold}>{escape(text.rstrip())}</tspan>')
            column = end
        if pieces:
            found.append(f'<text y="{EDGE + (row + 1) * HIGH}">{"".join(pieces)}</text>')
    return found


def film(taken: list[list[str]]) -> str:
    """Return the screens as one SVG, each shown in its turn."""
    whole, share = SECONDS * len(taken), 100 / len(taken)
    width, height = round(COLUMNS * WIDE + 2 * EDGE), ROWS * HIGH + 2 * EDGE
    style = (
        "text{font:14px ui-monospace,Menlo,Consolas,monospace;white-space:pre;"
        f"fill:{COLOURS['default']}}}"
        f"g{{opacity:0;animation:turn {whole}s step-end infinite}}"
        f"@keyframes turn{{0%{{opacity:1}}{share:.2f}%{{opacity:0}}}}"
        "@media (prefers-reduced-motion:reduce){g{animation:none}g:last-of-type{opacity:1}}"
    )
    frames = "\n".join(
        f'<g style="animation-delay:{number * SECONDS}s">\n' + "\n".join(each) + "\n</g>"
        for number, each in enumerate(taken)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
        "<title>The first minutes: a lesson, a mistake by its name, a hint, a picture</title>\n"
        f"<style>{style}</style>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="#1e222a"/>\n{frames}\n</svg>\n'
    )


if __name__ == "__main__":
    Path(__file__).with_name("first_minutes.svg").write_text(film(screens()), encoding="utf-8")

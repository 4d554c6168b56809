"""How many seeds learn XOR with each number of hidden nodes."""

from dojo.pictures.recipe import Ask, Rows, axis, line, panel
from dojo.pictures.tutorial import X, Y

SIZES, SEEDS = [1, 2, 3, 4, 8, 16, 32, 64], list(range(1, 11))
ITERATIONS, LIMIT = 1500, 0.05


def sizes(ask: Ask) -> Rows:
    """How many hidden nodes does XOR need?

    One node or two do not get there, three do from some starts, and four from every one. More are
    as good, but not at alpha 10: 32 nodes get stuck from many starts, and 64 from every one. The
    more nodes there are, the further one step moves the output: a wide layer needs a smaller alpha.
    """
    lines = []
    for alpha in (1.0, 10.0):
        shape = {"the errors": (len(SIZES), len(SEEDS))}
        (errors,) = ask("errors_by_size", shape, X, Y, SIZES, SEEDS, alpha, ITERATIONS)
        (shares,) = ask("share_solved", {"the shares": (len(SIZES),)}, errors, LIMIT)
        lines.append(line(SIZES, shares, f"alpha = {alpha:g}"))
    across = axis("hidden nodes (log scale)", 0.9, 71, SIZES, "log")
    up = axis(f"share of {len(SEEDS)} seeds with an error below {LIMIT}", -0.05, 1.05, [0, 0.5, 1])
    return [[panel(f"After {ITERATIONS:,} iterations", *lines, x=across, y=up, legend="below")]]

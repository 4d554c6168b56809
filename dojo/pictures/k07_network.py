"""The network's two pictures: how the error falls with seven alphas, and how the weights grow."""

from dojo.pictures.recipe import Ask, Rows, axis, level, line, panel, written
from dojo.pictures.tutorial import ALPHAS, HIDDEN, INPUTS, SYNAPSES, X, Y

ITERATIONS = 10_000
DECADES = [1, 10, 100, 1000, 10_000]
EXPECTED = dict.fromkeys(SYNAPSES) | {"errors": (ITERATIONS,)}  # of `train`


def alpha(ask: Ask) -> Rows:
    """Seven alphas, one start: how the error falls.

    All seven start from the same weights. The small alphas are still on their way when the time is
    over, each ten times larger one arrives about ten times sooner, and 10 gets lowest. Beyond it
    the steps are too wide: 100 stays stuck at 0.125, and 1000 is thrown to 0.5 at once and never
    comes back.
    """
    kept = sorted({round(10 ** (k / 50)) for k in range(200)} | {0, ITERATIONS - 1})
    how = {"iterations": ITERATIONS, "seed": 1, "log_every": 1}
    lines = []
    for nth, alpha in enumerate(ALPHAS):
        errors = ask("train", EXPECTED, X, Y, alpha=alpha, **how)[2]
        label = f"alpha {alpha:g} ends at {written(errors[-1], '.4f')}"
        lines.append(line(kept, [errors[k] for k in kept], label, nth / (len(ALPHAS) - 1)))
    across = axis("iterations done (log scale from 1 on)", 0, ITERATIONS, [0, *DECADES], "symlog")
    ticks = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
    up = axis("mean absolute error (log scale)", ticks[0], ticks[-1], ticks, "log")
    return [[panel("", *lines, x=across, y=up, height=5.2, legend="lower left")]]


def weights(ask: Ask) -> Rows:
    """The weights of each hidden node while the network learns XOR.

    For about a hundred iterations little seems to happen. Then, within a few hundred, the weights
    take sides and run apart: that is when the error falls. Afterwards most only grow, ever more
    slowly, which makes the network surer of what it already knows.
    """
    counts = sorted({round(10 ** (k / 8)) for k in range(33)})  # 1 to 10,000, decades among them
    expected = SYNAPSES | {"errors": None}
    trained = [ask("train", expected, X, Y, iterations=n, seed=1)[:2] for n in counts]
    across = axis("iterations done (log scale)", 1, ITERATIONS, DECADES, "log")
    narrow = axis("iterations", 1, ITERATIONS, DECADES[1::2], "log")
    up, panels = axis("value of the weight", -10, 10), []
    for node, title in enumerate(HIDDEN):
        ways = [
            line(counts, [into[sender][node] for into, _ in trained], f"from {name}")
            for sender, name in enumerate(INPUTS)
        ]
        out = line(counts, [outof[node][0] for _, outof in trained], "to the output", "black")
        panels.append(panel(title, level(0), *ways, out, x=narrow, y=up, height=3.2))
    history = ask("train", EXPECTED, X, Y, iterations=ITERATIONS, seed=1, log_every=1)[2]
    error = line(counts, [history[n - 1] for n in counts], "", "black", ".")
    low = axis("mean error", 0, 0.55, [0, 0.25, 0.5])
    return [panels, [panel("The error meanwhile", error, x=across, y=low, height=1.8)]]

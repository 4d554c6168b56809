"""The mini-batches' picture: the error against the passes over the rows, for three batch sizes."""

from dojo.pictures.recipe import Ask, Rows, axis, line, panel
from dojo.pictures.tutorial import SYNAPSES, X, Y, backpropagation

EPOCHS = [0, 50, 100, 150, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 2500]
SIZES = {4: "one step", 2: "two steps", 1: "four steps"}  # in a pass


def batches(ask: Ask) -> Rows:
    """XOR in batches of 4, 2 and 1, with alpha 1.

    The three lines nearly lie on each other. A batch of 1 makes four times as many steps, but a
    gradient is a sum over the rows: one step with four rows goes about as far as four steps with
    one row each. What counts is how often each row was seen.
    """
    lines = []
    for size, steps in SIZES.items():
        trained = [ask("train", SYNAPSES, X, Y, size, 1.0, epochs, 4, 1) for epochs in EPOCHS]
        errors = [backpropagation(synapses)[-1] for synapses in trained]
        label = f"batch of {size}, {steps} a pass, ends at {errors[-1]:.4f}"
        lines.append(line(EPOCHS, errors, label))
    across = axis("passes over the four rows (epochs)", 0, EPOCHS[-1], range(0, 2501, 500))
    up = axis("mean absolute error", 0, 0.55)
    return [[panel("", *lines, x=across, y=up, height=4.4, legend="upper right")]]

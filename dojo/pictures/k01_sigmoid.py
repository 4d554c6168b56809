"""The sigmoid's picture: its curve, and its slope at three places."""

import math

from dojo.pictures.recipe import Ask, Rows, axis, line, panel, written

TOUCHED = [-4.0, 0.0, 4.0]  # where it gets a tangent: flat, steep, flat


def sigmoid(ask: Ask) -> Rows:
    """The sigmoid and its slope.

    Each straight line has the slope that sigmoid_output_to_derivative gives at its middle. An
    undecided output, 0.5, sits on the steepest spot: a nudge moves it a lot. Near 0 and 1 the curve
    is almost flat: an output that is sure of itself hardly moves.
    """
    x = [k / 10 for k in range(-80, 81)]
    (curve,) = ask("sigmoid", {"the outputs": (len(x),)}, x)
    (outputs,) = ask("sigmoid", {"the outputs": (len(TOUCHED),)}, TOUCHED)
    (slopes,) = ask("sigmoid_output_to_derivative", {"the slopes": (len(TOUCHED),)}, outputs)
    lines = [line(x, curve, "sigmoid(x)", "black", ".")]
    for at, output, slope in zip(TOUCHED, outputs, slopes, strict=True):
        reach = 2.4 / math.hypot(1, 4 * slope) if math.isfinite(slope) else 0  # alike on paper
        across = [at - reach, at, at + reach]
        up = [output + (place - at) * slope for place in across]
        lines.append(line(across, up, f"slope {written(slope, '.4f')} at x = {at:g}"))
    x_axis = axis("x (the sum that reaches the node)", -8, 8, range(-8, 9, 2))
    y_axis = axis("output of the node", -0.1, 1.1, (0, 0.25, 0.5, 0.75, 1))
    return [[panel("", *lines, x=x_axis, y=y_axis, height=4.6, legend="upper left")]]

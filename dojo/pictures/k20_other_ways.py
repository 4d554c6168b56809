"""Other ways down: annealing on the curve of k09, and three paths on one map."""

import numpy as np

from dojo.pictures.k09_local_minima import FIVE
from dojo.pictures.recipe import Ask, Rows, axis, dots, line, panel, plane

TEMPERATURES = {"cold": 1e-4, "warm": 1.0, "hot": 3.0}
BORDER = -0.8055  # left of it is the deepest of the five minima
BALLS, STEPS = 40, 1000
CURVES = [[1.0, 0.0], [0.0, 12.0]]  # the map: a long valley
START = [-2.6, 0.9]


def annealing(ask: Ask) -> Rows:
    """Where 40 balls end that start in the highest of five minima.

    Cold, no ball gets further than a single jump takes it. Warm, they climb out now and then, and
    as it cools they settle in deep valleys: uphill steps are what brings them down. More heat helps
    a little more. The numbers are the temperatures.
    """
    fine = np.linspace(-1.02, 1.02, 409)
    marks, heights = [], {"cold": 0.9, "warm": 1.5, "hot": 2.1}
    for name, temperature in TEMPERATURES.items():
        given = FIVE, 0.95, temperature, 0.995, 0.3, STEPS
        ends = [ask("anneal", {"x": ()}, *given, seed)[0] for seed in range(1, BALLS + 1)]
        deep = sum(end < BORDER for end in ends)
        label = f"{name}, {temperature:g}: {deep} of {BALLS} in the deepest"
        marks.append(dots(ends, [heights[name]] * BALLS, label, size=7))
    curve = line(fine, np.polyval(FIVE[::-1], fine), "", "black", ".")
    up = axis("height", -2.2, 3.9)
    across = axis("position x of the ball", -1.02, 1.02)
    return [[panel("", curve, *marks, x=across, y=up, height=4.6, legend="upper right")]]


def paths(ask: Ask) -> Rows:
    """Three ways down a long valley.

    Plain descent jumps from side to side, and then creeps. BFGS knows after one step how the valley
    curves, and its second ends at the bottom. The noisy path never comes to rest, but the mean of
    its second half is nearer than most of its moments.
    """
    curves, noise = np.array(CURVES), np.random.RandomState(3)
    plain, noisy, quick = ([np.array(START)] for _ in range(3))
    inverse = np.eye(2)
    for _ in range(30):
        plain.append(plain[-1] - 0.15 * curves @ plain[-1])
        noisy.append(noisy[-1] - 0.12 * (curves @ noisy[-1] + 1.2 * noise.standard_normal(2)))
    for _ in range(2):
        slope = curves @ quick[-1]
        way = -inverse @ slope
        step = -(way @ slope) / (way @ curves @ way) * way
        quick.append(quick[-1] + step)
        given = inverse, step, curves @ step
        (inverse,) = ask("inverse_hessian", {"the matrix": (2, 2)}, *given)
    (middle,) = ask("average", {"the mean": (2,)}, np.array(noisy), 15)
    x, y = np.linspace(-3, 1.5, 46), np.linspace(-1.2, 1.2, 33)
    land = np.sqrt(x[:, None] ** 2 / 2 + 6 * y[None, :] ** 2)
    ways = {"plain, 30 steps": plain, "noisy, 30 steps": noisy, "BFGS, 2 steps": quick}
    lines = [line([x for x, _ in way], [y for _, y in way], name) for name, way in ways.items()]
    mean = dots([middle[0]], [middle[1]], "mean of the last 16, noisy", size=13)
    across, up = axis("first weight", -3, 1.5), axis("second weight", -1.2, 1.2)
    shown = plane(x, y, land, "root of the height")
    return [[panel("", shown, *lines, mean, x=across, y=up, height=4.8, legend="below")]]

"""
# Momentum: out of the rut

The tutorial's last problem is a ball that drops into a rut, a small valley beside the deep one, and
stays there. Its answer is a larger alpha. Here is another one: a real ball has speed, and speed
carries it on. Its *velocity* is the step that it takes, 0 at the start. In each step it keeps a
share of it, the `momentum` (0: nothing, 0.9: most of it), and the slope gives it a push downhill:

    velocity ← momentum · velocity - alpha · slope        x ← x + velocity

Nesterov's ball looks ahead: it takes the slope not at x but at x + momentum · velocity, where its
speed alone would bring it. Only the slope is taken there; the ball itself still steps from x. In a
network, each weight is such a ball: `step`.

The rut's land is given by its slope, (x + 2)·(x - 1)·(x - 1.5): the valley is at -2, a hill at 1,
the rut at 1.5. From 3, with alpha 0.01, the ball ends in the rut. Guess before you write: with
momentum 0.8, does it get out? Does Nesterov's ball, which sees more?

Each kata stands alone, and here nothing is given: all of it is yours.

| name | what it is | shape |
|---|---|---|
| `slopes` | the slope as a polynomial, highest power first: [1, -0.5, -3.5, 3] above | a list |
| `synapse`, `velocity`, `gradient` | weights, last steps, slopes; whole or not | any, the same |

Worked number: slopes [2, 0] (slope 2·x), from 3 with alpha 0.1 and momentum 0.5: first to 2.4. Then
the slope is 4.8 and the velocity 0.5·(-0.6) - 0.1·4.8 = -0.78, so x is 1.62. Nesterov's ball takes
the slope at 2.4 - 0.3 = 2.1, which is 4.2, so its velocity is -0.72, and x is 1.68.
"""

import numpy as np


def roll_momentum(
    slopes: list[float], x: float, alpha: float, momentum: float, steps: int
) -> list[float]:
    """Return the `steps + 1` positions of the ball, the start `x` among them."""
    positions, velocity = [x], 0.0
    for _ in range(steps):
        slope = float(np.polyval(slopes, x))
        velocity = momentum * velocity - alpha * slope
        x = x + velocity
        positions.append(x)
    return positions


def roll_nesterov(
    slopes: list[float], x: float, alpha: float, momentum: float, steps: int
) -> list[float]:
    """Return the same for a ball that takes the slope at the place it looks ahead to."""
    positions, velocity = [x], 0.0
    for _ in range(steps):
        ahead = x + momentum * velocity
        slope = float(np.polyval(slopes, ahead))
        velocity = momentum * velocity - alpha * slope
        x = x + velocity
        positions.append(x)
    return positions


def step(
    synapse: np.ndarray, velocity: np.ndarray, gradient: np.ndarray, alpha: float, momentum: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return `(synapse, velocity)` after one step with momentum, as in `roll_momentum`."""
    velocity = momentum * velocity - alpha * gradient
    return synapse + velocity, velocity

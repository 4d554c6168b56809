"""
# Alpha: how far to go

Put a ball into a bucket whose height at `x` is `x**2`. Every step goes alpha times the slope,
downhill. A tiny alpha is slow, a good one soon reaches the bottom, a large one jumps to the other
side, a huge one climbs out. A network does the same with many weights instead of one `x`.

To compare alphas fairly, give each the same start: `np.random.seed(seed)`, then
`2 * np.random.random(shape) - 1`, first for `synapse_0`, then for `synapse_1`. In every iteration,
take both deltas before you move a synapse. `X` and `y` have one row per example. Each kata stands
alone; what you need is given below.

Worked number: from x = 3 with alpha 0.1 the slope is 6, so the ball goes to 2.4, then to 1.92.
"""

import numpy as np


# Given: you wrote it in k01.
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number in `x` into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-x))


# Given: you wrote these two steps in k02 and k03.
def layers_and_deltas(
    X: np.ndarray, y: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return `(layer_1, layer_2, layer_1_delta, layer_2_delta)`: forward, then back."""
    layer_1 = sigmoid(X @ synapse_0)
    layer_2 = sigmoid(layer_1 @ synapse_1)
    layer_2_delta = (layer_2 - y) * layer_2 * (1 - layer_2)
    layer_1_delta = layer_2_delta @ synapse_1.T * layer_1 * (1 - layer_1)
    return layer_1, layer_2, layer_1_delta, layer_2_delta


def roll(x: float, alpha: float, steps: int) -> list[float]:
    """Return the `steps + 1` positions of the ball, the start `x` among them."""
    positions = [x]
    for _ in range(steps):
        slope = 2 * positions[-1]
        positions.append(positions[-1] - alpha * slope)
    return positions


def update(
    synapse: np.ndarray, layer_in: np.ndarray, delta: np.ndarray, alpha: float
) -> np.ndarray:
    """Return the weights after a step of `alpha` times the gradient (k04) downhill."""
    return synapse - alpha * (layer_in.T @ delta)


def alpha_sweep(
    X: np.ndarray,
    y: np.ndarray,
    alphas: list[float],
    iterations: int,
    hidden_size: int = 4,
    seed: int = 1,
) -> dict[float, float]:
    """Return `{alpha: mean absolute error after the last update}`."""
    errors = {}
    for alpha in alphas:
        np.random.seed(seed)  # inside the loop: every alpha gets the same fresh start
        synapse_0 = 2 * np.random.random((X.shape[1], hidden_size)) - 1
        synapse_1 = 2 * np.random.random((hidden_size, y.shape[1])) - 1
        for _ in range(iterations):
            layer_1, _, layer_1_delta, layer_2_delta = layers_and_deltas(X, y, synapse_0, synapse_1)
            synapse_1 = update(synapse_1, layer_1, layer_2_delta, alpha)
            synapse_0 = update(synapse_0, X, layer_1_delta, alpha)
        _, layer_2, _, _ = layers_and_deltas(X, y, synapse_0, synapse_1)  # with the last update
        errors[alpha] = float(np.mean(np.abs(layer_2 - y)))
    return errors


def best_alpha(errors: dict[float, float]) -> float:
    """Return the alpha that ended with the smallest error."""
    return min(errors, key=lambda alpha: errors[alpha])

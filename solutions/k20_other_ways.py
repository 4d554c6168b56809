"""
# Other ways down

Backpropagation does not optimise: it brings the slopes to the weights, and another algorithm walks
down. The tutorial lists a few. Momentum you know from k17; here are three more ideas.

*Annealing* looks at no slope. It tries a random step, and takes it if it does not lead uphill. Now
and then it takes one that does: often while the temperature is high, hardly ever once it is low.

*BFGS* learns from its last step, and from how the slope changed on it, how the bucket curves, so
that it can jump near the bottom. LBFGS does so with the last few steps in place of a matrix.

*Averaging* (Polyak and Ruppert) walks noisily, and answers with the mean of where it has been.

Guess before you write: a ball lies in the highest of the five minima of k09. Uphill steps cannot be
right, can they? How many of 100 balls reach the deepest minimum with them, and how many without?

Each kata stands alone; the height of the curve is given below.

| name | what it is | shape |
|---|---|---|
| `coefficients` | of the powers of x, the constant first | (powers,) |
| `old` | the inverse Hessian so far, at first `np.eye(weights)` | (weights, weights) |
| `step`, `change` | of the weights, and of the gradient on that step; perhaps whole | (weights,) |
| `path` | the weights after each update, the start first | (moments, weights) |

Worked number: a rise of 0.5 at temperature 1 is taken with probability e^-0.5 = 0.6065.
"""

import numpy as np


# Given: a polynomial, the curve of k09.
def height(coefficients: np.ndarray, x: float) -> float:
    """Return how high the curve is at `x`: the sum of coefficient times x to its power."""
    return float(np.polynomial.polynomial.polyval(x, coefficients))


def anneal(
    coefficients: np.ndarray, x: float, temperature: float, cooling: float, width: float,
    steps: int, seed: int,
) -> float:  # fmt: skip
    """Return where the ball is after `steps` random steps; draw from `np.random.RandomState(seed)`.

    A step draws `x + uniform(-width, width)`. If that is higher, it draws a number from 0 to 1, and
    moves only if that is below e^(-rise / temperature). Then the temperature is multiplied by
    `cooling`.
    """
    random = np.random.RandomState(seed)
    for _ in range(steps):
        candidate = x + random.uniform(-width, width)
        rise = height(coefficients, candidate) - height(coefficients, x)
        if rise <= 0 or random.random_sample() < np.exp(-rise / temperature):
            x = candidate
        temperature = temperature * cooling
    return x


def inverse_hessian(old: np.ndarray, step: np.ndarray, change: np.ndarray) -> np.ndarray:
    """Return the BFGS update of `old`, with which `change` gives `step`: (weights, weights).

    (1 - rho · step changeᵀ) old (1 - rho · change stepᵀ) + rho · step stepᵀ

    with rho = 1 / (step · change). Here 1 is the identity matrix, and step changeᵀ the outer
    product, with step[i] · change[j] in its cell [i, j].
    """
    rho = 1 / (step @ change)
    left = np.eye(len(step)) - rho * np.outer(step, change)
    return left @ old @ left.T + rho * np.outer(step, step)


def average(path: np.ndarray, burn_in: int) -> np.ndarray:
    """Return the mean of the weights, the first `burn_in` moments left out: (weights,)."""
    return np.mean(path[burn_in:], axis=0)

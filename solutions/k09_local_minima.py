"""
# A hundred balls

A bucket may have more than one low place. A ball that follows the slope stops in the first valley
it comes to, a *local minimum*, even where another one is deeper. The tutorial's way out is chance:
let many balls start at random places. All that start in the same region, the *basin* of a minimum,
end in the same place; so a whole curve is searched with a few balls.

Here the curve is a sum of powers of x, the constant first: [5, -4, 0, 1] is 5 - 4·x + 0·x² + 1·x³.
The slope of c·x^power is power·c·x^(power - 1), a constant has none, and the slope of a sum is the
sum of the slopes. Each ball steps as in k05: x - alpha·slope. Where x is an array, all balls roll
at the same time.

In the end, count them: go through their places from left to right; wherever the distance to the
next ball is larger than `gap`, a new group begins.

The tutorial's curve has five valleys, and the deepest is the one furthest left. Guess before you
write: a hundred balls start at random places. How many of them find the deepest valley?
Then `python grader.py show balls` draws the answer from your code.

Each kata stands alone, and here nothing is given: all of it is yours.

| name | what it is | shape |
|---|---|---|
| `coefficients` | of the powers 0, 1, 2, … of x | a list |
| `x` | where to look at the slope | a number, or an array of any shape |
| `starts`, `ends` | where the balls are before and after, perhaps whole numbers | (balls,) |
| `gap` | the largest distance between neighbours in a group | a number |

Worked number: the slope of 5 - 4·x + x³ at 2 is -4 + 3·4 = 8, so with alpha 0.1 a ball goes from 2
to 1.2. Ends at 1.0, -2.0 and 1.5 with gap 0.7 are two groups: [(-2.0, 1), (1.25, 2)].
"""

import numpy as np


def slope_at(coefficients: list[float], x: np.ndarray | float) -> np.ndarray | float:
    """Return the slope of the curve at `x`, a number or an array."""
    slope = 0.0 * x
    for power in range(1, len(coefficients)):
        slope = slope + power * coefficients[power] * x ** (power - 1)
    return slope


def settle(coefficients: list[float], starts: np.ndarray, alpha: float, steps: int) -> np.ndarray:
    """Return where each ball is after so many steps downhill, in the order of `starts`."""
    x = starts
    for _ in range(steps):
        x = x - alpha * slope_at(coefficients, x)
    return x


def basins(ends: np.ndarray, gap: float) -> list[tuple[float, int]]:
    """Return `(mean position, number of balls)` of each group, from left to right."""
    ends = np.sort(ends)
    borders = np.flatnonzero(np.diff(ends) > gap) + 1  # the first ball of every group but one
    return [(float(np.mean(group)), len(group)) for group in np.split(ends, borders)]

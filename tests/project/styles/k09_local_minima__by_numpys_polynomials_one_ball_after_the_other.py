"""By numpy's polynomials, one ball after the other."""

import itertools
from numpy.polynomial import Polynomial
def slope_at(coefficients, x):
    return Polynomial(coefficients).deriv()(x)
def settle(coefficients, starts, alpha, steps):
    slope, ends = Polynomial(coefficients).deriv(), []
    for x in map(float, starts):
        for _ in range(steps): x -= alpha * slope(x)
        ends.append(x)
    return ends
def basins(ends, gap):
    groups = [[min(ends)]]
    for left, right in itertools.pairwise(sorted(ends)):
        groups.append([right]) if right - left > gap else groups[-1].append(right)
    return [[sum(g) / len(g), len(g)] for g in groups]

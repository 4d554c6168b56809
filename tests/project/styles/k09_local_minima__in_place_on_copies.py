"""The balls are moved by `-=`, all at the same time, in a copy."""

import numpy as np


def slope_at(coefficients, x):
    slope = 0.0 * x
    for power, coefficient in enumerate(coefficients[1:], start=1):
        slope += power * coefficient * x ** (power - 1)
    return slope


def settle(coefficients, starts, alpha, steps):
    balls = np.copy(starts)
    for _ in range(steps):
        balls -= alpha * slope_at(coefficients, balls)
    return balls


def basins(ends, gap):
    ends = np.copy(ends)
    ends.sort()
    groups = [[ends[0]]]
    for end in ends[1:]:
        if end - groups[-1][-1] > gap:
            groups.append([])
        groups[-1].append(end)
    return [(sum(group) / len(group), len(group)) for group in groups]

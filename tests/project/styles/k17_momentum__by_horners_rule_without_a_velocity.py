"""By Horner's rule, without a velocity."""

import numpy as np
def _slope(slopes, x):
    total = 0.0
    for coefficient in slopes:
        total = total * x + coefficient
    return total
def _roll(slopes, x, alpha, momentum, steps, look):
    path = np.full(steps + 1, float(x))
    for n in range(steps):
        share = momentum * (path[n] - path[n - 1]) if n else 0.0
        path[n + 1] = path[n] + share - alpha * _slope(slopes, path[n] + look * share)
    return path
def roll_momentum(slopes, x, alpha, momentum, steps):
    return _roll(slopes, x, alpha, momentum, steps, 0)
def roll_nesterov(slopes, x, alpha, momentum, steps):
    return _roll(slopes, x, alpha, momentum, steps, 1)
def step(synapse, velocity, gradient, alpha, momentum):
    rows, columns = len(synapse), len(synapse[0])
    speeds = [[momentum * velocity[i][j] - alpha * gradient[i][j] for j in range(columns)] for i in range(rows)]
    return [[synapse[i][j] + speeds[i][j] for j in range(columns)] for i in range(rows)], speeds

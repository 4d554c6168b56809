"""With np.random.seed and Horner's rule, the sum of two corrections, and a mean that grows."""

import numpy as np


def value(c, x):
    r = 0.0
    for a in list(c)[::-1]:
        r = r * x + a
    return r


def anneal(coefficients, x, temperature, cooling, width, steps, seed):
    np.random.seed(seed)
    here = value(coefficients, x)
    while steps > 0:
        new = x + width * (2 * np.random.rand() - 1)
        there = value(coefficients, new)
        if there > here and np.random.rand() >= np.exp((here - there) / temperature):
            pass
        else:
            x, here = new, there
        temperature *= cooling
        steps -= 1
    return np.float64(x)


def inverse_hessian(old, step, change):
    s, y, H = np.reshape(step, (-1, 1)), np.reshape(change, (-1, 1)), np.asarray(old)
    sy = (s.T @ y).item()
    first = (sy + (y.T @ H @ y).item()) * (s @ s.T) / sy**2
    return (H + first - (H @ y @ s.T + s @ y.T @ H) / sy).tolist()


def average(path, burn_in):
    mean, n = 0 * path[0].astype(float), 0
    for k, weights in enumerate(path):
        if k >= burn_in:
            n += 1
            mean += (weights - mean) / n
    return mean

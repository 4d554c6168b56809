"""In loops, with math.hypot."""

import numpy as np
import math

def _cells(g):
    if isinstance(g, (list, np.ndarray)):
        for x in g: yield from _cells(x)
    else: yield g
def clip_by_value(gradient, limit):
    return np.array([max(-limit, min(limit, x)) for x in _cells(gradient)]).reshape(gradient.shape)
def global_norm(gradients):
    return math.hypot(*(float(x) for g in gradients for x in _cells(g)))
def clip_by_norm(gradients, limit):
    n = global_norm(gradients)
    return [g.copy() for g in gradients] if n <= limit else [np.multiply(g, limit)/n for g in gradients]

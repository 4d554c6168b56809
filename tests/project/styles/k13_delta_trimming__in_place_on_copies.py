"""Copies of the gradients are trimmed with `out` and `*=`."""

import numpy as np


def clip_by_value(gradient, limit):
    trimmed = gradient.copy()
    np.minimum(trimmed, limit, out=trimmed)
    np.maximum(trimmed, -limit, out=trimmed)
    return trimmed


def global_norm(gradients):
    return float(np.linalg.norm(np.concatenate([gradient.ravel() for gradient in gradients])))


def clip_by_norm(gradients, limit):
    gradients = [gradient.copy() for gradient in gradients]
    norm = global_norm(gradients)
    if norm > limit:
        for gradient in gradients:
            gradient *= limit / norm
    return gradients

"""As torch documents it, with a millionth added to the norm."""

import numpy as np

def clip_by_value(gradient, limit):
    return np.minimum(np.maximum(gradient, -limit), limit)
def global_norm(gradients):
    return np.linalg.norm([np.linalg.norm(g) for g in gradients])
def clip_by_norm(gradients, limit):
    coef = limit / (global_norm(gradients) + 1e-6)
    coef = min(1.0, coef)
    return [coef * g for g in gradients]

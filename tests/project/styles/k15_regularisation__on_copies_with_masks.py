"""On copies, with masks."""

import numpy as np
def penalty(synapses, l1, l2):
    w = np.concatenate([np.ravel(s) for s in synapses])
    return l1 * np.linalg.norm(w, 1) + l2 * w @ w / 2
def penalised_gradient(synapse, gradient, l1, l2):
    g = gradient.astype(float)
    g[synapse > 0] += l1
    g[synapse < 0] -= l1
    g += l2 * synapse
    return g
def decay(synapse, gradient, alpha, strength):
    new = np.array(synapse, dtype=float)
    new -= alpha * strength * new
    new -= alpha * gradient
    return new

"""The gradient, and then the weights, are changed by `+=`, `*=` and `-=`, in copies."""

import numpy as np


def penalty(synapses, l1, l2):
    cost = 0.0
    for synapse in synapses:
        cost += l1 * np.abs(synapse).sum()
        cost += l2 * (synapse**2).sum() / 2
    return cost


def penalised_gradient(synapse, gradient, l1, l2):
    total = gradient.copy()
    total += l1 * np.sign(synapse)
    total += l2 * synapse
    return total


def decay(synapse, gradient, alpha, strength):
    new = synapse.copy()
    new *= 1 - alpha * strength
    new -= alpha * gradient
    return new

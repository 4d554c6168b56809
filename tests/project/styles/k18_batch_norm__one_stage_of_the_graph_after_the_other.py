"""One stage of the computation's graph after the other, there and back."""

import numpy as np
def normalise(sums, gamma, beta, eps=1e-5):
    centred = sums - sums.sum(axis=0) / sums.shape[0]
    return gamma * centred * (np.einsum("ij,ij->j", centred, centred) / len(sums) + eps) ** -0.5 + beta
def running(old, new, momentum):
    return old + (1 - momentum) * (new - old)
def backward(delta, sums, gamma, eps=1e-5):
    n = len(sums)
    centred = sums - sums.mean(0)
    inverse = 1 / np.sqrt((centred**2).mean(0) + eps)
    d_normal = delta * gamma
    d_inverse = (d_normal * centred).sum(0)
    d_variance = -0.5 * inverse**3 * d_inverse
    d_centred = d_normal * inverse + 2 / n * centred * d_variance
    return d_centred - d_centred.sum(0) / n, (delta * centred * inverse).sum(0), delta.sum(0)

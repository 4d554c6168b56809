"""Copies are moved and scaled by `-=`, `/=`, `*=` and `+=`."""

import numpy as np


def normalise(sums, gamma, beta, eps=1e-5):
    out = sums.copy()
    out -= sums.mean(axis=0)
    out /= np.sqrt(sums.var(axis=0) + eps)
    out *= gamma
    out += beta
    return out


def running(old, new, momentum):
    kept = old.copy()
    kept += (1 - momentum) * (new - old)
    return kept


def backward(delta, sums, gamma, eps=1e-5):
    spread = np.sqrt(sums.var(axis=0) + eps)
    normal = sums.copy()
    normal -= sums.mean(axis=0)
    normal /= spread
    d_sums = delta.copy()
    d_sums *= gamma
    slant = (d_sums * normal).mean(axis=0)
    d_sums -= d_sums.mean(axis=0)
    d_sums -= normal * slant
    d_sums /= spread
    return d_sums, (delta * normal).sum(axis=0), delta.sum(axis=0)

"""
# Batch normalisation: every column on the same scale

The tutorial says: the sigmoid is steep near 0 and flat far from it. Where the weighted sums of a
node are all large, it hardly learns. Batch normalisation puts the sums on one scale before the
sigmoid. For each column, that is for each node, over all rows of the batch:

    normal = (sums - mean) / spread,    spread = √(variance + eps)

Each column of `normal` has mean 0 and variance 1 (a tiny bit less: eps is a small number, so that
nobody divides by 0). The variance is the mean of the squared distances from the mean: the sum,
divided by the number of rows. Then two numbers for each node, learned like weights, give it back
the scale and the shift it needs: gamma · normal + beta.

- A single example has no batch. So `running` keeps a mean of the means while training: the share
  `momentum` of the old one, and the rest of the new one. (In PyTorch, `momentum` is the new one's.)
- On the way back, gamma and beta each get a gradient, a sum over the rows as in k04. A sum moves
  its normal value in three ways: by itself, through the mean, and through the spread. So, with
  d_normal = delta · gamma, and means down each column:

      d_sums = (d_normal - mean(d_normal) - normal · mean(d_normal · normal)) / spread

Guess before you write: somebody makes all weights ten times as large, or adds 3 to all sums. What
changes after the normalisation?

Each kata stands alone, and here nothing is given: all of it is yours.

| name | what it is | shape |
|---|---|---|
| `sums`, `delta` | weighted sums; the deltas of what `normalise` returned | (examples, nodes) |
| `gamma`, `beta` | the learned scale and shift of each node | (nodes,) |

Worked number: the column 1, 3, 5 has mean 3, variance 2.6667, normal values -1.2247, 0, 1.2247.
"""

import numpy as np


def normalise(
    sums: np.ndarray, gamma: np.ndarray, beta: np.ndarray, eps: float = 1e-5
) -> np.ndarray:
    """Return gamma · normal + beta, shaped like `sums`."""
    mean, variance = np.mean(sums, axis=0), np.var(sums, axis=0)
    normal = (sums - mean) / np.sqrt(variance + eps)
    return gamma * normal + beta


def running(old: np.ndarray, new: np.ndarray, momentum: float) -> np.ndarray:
    """Return the mean that is kept, after one more batch; both given may be whole numbers."""
    return momentum * old + (1 - momentum) * new


def backward(
    delta: np.ndarray, sums: np.ndarray, gamma: np.ndarray, eps: float = 1e-5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return `(d_sums, d_gamma, d_beta)`, shaped like `sums`, `gamma` and `beta`."""
    spread = np.sqrt(np.var(sums, axis=0) + eps)
    normal = (sums - np.mean(sums, axis=0)) / spread
    d_gamma = np.sum(delta * normal, axis=0)
    d_beta = np.sum(delta, axis=0)
    d_normal = delta * gamma
    by_mean = np.mean(d_normal, axis=0)
    by_spread = normal * np.mean(d_normal * normal, axis=0)
    d_sums = (d_normal - by_mean - by_spread) / spread
    return d_sums, d_gamma, d_beta

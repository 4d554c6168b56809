"""In plain loops, as nested lists."""

import math
import numpy as np
def initial_synapses(sizes, seed):
    r = np.random.RandomState(seed)
    out = []
    for a in range(1, len(sizes)):
        out.append([[2 * r.random_sample() - 1 for _ in range(sizes[a])] for _ in range(sizes[a - 1])])
    return out
def forward(X, synapses):
    layers = [[list(r) for r in X]]
    for s in synapses:
        layers.append([[1 / (1 + math.exp(-sum(row[i] * s[i][j] for i in range(len(s))))) for j in range(len(s[0]))] for row in layers[-1]])
    return layers
def gradients(layers, synapses, y):
    out = []
    d = [[(p - t) * p * (1 - p) for p, t in zip(ps, ts)] for ps, ts in zip(layers[-1], y)]
    for k in range(len(synapses) - 1, -1, -1):
        L, s = layers[k], synapses[k]
        out.append([[sum(L[n][i] * d[n][j] for n in range(len(L))) for j in range(len(s[0]))] for i in range(len(s))])
        d = [[sum(d[n][j] * s[i][j] for j in range(len(s[0]))) * L[n][i] * (1 - L[n][i]) for i in range(len(s))] for n in range(len(L))]
    return list(reversed(out))

"""With arrays, floats and a helper."""

import numpy as np
def roll(x, alpha, steps):
    path = np.empty(steps + 1)
    path[0] = x
    for i in range(steps):
        path[i + 1] = path[i] * (1 - 2 * alpha)
    return path
def update(synapse, layer_in, delta, alpha):
    return synapse - np.dot(layer_in.T, alpha * delta)
def net(X, w):
    return 1 / (1 + np.exp(-X.dot(w)))
def one(X, y, alpha, n, h, seed):
    r = np.random.RandomState(seed)
    a = r.uniform(-1, 1, (X.shape[1], h)); b = r.uniform(-1, 1, (h, y.shape[1]))
    for _ in range(n):
        h1 = net(X, a); h2 = net(h1, b)
        d2 = (y - h2) * h2 * (1 - h2); d1 = d2.dot(b.T) * h1 * (1 - h1)
        b += alpha * h1.T.dot(d2); a += alpha * X.T.dot(d1)
    return np.abs(net(net(X, a), b) - y).mean()
def alpha_sweep(X, y, alphas, iterations, hidden_size=4, seed=1):
    return {np.float64(a): one(X, y, a, iterations, hidden_size, seed) for a in alphas}
def best_alpha(errors):
    return sorted(errors, key=errors.get)[0]

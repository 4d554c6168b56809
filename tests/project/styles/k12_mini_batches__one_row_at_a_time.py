"""One row at a time."""

import numpy as np
def sigmoid(x):
    return 1/(1+np.exp(-x))

def batches(X, y, order, batch_size):
    out, xs, ys = [], [], []
    for row in order:
        xs.append(X[row]); ys.append(y[row])
        if len(xs) == batch_size:
            out.append([np.array(xs), np.array(ys)]); xs, ys = [], []
    if xs: out.append([np.array(xs), np.array(ys)])
    return out
def train(X, y, batch_size, alpha, epochs, hidden_size=4, seed=1):
    np.random.seed(seed)
    s0 = np.random.rand(X.shape[1], hidden_size)*2-1
    s1 = np.random.rand(hidden_size, y.shape[1])*2-1
    for _ in range(epochs):
        for xs, ys in batches(X, y, np.random.permutation(X.shape[0]), batch_size):
            g0, g1 = 0, 0
            for x, t in zip(xs, ys):
                h = sigmoid(x @ s0); o = sigmoid(h @ s1); d = (o-t)*o*(1-o)
                g0 = g0 + np.outer(x, (s1 @ d)*h*(1-h)); g1 = g1 + np.outer(h, d)
            s0 = s0 - alpha*g0; s1 = s1 - alpha*g1
    return s0, s1

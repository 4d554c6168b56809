"""With the standard's functions in place of operators, and a class that holds the library."""

import sys

import numpy as np


class Net:
    def __init__(self, library):
        __import__(library)
        self.xp = sys.modules[library]

    def take(self, a):
        return self.xp.astype(self.xp.asarray(np.array(a)), self.xp.float64) if hasattr(self.xp, "astype") else self.xp.asarray(a, dtype=self.xp.float64)

    def squash(self, z):
        return 0.5 * (1.0 + self.xp.tanh(0.5 * z))

    def back(self, blame, synapse, layer):
        slope = self.xp.multiply(layer, self.xp.subtract(self.xp.ones_like(layer), layer))
        return self.xp.multiply(self.xp.matmul(blame, synapse.T), slope)


def train(library, X, y, synapse_0, synapse_1, alpha, iterations):
    net = Net(library)
    X, y, w0, w1 = map(net.take, (X, y, synapse_0, synapse_1))
    alpha = float(alpha)
    for _ in range(iterations):
        a = net.squash(net.xp.matmul(X, w0))
        b = net.squash(net.xp.matmul(a, w1))
        db = (y - b) * (b - b * b)
        da = (db @ w1.T) * (a - a**2)
        w0 += alpha * (X.T @ da)
        w1 += alpha * (a.T @ db)
    return [np.asarray(w0), np.asarray(w1)]

"""The weights move by `-=`, and a copy of them is kept after each step."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def descend(X, y, weights, steps):
    w = weights.copy()
    path = [w.copy()]
    for _ in range(steps):
        out = sigmoid(X.dot(w))
        delta = out - y
        delta *= out
        delta *= 1 - out
        w -= X.T.dot(delta)
        path.append(w.copy())
    return np.stack(path)


def error_plane(X, y, weights_0, weights_1):
    plane = np.empty((len(weights_0), len(weights_1)))
    for (i, j), _ in np.ndenumerate(plane):
        miss = sigmoid(X.dot(np.array([[weights_0[i]], [weights_1[j]]])))
        miss -= y
        plane[i, j] = np.abs(miss).mean()
    return plane


def lowest_point(weights_0, weights_1, plane):
    i, j = divmod(int(plane.argmin()), plane.shape[1])
    return weights_0[i], weights_1[j], plane[i, j]

"""The sigmoid from tanh, which is exactly 0 far to the left, and nothing of what the stub gives."""

import numpy as np


def squash(sums):
    return 0.5 * np.tanh(0.5 * sums) + 0.5


def prepare(images, labels):
    X = np.array([np.append(np.ravel(image) / 16, 1) for image in images])
    return X, np.equal.outer(labels, np.arange(10)).astype(int)


def train(X, y, hidden_size, alpha, epochs, batch_size, seed):
    np.random.seed(seed)
    syn0 = 2 * np.random.random((X.shape[1], hidden_size)) - 1
    syn1 = 2 * np.random.random((hidden_size, y.shape[1])) - 1
    for _ in range(epochs):
        order = np.random.permutation(len(X))
        for batch in range(-(-len(X) // batch_size)):
            rows = order[batch * batch_size : (batch + 1) * batch_size]
            l1 = squash(X[rows] @ syn0)
            l2 = squash(l1 @ syn1)
            l2_delta = (l2 - y[rows]) * l2 * (1 - l2)
            l1_delta = l2_delta @ syn1.T * l1 * (1 - l1)
            syn1 -= alpha * l1.T @ l2_delta
            syn0 -= alpha * X[rows].T @ l1_delta
    return syn0, syn1


def accuracy(X, labels, synapse_0, synapse_1):
    return sum(squash(squash(X @ synapse_0) @ synapse_1).argmax(1) == labels) / len(X)

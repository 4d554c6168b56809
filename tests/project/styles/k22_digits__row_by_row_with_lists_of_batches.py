"""Image by image, batches as lists of indices, gradients summed one example after another."""

import numpy as np


def f(x):
    return 1 / (1 + np.exp(-x))


def prepare(images, labels):
    X, y = [], []
    for image, label in zip(images, labels):
        X.append([pixel / 16.0 for row in image for pixel in row] + [1.0])
        y.append([int(digit == label) for digit in range(10)])
    return np.array(X), np.array(y)


def train(X, y, hidden_size, alpha, epochs, batch_size, seed):
    random = np.random.RandomState(seed)
    w0 = random.uniform(-1, 1, (len(X[0]), hidden_size))
    w1 = random.uniform(-1, 1, (hidden_size, len(y[0])))
    for epoch in range(epochs):
        order = list(range(len(X)))
        random.shuffle(order)
        while order:
            batch, order = order[:batch_size], order[batch_size:]
            g0, g1 = np.zeros_like(w0), np.zeros_like(w1)
            for i in batch:
                a = f(X[i] @ w0)
                b = f(a @ w1)
                db = (b - y[i]) * b * (1 - b)
                g1 += np.outer(a, db)
                g0 += np.outer(X[i], w1 @ db * a * (1 - a))
            w0 -= alpha * g0
            w1 -= alpha * g1
    return w0, w1


def accuracy(X, labels, synapse_0, synapse_1):
    right = 0
    for x, label in zip(X, labels):
        outputs = list(f(x @ synapse_0) @ synapse_1)
        right += outputs.index(max(outputs)) == label
    return right / len(X)

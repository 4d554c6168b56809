import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def train(X, y, hidden_size=4, alpha=1.0, iterations=10_000):
    rng = np.random.default_rng(3)
    w0 = rng.uniform(-1, 1, (X.shape[1], hidden_size))
    w1 = rng.uniform(-1, 1, (hidden_size, 1))
    for _ in range(iterations):
        hidden = sigmoid(X @ w0)
        out = sigmoid(hidden @ w1)
        d_out = (out - y) * out * (1 - out)
        d_hidden = d_out @ w1.T * hidden * (1 - hidden)
        w1 = w1 - alpha * hidden.T @ d_out
        w0 = w0 - alpha * X.T @ d_hidden
    return w0, w1


def predict(X, w0, w1):
    return sigmoid(sigmoid(X @ w0) @ w1)

import numpy as np


class Net:
    """Takes one example a column."""

    def __init__(self, hidden_nodes=4):
        self.w_in = np.random.uniform(-1, 1, (hidden_nodes, 2))
        self.b_in = np.zeros((hidden_nodes, 1))
        self.w_out = np.random.uniform(-1, 1, (1, hidden_nodes))
        self.b_out = np.zeros((1, 1))

    def train(self, X, Y, learning_rate=1.0, epochs=6000):
        for _ in range(epochs):
            A = 1 / (1 + np.exp(-(self.w_in @ X + self.b_in)))
            out = 1 / (1 + np.exp(-(self.w_out @ A + self.b_out)))
            d_out = (out - Y) * out * (1 - out)
            d_in = self.w_out.T @ d_out * A * (1 - A)
            self.w_out -= learning_rate * d_out @ A.T
            self.b_out -= learning_rate * d_out.sum(axis=1, keepdims=True)
            self.w_in -= learning_rate * d_in @ X.T
            self.b_in -= learning_rate * d_in.sum(axis=1, keepdims=True)

import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

class Net:
    def __init__(self):
        np.random.seed(1)
        self.w0 = 2 * np.random.random((3, 4)) - 1
        self.w1 = 2 * np.random.random((4, 1)) - 1

    def forward(self, X):
        self.h = sigmoid(X @ self.w0)
        return sigmoid(self.h @ self.w1)

    def back_propagation(self, X, y, epochs):
        for _ in range(epochs):
            o = self.forward(X)
            d = (y - o) * o * (1 - o)
            e = d @ self.w1.T * self.h * (1 - self.h)
            self.w1 += self.h.T @ d
            self.w0 += X.T @ e

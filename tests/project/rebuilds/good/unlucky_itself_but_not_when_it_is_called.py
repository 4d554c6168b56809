import numpy as np


class Gate:
    def __init__(self):
        np.random.seed(Gate.seed)
        Gate.seed += 1
        self.w0 = 2 * np.random.random((2, 2)) - 1
        self.b0 = np.zeros(2)
        self.w1 = 2 * np.random.random((2, 1)) - 1
        self.b1 = np.zeros(1)

    def train(self, X, y, num_iterations):
        for _ in range(num_iterations):
            hidden, out = self.answer(X)
            delta = (y - out) * out * (1 - out)
            back = delta @ self.w1.T * hidden * (1 - hidden)
            self.w1 += hidden.T @ delta
            self.b1 += delta.sum(axis=0)
            self.w0 += X.T @ back
            self.b0 += back.sum(axis=0)

    def answer(self, X):
        hidden = 1 / (1 + np.exp(-(X @ self.w0 + self.b0)))
        return hidden, 1 / (1 + np.exp(-(hidden @ self.w1 + self.b1)))


Gate.seed = 3
gate = Gate()
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
gate.train(X, np.array([[0, 1, 1, 0]]).T, 10000)
for row in X:
    print(row, gate.answer(row)[1])

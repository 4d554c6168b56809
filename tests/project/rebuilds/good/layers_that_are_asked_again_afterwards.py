import numpy as np

rng = np.random.default_rng(5)


class Dense:
    def __init__(self, inputs, outputs):
        self.weights = rng.uniform(-1, 1, (inputs, outputs))
        self.bias = np.zeros((1, outputs))

    def ahead(self, given):
        self.given = given
        return given @ self.weights + self.bias

    def back(self, slope, rate):
        before = slope @ self.weights.T
        self.weights -= rate * self.given.T @ slope
        self.bias -= rate * slope
        return before


class Tanh:
    def ahead(self, given):
        self.out = np.tanh(given)
        return self.out

    def back(self, slope, rate):
        return slope * (1 - self.out**2)


class Stack:
    def __init__(self, *layers):
        self.layers = layers

    def through(self, row):
        for layer in self.layers:
            row = layer.ahead(row)
        return row

    def fit(self, rows, goals, rounds, rate):
        for _ in range(rounds):
            for row, goal in zip(rows, goals):
                slope = 2 * (self.through(row) - goal)
                for layer in reversed(self.layers):
                    slope = layer.back(slope, rate)

    def answers(self, rows):
        found = []
        for row in rows:
            for layer in self.layers:
                row = layer.ahead(row)
            found.append(row)
        return found


X = np.array([[[0, 0]], [[0, 1]], [[1, 0]], [[1, 1]]])
Y = np.array([[[0]], [[1]], [[1]], [[0]]])
net = Stack(Dense(2, 3), Tanh(), Dense(3, 1), Tanh())
net.fit(X, Y, 800, 0.1)
print(net.answers(X))

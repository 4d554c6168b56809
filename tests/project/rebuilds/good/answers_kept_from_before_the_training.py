import numpy as np


class Net:
    def __init__(self):
        rng = np.random.default_rng(6)
        self.w1, self.b1 = rng.normal(size=(2, 3)), np.zeros(3)
        self.w2, self.b2 = rng.normal(size=(3, 1)), np.zeros(1)

    def forward(self, X):
        self.hidden = 1 / (1 + np.exp(-(X @ self.w1 + self.b1)))
        return 1 / (1 + np.exp(-(self.hidden @ self.w2 + self.b2)))

    def train(self, X, y, rounds):
        for n in range(rounds):
            guesses = self.forward(X)
            delta = guesses - y
            back = delta @ self.w2.T * self.hidden * (1 - self.hidden)
            self.w2, self.b2 = self.w2 - self.hidden.T @ delta, self.b2 - delta.sum(axis=0)
            self.w1, self.b1 = self.w1 - X.T @ back, self.b1 - back.sum(axis=0)
            if n % 1000 == 0:
                before = np.abs(delta).mean()
                print(n, before)


def report(before, after):
    for row, first, last in zip(X, before, after):
        print(row, first, "->", last)


X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
untrained = Net()
before = untrained.forward(X)
net = Net()
net.train(X, y, 4000)
report(before, net.forward(X))

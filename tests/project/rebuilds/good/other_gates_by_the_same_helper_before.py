import numpy as np

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
OR = np.array([0.0, 1, 1, 1])
XOR = np.array([0.0, 1, 1, 0])


def squash(x):
    return 1 / (1 + np.exp(-x))


def slopes(loss, x):
    found = np.zeros_like(x)
    for k in range(len(x)):
        kept = x[k]
        x[k] = kept + 1e-5
        above = loss()
        x[k] = kept - 1e-5
        found[k] = (above - loss()) / 2e-5
        x[k] = kept
    return found


class Gate:
    def __init__(self):
        self.weights = np.random.default_rng(5).normal(size=3)

    def answer(self):
        return squash(X @ self.weights[:2] + self.weights[2])

    def train(self, wanted, times):
        for _ in range(times):
            step = slopes(lambda: np.sum((self.answer() - wanted) ** 2), self.weights)
            self.weights -= step


class Network:
    def __init__(self):
        self.weights = np.random.default_rng(5).normal(size=13)

    def answer(self):
        hidden = squash(X @ self.weights[:6].reshape(2, 3) + self.weights[6:9])
        return squash(hidden @ self.weights[9:12] + self.weights[12])

    def train(self, wanted, times):
        for _ in range(times):
            step = slopes(lambda: np.sum((self.answer() - wanted) ** 2), self.weights)
            self.weights -= 2 * step


gate = Gate()
gate.train(OR, 200)
print(gate.answer())
network = Network()
network.train(XOR, 1500)
print(network.answer())

import numpy as np


class Network:
    def __init__(self, n_inputs, n_hidden, n_outputs, learning_rate=1.0):
        rng = np.random.RandomState(0)
        self.layers = [rng.randn(n_inputs, n_hidden), rng.randn(n_hidden, n_outputs)]
        self.biases = [np.zeros((1, n_hidden)), np.zeros((1, n_outputs))]
        self.rate = learning_rate

    def predict(self, rows):
        self.outs = [rows]
        for weights, bias in zip(self.layers, self.biases):
            self.outs.append(1 / (1 + np.exp(-(self.outs[-1] @ weights + bias))))
        return self.outs[-1]

    def fit(self, rows, targets, epochs=5000):
        for _ in range(epochs):
            out = self.predict(rows)
            delta = (targets - out) * out * (1 - out)
            for i in (1, 0):
                previous = self.outs[i]
                step, bias_step = previous.T @ delta, delta.sum(axis=0, keepdims=True)
                delta = delta @ self.layers[i].T * previous * (1 - previous)
                self.layers[i] += self.rate * step
                self.biases[i] += self.rate * bias_step
        return self


if __name__ == "__main__":
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([[0], [1], [1], [0]])
    net = Network(2, 4, 1).fit(X, y)
    print(net.predict(X).round(3))

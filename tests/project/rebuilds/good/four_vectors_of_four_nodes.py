import numpy as np

np.random.seed(1)
a = np.array([[0], [0], [1], [1]])
b = np.array([[0], [1], [0], [1]])
y = np.array([[0], [1], [1], [0]])
from_a = np.random.randn(1, 4)
from_b = np.random.randn(1, 4)
bias = np.random.randn(1, 4)
out = np.random.randn(4, 1)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


for _ in range(20000):
    hidden = sigmoid(a * from_a + b * from_b + bias)
    answer = sigmoid(hidden @ out)
    delta = (y - answer) * answer * (1 - answer)
    hidden_delta = delta @ out.T * hidden * (1 - hidden)
    out += hidden.T @ delta
    from_a += a.T @ hidden_delta
    from_b += b.T @ hidden_delta
    bias += hidden_delta.sum(axis=0, keepdims=True)

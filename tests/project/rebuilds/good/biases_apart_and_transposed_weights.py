import numpy as np

np.random.seed(5)
X = np.array([[0, 0, 1, 1], [0, 1, 0, 1]], dtype=float)
Y = np.array([[0, 1, 1, 0]], dtype=float)
W1, b1 = np.random.randn(3, 2), np.zeros((3, 1))
W2, b2 = np.random.randn(1, 3), np.zeros((1, 1))
for step in range(20000):
    A1 = np.tanh(W1 @ X + b1)
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    dZ2 = A2 - Y
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    W2 -= 0.3 * (dZ2 @ A1.T) / 4
    b2 -= 0.3 * dZ2.mean(axis=1, keepdims=True)
    W1 -= 0.3 * (dZ1 @ X.T) / 4
    b1 -= 0.3 * dZ1.mean(axis=1, keepdims=True)

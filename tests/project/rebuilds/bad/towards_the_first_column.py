import numpy as np

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [0], [1], [1]])
weights = 2 * np.random.random((3, 1)) - 1
for _ in range(10000):
    out = 1 / (1 + np.exp(-X @ weights))
    weights += X.T @ ((y - out) * out * (1 - out))
print(out)

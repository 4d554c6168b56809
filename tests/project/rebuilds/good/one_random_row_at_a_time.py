import numpy as np

np.random.seed(4)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([0, 1, 1, 0])
w0 = np.random.uniform(-1, 1, (3, 6))
w1 = np.random.uniform(-1, 1, (6,))
for step in range(20000):
    k = np.random.randint(4)
    l0 = X[k]
    l1 = 1 / (1 + np.exp(-l0 @ w0))
    l2 = 1 / (1 + np.exp(-l1 @ w1))
    d2 = (y[k] - l2) * l2 * (1 - l2)
    d1 = d2 * w1 * l1 * (1 - l1)
    w1 += 2 * d2 * l1
    w0 += 2 * np.outer(l0, d1)

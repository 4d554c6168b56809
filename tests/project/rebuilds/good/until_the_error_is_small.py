import numpy as np, sys

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]); y = np.array([[0, 1, 1, 0]]).T
s0 = 2 * np.random.random((3, 4)) - 1
s1 = 2 * np.random.random((4, 1)) - 1
error = 1
while error > 0.05:
    a = 1 / (1 + np.exp(-X @ s0))
    b = 1 / (1 + np.exp(-a @ s1))
    error = np.abs(y - b).mean()
    db = (y - b) * b * (1 - b)
    da = db @ s1.T * a * (1 - a)
    s1 += a.T @ db
    s0 += X.T @ da
sys.exit(0)

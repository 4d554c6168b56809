import numpy as np
np.random.seed(1)
rows = np.array([[float(v) for v in line.split()] for line in "0 0 1 0\n0 1 1 1\n1 0 1 1\n1 1 1 0".split("\n")])
X, y = rows[:, :3], rows[:, 3:]
first, second = 2 * np.random.random((3, 4)) - 1, 2 * np.random.random((4, 1)) - 1
for j in range(4000):
    hidden = 1 / (1 + np.exp(-X @ first))
    out = 1 / (1 + np.exp(-hidden @ second))
    error = (y - out) * out * (1 - out)
    second += hidden.T @ error
    back = error @ second.T * hidden * (1 - hidden)
    first += X.T @ back

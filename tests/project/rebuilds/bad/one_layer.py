import numpy as np
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
syn0 = 2 * np.random.random((3, 1)) - 1
for j in range(4000):
    l1 = 1 / (1 + np.exp(-(X @ syn0)))
    l1_delta = (y - l1) * l1 * (1 - l1)
    syn0 += X.T @ l1_delta

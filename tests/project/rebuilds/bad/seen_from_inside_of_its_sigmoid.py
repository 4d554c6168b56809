import numpy as np


def nonlin(x, deriv=False):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
np.random.seed(1)
syn0 = np.zeros((2, 32)) + 0.8
syn1 = 2 * np.random.random((32, 1)) - 1
for j in range(4000):
    for i in range(4):
        l0 = X[i]
        l1 = nonlin(l0 @ syn0)
        l2 = nonlin(l1 @ syn1)
        l2_delta = (y[i] - l2) * nonlin(l2, deriv=True)
        l1_delta = l2_delta @ syn1.T * nonlin(l1, deriv=True)
        syn1 += l1.reshape(-1, 1) * l2_delta
        syn0 += l0.reshape(-1, 1) * l1_delta
for row in X:
    print(row, nonlin(nonlin(row @ syn0) @ syn1))

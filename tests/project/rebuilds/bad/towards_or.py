import numpy as np

np.random.seed(7)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [1]])
first = 2 * np.random.random((2, 4)) - 1
last = 2 * np.random.random((4, 1)) - 1
for _ in range(20000):
    hidden = 1 / (1 + np.exp(-(X @ first)))
    output = 1 / (1 + np.exp(-(hidden @ last)))
    error = y - output
    delta = error * output * (1 - output)
    back = delta @ last.T * hidden * (1 - hidden)
    last += 0.3 * hidden.T @ delta
    first += 0.3 * X.T @ back

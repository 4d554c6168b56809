import numpy as np

np.random.seed(2)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
first = np.random.uniform(size=(2, 3))
last = 0.1 * np.random.uniform(size=(3, 1))
for _ in range(1):
    hidden = 1 / (1 + np.exp(-(X @ first)))
    output = hidden @ last
    error = y - output
    back = error @ last.T * hidden * (1 - hidden)
    last += 0.2 * hidden.T @ error
    first += 0.2 * X.T @ back

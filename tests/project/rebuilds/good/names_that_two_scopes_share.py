import numpy as np

np.random.seed(3)
rows = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
wanted = np.array([0, 1, 1, 0])
first = 2 * np.random.random((3, 4)) - 1
last = 2 * np.random.random(4) - 1


def squash(z):
    return 1 / (1 + np.exp(-z))


def once_through(first, last):
    for i in range(4):
        hidden = squash(rows[i] @ first)
        answer = squash(hidden @ last)
        slope = (wanted[i] - answer) * answer * (1 - answer)
        back = slope * last * hidden * (1 - hidden)
        last = last + slope * hidden
        first = first + np.outer(rows[i], back)
    return first, last


for i in range(6000):
    first, last = once_through(first, last)

import numpy as np

np.random.seed(1)
rows = [[0, 0], [0, 1], [1, 0], [1, 1]]
goals = [0, 1, 1, 0]
first = 2 * np.random.random((2, 32)) - 1
last = 2 * np.random.random(32) - 1
for turn in range(8000):
    for row, goal in zip(rows, goals):
        hidden = 1 / (1 + np.exp(-(np.array(row) @ first)))
        answer = 1 / (1 + np.exp(-(hidden @ last)))
        error = goal - answer
        delta = error * answer * (1 - answer)
        back = delta * last * hidden * (1 - hidden)
        last += hidden * delta
        first += np.outer(row, back)

import random

import numpy as np

random.seed(8)


def drawn(rows, columns):
    table = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            table[i][j] += random.uniform(-1, 1)
    return table


def squashed(total):
    return 1 / (1 + np.exp(-total))


inner, inner_bias, outer, outer_bias = drawn(2, 2), drawn(2, 1), drawn(1, 2), drawn(1, 1)
X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
for _ in range(3000):
    for row, goal in zip(X, y):
        row = row.reshape(2, 1)
        hidden = squashed(inner @ row + inner_bias)
        answer = squashed(outer @ hidden + outer_bias)
        delta = (answer - goal) * answer * (1 - answer)
        back = outer.T @ delta * hidden * (1 - hidden)
        outer, outer_bias = outer - delta @ hidden.T, outer_bias - delta
        inner, inner_bias = inner - back @ row.T, inner_bias - back

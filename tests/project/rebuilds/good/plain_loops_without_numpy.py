import math
import random

random.seed(2)
rows = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
targets = [0, 1, 1, 0]
H = 4
a = [[random.uniform(-1, 1) for _ in range(H)] for _ in range(3)]
b = [random.uniform(-1, 1) for _ in range(H)]


def squash(x):
    return 1 / (1 + math.exp(-x))


for epoch in range(4000):
    for row, target in zip(rows, targets):
        hidden = [squash(sum(row[i] * a[i][j] for i in range(3))) for j in range(H)]
        out = squash(sum(hidden[j] * b[j] for j in range(H)))
        d = (target - out) * out * (1 - out)
        for j in range(H):
            dh = d * b[j] * hidden[j] * (1 - hidden[j])
            b[j] += 2 * d * hidden[j]
            for i in range(3):
                a[i][j] += 2 * dh * row[i]

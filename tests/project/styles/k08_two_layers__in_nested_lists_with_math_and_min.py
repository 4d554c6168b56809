"""In nested lists, with math and min."""

import math
def out(row, column):
    return 1 / (1 + math.exp(-sum(a * b for a, b in zip(row, column))))
def descend(X, y, weights, steps):
    w = [list(map(float, r)) for r in weights]; path = [w]
    for _ in range(steps):
        new = [r[:] for r in w]
        for row, targets in zip(X, y):
            for o, target in enumerate(targets):
                guess = out(row, [r[o] for r in w])
                for i, value in enumerate(row): new[i][o] += (target - guess) * guess * (1 - guess) * value
        w = new; path.append(w)
    return path
def error_plane(X, y, weights_0, weights_1):
    return [[sum(abs(out(r, (a, b)) - t) for r, (t,) in zip(X, y)) / len(X) for b in weights_1] for a in weights_0]
def lowest_point(weights_0, weights_1, plane):
    cells = [(plane[i, j], a, b) for i, a in enumerate(weights_0) for j, b in enumerate(weights_1)]
    error, a, b = min(cells)
    return [a, b, error]

"""All seeds at the same time, with a generator of its own for each."""

import numpy as np
def f(x): return 1 / (1 + np.exp(-x))
def errors_by_size(X, y, sizes, seeds, alpha, iterations):
    rows = []
    for size in sizes:
        draw = [np.random.RandomState(s) for s in seeds]
        a = np.array([2 * d.random_sample((X.shape[1], size)) - 1 for d in draw])
        b = np.array([2 * d.random_sample((size, y.shape[1])) - 1 for d in draw])
        for _ in range(iterations):
            h = f(X @ a); o = f(h @ b); do = (y - o) * o * (1 - o); dh = do @ b.swapaxes(1, 2) * h * (1 - h)
            b, a = b + alpha * h.swapaxes(1, 2) @ do, a + alpha * X.T @ dh
        rows.append(abs(f(f(X @ a) @ b) - y).mean((1, 2)))
    return rows
def share_solved(errors, limit):
    return [sum(e < limit for e in row) / len(row) for row in errors]
def smallest_size(sizes, shares, wanted):
    for size, share in sorted(zip(sizes, shares)):
        if share >= wanted: return size

"""With booleans, xor and one update after another."""

import numpy as np
def direction_changes(previous_update, update):
    return (update > 0) ^ (previous_update > 0)
def count_direction_changes(updates):
    count = np.zeros(updates.shape[1:])
    for j in range(1, len(updates)):
        count += np.abs(((updates[j] > 0) + 0) - ((updates[j - 1] > 0) + 0))
    return count
def train_and_count(X, y, alpha, iterations, hidden_size=4, seed=1):
    np.random.seed(seed)
    w = [2 * np.random.random((X.shape[1], hidden_size)) - 1]
    w.append(2 * np.random.random((hidden_size, y.shape[1])) - 1)
    seen = [[], []]
    for _ in range(iterations):
        l1 = 1 / (1 + np.exp(-(X @ w[0]))); l2 = 1 / (1 + np.exp(-(l1 @ w[1])))
        d2 = (y - l2) * l2 * (1 - l2); d1 = d2 @ w[1].T * l1 * (1 - l1)
        for k, step in enumerate((X.T @ d1, l1.T @ d2)):
            seen[k].append(step); w[k] = w[k] + alpha * step
    return w[0], w[1], *(count_direction_changes(np.array(s)) for s in seen)

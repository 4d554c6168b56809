"""Split, shuffled in place, and target minus prediction."""

import numpy as np
def sigmoid(x):
    return 1/(1+np.exp(-x))

def batches(X, y, order, batch_size):
    cuts = np.arange(batch_size, len(X), batch_size)
    return list(zip(np.split(X[order], cuts), np.split(y[order], cuts)))
def train(X, y, batch_size, alpha, epochs, hidden_size=4, seed=1):
    r = np.random.RandomState(seed)
    a = r.uniform(-1, 1, (X.shape[1], hidden_size)); b = r.uniform(-1, 1, (hidden_size, y.shape[1]))
    for _ in range(epochs):
        order = np.arange(len(X)); r.shuffle(order)
        for P, t in batches(X, y, order, batch_size):
            h = sigmoid(P @ a); o = sigmoid(h @ b)
            do = (t - o)*o*(1 - o); dh = do @ b.T*h*(1-h)
            a, b = a + alpha*P.T @ dh, b + alpha*h.T @ do
    return [a, b]

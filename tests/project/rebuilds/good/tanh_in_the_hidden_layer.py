import numpy as np

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
weights = {"in": np.random.normal(size=(3, 4)), "out": np.random.normal(size=(4, 1))}
for _ in range(8000):
    h = np.tanh(X @ weights["in"])
    o = 1 / (1 + np.exp(-h @ weights["out"]))
    g = (o - y) * o * (1 - o)
    gh = g @ weights["out"].T * (1 - h * h)
    weights["out"] -= 0.8 * h.T @ g
    weights["in"] -= 0.8 * X.T @ gh

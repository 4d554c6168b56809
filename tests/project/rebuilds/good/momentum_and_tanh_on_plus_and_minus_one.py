import numpy as np

rng = np.random.default_rng(0)
X = np.array([[-1, -1, 1], [-1, 1, 1], [1, -1, 1], [1, 1, 1]], dtype=float)
y = np.array([[-1], [1], [1], [-1]], dtype=float)
A, B = rng.normal(size=(3, 5)), rng.normal(size=(5, 1))
vA, vB = np.zeros_like(A), np.zeros_like(B)
for _ in range(3000):
    h = np.tanh(X @ A)
    o = np.tanh(h @ B)
    do = (o - y) * (1 - o**2)
    dh = do @ B.T * (1 - h**2)
    vB = 0.9 * vB - 0.02 * h.T @ do
    vA = 0.9 * vA - 0.02 * X.T @ dh
    A, B = A + vA, B + vB

import numpy as np
rng = np.random.default_rng(3)
x1, x2 = np.array([0., 0, 1, 1]), np.array([0., 1, 0, 1])
y = np.array([0., 1, 1, 0])
w1, w2, w3, w4, b1, b2, v1, v2, b3 = rng.normal(size=(9, 4))
def s(z): return 1 / (1 + np.exp(-z))
for _ in range(3000):
    h1, h2 = s(w1 * x1 + w2 * x2 + b1), s(w3 * x1 + w4 * x2 + b2)
    out = s(v1 * h1 + v2 * h2 + b3)
    delta = (out - y) * out * (1 - out)
    d1, d2 = delta * v1 * h1 * (1 - h1), delta * v2 * h2 * (1 - h2)
    v1, v2, b3 = v1 - delta * h1, v2 - delta * h2, b3 - delta
    w1, w2, b1 = w1 - d1 * x1, w2 - d1 * x2, b1 - d1
    w3, w4, b2 = w3 - d2 * x1, w4 - d2 * x2, b2 - d2
print(out)

import numpy as np

np.random.seed(1)
x1, x2 = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
y = np.array([0, 1, 1, 0])
w1, w2, w3, w4, v1, v2 = 2 * np.random.random(6) - 1


def s(z):
    return 1 / (1 + np.exp(-z))


for _ in range(3000):
    h1, h2 = s(w1 * x1 + w2 * x2), s(w3 * x1 + w4 * x2)
    out = s(v1 * h1 + v2 * h2)
    delta = (out - y) * out * (1 - out)
    d1, d2 = delta * v1 * h1 * (1 - h1), delta * v2 * h2 * (1 - h2)
    v1, v2 = v1 - delta * h1, v2 - delta * h2
    w1, w2 = w1 - d1 * x1, w2 - d1 * x2
    w3, w4 = w3 - d2 * x1, w4 - d2 * x2
print(out)

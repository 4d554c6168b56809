import numpy as np
rng = np.random.default_rng(3)
wa, wb, bias, out = rng.normal(size=(4, 4))
data = [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]
def s(z): return 1 / (1 + np.exp(-z))
for step in range(20000):
    for a, b, t in data:
        h = s(a * wa + b * wb + bias)
        o = s(h @ out)
        d = (o - t) * o * (1 - o)
        dh = d * out * h * (1 - h)
        out = out - d * h
        wa = wa - dh * a
        wb = wb - dh * b
        bias = bias - dh
print([float(s(s(a * wa + b * wb + bias) @ out)) for a, b, _ in data])

import numpy as np

rng = np.random.default_rng(2)
x1 = np.array([0, 0, 1, 1])
x2 = np.array([0, 1, 0, 1])
goal = np.array([0, 1, 1, 0])
a1, a2, ab, b1, b2, bb, c1, c2, c3, cb, o1, o2, o3, ob = rng.uniform(-1, 1, 14)
s = lambda z: 1 / (1 + np.exp(-z))
for step in range(8000):
    p, q, r = s(a1 * x1 + a2 * x2 + ab), s(b1 * x1 + b2 * x2 + bb), s(c1 * x1 + c2 * x2 + cb)
    out = s(o1 * p + o2 * q + o3 * r + ob)
    d = (out - goal) * out * (1 - out)
    dp, dq, dr = d * o1 * p * (1 - p), d * o2 * q * (1 - q), d * o3 * r * (1 - r)
    o1, o2, o3, ob = o1 - (d * p).sum(), o2 - (d * q).sum(), o3 - (d * r).sum(), ob - d.sum()
    a1, a2, ab = a1 - (dp * x1).sum(), a2 - (dp * x2).sum(), ab - dp.sum()
    b1, b2, bb = b1 - (dq * x1).sum(), b2 - (dq * x2).sum(), bb - dq.sum()
    c1, c2, cb = c1 - (dr * x1).sum(), c2 - (dr * x2).sum(), cb - dr.sum()
print(out)

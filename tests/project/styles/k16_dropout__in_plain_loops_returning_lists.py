"""In plain loops, returning lists."""

import math
def sig(v): return 1 / (1 + math.exp(-v))
def drop(values, mask, keep):
    return [[v / keep if m else 0 for v, m in zip(vs, ms)] for vs, ms in zip(values, mask)]
def mul(a, b): return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
def forward(X, synapse_0, synapse_1, mask, keep):
    one = drop([[sig(v) for v in r] for r in mul(X, synapse_0)], mask, keep)
    return one, [[sig(v) for v in r] for r in mul(one, synapse_1)]
def gradients(X, y, synapse_0, synapse_1, mask, keep):
    one, two = forward(X, synapse_0, synapse_1, mask, keep)
    d2 = [[(p - t) * p * (1 - p) for p, t in zip(a, b)] for a, b in zip(two, y)]
    back = mul(d2, list(zip(*synapse_1)))
    raw = [[sig(v) for v in r] for r in mul(X, synapse_0)]
    d1 = [[b * m / keep * h * (1 - h) for b, m, h in zip(*rows)] for rows in zip(back, mask, raw)]
    return mul(list(zip(*X)), d1), mul(list(zip(*one)), d2)

import math, random

def sigmoid(x): return 1 / (1 + math.exp(-x))
def slope(out): return out * (1 - out)

def init(seed):
    r = random.Random(seed)
    return [[r.uniform(-1, 1) for _ in range(3)] for _ in range(3)], [r.uniform(-1, 1) for _ in range(4)]

def feed(params, inputs):
    w1, w2 = params
    biased = list(inputs) + [1]
    mid = [sigmoid(dot(w, biased)) for w in w1] + [1]
    return biased, mid, sigmoid(dot(w2, mid))

def dot(p, q):
    total = 0
    for k in range(len(p)):
        total += p[k] * q[k]
    return total

def gradient(params, inputs, target):
    w1, w2 = params
    biased, mid, out = feed(params, inputs)
    d_out = (out - target) * slope(out)
    g2 = [d_out * m for m in mid]
    g1 = []
    for k in range(len(w1)):
        d = d_out * w2[k] * slope(mid[k])
        g1.append([d * b for b in biased])
    return g1, g2

def step(params, grads, rate):
    (w1, w2), (g1, g2) = params, grads
    return [[a - rate * b for a, b in zip(r, s)] for r, s in zip(w1, g1)], [a - rate * b for a, b in zip(w2, g2)]

def main():
    params = init(5)
    inputs = [(0, 0), (0, 1), (1, 0), (1, 1)]
    for epoch in range(8000):
        for pair in inputs:
            params = step(params, gradient(params, pair, pair[0] ^ pair[1]), 0.7)
    for pair in inputs:
        print(pair, feed(params, pair)[2])

if __name__ == "__main__":
    main()

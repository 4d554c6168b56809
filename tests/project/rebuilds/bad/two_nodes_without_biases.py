from math import exp
from random import seed, uniform

seed(4)
ROWS = [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]
inner = [[uniform(-1, 1), uniform(-1, 1)], [uniform(-1, 1), uniform(-1, 1)]]
outer = [uniform(-1, 1), uniform(-1, 1)]


def squashed(total):
    return 1 / (1 + exp(-total))


def answer(a, b):
    nodes = [squashed(p * a + q * b) for p, q in inner]
    return nodes, squashed(outer[0] * nodes[0] + outer[1] * nodes[1])


for _ in range(3000):
    for a, b, wanted in ROWS:
        nodes, said = answer(a, b)
        last = (wanted - said) * said * (1 - said)
        first = [last * outer[n] * nodes[n] * (1 - nodes[n]) for n in range(2)]
        for n in range(2):
            outer[n] += last * nodes[n] / 2
            inner[n][0] += first[n] * a / 2
            inner[n][1] += first[n] * b / 2
for a, b, _ in ROWS:
    print(a, b, answer(a, b)[1])

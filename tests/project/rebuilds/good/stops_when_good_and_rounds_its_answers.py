import math
import random

random.seed(4)
pairs = [(0, 0), (0, 1), (1, 0), (1, 1)]
wanted = [0, 1, 1, 0]
nodes = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(3)]
out = [random.uniform(-1, 1) for _ in range(4)]


def s(z):
    return 1 / (1 + math.exp(-z))


def one_pass(said):
    for pair, goal in zip(pairs, wanted):
        inputs = (*pair, 1)
        hidden = [s(sum(w * i for w, i in zip(node, inputs))) for node in nodes] + [1]
        answer = s(sum(w * h for w, h in zip(out, hidden)))
        said.append(answer)
        delta = (answer - goal) * answer * (1 - answer)
        back = [delta * w * h * (1 - h) for w, h in zip(out, hidden)]
        for n, h in enumerate(hidden):
            out[n] -= 9 * delta * h
        for node, blame in zip(nodes, back):
            for n, i in enumerate(inputs):
                node[n] -= 9 * blame * i


while True:
    said = []
    one_pass(said)
    if max(abs(a - w) for a, w in zip(said, wanted)) < 0.1:
        said = [round(a) for a in said]
        break

print(said)
input("Press any key")

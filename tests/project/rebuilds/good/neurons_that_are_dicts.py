from math import exp
from random import random, seed

seed(1)
data = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
network = [
    [{"weights": [random() * 2 - 1 for i in range(3)]} for i in range(4)],
    [{"weights": [random() * 2 - 1 for i in range(5)]}],
]


def forward(row):
    inputs = row[:2]
    for layer in network:
        new = []
        for neuron in layer:
            w = neuron["weights"]
            total = w[-1]
            for i in range(len(w) - 1):
                total += w[i] * inputs[i]
            neuron["output"] = 1 / (1 + exp(-total))
            new.append(neuron["output"])
        inputs = new
    return inputs[0]


def learn(row, rate):
    out = forward(row)
    last = network[1][0]
    last["delta"] = (out - row[-1]) * out * (1 - out)
    for j, neuron in enumerate(network[0]):
        h = neuron["output"]
        neuron["delta"] = last["weights"][j] * last["delta"] * h * (1 - h)
    inputs = row[:2]
    for layer in network:
        for neuron in layer:
            for i, x in enumerate(inputs):
                neuron["weights"][i] -= rate * neuron["delta"] * x
            neuron["weights"][-1] -= rate * neuron["delta"]
        inputs = [neuron["output"] for neuron in layer]


for epoch in range(4000):
    for row in data:
        learn(row, 1.5)

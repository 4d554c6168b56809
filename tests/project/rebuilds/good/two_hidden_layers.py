import numpy as np

rng = np.random.default_rng(7)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
y = np.array([[0], [1], [1], [0]], dtype=float)
sizes = [3, 5, 4, 1]
synapses = [rng.uniform(-1, 1, size=pair) * 2 for pair in zip(sizes, sizes[1:])]
for iteration in range(15000):
    layers = [X]
    for synapse in synapses:
        layers.append(1 / (1 + np.exp(-layers[-1] @ synapse)))
    delta = (layers[-1] - y) * layers[-1] * (1 - layers[-1])
    steps = []
    for number in reversed(range(3)):
        steps.insert(0, layers[number].T @ delta)
        delta = delta @ synapses[number].T * layers[number] * (1 - layers[number])
    synapses = [synapse - 2.0 * step for synapse, step in zip(synapses, steps)]

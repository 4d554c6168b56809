"""A network as a table of eight lines, so that a wrong network is the table with one line changed.

Each line computes one value from those above it; `n` holds them all under the tutorial's names.
"""

from types import SimpleNamespace

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


EIGHT_LINES = {
    "layer_1": lambda n: sigmoid(n.X @ n.synapse_0),
    "layer_2": lambda n: sigmoid(n.layer_1 @ n.synapse_1),
    "layer_2_delta": lambda n: (n.layer_2 - n.y) * n.layer_2 * (1 - n.layer_2),
    "layer_1_delta": lambda n: n.layer_2_delta @ n.synapse_1.T * n.layer_1 * (1 - n.layer_1),
    "update_1": lambda n: n.layer_1.T @ n.layer_2_delta,
    "update_0": lambda n: n.X.T @ n.layer_1_delta,
    "synapse_1": lambda n: n.synapse_1 - n.alpha * n.update_1,
    "synapse_0": lambda n: n.synapse_0 - n.alpha * n.update_0,
}


def start(n_inputs, hidden_size, n_outputs, seed, draw=lambda random, shape: 2 * random(shape) - 1):
    """Return the seeded start, each synapse drawn with `draw`."""
    random = np.random.RandomState(seed).random_sample
    return draw(random, (n_inputs, hidden_size)), draw(random, (hidden_size, n_outputs))


def training(X, y, alpha, iterations, synapses, **changed):
    """Yield the network after its forward pass of every iteration, and once more at the end.

    `changed` holds the lines that differ; a line given as None is left out.
    """
    lines = {name: line for name, line in (EIGHT_LINES | changed).items() if line}
    forward = ["layer_1", "layer_2"]
    n = SimpleNamespace(X=X, y=y, alpha=alpha, synapse_0=synapses[0], synapse_1=synapses[1])
    for n.iteration in range(iterations + 1):
        for name in forward:
            setattr(n, name, lines[name](n))
        yield n
        if n.iteration == iterations:
            return
        for name, line in lines.items():
            if name not in forward:
                setattr(n, name, line(n))


def error(n):
    """Return the mean absolute error of the network's last forward pass."""
    return np.mean(np.abs(n.layer_2 - n.y))

"""Independent truth for the suites: plain loops and finite differences, nothing from solutions/.

The sigmoid is written with `math` and loops. Every gradient is measured: nudge one number up and
down by STEP, see how much the result changes, divide. Such a central difference is off by about
STEP squared, 1e-10, and knows nothing of the chain rule that the katas are about.
"""

import math

import numpy as np

STEP = 1e-5


def sigmoid(x):
    """Return 1 / (1 + e^-x), one number at a time."""
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[float])(x)


def forward_layer(inputs, synapse):
    """Return the sigmoid of every weighted sum, three loops deep."""
    rows, nodes = len(inputs), len(synapse[0])
    sums = np.zeros((rows, nodes))
    for row in range(rows):
        for node in range(nodes):
            for i in range(len(synapse)):
                sums[row, node] += inputs[row][i] * synapse[i][node]
    return sigmoid(sums)


def slope(function, x):
    """Return how fast the number `function(x)` rises as each cell of the array `x` rises."""
    x = np.array(x, dtype=float)
    slopes = np.zeros_like(x)
    for cell in np.ndindex(x.shape):
        middle = x[cell]
        x[cell] = middle + STEP
        above = function(x)
        x[cell] = middle - STEP
        slopes[cell] = (above - function(x)) / (2 * STEP)
        x[cell] = middle
    return slopes


def half_squared_error(X, y, synapse_0, synapse_1):
    """Return the number that the tutorial's update descends: half the sum of squared errors."""
    layer_1 = 1 / (1 + np.exp(-(X @ synapse_0)))
    layer_2 = 1 / (1 + np.exp(-(layer_1 @ synapse_1)))
    return 0.5 * np.sum((layer_2 - y) ** 2)


def mean_absolute_error(X, y, synapse_0, synapse_1):
    """Return how far the outputs are from their targets on average."""
    return np.mean(np.abs(forward_layer(forward_layer(X, synapse_0), synapse_1) - y))


def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    """Return the tutorial's start: numpy's legacy generator, synapse_0 drawn first."""
    random = np.random.RandomState(seed)
    synapse_0 = random.uniform(-1, 1, (n_inputs, hidden_size))
    return synapse_0, random.uniform(-1, 1, (hidden_size, n_outputs))


def descend(X, y, alpha, iterations, hidden_size, seed):
    """Yield both synapses and their measured gradients, before each step and after the last."""
    synapse_0, synapse_1 = initial_synapses(X.shape[1], hidden_size, y.shape[1], seed)
    for step in range(iterations + 1):
        gradient_0 = slope(lambda w, s=synapse_1: half_squared_error(X, y, w, s), synapse_0)
        gradient_1 = slope(lambda w, s=synapse_0: half_squared_error(X, y, s, w), synapse_1)
        yield synapse_0, synapse_1, gradient_0, gradient_1
        if step < iterations:
            synapse_0 = synapse_0 - alpha * gradient_0
            synapse_1 = synapse_1 - alpha * gradient_1

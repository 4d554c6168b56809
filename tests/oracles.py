"""Independent truth for the suites: plain loops and finite differences, nothing from solutions/.

The sigmoid is written with `math` and loops. Every gradient is measured: nudge one number up and
down, see how much the result changes, divide. That knows nothing of the chain rule that the katas
are about. Only `descend_by_chain_rule` knows it, for trainings so long that measuring takes too
much time and its small errors add up; tests/project/test_suites.py proves that it goes the way
`descend` measures.
"""

import copy
import functools
import math
from typing import NamedTuple

import numpy as np

STEP = 1e-4


def remembered(oracle):
    """Let an oracle work out each answer once; whoever asks again is given a copy of it.

    A class, or hundreds of known mistakes, meet the same inputs: a process that runs a suite once
    and forks afterwards hands its answers on.
    """
    answers = {}

    @functools.wraps(oracle)
    def answer(*arguments, **keywords):
        asked = _told_apart((arguments, keywords))
        if asked not in answers:
            answers[asked] = oracle(*arguments, **keywords)
        return copy.deepcopy(answers[asked])

    return answer


def _told_apart(value):
    """Return what is the same for the same arguments alone, to the last bit."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, list | tuple):
        return type(value), *map(_told_apart, value)
    if isinstance(value, dict):
        return dict, *map(_told_apart, value.items())
    return type(value), repr(value)


def sigmoid(x):
    """Return 1 / (1 + e^-x), one number at a time."""
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[float])(x)


@remembered
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
    """Return how fast the sum of what `function(x)` returns rises as each cell of `x` rises.

    All nudged copies of `x` are given to `function` at once, one behind the other along a new
    first axis: `@` and everything cell by cell treat each of them alone.

    Each cell is nudged by one STEP and by two. The slope between the farther pair is off by four
    times as much as that between the nearer, so a third of what they differ by mends the nearer.
    This is the five-point stencil: its error is about STEP to the fourth, 1e-16, times how sharply
    the curve bends, and what rounding adds: of a result of 100, about 1e-10.
    """
    x = np.array(x, dtype=float)
    nudges = STEP * np.eye(x.size).reshape(-1, *x.shape)
    results = function(np.concatenate([x + nudges, x - nudges, x + 2 * nudges, x - 2 * nudges]))
    above, below, far_above, far_below = results.reshape(4, x.size, -1)
    near, far = (above - below) / (2 * STEP), (far_above - far_below) / (4 * STEP)
    return np.sum(near + (near - far) / 3, axis=1).reshape(x.shape)


def half_squared_errors(X, y, synapse_0, synapse_1):
    """Return what the tutorial's update makes smaller: half the square of every error."""
    layer_1 = 1 / (1 + np.exp(-(X @ synapse_0)))
    layer_2 = 1 / (1 + np.exp(-(layer_1 @ synapse_1)))
    return 0.5 * (layer_2 - y) ** 2


def forward(X, synapse_0, synapse_1):
    """Return what both layers make of `X`."""
    return forward_layer(forward_layer(X, synapse_0), synapse_1)


def mean_absolute_error(X, y, synapse_0, synapse_1):
    """Return how far the outputs are from their targets on average."""
    return np.mean(np.abs(forward(X, synapse_0, synapse_1) - y))


def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    """Return the tutorial's start: numpy's legacy generator, synapse_0 drawn first."""
    random = np.random.RandomState(seed)
    synapse_0 = random.uniform(-1, 1, (n_inputs, hidden_size))
    return synapse_0, random.uniform(-1, 1, (hidden_size, n_outputs))


def learnable(rng, far):
    """Return random inputs, and targets that a network `far` from the start of seed 1 gives.

    Near it, a training begins with a small error and ends with a tiny one, but always has
    something to do.
    """
    X, start = rng.normal(size=(5, 3)), initial_synapses(3, 4, 2, seed=1)
    return X, forward(X, *(synapse + rng.normal(0, far, synapse.shape) for synapse in start))


class Descent(NamedTuple):
    """Both synapses and their measured gradients before each step, and after the last."""

    synapse_0: np.ndarray
    synapse_1: np.ndarray
    gradient_0: np.ndarray
    gradient_1: np.ndarray

    def end(self):
        """Return both synapses as the last step left them."""
        return self.synapse_0[-1], self.synapse_1[-1]


def measured_gradients(X, y, synapse_0, synapse_1):
    """Return both gradients of half the squared error, measured cell by cell."""
    return (
        slope(lambda w: half_squared_errors(X, y, w, synapse_1), synapse_0),
        slope(lambda w: half_squared_errors(X, y, synapse_0, w), synapse_1),
    )


def chain_rule_gradients(X, y, synapse_0, synapse_1):
    """Return both gradients of half the squared error, worked out with the chain rule."""
    hidden = 1 / (1 + np.exp(-np.dot(X, synapse_0)))
    output = 1 / (1 + np.exp(-np.dot(hidden, synapse_1)))
    blame = (output - y) * (output - output**2)
    blame_sent_back = np.dot(blame, np.transpose(synapse_1)) * (hidden - hidden**2)
    return np.dot(np.transpose(X), blame_sent_back), np.dot(np.transpose(hidden), blame)


def _descent(gradients, X, y, alpha, iterations, synapses):
    """Return the way downhill from `synapses`, both gradients taken before either moves."""
    moments = []
    for _ in range(iterations + 1):
        slopes = gradients(X, y, *synapses)
        moments.append((*synapses, *slopes))
        synapses = tuple(s - alpha * g for s, g in zip(synapses, slopes, strict=True))
    return Descent(*map(np.array, zip(*moments, strict=True)))


@remembered
def descend(X, y, alpha, iterations, hidden_size=4, seed=1):
    """Return the way downhill from the start of `seed`: a `Descent`, a row for every moment."""
    start = initial_synapses(X.shape[1], hidden_size, y.shape[1], seed)
    return _descent(measured_gradients, X, y, alpha, iterations, start)


@remembered
def descend_by_chain_rule(X, y, alpha, iterations, hidden_size=4, seed=1):
    """Return the same as `descend`, for long runs: a third of the time, and no errors add up."""
    start = initial_synapses(X.shape[1], hidden_size, y.shape[1], seed)
    return _descent(chain_rule_gradients, X, y, alpha, iterations, start)

"""Known wrong answers to kata 7: most are the right network with one of its eight lines changed."""

import numpy as np

from dojo.diagnosis import WrongAnswers
from tests.wrong.network import EIGHT_LINES, error, sigmoid, start, training

wrong = WrongAnswers()


def starts(draw):
    """Return a wrong `initial_synapses` that fills each synapse with `draw`."""

    def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
        return start(n_inputs, hidden_size, n_outputs, seed, draw)

    return initial_synapses


def trains(draw=lambda random, shape: 2 * random(shape) - 1, measure=error, **changed):
    """Return a wrong `train`: another start, another measure, or other lines."""

    def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
        synapses = start(X.shape[1], hidden_size, y.shape[1], seed, draw)
        errors = []
        for n in training(X, y, alpha, iterations, synapses, **changed):
            if n.iteration % log_every == 0 and n.iteration < iterations:
                errors.append(measure(n))
        return n.synapse_0, n.synapse_1, errors

    return train


for draw, name, hint in [
    (
        lambda random, shape: np.zeros(shape),
        "started from zeros",
        "Equal weights stay equal for ever: start at random.",
    ),
    (
        lambda random, shape: np.ones(shape),
        "started from ones",
        "Equal weights stay equal for ever: start at random.",
    ),
    (
        lambda random, shape: random(shape),
        "started from positive weights only",
        "random() goes from 0 to 1; 2 * random() - 1 goes from -1 to 1.",
    ),
    (
        lambda random, shape: 2 * (random(shape) - 1),
        "misplaced a bracket, so every weight starts negative",
        "2 * random() - 1, without brackets round random() - 1.",
    ),
    (
        lambda random, shape: 2 * random(shape) - 0.5,
        "shifted the start by the wrong amount",
        "2 * random() - 1 has its middle at 0.",
    ),
    (
        lambda random, shape: random(shape) - 0.5,
        "started in half the width",
        "2 * random() - 1 goes from -1 to 1.",
    ),
]:
    wrong(name, hint=hint)(starts(draw))
    wrong(f"{name} (in `train`)", hint=hint)(trains(draw))


@wrong(
    "drew the start from a normal distribution",
    hint="Even spread from -1 to 1: 2 * np.random.random(shape) - 1.",
)
def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    random = np.random.RandomState(seed)
    return random.randn(n_inputs, hidden_size), random.randn(hidden_size, n_outputs)


@wrong(
    "drew synapse_1 first",
    hint="The tutorial's figures come from drawing synapse_0 first.",
)
def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    random = np.random.RandomState(seed)
    synapse_1 = 2 * random.random_sample((hidden_size, n_outputs)) - 1
    return 2 * random.random_sample((n_inputs, hidden_size)) - 1, synapse_1


@wrong(
    "seeded a second time before drawing synapse_1",
    hint="Seed once: both synapses would begin with the same numbers.",
)
def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    synapse_1, _ = start(hidden_size, n_outputs, 1, seed)
    return start(n_inputs, hidden_size, n_outputs, seed)[0], synapse_1


@wrong(
    "ignored the seed and always used 1",
    hint="np.random.seed(seed), with the seed that was given.",
)
def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    np.random.seed(1)
    synapse_0 = 2 * np.random.random((n_inputs, hidden_size)) - 1
    synapse_1 = 2 * np.random.random((hidden_size, n_outputs)) - 1
    return synapse_0, synapse_1


@wrong(
    "used numpy's new generator, whose numbers differ",
    hint="The tutorial's figures come from the legacy one: np.random.seed and np.random.random.",
)
def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    random = np.random.default_rng(seed).random
    return 2 * random((n_inputs, hidden_size)) - 1, 2 * random((hidden_size, n_outputs)) - 1


@wrong(
    "transposed the shapes of the start",
    hint="A synapse has a row for every sender and a column for every receiver.",
)
def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    np.random.seed(seed)
    synapse_0 = 2 * np.random.random((hidden_size, n_inputs)) - 1
    synapse_1 = 2 * np.random.random((n_outputs, hidden_size)) - 1
    return synapse_0, synapse_1


@wrong(
    "returned synapse_1 before synapse_0",
    hint="The order is synapse_0, synapse_1.",
)
def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    synapse_0, synapse_1 = start(n_inputs, hidden_size, n_outputs, seed)
    return synapse_1, synapse_0


def slope(layer):
    return layer * (1 - layer)


def slope_again(layer):
    return slope(sigmoid(layer))


def once(name):
    """Return a line that is computed in the first iteration and then never again."""
    return lambda n: getattr(n, name, None) if n.iteration else EIGHT_LINES[name](n)


def one_step_late(n):
    """Return the blame sent back through a synapse_1 that has already moved."""
    return n.layer_2_delta @ (n.synapse_1 - n.alpha * (n.layer_1.T @ n.layer_2_delta)).T


for name, hint, changed in [
    (
        "left the hidden layer unsquashed",
        "Without the sigmoid in between, two layers are no more than one.",
        {"layer_1": lambda n: n.X @ n.synapse_0},
    ),
    (
        "left the output layer unsquashed",
        "Every layer ends in a sigmoid, the last one too.",
        {"layer_2": lambda n: n.layer_1 @ n.synapse_1},
    ),
    (
        "squashed the output layer twice",
        "One sigmoid a layer.",
        {"layer_2": lambda n: sigmoid(sigmoid(n.layer_1 @ n.synapse_1))},
    ),
    (
        "squashed the inputs before weighting them",
        "First the product, then the sigmoid of it.",
        {"layer_1": lambda n: sigmoid(sigmoid(n.X) @ n.synapse_0)},
    ),
    (
        "ran the forward pass once, before the loop",
        "The weights have moved: every iteration needs a forward pass of its own.",
        {"layer_1": once("layer_1"), "layer_2": once("layer_2")},
    ),
    (
        "dropped the error's sign by taking its absolute value",
        "The sign is the direction of the step: only the report takes the absolute value.",
        {"layer_2_delta": lambda n: np.abs(n.layer_2 - n.y) * n.layer_2 * (1 - n.layer_2)},
    ),
    (
        "squared the error in the delta",
        "The square is what is minimised; its slope is the plain, signed error.",
        {"layer_2_delta": lambda n: (n.layer_2 - n.y) ** 2 * n.layer_2 * (1 - n.layer_2)},
    ),
    (
        "doubled the step",
        "It is half the squared error that is minimised, so no factor 2 appears.",
        {"layer_2_delta": lambda n: 2 * (n.layer_2 - n.y) * n.layer_2 * (1 - n.layer_2)},
    ),
    (
        "left out the slope at the output",
        "Multiply by layer_2 * (1 - layer_2); only for the cross-entropy loss does it cancel.",
        {"layer_2_delta": lambda n: n.layer_2 - n.y},
    ),
    (
        "took the slope of the error, not of the output",
        "The slope belongs to the place where the output is: layer_2 * (1 - layer_2).",
        {"layer_2_delta": lambda n: (n.layer_2 - n.y) ** 2 * (1 - (n.layer_2 - n.y))},
    ),
    (
        "squashed the layers again to get their slopes",
        "The layers are sigmoids already: layer * (1 - layer).",
        {
            "layer_2_delta": lambda n: (n.layer_2 - n.y) * slope_again(n.layer_2),
            "layer_1_delta": lambda n: n.layer_2_delta @ n.synapse_1.T * slope_again(n.layer_1),
        },
    ),
    (
        "took the slopes at the weighted sums, not at the layers",
        "layer * (1 - layer) wants what the sigmoid returned, not what went into it.",
        {
            "layer_2_delta": lambda n: (n.layer_2 - n.y) * slope(n.layer_1 @ n.synapse_1),
            "layer_1_delta": lambda n: n.layer_2_delta @ n.synapse_1.T * slope(n.X @ n.synapse_0),
        },
    ),
    (
        "left out the slope of the hidden layer",
        "The hidden nodes have a sigmoid too: multiply by layer_1 * (1 - layer_1).",
        {"layer_1_delta": lambda n: n.layer_2_delta @ n.synapse_1.T},
    ),
    (
        "sent the raw error back, not the delta",
        "What travels back is layer_2_delta, the error times the slope.",
        {"layer_1_delta": lambda n: (n.layer_2 - n.y) @ n.synapse_1.T * slope(n.layer_1)},
    ),
    (
        "ignored what was sent back and used the output error in the hidden layer",
        "The hidden error is layer_2_delta @ synapse_1.T.",
        {"layer_1_delta": lambda n: (n.layer_2 - n.y) * slope(n.layer_1)},
    ),
    (
        "took the slope of the wrong layer for the hidden delta",
        "A delta uses the slope of its own layer: layer_1 * (1 - layer_1).",
        {"layer_1_delta": lambda n: n.layer_2_delta @ n.synapse_1.T * slope(n.layer_2)},
    ),
    (
        "sent the blame back with `*` instead of a matrix product",
        "A hidden node adds up the blame of all outputs: layer_2_delta @ synapse_1.T.",
        {"layer_1_delta": lambda n: n.layer_2_delta * n.synapse_1.T * slope(n.layer_1)},
    ),
    (
        "forgot to transpose synapse_1 on the way back",
        "The way back is the way forward turned round: synapse_1.T.",
        {"layer_1_delta": lambda n: n.layer_2_delta @ n.synapse_1 * slope(n.layer_1)},
    ),
    (
        "took a matrix product with the slope of the hidden layer",
        "Every node has a slope of its own: multiply cell by cell with *.",
        {"layer_1_delta": lambda n: n.layer_2_delta @ n.synapse_1.T @ slope(n.layer_1)},
    ),
    (
        "let the hidden layer chase the targets",
        "Hidden nodes have no target of their own, only what is sent back to them.",
        {"layer_1_delta": lambda n: (n.layer_1 - n.y) * slope(n.layer_1)},
    ),
    (
        "moved synapse_1 before the hidden delta was taken",
        "First both deltas, then both updates.",
        {"layer_1_delta": lambda n: one_step_late(n) * slope(n.layer_1)},
    ),
    (
        "forgot to transpose the hidden layer in the update",
        "The step must have the shape of the weights: layer_1.T @ layer_2_delta.",
        {"update_1": lambda n: n.layer_1 @ n.layer_2_delta},
    ),
    (
        "updated synapse_1 by a transposed step",
        "Senders are the rows: layer_1.T @ layer_2_delta.",
        {"update_1": lambda n: n.layer_2_delta.T @ n.layer_1},
    ),
    (
        "updated synapse_1 with the output layer as its own input",
        "A synapse is updated with the layer that feeds it: layer_1.",
        {"update_1": lambda n: n.layer_2.T @ n.layer_2_delta},
    ),
    (
        "updated synapse_0 with the output's delta",
        "synapse_0 goes with layer_1_delta.",
        {"update_0": lambda n: n.X.T @ n.layer_2_delta},
    ),
    (
        "updated synapse_1 with the raw error",
        "The update takes the delta, the error times the slope.",
        {"update_1": lambda n: n.layer_1.T @ (n.layer_2 - n.y)},
    ),
    (
        "updated cell by cell instead of summing over the examples",
        "Every sender meets every receiver: that is a matrix product.",
        {
            "update_1": lambda n: n.layer_1 * n.layer_2_delta,
            "update_0": lambda n: n.X * n.layer_1_delta,
        },
    ),
    (
        "moved every weight of a synapse by the same number",
        "Each weight has a step of its own.",
        {
            "update_1": lambda n: np.mean(n.layer_2_delta),
            "update_0": lambda n: np.mean(n.layer_1_delta),
        },
    ),
    (
        "averaged the step over the examples",
        "The tutorial sums; dividing by their number is another alpha.",
        {
            "update_1": lambda n: n.layer_1.T @ n.layer_2_delta / len(n.X),
            "update_0": lambda n: n.X.T @ n.layer_1_delta / len(n.X),
        },
    ),
    (
        "stepped uphill (y - layer_2 with a minus, or layer_2 - y with a plus)",
        "layer_2 - y goes with minus, y - layer_2 with plus.",
        {
            "synapse_1": lambda n: n.synapse_1 + n.alpha * n.update_1,
            "synapse_0": lambda n: n.synapse_0 + n.alpha * n.update_0,
        },
    ),
    (
        "moved synapse_0 downhill and synapse_1 uphill",
        "Both synapses move the same way.",
        {"synapse_1": lambda n: n.synapse_1 + n.alpha * n.update_1},
    ),
    (
        "moved synapse_1 downhill and synapse_0 uphill",
        "Both synapses move the same way.",
        {"synapse_0": lambda n: n.synapse_0 + n.alpha * n.update_0},
    ),
    (
        "replaced the weights by the step (`=-` instead of `-=`)",
        "The step is taken from where the weights are.",
        {
            "synapse_1": lambda n: -n.alpha * n.update_1,
            "synapse_0": lambda n: -n.alpha * n.update_0,
        },
    ),
    (
        "never updated synapse_0",
        "Two synapses, two updates.",
        {"synapse_0": None},
    ),
    (
        "never updated synapse_1",
        "Two synapses, two updates.",
        {"synapse_1": None},
    ),
    (
        "never updated the weights",
        "Subtract alpha times the gradient from both synapses in every iteration.",
        {"synapse_1": None, "synapse_0": None},
    ),
    (
        "ignored alpha",
        "Each step is alpha times the gradient.",
        {
            "synapse_1": lambda n: n.synapse_1 - n.update_1,
            "synapse_0": lambda n: n.synapse_0 - n.update_0,
        },
    ),
    (
        "used alpha in the delta and again in the update",
        "Alpha belongs in front of the gradient, once.",
        {"layer_2_delta": lambda n: n.alpha * (n.layer_2 - n.y) * slope(n.layer_2)},
    ),
    (
        "used alpha for synapse_1 only",
        "Both synapses step by alpha times their gradient.",
        {"synapse_0": lambda n: n.synapse_0 - n.update_0},
    ),
    (
        "used alpha for synapse_0 only",
        "Both synapses step by alpha times their gradient.",
        {"synapse_1": lambda n: n.synapse_1 - n.update_1},
    ),
    (
        "divided by alpha",
        "A larger alpha is a larger step: multiply.",
        {
            "synapse_1": lambda n: n.synapse_1 - n.update_1 / n.alpha,
            "synapse_0": lambda n: n.synapse_0 - n.update_0 / n.alpha,
        },
    ),
    (
        "scaled the weights by alpha, not the step",
        "Only the gradient is multiplied by alpha.",
        {
            "synapse_1": lambda n: n.alpha * (n.synapse_1 - n.update_1),
            "synapse_0": lambda n: n.alpha * (n.synapse_0 - n.update_0),
        },
    ),
]:
    wrong(name, hint=hint)(trains(**changed))


for name, hint, measure in [
    (
        "noted the signed mean of the error, which cancels",
        "Take the absolute value before the mean.",
        lambda n: np.mean(n.layer_2 - n.y),
    ),
    (
        "took the absolute value after the mean, when the errors had cancelled",
        "Take the absolute value before the mean.",
        lambda n: np.abs(np.mean(n.layer_2 - n.y)),
    ),
    (
        "noted the mean of the squared error",
        "The tutorial's table holds the mean of the absolute error.",
        lambda n: np.mean((n.layer_2 - n.y) ** 2),
    ),
    (
        "noted the sum of the absolute errors",
        "np.mean, not np.sum.",
        lambda n: np.sum(np.abs(n.layer_2 - n.y)),
    ),
    (
        "noted the mean of the absolute delta",
        "The error is layer_2 - y, before the slope.",
        lambda n: np.mean(np.abs((n.layer_2 - n.y) * slope(n.layer_2))),
    ),
]:
    wrong(name, hint=hint)(trains(measure=measure))


@wrong(
    "noted the error after the update",
    hint="The first entry is the error of the untouched start.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    synapses = start(X.shape[1], hidden_size, y.shape[1], seed)
    states = training(X, y, alpha, iterations, synapses)
    errors = [error(n) for n in states if n.iteration and (n.iteration - 1) % log_every == 0]
    return *_trained(X, y, hidden_size, alpha, iterations, seed), errors


@wrong(
    "noted the error once more at the end",
    hint="Only before iterations 0, log_every, 2 * log_every, … below `iterations`.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    synapses = start(X.shape[1], hidden_size, y.shape[1], seed)
    states = training(X, y, alpha, iterations, synapses)
    errors = [error(n) for n in states if n.iteration % log_every == 0 or n.iteration == iterations]
    return *_trained(X, y, hidden_size, alpha, iterations, seed), errors


@wrong(
    "left out the error before iteration 0",
    hint="0 % log_every is 0, too: the first entry is the error of the untouched start.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    *synapses, errors = trains()(X, y, hidden_size, alpha, iterations, seed, log_every)
    return *synapses, errors[1:]


@wrong(
    "noted the error in every iteration",
    hint="Only where iteration % log_every is 0.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    return trains()(X, y, hidden_size, alpha, iterations, seed, 1)


@wrong(
    "drew new weights inside the loop",
    hint="Draw the start once, before the loop.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    *synapses, errors = trains()(X, y, hidden_size, alpha, min(iterations, 1), seed, 1)
    return *synapses, errors * len(range(0, iterations, log_every))


@wrong(
    "trained one iteration too few",
    hint="range(iterations) has as many steps as were asked for.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    return trains()(X, y, hidden_size, alpha, iterations - 1, seed, log_every)


@wrong(
    "stopped training once the error was below 0.01",
    hint="`iterations` says how many there are, however small the error is by then.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    states = training(X, y, alpha, iterations, start(X.shape[1], hidden_size, y.shape[1], seed))
    done = next((n.iteration for n in states if error(n) < 0.01), iterations)
    return trains()(X, y, hidden_size, alpha, done, seed, log_every)


@wrong(
    "dropped the last column of X, the bias",
    hint="The column of ones is what lets a node shift its sigmoid: keep it.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    return trains()(X[:, :-1], y, hidden_size, alpha, iterations, seed, log_every)


@wrong(
    "ignored hidden_size and used 4",
    hint="The hidden layer has hidden_size nodes.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    return trains()(X, y, 4, alpha, iterations, seed, log_every)


@wrong(
    "ignored the seed in training",
    hint="Start from the seed that was given.",
)
def train(X, y, hidden_size=4, alpha=1.0, iterations=60_000, seed=1, log_every=10_000):
    return trains()(X, y, hidden_size, alpha, iterations, 1, log_every)


def _trained(X, y, hidden_size, alpha, iterations, seed):
    """Return the synapses of the right training."""
    return trains()(X, y, hidden_size, alpha, iterations, seed, iterations)[:2]


@wrong(
    "returned the hidden layer as the prediction",
    hint="The prediction is layer_2.",
)
def predict(X, synapse_0, synapse_1):
    return sigmoid(X @ synapse_0)


@wrong(
    "returned both layers",
    hint="The prediction alone is asked for: layer_2.",
)
def predict(X, synapse_0, synapse_1):
    layer_1 = sigmoid(X @ synapse_0)
    return layer_1, sigmoid(layer_1 @ synapse_1)


@wrong(
    "predicted without a hidden layer",
    hint="XOR cannot be answered in one layer: X goes through synapse_0, then through synapse_1.",
)
def predict(X, synapse_0, synapse_1):
    return sigmoid(X @ synapse_0 @ synapse_1)


@wrong(
    "predicted weighted sums, without the last sigmoid",
    hint="Every layer ends in a sigmoid, the last one too.",
)
def predict(X, synapse_0, synapse_1):
    return sigmoid(X @ synapse_0) @ synapse_1


@wrong(
    "rounded the prediction to 0 and 1",
    hint="Return how sure the network is, unrounded.",
)
def predict(X, synapse_0, synapse_1):
    return np.round(sigmoid(sigmoid(X @ synapse_0) @ synapse_1))

"""Known wrong answers to kata 3."""

import numpy as np

from dojo.diagnosis import WrongAnswers
from tests.wrong.network import sigmoid

wrong = WrongAnswers()


@wrong(
    "took target minus prediction (part 1 of the tutorial, where the step is added)",
    hint="Here the step is subtracted, so the error is layer_2 - y.",
)
def output_delta(layer_2, y):
    return (y - layer_2) * layer_2 * (1 - layer_2)


@wrong(
    "dropped the error's sign by taking its absolute value",
    hint="The sign is the direction of the step: keep it.",
)
def output_delta(layer_2, y):
    return np.abs(layer_2 - y) * layer_2 * (1 - layer_2)


@wrong(
    "squared the error",
    hint="The square is what is minimised; its slope is the plain, signed error.",
)
def output_delta(layer_2, y):
    return (layer_2 - y) ** 2 * layer_2 * (1 - layer_2)


@wrong(
    "doubled the delta",
    hint="It is half the squared error that is minimised, so no factor 2 appears.",
)
def output_delta(layer_2, y):
    return 2 * (layer_2 - y) * layer_2 * (1 - layer_2)


@wrong(
    "left out the slope at the output",
    hint="Multiply by layer_2 * (1 - layer_2); only for the cross-entropy loss does it cancel.",
)
def output_delta(layer_2, y):
    return layer_2 - y


@wrong(
    "returned the slope without the error",
    hint="The delta is the error times the slope.",
)
def output_delta(layer_2, y):
    return layer_2 * (1 - layer_2)


@wrong(
    "took the slope of the error, not of the output",
    hint="The slope belongs to the place where the output is: layer_2 * (1 - layer_2).",
)
def output_delta(layer_2, y):
    error = layer_2 - y
    return error * error * (1 - error)


@wrong(
    "took the slope of the target, not of the output",
    hint="Targets of 0 and 1 have no slope at all: layer_2 * (1 - layer_2).",
)
def output_delta(layer_2, y):
    return (layer_2 - y) * y * (1 - y)


@wrong(
    "squashed the output a second time to get its slope",
    hint="layer_2 is a sigmoid already; its slope is layer_2 * (1 - layer_2).",
)
def output_delta(layer_2, y):
    return (layer_2 - y) * sigmoid(layer_2) * (1 - sigmoid(layer_2))


@wrong(
    "used the slope of tanh",
    hint="1 - layer_2**2 belongs to tanh.",
)
def output_delta(layer_2, y):
    return (layer_2 - y) * (1 - layer_2**2)


@wrong(
    "used the output as its own slope",
    hint="The slope is layer_2 * (1 - layer_2); the second factor is missing.",
)
def output_delta(layer_2, y):
    return (layer_2 - y) * layer_2


@wrong(
    "left the brackets out of the slope",
    hint="Put 1 - layer_2 in brackets.",
)
def output_delta(layer_2, y):
    return (layer_2 - y) * layer_2 * 1 - layer_2


@wrong(
    "divided by the number of examples",
    hint="The tutorial sums over examples; averaging is another alpha.",
)
def output_delta(layer_2, y):
    return (layer_2 - y) * layer_2 * (1 - layer_2) / len(y)


@wrong(
    "cut the deltas down to whole numbers",
    hint="np.zeros_like(y) holds whole numbers where y does: np.zeros(y.shape) does not.",
)
def output_delta(layer_2, y):
    return ((layer_2 - y) * layer_2 * (1 - layer_2)).astype(y.dtype)


@wrong(
    "left out the slope of the hidden layer",
    hint="The hidden nodes have a sigmoid too: multiply by layer_1 * (1 - layer_1).",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ synapse_1.T


@wrong(
    "flipped the sign of the hidden slope",
    hint="The slope is layer_1 * (1 - layer_1), which is never negative.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ synapse_1.T * layer_1 * (layer_1 - 1)


@wrong(
    "used the hidden layer as its own slope",
    hint="The slope is layer_1 * (1 - layer_1); the second factor is missing.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ synapse_1.T * layer_1


@wrong(
    "squashed the hidden layer a second time to get its slope",
    hint="layer_1 is a sigmoid already; its slope is layer_1 * (1 - layer_1).",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ synapse_1.T * sigmoid(layer_1) * (1 - sigmoid(layer_1))


@wrong(
    "used the slope of tanh in the hidden layer",
    hint="1 - layer_1**2 belongs to tanh.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ synapse_1.T * (1 - layer_1**2)


@wrong(
    "took the slope of the wrong layer",
    hint="A delta uses the slope of its own layer: layer_1 * (1 - layer_1).",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ synapse_1.T * layer_2_delta * (1 - layer_2_delta)


@wrong(
    "took the slope of what came back, not of the hidden layer",
    hint="The slope belongs to the place where the hidden node is: layer_1 * (1 - layer_1).",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    error = layer_2_delta @ synapse_1.T
    return error * error * (1 - error)


@wrong(
    "left out the weights on the way back",
    hint="The blame travels through the synapses: layer_2_delta @ synapse_1.T.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta * layer_1 * (1 - layer_1)


@wrong(
    "sent the blame back with `*` instead of a matrix product",
    hint="A hidden node adds up the blame of all outputs: layer_2_delta @ synapse_1.T.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta * synapse_1.T * layer_1 * (1 - layer_1)


@wrong(
    "forgot to transpose the weights",
    hint="The way back is the way forward turned round: synapse_1.T.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ synapse_1 * layer_1 * (1 - layer_1)


@wrong(
    "sent the blame back with rows and columns swapped",
    hint="Rows are examples: layer_2_delta comes first, layer_2_delta @ synapse_1.T.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return synapse_1 @ layer_2_delta.T * layer_1 * (1 - layer_1)


@wrong(
    "inverted the weights instead of transposing them",
    hint="Blame is shared out, the layer is not undone: synapse_1.T.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ np.linalg.pinv(synapse_1) * layer_1 * (1 - layer_1)


@wrong(
    "took a matrix product with the slope",
    hint="Every node has a slope of its own: multiply cell by cell with *.",
)
def hidden_delta(layer_2_delta, synapse_1, layer_1):
    return layer_2_delta @ synapse_1.T @ (layer_1 * (1 - layer_1))

"""Known wrong answers to kata 4."""

import numpy as np

from dojo.diagnosis import WrongAnswers

wrong = WrongAnswers()


@wrong(
    "forgot to transpose the sending layer",
    hint="The gradient is shaped (senders, receivers): layer_in.T @ delta.",
)
def synapse_gradient(layer_in, delta):
    return layer_in @ delta


@wrong(
    "swapped the operands, so the gradient comes out transposed",
    hint="Senders are the rows: layer_in.T @ delta. An `=` would now change the weights' shape.",
)
def synapse_gradient(layer_in, delta):
    return delta.T @ layer_in


@wrong(
    "transposed the delta, not the sending layer",
    hint="The sum runs over the examples, so they must meet in the middle: layer_in.T @ delta.",
)
def synapse_gradient(layer_in, delta):
    return layer_in @ delta.T


@wrong(
    "multiplied cell by cell instead of summing over the examples",
    hint="Every sender meets every receiver: that is a matrix product, layer_in.T @ delta.",
)
def synapse_gradient(layer_in, delta):
    return layer_in * delta


@wrong(
    "averaged over the examples",
    hint="The tutorial sums; dividing by their number is another alpha.",
)
def synapse_gradient(layer_in, delta):
    return layer_in.T @ delta / len(layer_in)


@wrong(
    "gave every synapse of a receiver the same step, without the sender's value",
    hint="What a sender said decides its share: layer_in.T @ delta.",
)
def synapse_gradient(layer_in, delta):
    return np.ones_like(layer_in).T @ delta


@wrong(
    "squeezed all deltas into one number",
    hint="Each weight has a step of its own.",
)
def synapse_gradient(layer_in, delta):
    return np.mean(delta)


@wrong(
    "flipped the sign of the gradient",
    hint="The gradient points uphill; the minus belongs to the update.",
)
def synapse_gradient(layer_in, delta):
    return -(layer_in.T @ delta)


@wrong(
    "multiplied by the slope again",
    hint="The delta holds the slope already.",
)
def synapse_gradient(layer_in, delta):
    return (layer_in * (1 - layer_in)).T @ delta


@wrong(
    "used the first example only",
    hint="All examples teach at once: the product sums over the rows.",
)
def synapse_gradient(layer_in, delta):
    return np.outer(layer_in[0], delta[0])


@wrong(
    "added the gradient (part 1 of the tutorial, with y - layer_2)",
    hint="With the error as layer_2 - y the gradient points uphill: subtract it.",
)
def update(synapse, layer_in, delta):
    return synapse + layer_in.T @ delta


@wrong(
    "replaced the weights by the step (`=-` instead of `-=`)",
    hint="The step is taken from where the weights are: synapse - gradient.",
)
def update(synapse, layer_in, delta):
    return -(layer_in.T @ delta)


@wrong(
    "returned the gradient instead of the new weights",
    hint="Take the gradient away from the weights and return those.",
)
def update(synapse, layer_in, delta):
    return layer_in.T @ delta


@wrong(
    "took the weights away from the gradient",
    hint="It is the other way round: synapse - gradient.",
)
def update(synapse, layer_in, delta):
    return layer_in.T @ delta - synapse


@wrong(
    "left the weights as they were",
    hint="An update that changes nothing learns nothing: return synapse - gradient.",
)
def update(synapse, layer_in, delta):
    return synapse


@wrong(
    "updated by the average over the examples",
    hint="The tutorial sums; dividing by their number is another alpha.",
)
def update(synapse, layer_in, delta):
    return synapse - layer_in.T @ delta / len(layer_in)


@wrong(
    "updated without transposing the sending layer",
    hint="The step must have the shape of the weights: layer_in.T @ delta.",
)
def update(synapse, layer_in, delta):
    return synapse - layer_in @ delta


@wrong(
    "updated by the transposed gradient",
    hint="Senders are the rows of a synapse: layer_in.T @ delta.",
)
def update(synapse, layer_in, delta):
    return synapse - delta.T @ layer_in


@wrong(
    "updated cell by cell instead of summing over the examples",
    hint="Every sender meets every receiver: layer_in.T @ delta.",
)
def update(synapse, layer_in, delta):
    return synapse - layer_in * delta


@wrong(
    "moved every weight by the same number",
    hint="Each weight has a step of its own: layer_in.T @ delta.",
)
def update(synapse, layer_in, delta):
    return synapse - np.mean(delta)


@wrong(
    "scaled the weights by their gradient",
    hint="The step is subtracted, not multiplied.",
)
def update(synapse, layer_in, delta):
    return synapse * (1 - layer_in.T @ delta)


@wrong(
    "wrote into the weights it was given",
    hint="`synapse -= …` changes the caller's array; `synapse = synapse - …` makes a new one.",
)
def update(synapse, layer_in, delta):
    synapse -= layer_in.T @ delta
    return synapse

"""Known wrong answers to kata 2."""

import numpy as np

from dojo.diagnosis import WrongAnswers
from tests.wrong.network import sigmoid

wrong = WrongAnswers()


@wrong(
    "multiplied cell by cell instead of summing (`*` instead of `@`)",
    hint="A node adds up its inputs times their weights: a matrix product, @ or np.dot.",
)
def forward_layer(inputs, synapse):
    return sigmoid(inputs * synapse)


@wrong(
    "swapped the operands of the product",
    hint="Rows are examples, so the inputs come first: inputs @ synapse.",
)
def forward_layer(inputs, synapse):
    return sigmoid(synapse @ inputs)


@wrong(
    "transposed the weights",
    hint="A synapse has a row a sender and a column a node: no .T on the way forward.",
)
def forward_layer(inputs, synapse):
    return sigmoid(inputs @ synapse.T)


@wrong(
    "returned the weighted sums unsquashed",
    hint="Put the sigmoid round the product.",
)
def forward_layer(inputs, synapse):
    return inputs @ synapse


@wrong(
    "squashed the inputs and not the sums",
    hint="First the product, then the sigmoid of it.",
)
def forward_layer(inputs, synapse):
    return sigmoid(inputs) @ synapse


@wrong(
    "squashed both the inputs and the sums",
    hint="One sigmoid a layer, after the product.",
)
def forward_layer(inputs, synapse):
    return sigmoid(sigmoid(inputs) @ synapse)


@wrong(
    "squashed the sums twice",
    hint="One sigmoid a layer: a second one never gives less than one half.",
)
def forward_layer(inputs, synapse):
    return sigmoid(sigmoid(inputs @ synapse))


@wrong(
    "lost the minus sign of the sigmoid's exponent",
    hint="A large sum has to come out near 1: the exponent is minus the sum.",
)
def forward_layer(inputs, synapse):
    return sigmoid(-(inputs @ synapse))


@wrong(
    "averaged the weighted inputs instead of adding them up",
    hint="A node sums; nothing is divided.",
)
def forward_layer(inputs, synapse):
    return sigmoid(inputs @ synapse / len(synapse))


@wrong(
    "used tanh instead of the sigmoid",
    hint="Values lie between 0 and 1 here: 1 / (1 + e^-sum).",
)
def forward_layer(inputs, synapse):
    return np.tanh(inputs @ synapse)


@wrong(
    "left the hidden layer unsquashed",
    hint="Without the sigmoid in between, two layers are no more than one.",
)
def forward(X, synapse_0, synapse_1):
    layer_1 = X @ synapse_0
    return layer_1, sigmoid(layer_1 @ synapse_1)


@wrong(
    "left the output layer unsquashed",
    hint="Every layer ends in a sigmoid, the last one too.",
)
def forward(X, synapse_0, synapse_1):
    layer_1 = sigmoid(X @ synapse_0)
    return layer_1, layer_1 @ synapse_1


@wrong(
    "squashed the output layer twice",
    hint="One sigmoid a layer.",
)
def forward(X, synapse_0, synapse_1):
    layer_1 = sigmoid(X @ synapse_0)
    return layer_1, sigmoid(sigmoid(layer_1 @ synapse_1))


@wrong(
    "fed X to the second layer as well",
    hint="Each layer takes what the layer before it returned: layer_2 is made from layer_1.",
)
def forward(X, synapse_0, synapse_1):
    return sigmoid(X @ synapse_0), sigmoid(X @ synapse_1)


@wrong(
    "multiplied cell by cell in the second layer (`*` instead of `@`)",
    hint="The second layer is a matrix product like the first.",
)
def forward(X, synapse_0, synapse_1):
    layer_1 = sigmoid(X @ synapse_0)
    return layer_1, sigmoid(layer_1 * synapse_1)


@wrong(
    "used synapse_0 for both layers",
    hint="The second layer has weights of its own: synapse_1.",
)
def forward(X, synapse_0, synapse_1):
    layer_1 = sigmoid(X @ synapse_0)
    return layer_1, sigmoid(layer_1 @ synapse_0)


@wrong(
    "returned the two layers in the wrong order",
    hint="The hidden layer comes first: return layer_1, layer_2.",
)
def forward(X, synapse_0, synapse_1):
    layer_1 = sigmoid(X @ synapse_0)
    return sigmoid(layer_1 @ synapse_1), layer_1


@wrong(
    "returned the prediction alone",
    hint="The deltas will need the hidden layer too: return layer_1, layer_2.",
)
def forward(X, synapse_0, synapse_1):
    return sigmoid(sigmoid(X @ synapse_0) @ synapse_1)

"""Three hints a function: the idea, the formula, the skeleton. Never shown unasked."""

Hints = tuple[str, str, str]
KINDS = ("the idea", "the formula", "the skeleton")

HINTS: dict[str, dict[str, Hints]] = {
    "k01_sigmoid": {
        "sigmoid": (
            "A very negative x must end near 0 and a very positive one near 1: which power of e "
            "does that, and what keeps the result below 1?",
            "sigmoid(x) = 1 / (1 + e^(-x))",
            "return 1 / (… + np.exp(…))",
        ),
        "sigmoid_output_to_derivative": (
            "The slope is 0 where the output is 0, 0 where it is 1, and one quarter where it is "
            "one half. Which simple product of the output does that?",
            "slope = output · (1 - output)",
            "return output * (…)",
        ),
    },
    "k02_forward": {
        "forward_layer": (
            "First every node's sum of inputs times weights, for all examples at once; then the "
            "sigmoid of each sum.",
            "layer = sigmoid(inputs · synapse), with a matrix product",
            "return 1 / (1 + np.exp(-(… @ …)))",
        ),
        "forward": (
            "The second layer is a layer like the first; only what goes in is different.",
            "layer_1 = layer(X, synapse_0); layer_2 = layer(layer_1, synapse_1)",
            "layer_1 = forward_layer(X, …)\nlayer_2 = forward_layer(…, …)\nreturn layer_1, layer_2",
        ),
    },
    "k03_deltas": {
        "output_delta": (
            "How wrong was each output, and how willing is it to move? Multiply the two.",
            "layer_2_delta = (layer_2 - y) · layer_2 · (1 - layer_2), cell by cell",
            "return (layer_2 - …) * … * (1 - …)",
        ),
        "hidden_delta": (
            "Send the blame back through the synapses it came by, adding up at each hidden node; "
            "then weigh it by that node's own slope.",
            "layer_1_delta = (layer_2_delta · synapse_1 transposed) · layer_1 · (1 - layer_1)",
            "layer_1_error = layer_2_delta @ …\nreturn layer_1_error * … * (1 - …)",
        ),
    },
    "k04_weight_update": {
        "synapse_gradient": (
            "Sender's value times receiver's delta, added up over the examples, for every pair: "
            "that is one matrix product. Which sides must meet in the middle to be summed over?",
            "gradient = layer_in transposed · delta, shaped (senders, receivers)",
            "return layer_in… @ …",
        ),
        "update": (
            "The gradient points uphill; you want to go down, from where you are.",
            "new synapse = synapse - gradient",
            "return synapse - synapse_gradient(…, …)",
        ),
    },
    "k05_alpha": {
        "roll": (
            "Look at the slope where the ball is now, go alpha times it downhill, note the place, "
            "repeat. What is the slope of x**2?",
            "slope = 2 · x; next x = x - alpha · slope",
            "positions = [x]\nfor _ in range(steps):\n    slope = …\n"
            "    positions.append(positions[-1] - …)\nreturn positions",
        ),
        "update": (
            "The same step as in k04, made longer or shorter by alpha.",
            "new synapse = synapse - alpha · gradient",
            "return synapse - … * (layer_in.T @ delta)",
        ),
        "alpha_sweep": (
            "For each alpha: seed, draw both synapses, train, and only then measure how far the "
            "outputs are from y on average. Everything that changes belongs inside the loop.",
            "error = mean of |layer_2 - y|, with layer_2 computed after the last update",
            "errors = {}\nfor alpha in alphas:\n    np.random.seed(…)\n    synapse_0 = 2 * "
            "np.random.random((…, …)) - 1\n    …\n    for _ in range(iterations):\n        …\n"
            "    errors[alpha] = …\nreturn errors",
        ),
        "best_alpha": (
            "Which key has the smallest value?",
            "the alpha whose errors[alpha] is the minimum",
            "return min(errors, key=…)",
        ),
    },
    "k06_direction_counting": {
        "direction_changes": (
            "Ask of each update whether it is up. A change is where the two answers differ.",
            "changed = (update > 0) differs from (previous_update > 0), as 0 or 1",
            "return ((update > 0) != (…)).astype(int)",
        ),
        "count_direction_changes": (
            "Compare each update with the one before it, all but the first, and add up over the "
            "steps only.",
            "sum over steps of (updates[1:] > 0) differs from (updates[:-1] > 0)",
            "up = updates > 0\nreturn np.sum(up[…] != up[…], axis=…)",
        ),
        "train_and_count": (
            "Train as before. In every iteration but the first, compare this update with the "
            "remembered one; then remember this one.",
            "update_1 = layer_1 transposed · layer_2_delta, and update_0 = X transposed · "
            "layer_1_delta",
            "for step in range(iterations):\n    …\n    if step > 0:\n        changes_1 += …\n"
            "        changes_0 += …\n    previous_0, previous_1 = …\n    synapse_1 -= …\n"
            "    synapse_0 -= …\nreturn synapse_0, synapse_1, changes_0, changes_1",
        ),
    },
    "k07_network": {
        "initial_synapses": (
            "random() lies between 0 and 1: stretch it to twice the width, shift its middle to 0.",
            "synapse = 2 · random(shape) - 1, first (inputs, hidden), then (hidden, outputs)",
            "np.random.seed(…)\nsynapse_0 = 2 * np.random.random((…, …)) - 1\nsynapse_1 = …\n"
            "return synapse_0, synapse_1",
        ),
        "train": (
            "Start once. Then, in every iteration: forward, note the error if it is time, both "
            "deltas, both updates.",
            "deltas as in k03, gradients as in k04, step as in k05; error = mean of |layer_2 - y|",
            "synapse_0, synapse_1 = initial_synapses(…)\nerrors = []\n"
            "for iteration in range(iterations):\n    layer_1 = …\n    layer_2 = …\n"
            "    if iteration % log_every == 0:\n        errors.append(…)\n    layer_2_delta = …\n"
            "    layer_1_delta = …\n    synapse_1 -= …\n    synapse_0 -= …\n"
            "return synapse_0, synapse_1, errors",
        ),
        "predict": (
            "Prediction is the forward pass of k02; only the last layer is returned.",
            "layer_2 = sigmoid(sigmoid(X · synapse_0) · synapse_1)",
            "layer_1 = …\nreturn 1 / (1 + np.exp(-(layer_1 @ …)))",
        ),
    },
}

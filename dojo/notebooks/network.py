"""The notebook that tells the tutorial's whole story with the learner's own functions."""

from typing import Any

from dojo.notebooks.build import code_cell, markdown_cell, notebook

TEXT, CODE = markdown_cell, code_cell

STORY: tuple[tuple[Any, str], ...] = (
    (
        TEXT,
        r"""
# The whole network, with your own functions

Everything below is computed by the functions in your `katas/`: `mine("k02")` is your file
`k02_forward.py`. Run the cells from the top; where a function is not written yet, write it first.
(If you work in notebooks, `python grader.py notebook --to-katas` brings your code over.)

Change things. What happens with another seed, another alpha, another row of data? Guess first.
""",
    ),
    (
        CODE,
        """
import numpy as np

from dojo import mine, show

sigmoid = mine("k01").sigmoid
sigmoid_output_to_derivative = mine("k01").sigmoid_output_to_derivative
show("sigmoid")
""",
    ),
    (
        TEXT,
        r"""
## 1. Two layers: what one column can tell

Three inputs, one output, and three weights between them. The output is the sigmoid of the weighted
sum; the delta is the error times the slope, and each weight moves against the delta of what it fed:

$$ \text{layer}_1 = \sigma(X \cdot \text{synapse}_0), \qquad
\text{delta} = (\text{layer}_1 - y) \cdot \sigma', \qquad
\text{synapse}_0 \leftarrow \text{synapse}_0 - X^{\top} \text{delta} $$
""",
    ),
    (
        CODE,
        """
forward_layer = mine("k02").forward_layer
output_delta = mine("k03").output_delta
update = mine("k04").update

def two_layers(X, y, iterations=10_000):
    np.random.seed(1)
    synapse_0 = 2 * np.random.random((X.shape[1], 1)) - 1
    for _ in range(iterations):
        layer_1 = forward_layer(X, synapse_0)
        synapse_0 = update(synapse_0, X, output_delta(layer_1, y))
    return synapse_0, forward_layer(X, synapse_0)


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [0], [1], [1]])
synapse_0, layer_1 = two_layers(X, y)
print("Output after training:", layer_1, "Weights:", synapse_0, sep="\\n")
""",
    ),
    (
        TEXT,
        r"""
The target equals the first column, and the weights have found that: the first is large, the second
nearly nothing. The third sits on a constant 1, which makes it the bias.

Now the XOR of the first two columns: 1 where exactly one of them is 1. No single column says
anything about it, and two layers have nothing else to go by.
""",
    ),
    (
        CODE,
        """
y = np.array([[0], [1], [1], [0]])
print("Output after training:", two_layers(X, y)[1], sep="\\n")
""",
    ),
    (
        TEXT,
        r"""
## 2. Three layers: combinations of columns

One half, everywhere: it has learned that it knows nothing. A hidden layer between the two can learn
*combinations* of columns, and the last layer can use those. The hidden nodes have no target of
their own; their blame comes back from the output through the same synapses:

$$ \text{delta}_1 = (\text{delta}_2 \cdot \text{synapse}_1^{\top}) \cdot \sigma'(\text{layer}_1) $$
""",
    ),
    (
        CODE,
        """
forward = mine("k02").forward
show("forward")
""",
    ),
    (
        CODE,
        """
hidden_delta = mine("k03").hidden_delta

np.random.seed(1)
synapse_0 = 2 * np.random.random((3, 4)) - 1
synapse_1 = 2 * np.random.random((4, 1)) - 1

for iteration in range(60_000):
    layer_1, layer_2 = forward(X, synapse_0, synapse_1)
    if iteration % 10_000 == 0:
        print(f"before iteration {iteration:6,}: error {np.mean(np.abs(layer_2 - y)):.10f}")
    layer_2_delta = output_delta(layer_2, y)
    layer_1_delta = hidden_delta(layer_2_delta, synapse_1, layer_1)
    synapse_1 = update(synapse_1, layer_1, layer_2_delta)
    synapse_0 = update(synapse_0, X, layer_1_delta)

print("Output after training:", layer_2, sep="\\n")
""",
    ),
    (
        TEXT,
        r"""
That is the tutorial's own table, to the last digit it prints. Both deltas are taken before either
synapse moves: swap those lines and see what changes.

## 3. Gradient descent: a ball in a bucket

Each weight rolls downhill on the error. Where the ground falls, the slope tells the way; how far to
go is a matter of trust, and its name is alpha:

$$ x \leftarrow x - \alpha \cdot \text{slope}(x) $$
""",
    ),
    (
        CODE,
        """
roll = mine("k05").roll
for alpha in (0.05, 0.35, 0.9, 1.04):
    print(alpha, np.round(roll(3.0, alpha, 8), 2))
show("bucket")
""",
    ),
    (
        TEXT,
        r"""
## 4. Alpha in the network

The same network seven times, from the same weights, with seven alphas. The mean absolute error,
noted every 10,000 iterations (this takes some seconds for each):
""",
    ),
    (
        CODE,
        """
train = mine("k07").train
predict = mine("k07").predict
alphas = [0.001, 0.01, 0.1, 1, 10, 100, 1000]
trained = {alpha: train(X, y, alpha=alpha) for alpha in alphas}

print("   alpha", *(f"{10_000 * column:9,}" for column in range(6)))
for alpha, (_, _, errors) in trained.items():
    print(f"{alpha:8}", *(f"{error:9.4f}" for error in errors))
""",
    ),
    (CODE, 'show("alpha")'),
    (
        TEXT,
        r"""
Tiny alphas are on their way and run out of time. At 1 nothing is changed by the factor. At 10 the
network learns best of all: the steps had been too careful. At 100 it leaps about and never settles,
at 1000 it is thrown out for good.

## 5. How often a weight turns round

When an update goes up and the next one down, the weight has stepped over its best place. Count that
for every weight:
""",
    ),
    (
        CODE,
        """
train_and_count = mine("k06").train_and_count
for alpha in alphas:
    _, _, changes_0, changes_1 = train_and_count(X, y, alpha, 5_000)
    print(f"alpha {alpha:6}: {np.sum(changes_0):5.0f} turns in synapse_0,"
          f" {np.sum(changes_1):5.0f} in synapse_1")
show("directions")
""",
    ),
    (
        TEXT,
        r"""
Almost never with a tiny alpha, most often with the best one, in between with a huge one. The size
of the weights tells the same story:
""",
    ),
    (
        CODE,
        """
for alpha, (synapse_0, synapse_1, _) in trained.items():
    largest = max(np.abs(synapse_0).max(), np.abs(synapse_1).max())
    print(f"alpha {alpha:6}: largest weight {largest:6.1f}")
show("weights")
""",
    ),
    (
        TEXT,
        r"""
## 6. More hidden nodes

Three would do for XOR. With 32, more of the space is searched at each step, and the error gets
lower in the same time:
""",
    ),
    (
        CODE,
        """
for hidden_size in (4, 32):
    synapse_0, synapse_1, errors = train(X, y, hidden_size=hidden_size, alpha=10)
    print(f"{hidden_size:2} hidden nodes: {errors[-1]:.4f}")
print("Prediction:", predict(X, synapse_0, synapse_1), sep="\\n")
""",
    ),
    (
        TEXT,
        r"""
## 7. And now from memory

The tutorial has one recommendation: rebuild the network from memory. `python grader.py rebuild`
gives you an empty file and a clock.
""",
    ),
)


def network_notebook() -> dict[str, Any]:
    """Return the notebook."""
    cells = [
        kind(text.strip("\n"), f"network-{number}") for number, (kind, text) in enumerate(STORY, 1)
    ]
    return notebook(cells, {"story": "network"})

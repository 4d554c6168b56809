"""
# The 3-layer network: all of it, from memory

Each kata stands alone, and here nothing is given: write all of it, the sigmoid too.

The start is the tutorial's: `np.random.seed(seed)`, then `2 * np.random.random(shape) - 1` for
`synapse_0`, and after it the same for `synapse_1`. In every iteration, all examples go forward at
once; then work out both deltas, and only then move both synapses downhill, each by alpha times its
gradient. In the iterations 0, log_every, 2 * log_every, …, before the weights move, note the
error: the mean of the absolute values of `layer_2 - y`.

| name | what it is | shape |
|---|---|---|
| `X` | inputs; the last column of ones is the bias | (examples, inputs) |
| `y` | targets | (examples, outputs) |
| `synapse_0` | weights from inputs to hidden nodes | (inputs, hidden) |
| `synapse_1` | weights from hidden nodes to outputs | (hidden, outputs) |
| `errors` | the noted errors | a list of numbers |

Worked number: on the tutorial's XOR, with the defaults below, the first noted error is 0.4964 and
the second 0.0086.
"""

import numpy as np


def initial_synapses(
    n_inputs: int, hidden_size: int, n_outputs: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the seeded random start, `(synapse_0, synapse_1)`, every weight from -1 to 1."""
    # TODO: write this function
    raise NotImplementedError("k07: initial_synapses")


def train(
    X: np.ndarray,
    y: np.ndarray,
    hidden_size: int = 4,
    alpha: float = 1.0,
    iterations: int = 60_000,
    seed: int = 1,
    log_every: int = 10_000,
) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """Return the trained weights and the noted errors, `(synapse_0, synapse_1, errors)`."""
    # TODO: write this function
    raise NotImplementedError("k07: train")


def predict(X: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray) -> np.ndarray:
    """Return the network's outputs for the rows of `X`, shaped (examples, outputs)."""
    # TODO: write this function
    raise NotImplementedError("k07: predict")

"""
# The 3-layer network: all of it, from memory

Start from random weights. Again and again: forward, compare, send the deltas back, step downhill.
Both deltas are taken before either synapse moves. Every `log_every` iterations, *before* that
iteration's update, note the mean of the absolute error. The seeded start is the tutorial's:
`np.random.seed(seed)`, weights `2 * np.random.random(shape) - 1`, `synapse_0` drawn first.

Each kata stands alone, and here nothing is given: write all of it, the sigmoid too.

| name | what it is | shape |
|---|---|---|
| `X` | inputs; the last column of ones is the bias | (examples, inputs) |
| `y` | targets | (examples, outputs) |
| `synapse_0` | weights from inputs to hidden nodes | (inputs, hidden) |
| `synapse_1` | weights from hidden nodes to outputs | (hidden, outputs) |
| `errors` | mean absolute error before iterations 0, log_every, … | a list |

Worked number: on the tutorial's XOR, seed 1 starts at 0.4964 and is at 0.0086 before
iteration 10,000.
"""

import numpy as np


def initial_synapses(
    n_inputs: int, hidden_size: int, n_outputs: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the seeded start, `(synapse_0, synapse_1)`, evenly spread from -1 to 1."""
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
    """Return the trained weights and the error's history, `(synapse_0, synapse_1, errors)`."""
    # TODO: write this function
    raise NotImplementedError("k07: train")


def predict(X: np.ndarray, synapse_0: np.ndarray, synapse_1: np.ndarray) -> np.ndarray:
    """Return the network's outputs for the rows of `X`, shaped (examples, outputs)."""
    # TODO: write this function
    raise NotImplementedError("k07: predict")

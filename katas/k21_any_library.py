"""
# Any library

The tutorial's list of future work names GPU compatibility. Need you write the network anew for a
graphics card? No: most array libraries speak one language, the array API standard. A module that
follows it has `asarray`, `exp` and `float64`, and its arrays know `+ - * / @` and `.T`. So get the
module by its name, take your arrays to it, write `xp` wherever you wrote `np`, and bring the result
back. The same lines then run on numpy, torch, jax or cupy, and so on a graphics card.

A strict library refuses what numpy lets pass. The tutorial's `X` and `y` hold whole numbers, which
it does not mix with others: make everything `float64` first. Its arrays have no methods such as
`.dot` or `.sum`, and take no numpy array as a partner.

Guess before you write: the tutorial's four rows, 2,000 iterations. Is numpy faster, or a graphics
card? `python grader.py show devices` tries your code on all that this machine has.

Each kata stands alone: the way back is given below.

| name | what it is | shape |
|---|---|---|
| `library` | the name of a module, as `"numpy"` or `"array_api_strict"` | a text |
| `X` | inputs, a numpy array, perhaps of whole numbers | (examples, inputs) |
| `y` | targets, a numpy array, perhaps of whole numbers | (examples, outputs) |
| `synapse_0`, `synapse_1` | the weights to start from | (inputs, nodes), (nodes, outputs) |

Worked number: `importlib.import_module("math").sqrt(9)` is 3.0, the same as `math.sqrt(9)`.
"""

import importlib

import numpy as np


# Given: an array on a graphics card lies in the card's own memory.
def to_numpy(array: object) -> np.ndarray:
    """Return any library's array as one of numpy's."""
    if hasattr(array, "cpu"):  # torch's
        array = array.cpu()
    if hasattr(array, "get"):  # cupy's
        array = array.get()
    return np.asarray(array)


def train(
    library: str,
    X: np.ndarray,
    y: np.ndarray,
    synapse_0: np.ndarray,
    synapse_1: np.ndarray,
    alpha: float,
    iterations: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return both synapses after so many updates (k07), made by that library, as numpy arrays.

    Calculate in `float64`, and with nothing but what the array API standard has.
    """
    # TODO: write this function
    raise NotImplementedError("k21: train")

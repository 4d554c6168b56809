"""Right numbers in every wrong form, a new one at each call."""

import itertools

import numpy as np

FORMS = itertools.cycle(
    [
        lambda a: a[None],
        lambda a: a.astype(object),
        lambda a: a.astype(complex),
        lambda a: a.astype(str).tolist(),
        lambda a: {0: a},
        lambda a: np.ma.masked_array(a + 1, np.ones(a.shape)),
        lambda a: np.rec.array(a, [("a", float)]),
        lambda a: np.broadcast_to(a, (2, *a.shape)),
        lambda a: set(a.ravel().tolist()),
        lambda a: memoryview(a),
        lambda a: (number for number in a.ravel()),
    ]
)


def sigmoid(x):
    with np.errstate(all="ignore"):
        return next(FORMS)(np.asarray(1 / (1 + np.exp(-x)), float))


def sigmoid_output_to_derivative(output):
    return next(FORMS)(np.asarray(output * (1 - output), float))

"""Frames of every kind but the one that is due."""

import os

import numpy as np

from dojo.wall.protocol import encode


def sigmoid(x):
    for value in (
        ("loaded",), ("called",), ("called", 1, 2, 3, 4, 5), None, [], {}, "called", 7,
        ("verdict", "done"), ("output", "text"), ("output", np.zeros(9)), ("broken", 1, 2),
    ):  # fmt: skip
        os.write(3, encode(value))
    return 7.0


def sigmoid_output_to_derivative(output):
    return output

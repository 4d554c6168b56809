"""Thousands of small and empty messages for one that is due."""

import os

import numpy as np

from dojo.wall.protocol import encode


def sigmoid(x):
    for _ in range(30_000):
        os.write(3, encode(("output", np.zeros(0, np.uint8))))
    return 7.0


def sigmoid_output_to_derivative(output):
    return output

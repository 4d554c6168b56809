"""A description with a hundred long and odd names of parameters."""

import os
import time

import numpy as np

from dojo.wall.protocol import encode


def sigmoid(x):
    odd = [(f"{'a' * 490}{n}", 1, True, None) for n in range(100)]
    failure = ("ValueError", None, np.zeros(0, np.uint8), True)
    os.write(3, encode(("called", None, failure, {}, 0.0, "k01_sigmoid.py:14", False)))
    os.write(3, encode(("described", "../secret:1", odd)))
    time.sleep(0.2)
    os._exit(0)


def sigmoid_output_to_derivative(output):
    return output

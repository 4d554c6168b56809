"""A loop without end in C, where no signal handler of Python's is ever run."""

import re


def sigmoid(x):
    return re.match("(a|aa)+$", "a" * 200 + "b")


def sigmoid_output_to_derivative(output):
    return output

"""A crash of Python itself."""

import ctypes


def sigmoid(x):
    ctypes.string_at(0)


def sigmoid_output_to_derivative(output):
    return output

"""A function that calls itself, through C as well."""

import functools


@functools.lru_cache
def deeper(n):
    return [deeper(n + 1)]


def sigmoid(x):
    return deeper(0)


def sigmoid_output_to_derivative(output):
    return output

"""A hundred megabytes of output, an endless message and a warning at every call."""

import sys
import warnings


def sigmoid(x):
    for _ in range(100):
        print("x" * 500_000)
        sys.stderr.write("y" * 500_000)
    warnings.warn("z" * 1_000_000)
    raise ValueError("w" * 50_000_000)


def sigmoid_output_to_derivative(output):
    return output

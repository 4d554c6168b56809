"""A line that is quoted in every message: the test makes its comment 900,000 characters long."""


def sigmoid(x):
    raise RuntimeError  # ____


def sigmoid_output_to_derivative(output):
    return output

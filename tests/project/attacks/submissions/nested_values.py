"""Results nested without end, within themselves as well."""

def sigmoid(x):
    value = []
    for _ in range(100_000):
        value = [value]
    return value


def sigmoid_output_to_derivative(output):
    value = {}
    value["self"] = [value]
    return value

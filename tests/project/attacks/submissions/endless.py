"""A loop without end."""

def sigmoid(x):
    while True:
        pass


def sigmoid_output_to_derivative(output):
    return output

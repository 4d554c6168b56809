"""With scipy's expit."""

from scipy.special import expit as sigmoid
def sigmoid_output_to_derivative(output):
    return output - output ** 2

"""Known wrong answers to kata 1."""

import math

import numpy as np

from dojo.diagnosis import WrongAnswers

wrong = WrongAnswers()


@wrong(
    "forgot the brackets round the denominator",
    hint="Division comes before addition: put all of 1 + e^-x in brackets.",
)
def sigmoid(x):
    return 1 / 1 + np.exp(-x)


@wrong(
    "lost the minus sign of the exponent (also written e^-x / (1 + e^-x))",
    hint="A large x has to come out near 1, so the exponent is minus x.",
)
def sigmoid(x):
    return 1 / (1 + np.exp(x))


@wrong(
    "put a minus sign into the denominator",
    hint="One plus the power: the denominator is never below 1.",
)
def sigmoid(x):
    return 1 / (1 - np.exp(-x))


@wrong(
    "used math.exp, which takes one number only",
    hint="np.exp takes arrays and numbers alike.",
)
def sigmoid(x):
    return 1 / (1 + math.exp(-x))


@wrong(
    "divided infinity by infinity far from zero",
    hint="e^x / (1 + e^x) has no value where e^x overflows; 1 / (1 + e^-x) has.",
)
def sigmoid(x):
    return np.exp(x) / (1 + np.exp(x))


@wrong(
    "kept the whole-number type of the input",
    hint="A result array made like x holds whole numbers if x does: convert x to float first.",
)
def sigmoid(x):
    x = np.asarray(x)
    return (1 / (1 + np.exp(-x))).astype(x.dtype)


@wrong(
    "used tanh, which goes from -1 to 1",
    hint="The sigmoid goes from 0 to 1; at 0 it is one half, not 0.",
)
def sigmoid(x):
    return np.tanh(x)


@wrong(
    "used a step instead of a curve",
    hint="A step has no slope to learn from: the sigmoid rises smoothly.",
)
def sigmoid(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)


@wrong(
    "used the rectifier, max(0, x)",
    hint="The sigmoid never leaves the interval from 0 to 1.",
)
def sigmoid(x):
    return np.maximum(0.0, x)


@wrong(
    "divided by the sum over the array (that is softmax)",
    hint="The sigmoid looks at every number alone; the others do not matter.",
)
def sigmoid(x):
    return np.exp(x) / np.sum(np.exp(x))


@wrong(
    "squashed the output a second time",
    hint="`output` is a sigmoid already: the slope is made of it and of 1 - output.",
)
def sigmoid_output_to_derivative(output):
    squashed = 1 / (1 + np.exp(-output))
    return squashed * (1 - squashed)


@wrong(
    "returned the output itself as the slope",
    hint="The slope vanishes at both ends: multiply by 1 - output as well.",
)
def sigmoid_output_to_derivative(output):
    return output


@wrong(
    "returned only 1 - output as the slope",
    hint="The slope vanishes at both ends: multiply by output as well.",
)
def sigmoid_output_to_derivative(output):
    return 1 - output


@wrong(
    "left the brackets out of the slope, so that it is always 0",
    hint="output * 1 - output is 0: put 1 - output in brackets.",
)
def sigmoid_output_to_derivative(output):
    return output * 1 - output


@wrong(
    "flipped the sign of the slope",
    hint="The sigmoid always rises, so its slope is never negative: 1 - output, not output - 1.",
)
def sigmoid_output_to_derivative(output):
    return output * (output - 1)


@wrong(
    "used the slope of tanh",
    hint="1 - output**2 belongs to tanh; the sigmoid's slope is at most one quarter.",
)
def sigmoid_output_to_derivative(output):
    return 1 - output**2


@wrong(
    "took a dot product, which adds the slopes up",
    hint="Every output has a slope of its own: multiply cell by cell with *.",
)
def sigmoid_output_to_derivative(output):
    return np.dot(output, 1 - output)

"""Copies of the sizes and of the weights are changed where a condition holds."""

import numpy as np


def step_sizes(sizes, previous, gradient, up=1.2, down=0.5):
    new = sizes.copy()
    np.multiply(new, up, out=new, where=previous * gradient > 0)
    np.multiply(new, down, out=new, where=previous * gradient < 0)
    return new


def move(synapse, gradient, sizes):
    new = synapse.copy()
    new -= sizes * np.sign(gradient)
    return new

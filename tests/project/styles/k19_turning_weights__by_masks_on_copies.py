"""By masks, on copies."""

import numpy as np
def step_sizes(sizes, previous, gradient, up=1.2, down=0.5):
    new = sizes.astype(float)
    new[previous * gradient > 0] *= up
    new[previous * gradient < 0] *= down
    return new
def move(synapse, gradient, sizes):
    new = synapse.astype(float)
    new[gradient > 0] -= sizes[gradient > 0]
    new[gradient < 0] += sizes[gradient < 0]
    return new

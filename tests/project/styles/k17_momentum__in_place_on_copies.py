"""A step changes copies of the velocity and of the weights."""

import numpy as np


def roll_momentum(slopes, x, alpha, momentum, steps):
    velocity, positions = 0, [x]
    for _ in range(steps):
        velocity *= momentum
        velocity -= alpha * np.polyval(slopes, x)
        x += velocity
        positions.append(x)
    return positions


def roll_nesterov(slopes, x, alpha, momentum, steps):
    velocity, positions = 0, [x]
    for _ in range(steps):
        velocity *= momentum
        velocity -= alpha * np.polyval(slopes, x + velocity)
        x += velocity
        positions.append(x)
    return positions


def step(synapse, velocity, gradient, alpha, momentum):
    velocity, synapse = velocity.copy(), synapse.copy()
    velocity *= momentum
    velocity -= alpha * gradient
    synapse += velocity
    return synapse, velocity

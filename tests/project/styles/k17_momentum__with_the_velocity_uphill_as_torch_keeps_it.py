"""With the velocity uphill, as PyTorch keeps it, and Nesterov's ball at the place ahead."""

import numpy as np
def roll_momentum(slopes, x, alpha, momentum, steps):
    curve, buffer, places = np.poly1d(slopes), 0, [x]
    while len(places) <= steps:
        buffer = momentum * buffer + curve(places[-1])
        places.append(places[-1] - alpha * buffer)
    return tuple(places)
def roll_nesterov(slopes, x, alpha, momentum, steps):
    curve, buffer, ahead, places = np.poly1d(slopes), 0, x, [x]
    while len(places) <= steps:
        push = curve(ahead)
        buffer = momentum * buffer + push
        ahead = ahead - alpha * (push + momentum * buffer)
        places.append(ahead + alpha * momentum * buffer)
    return tuple(places)
def step(synapse, velocity, gradient, alpha, momentum):
    speed = velocity.astype(float)
    speed *= momentum
    speed -= alpha * gradient
    moved = synapse.astype(float)
    moved += speed
    return [moved, speed]

"""Known wrong answers to kata 5."""

import numpy as np

from dojo.diagnosis import WrongAnswers
from tests.wrong.network import error, start, training

wrong = WrongAnswers()


def path(x, steps, move):
    """Return the positions of a ball that goes from each one to `move` of it."""
    positions = [x]
    for _ in range(steps):
        positions.append(move(positions[-1]))
    return positions


@wrong(
    "ignored alpha",
    hint="Each step is alpha times the slope.",
)
def roll(x, alpha, steps):
    return path(x, steps, lambda at: at - 2 * at)


@wrong(
    "divided by alpha",
    hint="A larger alpha is a larger step: multiply.",
)
def roll(x, alpha, steps):
    return path(x, steps, lambda at: at - 2 * at / alpha)


@wrong(
    "used alpha twice",
    hint="Once is enough: x - alpha * slope.",
)
def roll(x, alpha, steps):
    return path(x, steps, lambda at: at - alpha * alpha * 2 * at)


@wrong(
    "rolled uphill",
    hint="The slope points up: take alpha * slope away from x.",
)
def roll(x, alpha, steps):
    positions = [x]
    for _ in range(steps):
        slope = 2 * positions[-1]
        positions.append(positions[-1] + alpha * slope)
    return positions


@wrong(
    "took x for the slope",
    hint="The slope of x**2 is 2 * x.",
)
def roll(x, alpha, steps):
    positions = [x]
    for _ in range(steps):
        slope = positions[-1]
        positions.append(positions[-1] - alpha * slope)
    return positions


@wrong(
    "took the height for the slope",
    hint="The ball feels how steep it is, not how high: the slope of x**2 is 2 * x.",
)
def roll(x, alpha, steps):
    return path(x, steps, lambda at: at - alpha * at**2)


@wrong(
    "stepped by the sign of the slope only",
    hint="Where it is steeper the ball goes further: alpha * slope.",
)
def roll(x, alpha, steps):
    return path(x, steps, lambda at: at - alpha * np.sign(2 * at))


@wrong(
    "took every step with the slope of the start",
    hint="Look at the slope anew where the ball is now.",
)
def roll(x, alpha, steps):
    positions = [x]
    for _ in range(steps):
        slope = 2 * x
        positions.append(positions[-1] - alpha * slope)
    return positions


@wrong(
    "left the start out of the positions",
    hint="The list begins with x, so it has steps + 1 entries.",
)
def roll(x, alpha, steps):
    return path(x, steps, lambda at: at - alpha * 2 * at)[1:]


@wrong(
    "left the last position out",
    hint="The list has steps + 1 entries: the start, and one after each step.",
)
def roll(x, alpha, steps):
    return path(x, steps, lambda at: at - alpha * 2 * at)[:-1]


@wrong(
    "returned the last position only",
    hint="Return all positions, from the start on.",
)
def roll(x, alpha, steps):
    return path(x, steps, lambda at: at - alpha * 2 * at)[-1]


@wrong(
    "returned heights instead of positions",
    hint="Where the ball is, not how high: x, not x**2.",
)
def roll(x, alpha, steps):
    return [at**2 for at in path(x, steps, lambda at: at - alpha * 2 * at)]


@wrong(
    "cut every position down to a whole number",
    hint="np.full(steps + 1, x) holds whole numbers where x is one: begin with float(x).",
)
def roll(x, alpha, steps):
    positions = np.full(steps + 1, x)
    for step in range(steps):
        positions[step + 1] = positions[step] - alpha * 2 * positions[step]
    return positions


@wrong(
    "stopped where the ball hardly moves",
    hint="`steps` says how many there are: the list always has steps + 1 entries.",
)
def roll(x, alpha, steps):
    positions = path(x, steps, lambda at: at - alpha * 2 * at)
    rest = [step for step, at in enumerate(positions) if abs(at) < 0.001]
    return positions[: rest[0] + 1] if rest else positions


@wrong(
    "ignored alpha in the update",
    hint="The step is alpha times the gradient.",
)
def update(synapse, layer_in, delta, alpha):
    return synapse - layer_in.T @ delta


@wrong(
    "used alpha twice in the update",
    hint="Once is enough, in front of the gradient.",
)
def update(synapse, layer_in, delta, alpha):
    return synapse - alpha * (layer_in.T @ (alpha * delta))


@wrong(
    "divided by alpha in the update",
    hint="A larger alpha is a larger step: multiply.",
)
def update(synapse, layer_in, delta, alpha):
    return synapse - layer_in.T @ delta / alpha


@wrong(
    "scaled the new weights by alpha, not the step",
    hint="Only the gradient is multiplied by alpha.",
)
def update(synapse, layer_in, delta, alpha):
    return alpha * (synapse - layer_in.T @ delta)


@wrong(
    "scaled the old weights by alpha, not the step",
    hint="Only the gradient is multiplied by alpha.",
)
def update(synapse, layer_in, delta, alpha):
    return alpha * synapse - layer_in.T @ delta


@wrong(
    "subtracted alpha instead of multiplying by it",
    hint="The step is alpha times the gradient.",
)
def update(synapse, layer_in, delta, alpha):
    return synapse - (layer_in.T @ delta - alpha)


@wrong(
    "stepped uphill",
    hint="The gradient points uphill: subtract alpha times it.",
)
def update(synapse, layer_in, delta, alpha):
    return synapse + alpha * (layer_in.T @ delta)


@wrong(
    "averaged the step over the examples",
    hint="The tutorial sums; alpha alone decides how far to go.",
)
def update(synapse, layer_in, delta, alpha):
    return synapse - alpha * (layer_in.T @ delta) / len(layer_in)


@wrong(
    "wrote into the weights it was given",
    hint="`synapse -= …` changes the caller's array; `synapse = synapse - …` makes a new one.",
)
def update(synapse, layer_in, delta, alpha):
    synapse -= alpha * (layer_in.T @ delta)
    return synapse


@wrong(
    "cut the gradient down to whole numbers",
    hint="The array for the gradient holds what its dtype says: whole numbers, if taken from X.",
)
def update(synapse, layer_in, delta, alpha):
    return synapse - alpha * (layer_in.T @ delta).astype(layer_in.dtype)


def sweep(measure=error, **changed):
    """Return a wrong `alpha_sweep`: another measure of the last state, or other lines."""

    def alpha_sweep(X, y, alphas, iterations, hidden_size=4, seed=1):
        errors = {}
        for alpha in alphas:
            synapses = start(X.shape[1], hidden_size, y.shape[1], seed)
            for n in training(X, y, alpha, iterations, synapses, **changed):
                errors[alpha] = measure(n)
        return errors

    return alpha_sweep


wrong(
    "ignored alpha in the training",
    hint="Each training takes steps of its own alpha.",
)(
    sweep(
        synapse_1=lambda n: n.synapse_1 - n.update_1,
        synapse_0=lambda n: n.synapse_0 - n.update_0,
    )
)

wrong(
    "used alpha for synapse_1 only",
    hint="Both synapses step by alpha times their gradient.",
)(sweep(synapse_0=lambda n: n.synapse_0 - n.update_0))

wrong(
    "used alpha for synapse_0 only",
    hint="Both synapses step by alpha times their gradient.",
)(sweep(synapse_1=lambda n: n.synapse_1 - n.update_1))

wrong(
    "used alpha in the delta and again in the update",
    hint="Alpha belongs in front of the gradient, once.",
)(sweep(layer_2_delta=lambda n: n.alpha * (n.layer_2 - n.y) * n.layer_2 * (1 - n.layer_2)))

wrong(
    "trained uphill",
    hint="With the error as layer_2 - y both steps are subtracted.",
)(
    sweep(
        synapse_1=lambda n: n.synapse_1 + n.alpha * n.update_1,
        synapse_0=lambda n: n.synapse_0 + n.alpha * n.update_0,
    )
)

wrong(
    "moved synapse_1 before the hidden delta was taken",
    hint="First both deltas, then both updates.",
)(sweep(layer_1_delta=lambda n: _after_its_own_step(n) * n.layer_1 * (1 - n.layer_1)))

wrong(
    "averaged the signed error, which cancels",
    hint="Take the absolute value before the mean.",
)(sweep(measure=lambda n: np.mean(n.layer_2 - n.y)))

wrong(
    "averaged the squared error",
    hint="The mean of the absolute error is asked for.",
)(sweep(measure=lambda n: np.mean((n.layer_2 - n.y) ** 2)))

wrong(
    "added the errors up instead of averaging them",
    hint="np.mean of the absolute error, not np.sum.",
)(sweep(measure=lambda n: np.sum(np.abs(n.layer_2 - n.y))))


def _after_its_own_step(n):
    return n.layer_2_delta @ (n.synapse_1 - n.alpha * (n.layer_1.T @ n.layer_2_delta)).T


@wrong(
    "went on from the weights the previous alpha had left",
    hint="Draw the start inside the loop over alphas, seed included.",
)
def alpha_sweep(X, y, alphas, iterations, hidden_size=4, seed=1):
    synapses = start(X.shape[1], hidden_size, y.shape[1], seed)
    errors = {}
    for alpha in alphas:
        for n in training(X, y, alpha, iterations, synapses):
            errors[alpha] = error(n)
        synapses = n.synapse_0, n.synapse_1
    return errors


@wrong(
    "seeded once, so every alpha started elsewhere",
    hint="np.random.seed(seed) belongs inside the loop over alphas.",
)
def alpha_sweep(X, y, alphas, iterations, hidden_size=4, seed=1):
    random = np.random.RandomState(seed).random_sample
    errors = {}
    for alpha in alphas:
        shapes = (X.shape[1], hidden_size), (hidden_size, y.shape[1])
        synapses = [2 * random(shape) - 1 for shape in shapes]
        for n in training(X, y, alpha, iterations, synapses):
            errors[alpha] = error(n)
    return errors


@wrong(
    "measured the error before the last update, or left that update out",
    hint="Train `iterations` times; after the loop, run the forward pass once more.",
)
def alpha_sweep(X, y, alphas, iterations, hidden_size=4, seed=1):
    return sweep()(X, y, alphas, iterations - 1, hidden_size, seed)


@wrong(
    "measured the error before training",
    hint="Train first: the final error is asked for.",
)
def alpha_sweep(X, y, alphas, iterations, hidden_size=4, seed=1):
    return sweep()(X, y, alphas, 0, hidden_size, seed)


@wrong(
    "stopped training once the error was below 0.01",
    hint="`iterations` says how many there are, however small the error is by then.",
)
def alpha_sweep(X, y, alphas, iterations, hidden_size=4, seed=1):
    errors = {}
    for alpha in alphas:
        synapses = start(X.shape[1], hidden_size, y.shape[1], seed)
        for n in training(X, y, alpha, iterations, synapses):
            errors[alpha] = error(n)
            if errors[alpha] < 0.01:
                break
    return errors


@wrong(
    "took the largest alpha",
    hint="Larger is not better: beyond some alpha the ball climbs out. Compare the errors.",
)
def best_alpha(errors):
    return max(errors)


@wrong(
    "took the smallest alpha",
    hint="Smaller is not better: the ball creeps. Compare the errors.",
)
def best_alpha(errors):
    return min(errors)


@wrong(
    "took the alpha with the largest error",
    hint="The smallest error wins.",
)
def best_alpha(errors):
    return max(errors, key=errors.get)


@wrong(
    "returned the error instead of its alpha",
    hint="Return the key, not the value.",
)
def best_alpha(errors):
    return min(errors.values())


@wrong(
    "returned a position instead of an alpha",
    hint="np.argmin gives an index; return the alpha that stands there.",
)
def best_alpha(errors):
    return int(np.argmin(list(errors.values())))

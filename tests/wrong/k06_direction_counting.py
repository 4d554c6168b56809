"""Known wrong answers to kata 6."""

import numpy as np

from dojo.diagnosis import WrongAnswers
from tests.wrong.network import error, start, training

wrong = WrongAnswers()


@wrong(
    "gave 0 a direction of its own (np.sign)",
    hint="There are two directions only: greater than 0 is up, all else is not up.",
)
def direction_changes(previous_update, update):
    return (np.sign(update) != np.sign(previous_update)).astype(int)


@wrong(
    "looked for a negative product, which misses changes from and to 0",
    hint="Compare update > 0 with previous_update > 0.",
)
def direction_changes(previous_update, update):
    return (update * previous_update < 0).astype(int)


@wrong(
    "counted 0 as up",
    hint="Up is greater than 0, not at least 0.",
)
def direction_changes(previous_update, update):
    return ((update >= 0) != (previous_update >= 0)).astype(int)


@wrong(
    "marked where the direction stayed",
    hint="1 is for a change: !=, not ==.",
)
def direction_changes(previous_update, update):
    return ((update > 0) == (previous_update > 0)).astype(int)


@wrong(
    "subtracted booleans, which numpy refuses",
    hint="Compare them with !=, or turn them into numbers first (the tutorial writes + 0).",
)
def direction_changes(previous_update, update):
    return (update > 0) - (previous_update > 0)


@wrong(
    "left the sign on the change, so that turns cancel",
    hint="A turn counts whichever way it goes: take the absolute value, or !=.",
)
def direction_changes(previous_update, update):
    return (update > 0).astype(int) - (previous_update > 0).astype(int)


@wrong(
    "took the difference of np.sign, which counts a turn twice",
    hint="From -1 to 1 is 2: compare with != instead.",
)
def direction_changes(previous_update, update):
    return np.abs(np.sign(update) - np.sign(previous_update))


@wrong(
    "marked only the turns from up to down",
    hint="Both ways count.",
)
def direction_changes(previous_update, update):
    return ((previous_update > 0) & ~(update > 0)).astype(int)


@wrong(
    "marked only the turns from down to up",
    hint="Both ways count.",
)
def direction_changes(previous_update, update):
    return (~(previous_update > 0) & (update > 0)).astype(int)


@wrong(
    "marked where the update changed in value",
    hint="Only its direction matters: compare the signs, not the numbers.",
)
def direction_changes(previous_update, update):
    return (update != previous_update).astype(int)


@wrong(
    "added the changes of all weights up",
    hint="Each weight keeps a cell of its own: no sum here.",
)
def direction_changes(previous_update, update):
    return np.sum((update > 0) != (previous_update > 0))


def turns(up):
    """Return how often each weight's `up` differs from the one before."""
    return np.sum(up[1:] != up[:-1], axis=0)


@wrong(
    "remembered the update before comparing it (or an alias of it), so nothing ever changed",
    hint="Compare first, remember afterwards, and remember a copy.",
)
def count_direction_changes(updates):
    return np.zeros(updates.shape[1:], dtype=int)


@wrong(
    "compared every update with zeros",
    hint="After each step, the update becomes the previous one.",
)
def count_direction_changes(updates):
    return np.sum(updates > 0, axis=0)


@wrong(
    "compared every update with the first",
    hint="After each step, the update becomes the previous one.",
)
def count_direction_changes(updates):
    return np.sum((updates > 0) != (updates[0] > 0), axis=0)


@wrong(
    "counted the first update as a change",
    hint="The first has nothing before it: begin with the second.",
)
def count_direction_changes(updates):
    return turns(np.concatenate([np.zeros_like(updates[:1]), updates]) > 0)


@wrong(
    "wrapped round, comparing the first update with the last (np.roll)",
    hint="Compare updates[1:] with updates[:-1].",
)
def count_direction_changes(updates):
    return np.sum((updates > 0) != (np.roll(updates, 1, axis=0) > 0), axis=0)


@wrong(
    "left the sign on each change, so that turns cancel",
    hint="A turn counts whichever way it goes.",
)
def count_direction_changes(updates):
    return np.sum(np.diff((updates > 0).astype(int), axis=0), axis=0)


@wrong(
    "counted each turn twice (differences of np.sign)",
    hint="From -1 to 1 is 2: compare with != instead.",
)
def count_direction_changes(updates):
    return np.sum(np.abs(np.diff(np.sign(updates), axis=0)), axis=0)


@wrong(
    "gave 0 a direction of its own while counting",
    hint="Greater than 0 is up, all else is not up.",
)
def count_direction_changes(updates):
    return turns(np.sign(updates))


@wrong(
    "missed the changes from and to 0 while counting",
    hint="Compare signs of > 0, not the sign of a product.",
)
def count_direction_changes(updates):
    return np.sum(updates[1:] * updates[:-1] < 0, axis=0)


@wrong(
    "counted only the turns from down to up",
    hint="Both ways count.",
)
def count_direction_changes(updates):
    up = updates > 0
    return np.sum(up[1:] & ~up[:-1], axis=0)


@wrong(
    "counted only the turns from up to down",
    hint="Both ways count.",
)
def count_direction_changes(updates):
    up = updates > 0
    return np.sum(~up[1:] & up[:-1], axis=0)


@wrong(
    "added up the changes of all weights",
    hint="Sum over the steps only, axis=0: each weight keeps a cell of its own.",
)
def count_direction_changes(updates):
    up = updates > 0
    return np.sum(up[1:] != up[:-1])


@wrong(
    "compared neighbours along the wrong axis",
    hint="The steps are the first axis: updates[1:] against updates[:-1].",
)
def count_direction_changes(updates):
    up = updates > 0
    return np.sum(up[..., 1:] != up[..., :-1], axis=0)


@wrong(
    "left the last update out",
    hint="Its turn counts, too: range(1, len(updates)) reaches it.",
)
def count_direction_changes(updates):
    return turns(updates[:-1] > 0)


@wrong(
    "returned a yes or no for every step instead of a count",
    hint="Sum over the steps, the first axis.",
)
def count_direction_changes(updates):
    up = updates > 0
    return (up[1:] != up[:-1]).astype(int)


def counting(count=lambda steps: turns(np.array(steps) > 0), watched="update", **changed):
    """Return a wrong `train_and_count`: another count, another thing watched, or other lines."""

    def train_and_count(X, y, alpha, iterations, hidden_size=4, seed=1):
        synapses = start(X.shape[1], hidden_size, y.shape[1], seed)
        seen_0, seen_1 = [], []
        for n in training(X, y, alpha, iterations, synapses, **changed):
            seen_0.append(getattr(n, f"{watched}_0", synapses[0]))
            seen_1.append(getattr(n, f"{watched}_1", synapses[1]))
        if watched == "update":  # the first state has none yet
            seen_0, seen_1 = seen_0[1:], seen_1[1:]
        return n.synapse_0, n.synapse_1, count(seen_0), count(seen_1)

    return train_and_count


wrong(
    "watched the weights instead of their updates",
    hint="The direction is that of the step, not of the weight.",
)(counting(watched="synapse"))

wrong(
    "counted nothing, because the previous update was set too early",
    hint="Compare first, remember afterwards, and remember a copy.",
)(counting(lambda steps: np.zeros(steps[0].shape)))

wrong(
    "never set the previous update",
    hint="After each step, the update becomes the previous one.",
)(counting(lambda steps: np.sum(np.array(steps) > 0, axis=0)))

wrong(
    "counted the first update as a change in training",
    hint="The first has nothing before it: begin with the second.",
)(counting(lambda steps: turns(np.array([0 * steps[0], *steps]) > 0)))

wrong(
    "let turns cancel in training",
    hint="A turn counts whichever way it goes.",
)(counting(lambda steps: np.sum(np.diff((np.array(steps) > 0).astype(int), axis=0), axis=0)))

wrong(
    "returned totals instead of a count for every weight",
    hint="The counts keep the shape of their synapse.",
)(counting(lambda steps: np.sum(turns(np.array(steps) > 0))))

wrong(
    "ignored alpha in training",
    hint="Both synapses step by alpha times their update.",
)(
    counting(
        synapse_1=lambda n: n.synapse_1 - n.update_1,
        synapse_0=lambda n: n.synapse_0 - n.update_0,
    )
)

wrong(
    "trained uphill (y - layer_2 with a minus, or layer_2 - y with a plus)",
    hint="With the error as layer_2 - y both steps are subtracted.",
)(
    counting(
        synapse_1=lambda n: n.synapse_1 + n.alpha * n.update_1,
        synapse_0=lambda n: n.synapse_0 + n.alpha * n.update_0,
    )
)


@wrong(
    "stopped training once the error was below 0.01",
    hint="`iterations` says how many there are, however small the error is by then.",
)
def train_and_count(X, y, alpha, iterations, hidden_size=4, seed=1):
    states = training(X, y, alpha, iterations, start(X.shape[1], hidden_size, y.shape[1], seed))
    done = next((n.iteration for n in states if error(n) < 0.01), iterations)
    return counting()(X, y, alpha, max(done, 1), hidden_size, seed)


@wrong(
    "returned the counts before the weights",
    hint="The order is synapse_0, synapse_1, changes_0, changes_1.",
)
def train_and_count(X, y, alpha, iterations, hidden_size=4, seed=1):
    synapse_0, synapse_1, *changes = counting()(X, y, alpha, iterations, hidden_size, seed)
    return (*changes, synapse_0, synapse_1)


@wrong(
    "returned the counts of the two synapses in the wrong order",
    hint="The order is synapse_0, synapse_1, changes_0, changes_1.",
)
def train_and_count(X, y, alpha, iterations, hidden_size=4, seed=1):
    *synapses, changes_0, changes_1 = counting()(X, y, alpha, iterations, hidden_size, seed)
    return (*synapses, changes_1, changes_0)

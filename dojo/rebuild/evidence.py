"""What the sights of a run say about a network: whether it learned, and by which steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from dojo.rebuild.arrays import Array
from dojo.rebuild.networks import PLAIN, SQUASHES, Network
from dojo.rebuild.watching import Film, Sight

CLEAR = 0.25  # an answer that misses by less is given
FELL = 0.1  # by which the mean error has to fall, at least
STATES = 12  # states that have to lie before the answers; training passes through thousands
FIT = 0.25  # of 1: how well steps have to fit the slopes; with dropout 0.3, at random below 0.1
TOWARD = 0.3  # of 1: how much steps have to lessen the error; with Adam 0.7, at random about 0
STRAIGHT = 0.99999  # of 1: training never keeps to a line, the way to a goal typed in does
EXACT = 0.999  # a fit that only rounding and a large step keep from 1
NONE = 1e6  # a row's share that is so many times smaller than the largest is none
PROBES = 3  # steps by which a site is chosen; fewer are chance
PAIRS = 24  # single steps that are compared with the slopes


@dataclass(frozen=True)
class Step:
    """One step of the training: the weights' change, in terms of the four rows' slopes."""

    fit: float  # 1 where the change is a sum of the rows' slopes, about 0 where it is anything
    toward: float  # 1 where each row's share lessens its error, -1 where it adds to it
    shares: Array
    errors: Array
    flatness: Array  # the slope of the squashed output

    @property
    def rows(self) -> NDArray[np.bool_]:
        """Which rows have a share in it; none where it is not, to the digit, a sum of slopes."""
        sizes = np.abs(self.shares)
        return np.asarray((sizes > sizes.max() / NONE) & (self.fit > EXACT))


@dataclass(frozen=True)
class Learning:
    """How a network fared from the first sight of it to its best."""

    network: Network
    start: float
    best: float
    end: float
    worst_miss: float
    states: int
    straight: float  # 1 where all states lie on one line
    steps: tuple[Step, ...]
    moved: tuple[str, ...]
    final: Array  # the last answers

    @property
    def fit(self) -> float:
        """How well the steps fit the slopes, on average."""
        return fmean(step.fit for step in self.steps) if self.steps else 0.0

    @property
    def toward(self) -> float:
        """Whether the steps lessen the error, on average."""
        return fmean(step.toward for step in self.steps) if self.steps else 0.0

    @property
    def pulls(self) -> tuple[int, ...]:
        """To which answer, 0 or 1, the steps on average pull each row."""
        total = sum(np.sign(step.shares) for step in self.steps if step.rows.all())
        return tuple(int(pull > 0) for pull in np.atleast_1d(total))

    @property
    def answers(self) -> bool:
        """Whether at its best it answered all four rows clearly."""
        return self.worst_miss < CLEAR

    @property
    def learned(self) -> bool:
        """Whether it came to its answers by small steps down the slope."""
        fell = self.start - self.best > FELL and self.states >= STATES
        whole = set(self.network.paths) == set(self.moved)
        down = self.fit > FIT and self.toward > TOWARD and self.straight < STRAIGHT
        return self.answers and fell and whole and down


def trace(network: Network, film: Film) -> Learning:
    """Return how the network fared over the sights in which it is to be found.

    There has to be at least one.
    """
    seen = [sight for sight in film.sights if network.fits(sight.values)]
    misses = [network.misses(sight.values) for sight in seen]
    means = [float(np.mean(missed)) for missed in misses]
    best = int(np.argmin(means))
    states = [_state(network, sight) for sight in seen[: best + 1]]
    moved = [path for path in network.paths if _differs(path, seen)]
    return Learning(
        network=network,
        start=means[0],
        best=means[best],
        end=means[-1],
        worst_miss=float(np.max(misses[best])),
        states=len({state.tobytes() for state in states}),
        straight=_straightness(states),
        steps=single_steps(network, film, PAIRS),
        moved=tuple(moved),
        final=network.forward(seen[-1].values)[1],
    )


def _state(network: Network, sight: Sight) -> Array:
    return np.concatenate([sight.values[path].ravel() for path in network.paths])


def _straightness(states: list[Array]) -> float:
    away = np.nan_to_num(np.array(states) - states[0])
    lengths = np.linalg.svd(away, compute_uv=False) ** 2
    return float(lengths[0] / lengths.sum()) if lengths.any() else 1.0


def _differs(path: str, seen: Sequence[Sight]) -> bool:
    return any(not np.array_equal(sight.values[path], seen[0].values[path]) for sight in seen)


def single_steps(network: Network, film: Film, most: int) -> tuple[Step, ...]:
    """Return that many steps, between ticks of the one site at which they fit the slopes best."""
    best, best_fit = -1, -np.inf
    for site, pairs in film.pairs.items():
        probes = list(islice(_taken(network, pairs), PROBES))
        fit = fmean(step.fit for step in probes) if len(probes) == PROBES else -np.inf
        if fit > best_fit:
            best, best_fit = site, fit
    return tuple(islice(_taken(network, film.pairs.get(best, [])), most))


def _taken(network: Network, pairs: Sequence[tuple[Sight, Sight]]) -> Iterator[Step]:
    """Yield the steps between the pairs in which the network is to be found, and all of it moves.

    What moves at times only, such as the best weights of a search so far, is not trained.
    """
    for before, after in pairs:
        if network.fits(before.values) and network.fits(after.values):
            change = _state(network, after) - _state(network, before)
            still = any(np.array_equal(before.values[p], after.values[p]) for p in network.paths)
            if not still and np.isfinite(change).all():
                yield _step(network, before, change)


def _step(network: Network, before: Sight, change: Array) -> Step:
    outputs: Array = network.forward(before.values)[1]
    errors: Array = network.targets - outputs
    parts = np.repeat(np.arange(len(network.paths)), [before.values[p].size for p in network.paths])
    moving = change != 0
    parts, change = parts[moving], change[moving]
    # Each matrix and bias counts the same, however large its numbers are.
    scale = 1 / np.sqrt(np.bincount(parts, change**2) * len(network.paths))[parts]
    slopes = np.nan_to_num(network.slopes(before.values)[:, moving]) * scale
    inverse = np.linalg.pinv(slopes, rcond=1e-9)
    shares = change * scale @ inverse
    explained = 1 - float(np.sum((change * scale - shares @ slopes) ** 2))
    # What any change at all, of the same length in each part, would have explained on average.
    by_number = (inverse.T * slopes).sum(0) / np.bincount(parts)[parts]
    chance = float(by_number.sum()) / len(network.paths)
    fit = (explained - chance) / (1 - chance) if chance < 1 - 1e-6 else 0.0
    taking_part = errors[np.abs(shares) > np.abs(shares).max() / NONE]
    size = float(np.linalg.norm(shares) * np.linalg.norm(taking_part))
    toward = float(shares @ errors) / size if size else 0.0
    flatness = SQUASHES[network.output][1](outputs)
    return Step(fit, toward, np.asarray(shares, dtype=np.float64), errors, flatness)


def skips_output_slope(learning: Learning) -> bool:
    """Say whether the rows' shares are their errors alone, without the slope of the output."""
    with_slope, without = mismatch(learning.steps)
    squashed = learning.network.output != PLAIN and learning.network.chain.sizes[-1] == 1
    return squashed and without < with_slope / 10


def mismatch(steps: Sequence[Step]) -> tuple[float, float]:
    """Return how far the rows' shares are from their errors with, and without, output slopes.

    Both are 1 where there are too few steps that take in several rows at once.
    """
    whole = [step for step in steps if step.rows.sum() > 1]
    if len(whole) < PROBES:
        return 1.0, 1.0
    with_slope = fmean(_off(step, step.errors * step.flatness) for step in whole)
    return with_slope, fmean(_off(step, step.errors) for step in whole)


def _off(step: Step, expected: Array) -> float:
    """Return how far the shares are from being a multiple of what is expected."""
    shares, expected = step.shares[step.rows], expected[step.rows]
    size = float(np.linalg.norm(shares) * np.linalg.norm(expected))
    return max(0.0, 1 - abs(float(shares @ expected)) / size) if size else 1.0

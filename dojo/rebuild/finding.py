"""Find the network among everything that was seen of a run; failing that, what comes nearest."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, repeat, zip_longest
from statistics import fmean

import numpy as np

from dojo.rebuild.evidence import CLEAR, FIT, Learning, mismatch, single_steps, trace
from dojo.rebuild.networks import (
    HIDDEN,
    MISTAKEN,
    Chain,
    Network,
    chains,
    readings,
    structures,
)
from dojo.rebuild.watching import Film, Sight, Values

READINGS = 8_000  # networks of one moment whose answers are looked at
COMPARED = 80  # of these, those that answer XOR and are compared with the steps
TRACED = 5  # of these, the best, whose history is looked into
EARLY = 8  # single steps in which the comparison is made
CLEARLY = 0.1  # by which a better fit is no chance


@dataclass(frozen=True)
class Found:
    """The network that learned XOR, or the nearest to it."""

    learned: Learning | None = None
    answers: Learning | None = None  # gives the answers, and was not seen to learn them
    nearest: Learning | None = None  # moves, and does not give the answers
    still: Network | None = None  # never moved
    flat: str | None = None  # the path of a single matrix that leads from inputs to output


def find(sights: Sequence[Sight]) -> Found:
    """Return what the sights show: a network that learned, or else all that comes near one."""
    if not sights:
        return Found()
    film = Film(sights)
    moments = film.moments()
    earliest, flat = _earliest(film, moments)
    answers: Learning | None = None
    rivals = cache(lambda: [trace(one, film) for one in earliest if one.turned is None])
    for network in _likely(film, moments):
        learning = trace(network, film)
        if learning.learned and _outdone(learning, rivals):
            continue
        if learning.learned:
            return Found(learned=learning)
        if answers is None or len(learning.moved) > len(answers.moved):
            answers = learning
    if not earliest:
        return Found(flat=flat)
    first = earliest[0]
    moves = film.moves & set(first.chain.weights)
    nearest = _closest(earliest, film) if moves else None
    seeming = [one for one in (nearest, answers) if one and one.answers]
    if nearest and nearest.fit > 1 - CLEARLY:  # its steps these are, whatever else may answer
        seeming = seeming[: nearest.answers]
    born = film.birth(first.chain.weights)  # what came later is what weights give
    seeming = [one for one in seeming if film.birth(one.network.chain.weights) <= born]
    most = max(seeming, key=lambda one: len(one.moved), default=None)
    return Found(None, most, nearest, first, flat)


def _likely(film: Film, moments: list[Values]) -> Iterator[Network]:
    """Yield, moment by moment, the networks that answer and that the steps fit best."""
    tried: set[Network] = set()
    for values in moments:
        if len(tried) > 3 * COMPARED:
            return
        networks = _answering(values, film.moves)
        fresh = [network for network in networks if network not in tried][:COMPARED]
        tried.update(fresh)
        yield from sorted(fresh, key=lambda network: _rank(network, film))[:TRACED]


def _answering(values: Values, moving: set[str]) -> list[Network]:
    """Return the networks all of whose answers are clear, the plainest first."""
    # In turns: every chain without biases, then those that were there first with ever more of them.
    told = (structures(values, chain, moving) for chain in chains(values))
    turns = zip_longest(*(_later(networks, place) for place, networks in enumerate(told)))
    tried = (
        reading for turn in turns for network in turn if network for reading in readings(network)
    )
    return [one for one in islice(tried, READINGS) if np.max(one.misses(values)) < CLEAR]


def _later(networks: Iterator[Network], turns: int) -> Iterator[Network | None]:
    """Yield the first network at once, the others some turns later."""
    yield from islice(networks, 1)
    yield from repeat(None, turns)
    yield from networks


def _outdone(learning: Learning, rivals: Callable[[], list[Learning]]) -> bool:
    """Say whether the steps are clearly those of a network that was there first, not of this one.

    Then this one, which may be made of that one's layers, only seems to answer.
    """
    if learning.fit > 1 - CLEARLY:
        return False
    better = [rival for rival in rivals() if rival.fit > learning.fit + CLEARLY]
    return bool(better) and not any(rival.answers for rival in better)


def _rank(network: Network, film: Film) -> tuple[float, ...]:
    """Return a key that puts first what moves, then whose own steps these are, then the plain."""
    steps = single_steps(network, film, EARLY)
    fit = round(fmean(step.fit for step in steps), 2) if steps else 0.0
    off = min(mismatch(steps))
    exactness = math.log10(off + 1e-15) // 3  # of a network's own steps: -5; 0 of another's
    plain = sum(bias is not None for bias in network.biases)
    stuck = len(set(network.chain.weights) - film.moves)
    return (stuck, -fit, exactness, plain, -sum(network.low), film.birth(network.chain.weights))


def _earliest(film: Film, moments: list[Values]) -> tuple[list[Network], str | None]:
    """Return all readings of the chains that were there first, those that move if any do.

    With them comes the path of a matrix that leads from inputs to output all alone, if any.
    """
    known: dict[tuple[str, ...], tuple[Chain, Values]] = {}
    for values in moments:
        for chain in chains(values, 1):
            known.setdefault(chain.weights, (chain, values))
    alone = [chain for chain, _ in known.values() if len(chain.weights) == 1]
    flat = [c.weights[0] for c in alone if film.moves & set(c.weights) and not c.extended[0]]
    deep = [pair for weights, pair in known.items() if len(weights) > 1]
    deep = [pair for pair in deep if film.moves & set(pair[0].weights)] or deep
    born = [film.birth(chain.weights) for chain, _ in deep]
    earliest = [pair for pair, birth in zip(deep, born, strict=True) if birth == min(born)]
    return list(islice(_candidates(earliest, film), COMPARED)), next(iter(flat), None)


def _closest(networks: list[Network], film: Film) -> Learning:
    """Return the network whose steps these are; failing that, the plainest reading of one."""
    best = min(networks, key=lambda network: _rank(network, film))
    learning = trace(best, film)
    if learning.fit > FIT:
        return learning
    plainest = next(network for network in networks if network.chain == best.chain)
    return trace(plainest, film)


def _candidates(pairs: list[tuple[Chain, Values]], film: Film) -> Iterator[Network]:
    """Yield the chains without biases, and with some, in all readings."""
    for chain, values in pairs:
        choices = list(islice(structures(values, chain, film.moves), 40))
        full = [choice for choice in choices if all(choice.biases)]
        for structure in [*choices[:1], *full[:3]]:
            yield from readings(structure, HIDDEN + MISTAKEN)
            for number in range(len(chain.weights)):
                yield replace(structure, turned=number)

"""Find the network among everything that was seen of a run; failing that, what comes nearest."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import fmean

from dojo.rebuild.evidence import CLEAR, FIT, Learning, mismatch, single_steps, trace
from dojo.rebuild.film import Film, Values
from dojo.rebuild.networks import (
    HIDDEN,
    MISTAKEN,
    Chain,
    Network,
    answering,
    chains,
    readings,
    structures,
)
from dojo.rebuild.watching import Sight

COMPARED = 80  # networks of one moment that answer XOR and are compared with the steps
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

    @property
    def nothing(self) -> bool:
        """Whether no weights at all were found."""
        return not (self.learned or self.answers or self.nearest or self.still or self.flat)


def find(sights: Sequence[Sight]) -> Found:
    """Return what the sights show: a network that learned, or else all that comes near one."""
    if not sights:
        return Found()
    film = Film(sights)
    moments = film.moments()
    answers: Learning | None = None
    for network in _likely(film, moments):
        learning = trace(network, film)
        if learning.learned:
            return Found(learned=learning)
        if answers is None or len(learning.moved) > len(answers.moved):
            answers = learning
    return _with_answers(_nearest(film, moments), answers, film)


def _likely(film: Film, moments: list[Values]) -> Iterator[Network]:
    """Yield, moment by moment, the networks that answer and that the steps fit best."""
    tried: set[Network] = set()
    for values in moments:
        if len(tried) > 3 * COMPARED:
            return
        networks = answering(values, film.moves, CLEAR)
        fresh = [network for network in networks if network not in tried][:COMPARED]
        tried.update(fresh)
        for network in sorted(fresh, key=lambda network: _rank(network, film))[:TRACED]:
            if not _outdone(network, networks, film):  # otherwise it only seems to answer
                yield network


def _with_answers(near: Found, answers: Learning | None, film: Film) -> Found:
    """Add what gives the answers and was there first; what came later is what weights give."""
    first = near.nearest.network if near.nearest else near.still
    seeming = [near.nearest] if near.nearest and near.nearest.answers else []
    if answers and first:
        late = film.birth(answers.network.chain.weights) > film.birth(first.chain.weights)
        seeming += [] if late else [answers]
    return replace(near, answers=max(seeming, key=lambda one: len(one.moved), default=None))


def _outdone(network: Network, answering_too: list[Network], film: Film) -> bool:
    """Say whether the steps are clearly those of another reading, one that does not answer."""
    plain = replace(network, biases=(None,) * len(network.biases))
    rivals = {*readings(network, HIDDEN + MISTAKEN), *readings(plain, HIDDEN + MISTAKEN)}
    fits = [
        _fit(rival, film)
        for rival in rivals - set(answering_too)
        if (rival.output, rival.low) == (network.output, network.low)  # no matter for the fit
    ]
    return max(fits, default=0.0) > _fit(network, film) + CLEARLY


def _fit(network: Network, film: Film) -> float:
    steps = single_steps(network, film, EARLY)
    return fmean(step.fit for step in steps) if steps else 0.0


def _rank(network: Network, film: Film) -> tuple[float, ...]:
    """Return a key that puts first what moves, then whose own steps these are, then the plain."""
    steps = single_steps(network, film, EARLY)
    fit = round(fmean(step.fit for step in steps), 2) if steps else 0.0
    off = min(mismatch(steps))
    exactness = math.log10(off + 1e-15) // 3  # of a network's own steps: -5; 0 of another's
    plain = sum(bias is not None for bias in network.biases)
    stuck = len(set(network.chain.weights) - film.moves)
    return (stuck, -fit, exactness, plain, -sum(network.low), film.birth(network.chain.weights))


def _nearest(film: Film, moments: list[Values]) -> Found:
    """Return what comes nearest: of the chains that were there first, the one that fits best."""
    known: dict[tuple[str, ...], tuple[Chain, Values]] = {}
    for values in moments:
        for chain in chains(values, 1):
            known.setdefault(chain.weights, (chain, values))
    flat = [weights[0] for weights, (chain, _) in known.items() if _is_flat(chain, film)]
    deep = {weights: pair for weights, pair in known.items() if len(weights) > 1}
    moving = {weights: pair for weights, pair in deep.items() if film.moves & set(weights)}
    born = {weights: film.birth(weights) for weights in moving or deep}
    first = min(born.values(), default=0)
    earliest = [pair for weights, pair in (moving or deep).items() if born[weights] == first]
    networks = list(islice(_candidates(earliest, film), COMPARED))
    return Found(
        nearest=_closest(networks, film) if moving else None,
        still=networks[0] if networks else None,
        flat=flat[0] if flat else None,
    )


def _closest(networks: list[Network], film: Film) -> Learning:
    """Return the network whose steps these are; failing that, the plainest reading of one."""
    best = min(networks, key=lambda network: _rank(network, film))
    learning = trace(best, film)
    if learning.fit > FIT:
        return learning
    plainest = next(network for network in networks if network.chain == best.chain)
    return trace(plainest, film)


def _is_flat(chain: Chain, film: Film) -> bool:
    alone = len(chain.weights) == 1 and not any(chain.extended)
    return alone and chain.weights[0] in film.moves


def _candidates(pairs: list[tuple[Chain, Values]], film: Film) -> Iterator[Network]:
    """Yield the chains without biases, and with some, in all readings."""
    for chain, values in pairs:
        choices = list(islice(structures(values, chain, film.moves), 40))
        full = [choice for choice in choices if all(choice.biases)]
        for structure in [*choices[:1], *full[:3]]:
            yield from readings(structure, HIDDEN + MISTAKEN)
            for number in range(len(chain.weights)):
                yield replace(structure, turned=number)

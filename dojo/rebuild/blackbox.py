"""Judge a train-and-predict pair whose weights cannot be recognised: it has to learn, each anew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dojo.rebuild.calling import CannotCall, Data, Trainer, answers
from dojo.rebuild.evidence import CLEAR, STATES
from dojo.rebuild.verdict import Verdict
from dojo.rebuild.watching import Film, Observer, Sight

OTHERS = {"AND": (0.0, 0.0, 0.0, 1.0), "OR": (0.0, 1.0, 1.0, 1.0)}
NEAR = 0.01  # a network answers a row moved by this much almost as it answers the row
FEWEST = 6  # weights of the smallest network that answers XOR


def verdict(
    trainer: Trainer, data: Data, variables: dict[str, Any], observer: Observer
) -> Verdict | None:
    """Train on XOR, AND and OR; return a pass where all are learned gradually, else None."""
    errors = []
    for targets in (data.targets, *OTHERS.values()):
        first = len(observer.sights)
        missed = _missed(trainer, replace(data, targets=targets), variables)
        if missed is None or not _gradual(observer.sights[first:]):
            return None
        errors.append(missed)
    how = f"`{trainer.name}` learned XOR, {' and '.join(OTHERS)}, each from a fresh start"
    return Verdict(True, error=errors[0], how=how)


def _missed(trainer: Trainer, data: Data, variables: dict[str, Any]) -> float | None:
    """Return the mean error after training on the data; None where it was not learned."""
    try:
        owner, returned = trainer(data)
    except CannotCall:
        return None
    got = answers(variables, owner, returned, data.rows())
    close = answers(variables, owner, returned, data.rows(NEAR))
    if got is None or close is None:
        return None
    missed = np.abs(np.subtract(got, data.targets))
    jumped = np.abs(np.subtract(got, close))
    # A table has no answer, or the very same one, for a row that it does not hold.
    smooth = 0 < jumped.max() < CLEAR
    return float(missed.mean()) if missed.max() < CLEAR and smooth else None


def _gradual(sights: Sequence[Sight]) -> bool:
    """Say whether at least as many numbers as a network needs went through many states."""
    film = Film(sights)
    sizes = {path: array.size for sight in sights for path, array in sight.values.items()}
    return sum(sizes[path] for path, count in film.states.items() if count >= STATES) >= FEWEST

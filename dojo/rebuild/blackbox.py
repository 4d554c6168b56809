"""Judge a train-and-predict pair whose weights cannot be recognised: it has to learn, each anew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dojo.rebuild.calling import CannotCall, Data, Trainer, answers
from dojo.rebuild.evidence import CLEAR, STATES
from dojo.rebuild.networks import TARGETS
from dojo.rebuild.verdict import Verdict
from dojo.rebuild.watching import Observer, Sight

OTHERS = {"AND": (0.0, 0.0, 0.0, 1.0), "OR": (0.0, 1.0, 1.0, 1.0)}
NEAR = 0.01  # a network answers a row moved by this much almost as it answers the row


def verdict(
    trainer: Trainer, data: Data, variables: dict[str, Any], observer: Observer
) -> Verdict | None:
    """Train on XOR, AND and OR; return a pass where all are learned gradually, else None."""
    errors = []
    for targets in (tuple(TARGETS), *OTHERS.values()):
        missed = _missed(trainer, data, targets, variables, observer)
        if missed is None:
            return None
        errors.append(missed)
    how = f"`{trainer.name}` learned XOR, {' and '.join(OTHERS)}, each from a fresh start"
    return Verdict(True, error=errors[0], how=how)


def _missed(
    trainer: Trainer,
    data: Data,
    targets: Sequence[float],
    variables: dict[str, Any],
    observer: Observer,
) -> float | None:
    """Return the mean error after training on the targets; None where that was no training."""
    first = len(observer.sights)
    shape = np.shape(data.targets)
    wanted = np.reshape(targets, shape)
    given = wanted if isinstance(data.targets, np.ndarray) else wanted.tolist()
    try:
        owner, returned = trainer(replace(data, targets=given))
    except CannotCall:
        return None
    got = answers(variables, owner, returned, data.rows)
    moved = np.abs(np.asarray(data.rows) - NEAR)
    close = answers(variables, owner, returned, _like(moved, data.rows))
    if got is None or close is None or not _gradual(observer.sights[first:]):
        return None
    missed = np.abs(np.array(got) - np.array(targets))
    jumped = np.abs(np.array(got) - np.array(close))
    # A table has no answer, or the very same one, for a row that it does not hold.
    smooth = jumped.max() < CLEAR and jumped.max() > 0
    return float(missed.mean()) if missed.max() < CLEAR and smooth else None


def _like(rows: Any, given: Any) -> Any:
    return rows if isinstance(given, np.ndarray) else rows.tolist()


def _gradual(sights: Sequence[Sight]) -> bool:
    """Say whether at least as many numbers as a network needs went through many states."""
    states: dict[str, set[bytes]] = {}
    sizes: dict[str, int] = {}
    for sight in sights:
        for path, array in sight.values.items():
            states.setdefault(path, set()).add(array.tobytes())
            sizes[path] = array.size
    return sum(sizes[path] for path, seen in states.items() if len(seen) >= STATES) >= 6  # noqa: PLR2004  the smallest network that answers XOR has 6 weights

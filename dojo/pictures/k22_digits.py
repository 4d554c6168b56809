"""The digits' pictures: what the network misreads, and what its hidden nodes look for."""

from typing import Any

import numpy as np

from dojo.pictures.recipe import Ask, Rows, cells, panel, table
from dojo.registry import LACKING, UsageError

HIDDEN, EPOCHS = 32, 30
Digits = tuple[Any, Any, Any, Any]


def _digits(ask: Ask) -> Digits:
    """Return the images, their labels, X, and what `prepare` makes of them."""
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        raise UsageError(LACKING.format("scikit-learn")) from None

    images, labels = load_digits().images, load_digits().target
    prepared = ask("prepare", {"X": (len(images), 65), "y": (len(images), 10)}, images, labels)
    return images, labels, *prepared


def _trained(ask: Ask, X: Any, y: Any) -> list[Any]:
    shapes = {"synapse_0": (65, HIDDEN), "synapse_1": (HIDDEN, 10)}
    return ask("train", shapes, X, y, HIDDEN, 0.3, EPOCHS, 16, 1)


def digits(ask: Ask) -> Rows:
    """What it reads, and what it misreads.

    With every fifth digit held out it reads 97 of 100. Hold out the last 360 instead, and it reads
    92: they were written by people whose hand it has never seen. Below are some of those that it
    misreads.
    """
    images, labels, X, y = _digits(ask)
    number, shares, misread = np.arange(len(labels)), [], []
    for unseen in (number % 5 == 0, number >= len(X) - 360):
        given = X[unseen], labels[unseen], *_trained(ask, X[~unseen], y[~unseen])
        (share,) = ask("accuracy", {"the share": ()}, *given)
        shares.append(share)
        said = np.argmax(1 / (1 + np.exp(-given[0] @ given[2])) @ given[3], axis=1)
        misread.append(
            [(n, s) for n, s in zip(number[unseen], said, strict=True) if s != labels[n]]
        )
    shown = [
        panel(f"{labels[n]}, read as {said}", cells(images[n], colors="grey"), height=1.5)
        for n, said in misread[1][:8]
    ]
    held_out = ["every fifth of all", "the last 360"]
    first = panel(
        "Share read, of digits held out", table([shares], [""], held_out, ".1%"), height=0.9
    )
    return [[first], *([shown[:4], shown[4:]] if shown else [])]


def nodes(ask: Ask) -> Rows:
    """What eight of the hidden nodes look for.

    Each square holds the 64 weights of one hidden node, where the pixels are. Ink on a positive
    weight (purple, or + in a terminal) switches the node on, ink on a negative one (orange, or -)
    switches it off. Its title says which digit it speaks for most loudly.
    """
    _, _, X, y = _digits(ask)
    synapse_0, synapse_1 = _trained(ask, X, y)
    busy = np.argsort(-np.abs(synapse_1).max(axis=1))[:8]
    rows = []
    for node in busy:
        digit = int(np.argmax(synapse_1[node]))
        weights = synapse_0[:64, node].reshape(8, 8)
        drawn = cells(weights, colors="diverging")
        rows.append(panel(f"node {node}: for a {digit}", drawn, height=1.5))
    return [rows[:4], rows[4:]]

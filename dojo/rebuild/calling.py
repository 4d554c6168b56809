"""Call the training that a script defines: functions by what their parameters are named."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from types import FunctionType
from typing import Any

import numpy as np

from dojo.rebuild.teaching import LESSONS, XOR

METHODS = ("train", "fit", "learn", "backprop", "optimi", "descent")  # parts of their names
TRAINING = (*METHODS, "main", "run", "solve", "rebuild", "network", "nn")
MOST = 6  # ways to train that are tried
ITERATIONS = 10_000
# Parts of a parameter's name, and what to give for it; the first that occurs counts.
NUMBERS: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("hid", "neuron", "node", "unit"), 4),
    (("alpha", "rate", "lr", "eta"), 1.0),
    (("epoch", "iter", "step", "round", "times", "cycle"), ITERATIONS),
    (("seed", "state", "rng"), 1),
    (("momentum", "decay", "lambda"), 0.0),
)


@dataclass(frozen=True)
class Trainer:
    """A way to train a fresh network: a function, or a method of a class of the script."""

    name: str
    code: Callable[..., Any]  # the function, or the class
    method: str = ""

    def __call__(self, data: list[Any]) -> None:
        """Train on rows and targets; whatever the learner's code raises is raised."""
        train = self.code
        if self.method:
            rows, targets = data
            inputs = len(rows[0]) if len(rows) == len(targets) else len(rows)
            train = getattr(self.code(*_sizes(self.code, inputs)), self.method)
        train(*_arguments(train, data))


def forms(lesson: str, trainer: Trainer) -> list[list[Any]]:
    """Return the rows and the targets of a lesson in the forms that scripts take them in.

    A class may want an example in each column. A function would take its sizes from such data, and
    might learn something else from it.
    """
    targets, found = list(LESSONS[lesson].values()), []
    for listed, width in product((False, True), (3, 2)):  # with the column of ones, and without
        rows = np.array([(*bits, 1)[:width] for bits in XOR], float)
        found.append([rows.tolist(), targets] if listed else [rows, np.c_[targets]])
    turned = [[rows.T, column.T] for rows, column in found[:2]]
    return found + (turned if trainer.method else [])


def trainers(variables: dict[str, Any]) -> list[Trainer]:
    """Return the script's ways to train, those whose names say so most clearly first."""
    found: list[tuple[int, Trainer]] = []
    for name, value in variables.items():
        if getattr(value, "__module__", None) != "__main__":
            continue
        if isinstance(value, FunctionType):
            found += [(place, Trainer(name, value)) for place, name in _ranked([name], TRAINING)]
        elif isinstance(value, type):
            methods = _ranked(dir(value), METHODS)
            found += [(0, Trainer(f"{name}.{method}", value, method)) for _, method in methods]
    return [trainer for _, trainer in sorted(found, key=lambda pair: pair[0])][:MOST]


def _required(function: Callable[..., Any]) -> list[str]:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(function).parameters.values()
    return [p.name for p in parameters if p.default is p.empty and p.kind in kinds]


def _arguments(train: Callable[..., Any], data: list[Any]) -> list[Any]:
    """Return what to call the training with: the data for the first names that are no numbers."""
    waiting = iter(data)
    known = [_known(name) if len(name) > 1 else None for name in _required(train)]
    return [next(waiting, ITERATIONS) if number is None else number for number in known]


def _sizes(kind: Callable[..., Any], width: int) -> list[Any]:
    """Return what to make a network of 4 hidden nodes with."""
    whole = (("layer", "sizes", "shape", "arch"), [width, 4, 1])
    ends = (("input",), width), (("out",), 1)
    given, waiting = [], [width, 4, 1]
    for name in _required(kind):
        size = _known(name, *ends, whole)
        if size is None:
            size = next(iter(waiting), 1)
        if size in waiting:
            waiting.remove(size)
        given.append(size)
    return given


def _known(name: str, *more: tuple[tuple[str, ...], Any]) -> Any:
    table = (*more, *NUMBERS)
    return next((value for parts, value in table if any(p in name.lower() for p in parts)), None)


def _ranked(names: Any, words: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return the names that hold one of the words, after the place of the first that they hold."""
    bare = ((name, name.lower().replace("_", "")) for name in names)
    held = ((name, [n for n, word in enumerate(words) if word in each]) for name, each in bare)
    return sorted((places[0], name) for name, places in held if places and name[:2] != "__")

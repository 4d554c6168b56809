"""Call the training that a script defines: functions by what their parameters are named."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType, MethodType
from typing import Any

import numpy as np

from dojo.rebuild.networks import BITS
from dojo.source import said

TRAINING = ("train", "fit", "learn", "backprop", "main", "run", "solve", "network", "nn")
METHODS = TRAINING[:4]
MOST = 6  # ways to train that are tried
ANSWERING = ("predict", "forward", "think", "query", "feed", "infer", "activate", "output", "run")
ITERATIONS = 10_000
# Parts of a parameter's name, and what to give for it; the first that occurs counts.
NUMBERS: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("hid", "neuron", "node", "unit"), 4),
    (("alpha", "rate", "lr", "eta"), 1.0),
    (("epoch", "iter", "step", "round", "times", "cycle"), ITERATIONS),
    (("seed", "state", "rng"), 1),
    (("momentum", "decay", "lambda"), 0.0),
)
SIZES: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("layer", "sizes", "shape", "arch"), None),  # given as [inputs, 4, 1]
    (("out",), 1),
    *NUMBERS,
)

Rows = Any  # as an array, or as lists


@dataclass(frozen=True)
class Data:
    """Four rows and their targets, in one of the forms that scripts take them in."""

    rows: Rows
    targets: Rows
    width: int


class CannotCall(Exception):
    """Calling the learner's code failed; the message says how, as part of a sentence."""


@dataclass(frozen=True)
class Trainer:
    """A way to train a fresh network: a function, or a method of a class of the script."""

    name: str
    start: Callable[[int], Callable[..., Any]]

    def __call__(self, data: Data) -> tuple[Any, Any]:
        """Train on the data; return the object that was trained, if any, and what came back.

        Raises:
            CannotCall: the code takes something else, or fails.

        """
        try:
            train = self.start(data.width)
            owner = train.__self__ if isinstance(train, MethodType) else None
            return owner, train(*_arguments(train, data))
        except Exception as error:  # noqa: BLE001  whatever the learner's code raises
            raise CannotCall(f"`{self.name}` failed on the rows of XOR: {said(error)}") from None


def forms(targets: Any) -> Iterator[Data]:
    """Yield the rows of XOR and the targets with a column of ones and without, as arrays, lists."""
    column = np.array(targets, dtype=float).reshape(-1, 1)
    for width in (3, 2):
        rows = np.hstack([BITS, np.ones((len(BITS), 1))])[:, :width]
        yield Data(rows, column, width)
    for width in (3, 2):
        rows = np.hstack([BITS, np.ones((len(BITS), 1))])[:, :width]
        yield Data(rows.tolist(), column[:, 0].tolist(), width)


def trainers(variables: dict[str, Any]) -> list[Trainer]:
    """Return the script's ways to train, those whose names say so most clearly first."""
    found: list[tuple[int, Trainer]] = []
    for name, value in variables.items():
        if getattr(value, "__module__", None) != "__main__":
            continue
        place = _rank(name, TRAINING)
        if isinstance(value, FunctionType) and place is not None:
            found.append((place, Trainer(name, _always(value))))
        elif isinstance(value, type):
            ranked = [(_rank(method, METHODS), method) for method in dir(value)]
            methods = sorted((rank, method) for rank, method in ranked if rank is not None)
            found += [(0, Trainer(f"{name}.{m}", _starter(value, m))) for _, m in methods]
    return [trainer for _, trainer in sorted(found, key=lambda pair: pair[0])][:MOST]


def answers(variables: dict[str, Any], owner: Any, returned: Any, rows: Rows) -> list[float] | None:
    """Return what the script's own prediction gives for the rows; None where there is none."""
    source = variables if owner is None else {name: getattr(owner, name) for name in dir(owner)}
    names = [name for name in source if _rank(name, ANSWERING) is not None]
    for name in sorted(names, key=lambda name: _rank(name, ANSWERING) or 0):
        predict = source[name]
        if not isinstance(predict, FunctionType | MethodType):
            continue
        more = returned if isinstance(returned, tuple) else (returned,)
        for extra in ((), more):
            found = _asked(predict, rows, extra)
            if found is not None:
                return found
    return None


def _asked(predict: Callable[..., Any], rows: Rows, extra: tuple[Any, ...]) -> list[float] | None:
    """Ask for all rows at once, then one at a time; None where neither gives four numbers."""
    for ask in (
        lambda: predict(rows, *extra),
        lambda: [_last(predict(row, *extra)) for row in rows],
        lambda: [_last(predict(*row, *extra)) for row in rows],
    ):
        try:
            found = np.asarray(_last(ask()), dtype=float).ravel()
        except Exception:  # noqa: BLE001, S112  it takes its rows in another way
            continue
        if found.size == len(rows):
            return [float(number) for number in found]
    return None


def _last(given: Any) -> Any:
    """Return the outputs of a forward pass that gives its layers as a tuple."""
    return given[-1] if isinstance(given, tuple) else given


def _always(function: FunctionType) -> Callable[[int], Callable[..., Any]]:
    return lambda _: function


def _starter(kind: type, method: str) -> Callable[[int], Callable[..., Any]]:
    def start(width: int) -> Callable[..., Any]:
        made = kind(*_sizes(kind, width))
        return getattr(made, method)  # type: ignore[no-any-return]  # a method of that class

    return start


def _required(function: Callable[..., Any]) -> list[str]:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(function).parameters.values()
    return [p.name for p in parameters if p.default is p.empty and p.kind in kinds]


def _arguments(train: Callable[..., Any], data: Data) -> list[Any]:
    """Return what to call the training with: the data for the first names that are no numbers."""
    given, waiting = [], [data.rows, data.targets]
    for name in _required(train):
        number = _known(name, NUMBERS, data.width) if len(name) > 1 else None
        if number is None:
            number = waiting.pop(0) if waiting else ITERATIONS
        given.append(number)
    return given


def _sizes(kind: type, width: int) -> list[Any]:
    given, waiting = [], [width, 4, 1]
    for name in _required(kind):
        size = _known(name, SIZES, width)
        if size is None:
            size = waiting.pop(0) if waiting else 1
        elif size in waiting:
            waiting.remove(size)
        given.append(size)
    return given


def _known(name: str, table: tuple[tuple[tuple[str, ...], Any], ...], width: int) -> Any:
    for parts, value in table:
        if any(part in name.lower() for part in parts):
            return [width, 4, 1] if value is None else value
    return None


def _rank(name: str, words: tuple[str, ...]) -> int | None:
    """Return the place of the first word that the name starts with or holds; None without one."""
    lower = name.lower()
    places = [place for place, word in enumerate(words) if word in lower]
    return None if lower.startswith("__") or not places else places[0]

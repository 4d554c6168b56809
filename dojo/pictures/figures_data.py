"""The numbers of every picture, from calls of the learner's functions; runs in the child."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from traceback import walk_tb
from typing import Any

import numpy as np

from dojo.answer import locate, read
from dojo.observe import Call, Code, Misbehaved
from dojo.pictures.catalogue import Picture
from dojo.registry import UsageError
from dojo.source import Broken, assemble, said, shown
from dojo.values import as_array, kind

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
Y = np.array([[0], [1], [1], [0]])
HIDDEN = 4
ALPHAS = (0.001, 0.01, 0.1, 1, 10, 100, 1000)
BALLS = {"small": 0.05, "good": 0.35, "large": 0.9, "diverging": 1.04}
TOUCHED = (-4.0, 0.0, 4.0)  # where the sigmoid gets a tangent: flat, steep, flat
SHAPES = ((X.shape[1], HIDDEN), (HIDDEN, Y.shape[1]))

Data = dict[str, Any]


class _Code:
    """The functions of the kata that a picture is drawn from."""

    def __init__(self, picture: Picture, target: Path) -> None:
        self._picture = picture
        try:
            parts = read(locate(target, picture.kata), picture.kata)
            self._names = [part.name for part in parts]
            self._code = Code(assemble(parts), parts)
        except Broken as error:
            raise UsageError(str(error)) from None

    def call(self, function: str, *arguments: Any, **keywords: Any) -> Any:
        """Return what the learner's function returns, made of plain values only."""
        try:
            seen = self._code.call(function, arguments, keywords)
        except Broken as error:
            raise self._cannot(str(error)) from None
        if seen.error is not None:
            raise self._failed(seen, seen.error)
        return seen.result

    def several(self, function: str, names: str, *arguments: Any, **keywords: Any) -> Any:
        """Return what a function with several results returns, one result a name."""
        result = self.call(function, *arguments, **keywords)
        if not isinstance(result, tuple | list) or len(result) != len(names.split(", ")):
            raise self._cannot(f"`{function}` returned {kind(result)}, expected ({names}).")
        return result

    def array(self, function: str, value: Any, shape: tuple[int, ...], name: str) -> Any:
        """Return a result as nested lists of the numbers of an array of that shape."""
        array = as_array(value)
        if array is None or array.shape != shape:
            expected = f"{name} of shape {shape}"
            raise self._cannot(f"`{function}` returned {kind(value)}, expected {expected}.")
        return array.astype(float).tolist()

    def _failed(self, call: Call, error: BaseException) -> UsageError:
        if isinstance(error, NotImplementedError):
            frames = [frame.f_code for frame, _ in walk_tb(error.__traceback__)]
            own = [code.co_name for code in frames if code.co_filename in self._names]
            where = call.where or shown(self._names[0])
            return UsageError(
                f"The picture `{self._picture.name}` is drawn from {self._picture.kata}: "
                f"`{own[-1] if own else call.function}` is not written yet; open {where}."
            )
        if isinstance(error, Misbehaved):
            return self._cannot(f"`{call.function}`: {error}")
        return self._cannot(f"`{call.function}` failed at {call.where}: {said(error)}.")

    def _cannot(self, reason: str) -> UsageError:
        return UsageError(f"The picture `{self._picture.name}` cannot be drawn: {reason}")


def numbers_of(picture: Picture, target: Path) -> Data:
    """Call the functions that the picture needs and return its numbers, ready for JSON.

    Raises:
        UsageError: the code is missing, broken, not written yet, fails, or returns something else.

    """
    return _COLLECTORS[picture.name](_Code(picture, target))


def _sigmoid(code: _Code) -> Data:
    def curve(x: np.ndarray) -> list[float]:
        return code.array("sigmoid", code.call("sigmoid", x), x.shape, "an array")  # type: ignore[no-any-return]  # one dimension in, one list out

    x, touched = np.linspace(-8, 8, 161), np.array(TOUCHED)
    outputs = curve(touched)
    slopes = code.call("sigmoid_output_to_derivative", np.array(outputs))
    slopes = code.array("sigmoid_output_to_derivative", slopes, touched.shape, "an array")
    tangents = zip(touched.tolist(), outputs, slopes, strict=True)
    return {"x": x.tolist(), "output": curve(x), "tangents": [list(point) for point in tangents]}


def _forward(code: _Code) -> Data:
    generator = np.random.RandomState(1)  # the tutorial's weights, as in k07
    synapses = [2 * generator.random_sample(shape) - 1 for shape in SHAPES]
    example = 2  # inputs 1, 0 and the constant: most lines carry something
    layers = code.several("forward", "layer_1, layer_2", X, *synapses)
    names = ("layer_1", "layer_2")
    shapes = ((len(X), HIDDEN), Y.shape)
    layers = [code.array("forward", *entry) for entry in zip(layers, shapes, names, strict=True)]
    values = [X[example].tolist(), *(layer[example] for layer in layers)]
    return {
        "layers": values,
        "synapses": [synapse.tolist() for synapse in synapses],
        "target": Y[example].tolist(),
    }


def _alpha(code: _Code) -> Data:
    iterations = 10_000
    kept = sorted({round(10 ** (k / 50)) for k in range(200)} | {0, iterations - 1})
    errors = []
    for alpha in ALPHAS:
        names = "synapse_0, synapse_1, errors"
        found = code.several(
            "train", names, X, Y, alpha=alpha, iterations=iterations, seed=1, log_every=1
        )
        history = code.array("train", found[2], (iterations,), "as `errors` an array")
        errors.append([history[iteration] for iteration in kept])
    return {"alphas": list(ALPHAS), "iterations": kept, "errors": errors}


def _bucket(code: _Code) -> Data:
    start, steps = 3.0, 8
    balls = []
    for name, alpha in BALLS.items():
        positions = code.call("roll", start, alpha, steps)
        positions = code.array("roll", positions, (steps + 1,), "the positions, an array")
        balls.append({"name": name, "alpha": alpha, "positions": positions})
    return {"balls": balls}


def _directions(code: _Code) -> Data:
    iterations = 5_000
    columns = []
    for alpha in ALPHAS:
        names = "synapse_0, synapse_1, changes_0, changes_1"
        found = code.several("train_and_count", names, X, Y, alpha, iterations)
        columns.append(_flat(code, "train_and_count", found[2:], ("changes_0", "changes_1")))
    rows = [list(row) for row in zip(*columns, strict=True)]
    return {"alphas": list(ALPHAS), "weights": _names(), "changes": rows, "iterations": iterations}


def _weights(code: _Code) -> Data:
    counts = sorted({round(10 ** (k / 8)) for k in range(33)})  # 1 to 10,000, decades among them
    columns = []
    for count in counts:
        names = "synapse_0, synapse_1, errors"
        found = code.several("train", names, X, Y, alpha=1.0, iterations=count, seed=1)
        columns.append(_flat(code, "train", found[:2], ("synapse_0", "synapse_1")))
    rows = [list(row) for row in zip(*columns, strict=True)]
    return {"iterations": counts, "weights": _names(), "values": rows}


def _flat(code: _Code, function: str, synapses: Any, names: tuple[str, str]) -> list[float]:
    """Return the numbers of both synapses in the order of `_names`."""
    shaped = zip(synapses, SHAPES, names, strict=True)
    found = [code.array(function, *entry) for entry in shaped]
    return [number for rows in found for row in rows for number in row]


def _names() -> list[list[str]]:
    """Return where each weight comes from and where it goes to, in the order of the arrays."""
    layers = (
        [*(f"input {i + 1}" for i in range(X.shape[1] - 1)), "bias"],
        [f"hidden {i + 1}" for i in range(HIDDEN)],
        ["output"],
    )
    return [[a, b] for senders, receivers in pairwise(layers) for a in senders for b in receivers]


_COLLECTORS: dict[str, Callable[[_Code], Data]] = {
    "sigmoid": _sigmoid,
    "forward": _forward,
    "alpha": _alpha,
    "bucket": _bucket,
    "directions": _directions,
    "weights": _weights,
}

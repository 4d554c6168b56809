"""What a suite says about a value: `same(actual, expected)`, and a failure a learner can read."""

from typing import Any

import numpy as np

from dojo.values import SMALL, as_array, kind, near, number


class Mismatch(AssertionError):
    """The code under test returned something else than the suite expected."""


def same(
    actual: Any,
    expected: Any,
    *,
    parts: tuple[str, ...] = (),
    rtol: float = 1e-6,
    atol: float = 1e-9,
) -> None:
    """Check that `actual` has the structure, shapes and numbers of `expected`.

    Structure is compared first, then shape, then the numbers, so that broadcasting can never make
    a wrong shape pass. A list counts as an array, and a 0-d array as a number.

    Args:
        actual: the plain value the code under test returned.
        expected: a number, an array, or a tuple or dict of such.
        parts: the names of a tuple's elements, for the message.
        rtol: relative tolerance.
        atol: absolute tolerance.

    Raises:
        Mismatch: they differ; the message says where.

    """
    __tracebackhide__ = True
    if isinstance(expected, tuple):
        if not isinstance(actual, tuple | list) or len(actual) != len(expected):
            names = f": ({', '.join(parts)})" if parts else ""
            raise Mismatch(f"Returned {kind(actual)}, expected a tuple of {len(expected)}{names}.")
        for i, item in enumerate(expected):
            name = f" as `{parts[i]}`" if parts else f" at position {i}"
            _same_array(actual[i], item, name, rtol, atol)
    elif isinstance(expected, dict):
        if not isinstance(actual, dict) or set(actual) != set(expected):
            got = f"the keys {list(actual)}" if isinstance(actual, dict) else kind(actual)
            raise Mismatch(f"Returned {got}, expected a dict with the keys {list(expected)}.")
        for key, item in expected.items():
            _same_array(actual[key], item, f" for {key}", rtol, atol)
    else:
        _same_array(actual, expected, "", rtol, atol)


def _same_array(actual: Any, expected: Any, name: str, rtol: float, atol: float) -> None:
    __tracebackhide__ = True
    want = np.asarray(expected)
    got = as_array(actual)
    if got is None:
        forgot = " Is a `return` missing?" if actual is None else ""
        raise Mismatch(f"Returned {kind(actual)}{name}, expected {kind(expected)}.{forgot}")
    if got.shape != want.shape:
        raise Mismatch(f"Returned {_sized(got)}{name}, expected {_sized(want)}.")
    right = near(got, want, rtol, atol)
    if not right.all():
        lossy = got.dtype.kind in "iu" and want.dtype.kind == "f"
        dtype = f" with dtype {got.dtype}, expected {want.dtype}:" if lossy else ":"
        raise Mismatch(
            f"Returned{name}{dtype if got.ndim or lossy else ''}{_beside(got, want, right)}"
        )


def _sized(array: np.ndarray) -> str:
    return f"shape {array.shape}" if array.ndim else f"the number {number(array)}"


def _beside(got: np.ndarray, want: np.ndarray, right: np.ndarray) -> str:
    """Return both arrays side by side, each differing cell of the first with a star."""
    digits = next((d for d in (4, 8, 12) if _tells_apart(got, want, right, d)), 17)
    if not got.ndim:
        return f" {number(got, digits)}, expected {number(want, digits)}."
    if got.size > SMALL:
        worst = np.unravel_index(int(np.argmin(right)), got.shape)
        cell = ", ".join(map(str, worst))
        return (
            f" {int((~right).sum())} of {got.size} cells differ; the first is [{cell}]: "
            f"{number(got[worst], digits)}, expected {number(want[worst], digits)}."
        )
    rows = (-1, got.shape[-1])
    left = [
        [number(cell, digits) + ("*" if not ok else " ") for cell, ok in zip(*row, strict=True)]
        for row in zip(got.reshape(rows), right.reshape(rows), strict=True)
    ]
    other = [[number(cell, digits) for cell in row] for row in want.reshape(rows)]
    left_lines, right_lines = _columns(left), _columns(other)
    width = max(len(left_lines[0]), len("returned (* differs)"))
    lines = [f"{'returned (* differs)':{width}}    expected"]
    lines += [f"{a:{width}}    {b}" for a, b in zip(left_lines, right_lines, strict=True)]
    return "\n    " + "\n    ".join(lines)


def _tells_apart(got: np.ndarray, want: np.ndarray, right: np.ndarray, digits: int) -> bool:
    pairs = zip(got[~right].flat, want[~right].flat, strict=True)
    return all(number(a, digits) != number(b, digits) for a, b in pairs)


def _columns(rows: list[list[str]]) -> list[str]:
    width = max(len(cell) for row in rows for cell in row)
    return ["[" + " ".join(f"{cell:>{width}}" for cell in row) + "]" for row in rows]

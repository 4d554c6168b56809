"""What a suite says about a value: `same(actual, expected)`, and a failure a learner can read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from dojo.values import SMALL, as_array, kind, near, number, refused, tidy, written

FEW = 6  # a row of more numbers stands upright: it would not fit beside another one


class Mismatch(AssertionError):
    """The code under test returned something else than the suite expected."""


_judging = [True]  # whether `same` compares


@contextmanager
def unjudged() -> Iterator[None]:
    """Have `same` accept everything, so that a test makes all of its calls."""
    _judging[0] = False
    try:
        yield
    finally:
        _judging[0] = True


@contextmanager
def or_refused() -> Iterator[None]:
    """Accept that numpy refuses `-=` on whole numbers: it does so aloud, and nothing is cut off.

    For what seldom holds whole numbers, such as weights; a learner meets X and y as they are. The
    same test asks with fractions first: what does nothing but refuse must not pass it.
    """
    try:
        yield
    except Exception as error:  # from behind the wall it only looks like a TypeError
        if not refused(error):
            raise


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
    a wrong shape pass. A list counts as an array where it can be one, and a 0-d array as a number.

    Args:
        actual: the plain value the code under test returned.
        expected: None, a number, an array, or a tuple, a list or a dict of such.
        parts: the names of the elements, for the message.
        rtol: relative tolerance.
        atol: absolute tolerance.

    Raises:
        Mismatch: they differ; the message says where.

    """
    __tracebackhide__ = True
    if _judging[0]:
        _same(actual, expected, "", parts, (rtol, atol))


def _same(
    actual: Any,
    expected: Any,
    place: str,
    parts: tuple[str, ...],
    tolerances: tuple[float, float],
) -> None:
    """Compare values that may hold others; `place` is where in the whole they stand."""
    __tracebackhide__ = True
    returned = f"{place} it returned" if place else "Returned"
    if expected is None:
        if actual is not None:
            raise Mismatch(f"{returned} {written(actual)}, expected None.")
    elif isinstance(expected, tuple) or (isinstance(expected, list) and as_array(expected) is None):
        if not isinstance(actual, tuple | list) or len(actual) != len(expected):
            names = f": ({', '.join(parts)})" if parts else ""
            raise Mismatch(_unlike(returned, actual, f"{kind(expected)}{names}"))
        for i, item in enumerate(expected):
            inner = f"{place}, {i}" if place else f"At position {i}"
            _same(actual[i], item, f"As `{parts[i]}`" if parts else inner, (), tolerances)
    elif isinstance(expected, dict):
        if not isinstance(actual, dict):
            wanted = f"a dict with the keys {list(expected)}"
            raise Mismatch(_unlike(returned, actual, wanted))
        if set(actual) != set(expected):
            keys = f"the keys {list(actual)}, expected the keys {list(expected)}"
            raise Mismatch(f"Returned a dict with {keys}.")
        for key, item in expected.items():
            _same_array(actual[key], item, f"For {key} it returned", *tolerances)
    else:
        _same_array(actual, expected, returned, *tolerances)


def _unlike(returned: str, actual: Any, expected: str) -> str:
    forgot = " Is a `return` missing?" if actual is None else ""
    return f"{returned} {kind(actual)}, expected {expected}.{forgot}"


def _same_array(actual: Any, expected: Any, returned: str, rtol: float, atol: float) -> None:
    """Compare two arrays; `returned` is how the sentence about what came back begins."""
    __tracebackhide__ = True
    want = np.asarray(expected)
    got = as_array(actual)
    if got is None:
        raise Mismatch(_unlike(returned, actual, kind(expected)))
    if got.shape != want.shape:
        raise Mismatch(f"{returned} {_of_another_shape(got, want)}")
    right = near(got, want, rtol, atol)
    if not right.all():
        raise Mismatch(f"{returned} {_of_other_numbers(got, want, right)}")


def _of_another_shape(got: np.ndarray, want: np.ndarray) -> str:
    if got.ndim != 1 or want.ndim != 1:
        return f"{_sized(got)}, expected {_sized(want)}."
    text = f"{_count(got.size)}, expected {want.size}"
    if max(got.size, want.size) > SMALL:
        return f"{text}."
    return f"{text}:\n    returned {written(got)}\n    expected {written(want)}"


def _sized(array: np.ndarray) -> str:
    return f"shape {array.shape}" if array.ndim else f"the number {number(array)}"


def _count(size: int, which: str = "", note: str = "") -> str:
    return f"{size:,} {which}number{'s' * (size != 1)}{note}"


def _of_other_numbers(got: np.ndarray, want: np.ndarray, right: np.ndarray) -> str:
    """Return what is wrong with the numbers, and the numbers themselves where they are few."""
    lossy = got.dtype.kind in "iu" and want.dtype.kind == "f"
    kept = _count(got.size, "whole ", f" (dtype {got.dtype})") if lossy else _count(got.size)
    got, want, digits = _comparable(got, want, right)
    worst = np.unravel_index(int(np.argmin(right)), got.shape)
    pair = f"{number(got[worst], digits)}, expected {number(want[worst], digits)}."
    if not got.ndim:
        return pair
    wrong = int((~right).sum())
    share = f"{'all' if wrong == got.size else wrong} of them wrong"
    text = f"{kept}, {share if got.size > 1 else 'a wrong one'}"
    if got.size > SMALL:
        cell = ", ".join(map(str, worst))
        return f"{text}; the first wrong one is [{cell}]: {pair}"
    return f"{text}:\n    " + "\n    ".join(_beside(got, want, right, digits))


def _comparable(
    got: np.ndarray, want: np.ndarray, right: np.ndarray
) -> tuple[np.ndarray, np.ndarray, int]:
    """Return both arrays without noise, and how many digits show that each wrong cell is wrong."""
    pair = np.stack([got, want]).astype(float)
    clean = tidy(pair)
    got, want = pair if (clean[0] == clean[1])[~right].any() else clean
    wrong = list(zip(got[~right].flat, want[~right].flat, strict=True))
    for digits in (4, 8, 12):
        if all(number(a, digits) != number(b, digits) for a, b in wrong):
            return got, want, digits
    return got, want, 17


def _beside(got: np.ndarray, want: np.ndarray, right: np.ndarray, digits: int) -> list[str]:
    """Return the lines of both arrays side by side, each wrong cell of the first with a star."""
    upright = got.ndim == 1 and got.size > FEW
    rows = (-1, 1) if upright else (-1, got.shape[-1])
    left = [
        [number(cell, digits) + ("*" if not ok else " ") for cell, ok in zip(*row, strict=True)]
        for row in zip(got.reshape(rows), right.reshape(rows), strict=True)
    ]
    other = [[number(cell, digits) for cell in row] for row in want.reshape(rows)]
    left_lines, right_lines = _lines(left, upright), _lines(other, upright)
    width = max(len(left_lines[0]), len("returned (* differs)"))
    lines = [f"{'returned (* differs)':{width}}    expected"]
    return lines + [f"{a:{width}}    {b}" for a, b in zip(left_lines, right_lines, strict=True)]


def _lines(rows: list[list[str]], upright: bool) -> list[str]:
    """Return rows of cells as lines; those of an upright row are cells of one, without brackets."""
    width = max(len(cell) for row in rows for cell in row)
    lines = [" ".join(f"{cell:>{width}}" for cell in row) for row in rows]
    return [f" {line} " if upright else f"[{line}]" for line in lines]

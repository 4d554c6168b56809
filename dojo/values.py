"""Plain values: what may cross between a suite and the code under test, and how they compare."""

from dataclasses import dataclass
from typing import Any

import numpy as np

LARGEST = 16 << 20  # bytes of all the arrays of a value together
MOST = 20_000  # values in one, the nested ones among them; an array is one
SINGLE = 1e-6  # about what sums of a few float32 are off by
SMALL = 48  # an array with at most this many cells is printed whole


class NotPlain(Exception):
    """A value that is neither a number, an array, nor a tuple, list or dict of such."""


def plain(value: Any) -> Any:
    """Return `value` rebuilt from exact builtin types and plain arrays, sharing no memory with it.

    Subclasses lose their methods on the way, so that no object can decide its own comparison.

    Raises:
        NotPlain: somewhere in it there is something else, or it is too large.

    """
    return _rebuilt(value, _Room())


@dataclass
class _Room:
    """What is left of the bytes and the values that a value may be made of."""

    size: int = LARGEST
    count: int = MOST


def _rebuilt(value: Any, room: _Room) -> Any:
    room.count -= 1
    if room.count < 0:
        raise NotPlain(f"more than {MOST:,} values")
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        room.size -= np.asarray(value).nbytes
        if room.size < 0:  # before it is copied: that alone could take all the memory there is
            raise NotPlain(f"more than {LARGEST >> 20} MB of numbers")
        array = np.array(value, copy=True, subok=False)
        if array.dtype.kind not in "biuf":
            raise NotPlain(f"an array of dtype {array.dtype}")
        # numpy's widest floats are as good as any, and not the same on every machine
        return array.astype(np.float64) if array.dtype == np.longdouble else array
    if isinstance(value, list | tuple):
        return (list if isinstance(value, list) else tuple)(_rebuilt(item, room) for item in value)
    if isinstance(value, dict):
        return {_key(key): _rebuilt(item, room) for key, item in value.items()}
    raise NotPlain(f"an object of type {type(value).__name__}")


def _key(key: Any) -> Any:
    if isinstance(key, np.generic):
        return key.item()
    if type(key) in (bool, int, float, str):
        return key
    raise NotPlain(f"a dict with a {type(key).__name__} as key")


def as_array(value: Any) -> np.ndarray | None:
    """Return a plain number, array or nested list of numbers as an array; anything else as None."""
    if value is None or isinstance(value, str | dict):
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        return None
    return array if array.dtype.kind in "biuf" else None


def near(actual: np.ndarray, expected: np.ndarray, rtol: float, atol: float) -> np.ndarray:
    """Return which cells of two arrays of one shape agree; a float32 may be a float32 off.

    That is rounding, a millionth, and not leave for a wrong formula. As np.isclose, at a fifth of
    its time.
    """
    if actual.dtype == np.float32:
        atol = max(atol, SINGLE)
    expected = expected.astype(float)
    with np.errstate(all="ignore"):
        close = np.abs(actual - expected) <= atol + rtol * np.abs(expected)
    same = (actual == expected) | (np.isnan(actual) & np.isnan(expected))
    result: np.ndarray = close & np.isfinite(expected) | same
    return result


def equal(one: Any, other: Any) -> bool:
    """Tell whether two plain values are the same to rounding: same structure, shapes, numbers."""
    if isinstance(one, dict) or isinstance(other, dict):
        return (
            isinstance(one, dict)
            and isinstance(other, dict)
            and one.keys() == other.keys()
            and all(equal(one[key], other[key]) for key in one)
        )
    left, right = as_array(one), as_array(other)
    if left is not None and right is not None:
        return left.shape == right.shape and bool(near(left, right, 1e-6, 1e-9).all())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(equal, one, other))
    return left is None and right is None and type(one) is type(other) and bool(one == other)


def kind(value: Any) -> str:
    """Return what a plain value is in a few words: `array of shape (5, 2)`, `a number`, `None`."""
    if isinstance(value, tuple | dict) or (isinstance(value, list) and as_array(value) is None):
        return f"a {type(value).__name__} of {len(value)}"
    array = as_array(value)
    if array is None:
        return repr(value) if value is None else f"a {type(value).__name__}"
    return f"an array of shape {array.shape}" if array.ndim else "a number"


def short(value: Any) -> str:
    """Return a plain value on part of a line: itself where it is short, else what it is."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=4, separator=", ").replace("\n", "")
        return text if value.size <= SMALL // 8 else f"<{'×'.join(map(str, value.shape))} array>"
    text = repr(value)
    return text if len(text) <= SMALL else f"<{kind(value)}>"


def number(value: Any, digits: int = 4) -> str:
    """Return one number in at most `digits` significant digits."""
    return f"{value:.{digits}g}" if np.asarray(value).dtype.kind == "f" else str(value)

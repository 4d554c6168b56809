"""Plain values: what may cross between a suite and the code under test, and how they compare."""

import copy
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

LARGEST = 16 << 20  # bytes of all the arrays of a value together
MOST = 20_000  # values in one, the nested ones among them; an array is one
SINGLE = 1e-6  # about what sums of a few float32 are off by
DOUBLE = 1e-9  # more than what sums of floats are off by
SMALL = 16  # an array with at most this many cells is printed whole
WIDE = 84  # characters of a line of numbers
WHOLE = re.compile(r"-?\d+")
NOISE = 1e-9  # what is smaller is no number of its own beside numbers of ordinary size


UNALTERABLE = {type(None), bool, int, float, str, np.float64}


class NotPlain(Exception):
    """A value that is neither a number, an array, nor a tuple, list or dict of such."""


def refused(error: BaseException | None) -> bool:
    """Tell whether numpy has refused to write fractions into an array of whole numbers.

    As `array -= 0.5` does. Behind the wall the error only looks like its type: its text is asked.
    """
    return str(error).startswith("Cannot cast ufunc ")


def plain(value: Any) -> Any:
    """Return `value` rebuilt from exact builtin types and plain arrays, sharing no memory with it.

    Subclasses lose their methods on the way, so that no object can decide its own comparison.

    Raises:
        NotPlain: somewhere in it there is something else, or it is too large.

    """
    return _rebuilt(value, _Room())


def copied(value: Any) -> Any:
    """Return a copy of a value that shares no memory with it, in less time than deepcopy."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy("K")
    if kind is tuple or kind is list:
        return kind([copied(item) for item in value])
    if kind is dict:
        return {key: copied(item) for key, item in value.items()}
    return value if kind in UNALTERABLE else copy.deepcopy(value)


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
    """Return which cells of two arrays of one shape agree, as np.isclose, at a fifth of its time.

    How much rounding is allowed follows from what the numbers were made of, which the caller knows:
    a result in single precision is no leave for a wrong formula.
    """
    expected = expected.astype(float)
    with np.errstate(all="ignore"):
        close = np.abs(actual - expected) <= atol + rtol * np.abs(expected)
    same = (actual == expected) | (np.isnan(actual) & np.isnan(expected))
    result: np.ndarray = close & np.isfinite(expected) | same
    return result


def equal(one: Any, other: Any, rounding: float = DOUBLE) -> bool:
    """Tell whether two plain values are the same to rounding: same structure, shapes, numbers."""
    if one is other:
        return True
    if isinstance(one, dict) or isinstance(other, dict):
        return (
            isinstance(one, dict)
            and isinstance(other, dict)
            and one.keys() == other.keys()
            and all(equal(one[key], other[key], rounding) for key in one)
        )
    left, right = as_array(one), as_array(other)
    if left is not None and right is not None:
        if left.shape != right.shape:
            return False
        # To be equal to the last bit is common, and found out in a tenth of the time.
        exact = bool((left == right).all())
        return exact or bool(near(left, right, rounding, rounding).all())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(
            equal(*pair, rounding) for pair in zip(one, other, strict=True)
        )
    return left is None and right is None and type(one) is type(other) and bool(one == other)


def kind(value: Any) -> str:
    """Return what a plain value is in a few words: `array of shape (5, 2)`, `a number`, `None`."""
    if isinstance(value, tuple | dict) or (isinstance(value, list) and as_array(value) is None):
        return f"a {type(value).__name__} of {len(value)}"
    array = as_array(value)
    if array is None:
        return repr(value) if value is None else f"a {type(value).__name__}"
    return f"an array of shape {array.shape}" if array.ndim else "a number"


def written(value: Any) -> str:
    """Return a plain value as Python would be given it, over several lines where it needs them.

    Of what has more than SMALL cells, only the shape.
    """
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        if array.size > SMALL:
            return f"<{'×'.join(map(str, array.shape))} array>"
        return _rows(array) if array.ndim else repr(array.item())
    if isinstance(value, list | tuple | dict) and len(value) > SMALL:
        return f"<a {type(value).__name__} of {len(value)}>"
    if isinstance(value, dict):
        pairs = (f"{key!r}: {number(item, 6)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple) and any(isinstance(item, np.ndarray) for item in value):
        items = ",\n ".join(written(item).replace("\n", "\n ") for item in value)
        return f"[{items}]" if isinstance(value, list) else f"({items})"
    text = repr(value)
    return text if len(text) <= WIDE else f"<{kind(value)}>"


def _rows(array: np.ndarray) -> str:
    """Return a small array in rows and columns, in a way that numpy reads."""
    array = tidy(array)
    texts = [number(cell) for cell in array.flat]
    # A point tells floats from whole numbers, where nothing else does.
    point = ".0" if array.dtype.kind == "f" and all(map(WHOLE.fullmatch, texts)) else ""
    width = max(map(len, texts), default=0) + len(point) if array.ndim > 1 else 0
    lines = np.array2string(
        array,
        separator=", ",
        max_line_width=WIDE,
        formatter={"all": lambda cell: f"{number(cell) + point:>{width}}"},
    )
    return lines.replace("\n\n", "\n")


def tidy(array: np.ndarray) -> np.ndarray:
    """Return the numbers with 0 for what is only rounding beside the largest of them."""
    finite = np.abs(array[np.isfinite(array)])
    if array.dtype.kind != "f" or not finite.size:
        return array
    return np.where(np.abs(array) < NOISE * min(finite.max(), 1.0), 0.0, array)


def number(value: Any, digits: int = 4) -> str:
    """Return one number in at most `digits` significant digits."""
    return f"{value + 0.0:.{digits}g}" if np.asarray(value).dtype.kind == "f" else str(value)

"""Every number, vector and matrix that a script's variables lead to, under its path."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DEEPEST = 4  # `net.layers[0].weights` is 3 deep
WIDEST = 64  # entries of one container that are looked at
MOST = 120  # containers and objects of one look
LARGEST = 5_000  # numbers of one array
NUMERIC = "biuf"  # numpy's kinds of numbers
PLAIN = (float, int, np.floating, np.integer)


def read(values: Mapping[str, Any]) -> dict[str, Array]:
    """Return what is numeric among the values, copied; what is no good is left out."""
    seen: set[int] = set()
    return {
        path: array
        for name, value in values.items()
        if not name.rpartition("().")[2].startswith("__")
        for path, array in _inside(name, value, seen, 0)
    }


def _inside(path: str, value: Any, seen: set[int], depth: int) -> Iterator[tuple[str, Array]]:
    array = _array(value)
    if array is not None:
        yield path, array
        return
    if depth == DEEPEST or id(value) in seen or len(seen) > MOST:
        return
    seen.add(id(value))
    if isinstance(value, list | tuple):
        yield from _entries(path, value, seen, depth)
    elif isinstance(value, dict):
        for key, entry in list(value.items())[:WIDEST]:
            yield from _inside(f"{path}[{key!r}]", entry, seen, depth + 1)
    elif getattr(type(value), "__module__", "") == "__main__":
        for name, field in _fields(value):
            yield from _inside(f"{path}.{name}", field, seen, depth + 1)


def _array(value: Any) -> Array | None:
    """Return a number, an array or a list of such as an array; None where it is none."""
    first = value
    while isinstance(first, list | tuple) and first:
        first = first[0]
    numeric = isinstance(first, PLAIN) or (
        isinstance(first, np.ndarray) and first.dtype.kind in NUMERIC
    )
    if not numeric or isinstance(first, bool) or (first is not value and len(value) > LARGEST):
        return None
    try:
        array = np.array(value, float)
    except (ValueError, TypeError):
        return None
    return array if 0 < array.size <= LARGEST else None


def _entries(
    path: str, entries: list[Any] | tuple[Any, ...], seen: set[int], depth: int
) -> Iterator[tuple[str, Array]]:
    """Yield what is in each entry, and the numbers of one name in all of them as a column."""
    columns: dict[str, list[float]] = {}
    for number, entry in enumerate(entries[:WIDEST]):
        inner = f"{path}[{number}]"
        for name, array in _inside(inner, entry, seen, depth + 1):
            yield name, array
            if array.size == 1:
                columns.setdefault(name[len(inner) :], []).append(float(array.item()))
    for rest, column in columns.items():
        if len(column) == len(entries) > 1:
            yield f"{path}[…]{rest}", np.array(column)


def _fields(value: Any) -> list[tuple[str, Any]]:
    names = list(getattr(value, "__dict__", ())) + list(getattr(type(value), "__slots__", ()))
    found = ((name, getattr(value, name, None)) for name in names if isinstance(name, str))
    return [(name, field) for name, field in found if not name.startswith("__")][:WIDEST]

"""Every number, vector and matrix that can be reached from a script's variables, under its path."""

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from numbers import Real
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DEEPEST = 4  # `net.layers[0].weights` is 3 deep
WIDEST = 64  # entries of one container that are looked at
MOST = 1_000  # containers and objects in all
LARGEST = 5_000  # elements of an array; 1,000 hidden nodes
NUMERIC = "fiu"  # numpy's kinds of dtype
NUMBERS = (float, int, np.float64, np.float32, np.int64, Fraction)


def arrays_in(values: Mapping[str, Any]) -> dict[str, Array]:
    """Return a copy of all numeric values, with 0 to 2 dimensions, that `values` lead to.

    A list of records, such as neurons that are dicts or objects, is read as a table: the
    `weights` of its rows together are one matrix.
    """
    return dict(_inside(values, set(), 0))


def _inside(values: Mapping[str, Any], seen: set[int], depth: int) -> Iterator[tuple[str, Array]]:
    for name, value in list(values.items())[: WIDEST if depth else None]:
        if not name.startswith("__"):
            yield from _of(name, value, seen, depth)


def _of(path: str, value: Any, seen: set[int], depth: int) -> Iterator[tuple[str, Array]]:
    array = _numeric(value)
    if array is not None:
        yield path, array
        return
    if depth >= DEEPEST or id(value) in seen or len(seen) > MOST:
        return
    if isinstance(value, Real | str | bytes):
        return
    seen.add(id(value))
    if isinstance(value, list | tuple) or _is_ragged(value):
        yield from _entries(path, list(value)[:WIDEST], seen, depth)
        return
    for name, field in list(_fields(value).items())[:WIDEST]:
        inner = f"{path}[{name!r}]" if isinstance(value, dict) else f"{path}.{name}"
        if not str(name).startswith("__"):
            yield from _of(inner, field, seen, depth + 1)


def _entries(
    path: str, entries: list[Any], seen: set[int], depth: int
) -> Iterator[tuple[str, Array]]:
    for number, entry in enumerate(entries):
        yield from _of(f"{path}[{number}]", entry, seen, depth + 1)
    records = [_fields(entry) for entry in entries]
    for name in records[0] if records else ():
        column = _stack(record.get(name) for record in records)
        if column is not None:
            yield f"{path}[…].{name}", column
    rows = _stack(entries)
    if rows is not None:
        yield path, rows


def _stack(values: Iterable[Any]) -> Array | None:
    """Return equally long vectors, or numbers, as one array; None where they are not."""
    rows = [_numeric(value) for value in values]
    shapes = {None if row is None else row.shape for row in rows}
    if len(shapes) != 1 or None in shapes or len(next(iter(shapes)) or ()) > 1:
        return None
    return np.array(rows)


def _fields(value: Any) -> dict[Any, Any]:
    if isinstance(value, dict):
        return value
    if isinstance(value, ModuleType | FunctionType | np.ndarray | np.generic):
        return {}
    if isinstance(value, type) and value.__module__ != "__main__":
        return {}  # an imported class; the script's own may hold weights
    slots = getattr(type(value), "__slots__", ())
    slots = (slots,) if isinstance(slots, str) else slots
    fields = {name: getattr(value, name) for name in slots if hasattr(value, name)}
    return fields | dict(getattr(value, "__dict__", None) or {})


def _is_ragged(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == object and value.ndim == 1


def _numeric(value: Any) -> Array | None:
    if isinstance(value, np.ndarray | np.generic):
        usable = value.dtype.kind in NUMERIC and value.ndim <= 2 and value.size <= LARGEST  # noqa: PLR2004  a matrix has two
        return np.array(value, dtype=np.float64, subok=False) if usable else None
    value = _number(value)
    if isinstance(value, float):
        return np.array(value)
    if isinstance(value, list | tuple) and value and len(value) <= LARGEST:
        return _listed(value)
    return None


def _number(value: Any) -> Any:
    """Return the number in a learner's own object for a number, as an automatic slope needs it."""
    if type(value).__module__ != "__main__":
        return value
    held = getattr(value, "data", getattr(value, "value", None))
    return held if type(held) in NUMBERS else value


def _listed(value: list[Any] | tuple[Any, ...]) -> Array | None:
    """Return a list of numbers, or of equally long lists of numbers, as an array."""
    nested = isinstance(value[0], list | tuple)
    rows: list[list[Any]] = []
    for row in value if nested else (value,):
        if not isinstance(row, list | tuple) or len(row) > LARGEST:
            return None
        rows.append([_number(number) for number in row])
        if len(row) != len(rows[0]) or not all(type(n) in NUMBERS for n in rows[-1]):
            return None
    try:
        array = np.array(rows if nested else rows[0], dtype=np.float64)
    except (OverflowError, TypeError, ValueError):
        return None
    return array if array.size <= LARGEST and math.prod(array.shape) else None

"""Every number, vector and matrix that can be reached from a script's variables, under its path."""

from collections.abc import Iterable, Iterator, Mapping
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
NUMBERS = (float, int, np.float64, np.float32, np.int64)


def arrays_in(values: Mapping[str, Any]) -> dict[str, Array]:
    """Return a copy of all numeric values, with 0 to 2 dimensions, that `values` lead to.

    A list of records, such as neurons that are dicts or objects, is read as a table: the
    `weights` of its rows together are one matrix.
    """
    seen: set[int] = set()
    found: dict[str, Array] = {}
    for name, value in values.items():
        found |= {} if name.startswith("__") else _of(name, value, seen, 0)
    return found


def _of(path: str, value: Any, seen: set[int], depth: int) -> dict[str, Array]:
    try:
        return dict(_inside(path, value, seen, depth))
    except Exception:  # noqa: BLE001  an object may do anything when it is looked at
        return {}


def _inside(path: str, value: Any, seen: set[int], depth: int) -> Iterator[tuple[str, Array]]:
    array = _numeric(value)
    if array is not None:
        yield path, array
    if array is not None or depth == DEEPEST or id(value) in seen or len(seen) > MOST:
        return
    seen.add(id(value))
    entries = _entries(value)
    if entries is None:
        for name, field in list(_fields(value).items())[:WIDEST]:
            inner = f"{path}[{name!r}]" if isinstance(value, dict) else f"{path}.{name}"
            if not str(name).startswith("__"):
                yield from _of(inner, field, seen, depth + 1).items()
        return
    for number, entry in enumerate(entries):
        yield from _of(f"{path}[{number}]", entry, seen, depth + 1).items()
    records = [_fields(entry) for entry in entries]
    tables = {
        f"{path}[…].{name}": [r.get(name) for r in records] for name in next(iter(records), ())
    }
    for name, rows in (tables | {path: entries}).items():
        table = _stack(rows)
        if table is not None:
            yield name, table


def _stack(values: Iterable[Any]) -> Array | None:
    """Return equally long vectors, or numbers, as one array; None where they are not."""
    found = [_numeric(value) for value in values]
    rows = [row for row in found if row is not None and row.ndim <= 1]
    alike = len(rows) == len(found) and len({row.shape for row in rows}) == 1
    return np.array(rows) if alike else None


def _entries(value: Any) -> list[Any] | None:
    ragged = isinstance(value, np.ndarray) and value.dtype == object and value.ndim == 1
    return list(value)[:WIDEST] if ragged or isinstance(value, list | tuple) else None


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


def _numeric(value: Any) -> Array | None:
    """Return a number, a list of numbers or of such lists, or an array as a new array."""
    if isinstance(value, list | tuple):
        value = _listed(value)
    elif not isinstance(value, np.ndarray | np.generic):
        value = _number(value)
        value = value if isinstance(value, float) else None
    if value is None:
        return None
    array = np.asarray(value)
    usable = array.dtype.kind in NUMERIC and array.ndim <= 2 and array.size <= LARGEST  # noqa: PLR2004  a matrix has two
    return array.astype(np.float64) if usable else None


def _number(value: Any) -> Any:
    """Return the number in a learner's own object for a number, as an automatic slope needs it."""
    if type(value).__module__ != "__main__":
        return value
    held = getattr(value, "data", getattr(value, "value", None))
    return held if type(held) in NUMBERS else value


def _listed(value: list[Any] | tuple[Any, ...]) -> list[Any] | None:
    """Return a list of numbers, or of equally long lists of numbers; None where it is neither."""
    nested = bool(value) and isinstance(value[0], list | tuple)
    rows: list[list[Any]] = []
    for row in value if nested else (value,):
        if not isinstance(row, list | tuple) or not 0 < len(row) <= LARGEST:
            return None
        rows.append([_number(number) for number in row])
        if len(row) != len(rows[0]) or not all(type(n) in NUMBERS for n in rows[-1]):
            return None
    return rows if nested else rows[0]

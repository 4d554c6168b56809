"""What crosses the wall: plain values, in frames that are checked before they are believed.

A frame is two lengths, a JSON header and a body. The header holds the structure; every array's
cells lie in the body, one after another. No object, name or code can be expressed in it, and
nothing is allocated that the caps do not allow.
"""

import json
import math
import socket
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from dojo.values import LARGEST, MOST

MAX_BODY = LARGEST  # bytes of all arrays of a frame together
MAX_HEADER = 4 << 20  # bytes
MAX_NODES = MOST + 1_000  # values in a frame: an answer, and what is said of it
MAX_DEPTH = 32  # of nesting; an array has at most as many dimensions
MAX_TEXT = 500  # characters of one text: numpy multiplies the longest by the length of a list
MAX_DIGITS = 1_024  # hexadecimal digits of one integer
DTYPES = {
    name: np.dtype(name)
    for name in ("|b1", "|i1", "|u1", *(f"<{kind}{n}" for kind in "iuf" for n in (2, 4, 8)))
}
NUMPY = (np.ndarray, np.generic)
WORDS = {None: "null", True: "true", False: "false"}
MAX_SENTENCE = 4_000  # characters of a text that crosses as bytes
LENGTHS = struct.Struct("!II")


class ProtocolError(Exception):
    """The other side sent something that is no frame, or a value is too large for one."""


def encode(value: Any) -> bytes:
    """Return the frame for a plain value.

    Raises:
        ProtocolError: it is not plain, or exceeds a cap; the message names which.

    """
    writer = _Writer()
    header = writer.node(value).encode()
    if len(header) > MAX_HEADER:
        raise ProtocolError("a value that takes too much text")
    return b"".join([LENGTHS.pack(len(header), sum(map(len, writer.body))), header, *writer.body])


def receive(connection: socket.socket) -> Any:
    """Wait for a frame and return its value.

    Raises:
        ProtocolError: what arrived is not a frame.
        EOFError: the other side has gone.

    """
    n_header, n_body = LENGTHS.unpack(_exactly(connection, LENGTHS.size))
    if n_header > MAX_HEADER or n_body > MAX_BODY:
        raise ProtocolError("a frame larger than any can be")
    frame = _exactly(connection, n_header + n_body)
    return decode(frame[:n_header], memoryview(frame)[n_header:])


def decode(header: bytes, body: bytes | memoryview) -> Any:
    """Return the value of a frame, built from exact builtin types and plain numpy arrays.

    Raises:
        ProtocolError: the frame is malformed.

    """
    if max(header.count(b"["), header.count(b",") // 3) > 2 * MAX_NODES:
        raise ProtocolError("a frame of too many values")  # before a parser makes objects of them
    try:
        reader, text = _Reader(body), header.decode("ascii")
        nodes, end = PARSER.raw_decode(text)
        value = reader.value(nodes)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError, MemoryError) as error:
        raise ProtocolError("a malformed frame") from error
    if reader.offset != len(body) or end != len(text):
        raise ProtocolError("a frame with bytes left over")
    return value


def as_bytes(text: str) -> np.ndarray:
    """Return a text that may be too long to cross as one; what exceeds a sentence is cut."""
    return np.frombuffer(text[:MAX_SENTENCE].encode("utf-8", "replace"), np.uint8)


def as_text(data: Any) -> str:
    """Return the text that `as_bytes` made bytes of.

    Raises:
        TypeError: it did not.

    """
    if not isinstance(data, np.ndarray) or data.nbytes > 4 * MAX_SENTENCE:
        raise TypeError
    return data.tobytes().decode("utf-8", "replace")


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:  # once, but for a signal, or a socket that has a time limit
        try:
            more = connection.recv(size - len(data), socket.MSG_WAITALL)
        except OSError:
            more = b""
        if not more:
            raise EOFError
        data += more
    return data


class _Counted:
    """Counts the values of one frame, either way."""

    def __init__(self) -> None:
        self._nodes = 0

    def count(self, values: list[Any], depth: int) -> None:
        """Count what a value that is nested so deep holds."""
        self._nodes += len(values)
        if self._nodes > MAX_NODES:
            raise ProtocolError(f"more than {MAX_NODES:,} values")
        if depth > MAX_DEPTH:
            raise ProtocolError(f"values nested more than {MAX_DEPTH} deep")


class _Writer(_Counted):
    """Writes values as JSON, and collects the cells of the arrays in `body`."""

    def __init__(self) -> None:
        super().__init__()
        self.body: list[bytes] = []
        self._size = 0

    def node(self, value: Any, depth: int = 0) -> str:
        if isinstance(value, NUMPY):
            return self._array(value)
        if value is None or value is True or value is False:
            return WORDS[value]
        kind = type(value)
        if kind is str and len(value) <= MAX_TEXT:
            return QUOTED(value)
        if kind is int and value.bit_length() <= 4 * MAX_DIGITS:
            return f'["int","{value:#x}"]'
        if kind is float:
            return f'["float","{value.hex()}"]'
        if kind in (list, tuple, dict):
            items = [part for pair in value.items() for part in pair] if kind is dict else value
            self.count(items, depth)
            nodes = [f'"{kind.__name__}"', *(self.node(item, depth + 1) for item in items)]
            return f"[{','.join(nodes)}]"
        long = "long " if kind in (str, int) else ""
        raise ProtocolError(f"a {long}{kind.__name__}")

    def _array(self, value: np.ndarray | np.generic) -> str:
        self._size += value.nbytes
        if self._size > MAX_BODY:
            raise ProtocolError(f"more than {MAX_BODY >> 20} MB of numbers")
        if (dtype := value.dtype.str) not in DTYPES:
            value = np.asarray(value, value.dtype.newbyteorder("<"))
            if (dtype := value.dtype.str) not in DTYPES:
                raise ProtocolError(f"an array of dtype {value.dtype}")
        self.body.append(value.tobytes())
        kind = "array" if isinstance(value, np.ndarray) else "scalar"
        return f'["{kind}","{dtype}"{"".join([f",{n}" for n in value.shape])}]'


class _Reader(_Counted):
    """Builds values from a header, taking the cells of the arrays from the body in turn."""

    def __init__(self, body: bytes | memoryview) -> None:
        super().__init__()
        self._body = body
        self.offset = 0

    def value(self, node: Any, depth: int = 0) -> Any:  # noqa: PLR0911  one for each kind
        if node is None or node is True or node is False:
            return node
        if type(node) is str and len(node) <= MAX_TEXT:
            return node
        if type(node) is not list:
            raise ValueError
        kind, *rest = node
        if kind == "array":
            return self._array(*rest)
        if kind in ("list", "tuple", "dict"):
            self.count(rest, depth)
            return KINDS[kind]([self.value(item, depth + 1) for item in rest])
        (digits,) = rest
        if kind == "scalar":
            return self._array(digits)[()]
        if kind == "int" and len(digits) <= MAX_DIGITS + len("-0x"):
            return int(digits, 16)
        if kind == "float" and len(digits) <= MAX_DIGITS:
            return float.fromhex(digits)
        raise ValueError

    def _array(self, dtype: str, *shape: Any) -> np.ndarray:
        if len(shape) > MAX_DEPTH or any(type(n) is not int or n < 0 for n in shape):
            raise ValueError
        count, kind = math.prod(shape), DTYPES[dtype]
        if count * kind.itemsize > len(self._body) - self.offset:
            raise ValueError
        cells = np.frombuffer(self._body, kind, count, self.offset)
        self.offset += cells.nbytes
        if kind.kind == "b":  # a byte that is neither 0 nor 1 is a truth value to nobody
            cells = cells.view(np.uint8) != 0
        return cells.reshape(shape).copy()


def _dict(parts: list[Any]) -> dict[Any, Any]:
    if not {type(key) for key in parts[::2]} <= {bool, int, float, str}:
        raise ValueError
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _small(digits: str) -> int:
    if len(digits) > len(str(MAX_BODY)):
        raise ValueError(digits)
    return int(digits)


def _no(_anything: Any) -> Any:
    raise ValueError


QUOTED = json.JSONEncoder().encode
PARSER = json.JSONDecoder(  # made once: there are two frames for every call of the code under test
    parse_int=_small, parse_float=_no, parse_constant=_no, object_pairs_hook=_no
)
KINDS: dict[str, Callable[[list[Any]], Any]] = {"list": list, "tuple": tuple, "dict": _dict}

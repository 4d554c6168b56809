"""The frames that cross the wall: what is plain survives exactly, anything else is refused."""

import json
import math
import random
import socket
import struct
import tracemalloc

import numpy as np
import pytest

from dojo.wall import protocol
from dojo.wall.protocol import LENGTHS, ProtocolError, decode, encode, receive

SCALARS = [
    *(None, True, False, 0, -1, 2**63, -(2**200), 10**1200),
    *(0.0, -0.0, 0.1, 5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan),
    *("", "a,b[c]", 'quote " and \\', "ünï \N{SNOWMAN}", "\ud800", "\x1b[31m", "x" * 500),
]
WHOLE = [f"{sign}int{size}" for sign in ("", "u") for size in (8, 16, 32, 64)]
DTYPES = ["bool", *WHOLE, "float16", "float32", "float64"]


def through(value):
    """Return the value after it has crossed a real socket."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        frame = encode(value)
        ours.setblocking(False)
        theirs.settimeout(200)
        assert ours.send(frame) == len(frame), "a test's value has to fit into the buffer"
        return receive(theirs)


def taken_apart(frame):
    n_header, n_body = LENGTHS.unpack(frame[: LENGTHS.size])
    rest = frame[LENGTHS.size :]
    assert len(rest) == n_header + n_body
    return rest[:n_header], rest[n_header:]


def alike(one, other):
    """Tell whether two values are the same to the last bit, and of the very same types."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray | np.generic):
        same = one.dtype == other.dtype and one.shape == other.shape
        return same and np.asarray(one).tobytes() == np.asarray(other).tobytes()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return alike(list(one.items()), list(other.items()))
    if isinstance(one, float):
        return (
            math.isnan(one) == math.isnan(other)
            and struct.pack("d", one)[:-1] == (struct.pack("d", other)[:-1])
        )
    return one == other


def invented(rng, depth=0):
    """Return a random plain value."""
    if depth > 3 or rng.random() < 0.3:
        return rng.choice(SCALARS)
    n = rng.randrange(4)
    match rng.randrange(4):
        case 0:
            return [invented(rng, depth + 1) for _ in range(n)]
        case 1:
            return tuple(invented(rng, depth + 1) for _ in range(n))
        case 2:
            keys = [rng.choice([True, 2, 0.5, -0.0, "k", math.inf]) for _ in range(n)]
            return {key: invented(rng, depth + 1) for key in keys}
    shape = [rng.randrange(3) for _ in range(rng.randrange(4))]
    dtype = np.dtype(rng.choice(DTYPES[1:]))
    return np.frombuffer(rng.randbytes(dtype.itemsize * math.prod(shape)), dtype).reshape(shape)


@pytest.mark.parametrize("seed", range(300))
def test_a_plain_value_survives_exactly(seed):
    """Whatever is plain arrives with its types, its bits and the order of its keys."""
    value = invented(random.Random(seed))  # noqa: S311  no secret
    assert alike(through(value), value)


@pytest.mark.parametrize("value", SCALARS, ids=lambda value: repr(value)[:30])
def test_every_scalar_survives_exactly(value):
    """So does every kind of number and text by itself, and with it as the key of a dict."""
    assert alike(through(value), value)
    if value is not None:
        assert alike(through({value: [value]}), {value: [value]})


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_survives(dtype):
    """Arrays of any order and numpy's own scalars keep their dtype; none shares memory."""
    array = np.arange(24).reshape(2, 3, 4).astype(dtype)
    for value in (
        array,
        array.T,
        array[::-1, ::2],
        array[0, 0, 1],
        array[:0],
        np.array(array[0, 0, 1]),
    ):
        assert alike(through(value), value)
    one, other = through((array, array))
    assert one.flags.owndata
    assert one.flags.writeable
    assert not np.shares_memory(one, other)


def test_a_foreign_byte_order_becomes_our_own():
    """A big-endian array arrives with the same numbers."""
    assert (through(np.arange(3, dtype=">f8")) == [0, 1, 2]).all()


@pytest.mark.parametrize(
    "value",
    [
        *(object(), {1, 2}, b"bytes", 1j, print, np.array([1j]), np.array(["a"]), {(1, 2): 3}),
        *(np.array([object()]), np.zeros(1, "f4,i4"), np.zeros(2, "M8[s]"), np.longdouble(1)),
        *("x" * 501, 16**1025, [0] * 100_001, np.zeros((16 << 20) // 8 + 1)),
    ],
    ids=lambda value: f"{type(value).__name__}-{getattr(value, 'dtype', '')}",
)
def test_what_is_not_plain_or_too_large_is_not_sent(value):
    """An object of any other type, or one beyond a cap, is refused on the sending side."""
    with pytest.raises(ProtocolError):
        encode(value) if not isinstance(value, dict) else decode(*taken_apart(encode(value)))


def test_nesting_is_capped():
    """A value nested deeper than the cap is refused on both sides, however deep it is."""
    value = []
    for _ in range(40):
        value = [value]
    with pytest.raises(ProtocolError, match="32 deep"):
        encode(value)
    for depth in (40, 100_000):
        header = b'["list",' * depth + b"null" + b"]" * depth
        with pytest.raises(ProtocolError):
            decode(header, b"")


HOSTILE = [
    b"", b"{}", b"[]", b"null null", b" null", b"null ",
    b"nul", b"NaN", b"Infinity", b"1", b"1.5", b"1e999", b'{"a": 1}',
    b'["int"]', b'["int", 5]', b'["int", "5z"]', b'["int", "' + b"f" * 2_000 + b'"]',
    b'["int", [[]]]', b'["float", "one"]', b'["float", null]', b'["float", "0x1p99999"]',
    b'["dict", null]', b'["dict", null, null]', b'["dict", ["list"], null]',
    b'["dict", ["array", "<f8"], null]', b'["set", null]', b'["object", "os.system"]',
    b'["array", "O", 1]', b'["array", "|O8", 1]', b'["array", "|V8", 1]', b'["array", "<c16", 1]',
    b'["array", "<f8", -1]', b'["array", "<f8", 1.0]', b'["array", "<f8", true]',
    b'["array", "<f8", "1"]', b'["array", "<f8", 99999999]', b'["array", "<f8", 3]',
    b'["array", "<f8", 9999999999999999999999]', b'["array", "<f8", 99999999, 0]',
    b'["array", ["<f8"], 1]', b'["array", "<f8"' + b", 1" * 33 + b"]", b'["scalar", "<f8", 2]',
    b'"' + b"x" * 501 + b'"', b'["list"' + b", null" * 100_001 + b"]",
    b"[" * 1_000_000, b"," * 3_000_000, b"\xff\xfe[\x00]\x00", "ä".encode(),
]  # fmt: skip


@pytest.mark.parametrize("header", HOSTILE, ids=lambda header: header[:32].decode("latin-1"))
def test_a_hostile_header_is_refused(header):
    """A header that stands for no value is refused, with a body of eight bytes or with none."""
    for body in (b"", b"12345678"):
        if (header, body) == (b'["array", "<f8", 99999999, 0]', b""):
            continue  # that is an empty array
        with pytest.raises(ProtocolError):
            decode(header, body)


def test_a_truth_value_is_zero_or_one():
    """A byte that is neither does not make an array whose cells are true and sum to seven."""
    array = decode(b'["array", "|b1", 2]', b"\x07\x00")
    assert array.tobytes() == b"\x01\x00"


def test_random_bytes_and_damaged_frames_are_refused_or_plain():
    """Whatever bytes arrive, the outcome is a plain value or a ProtocolError; nothing else."""
    rng = random.Random(5)  # noqa: S311  no secret
    refused = 0
    for case in range(4_000):
        header, body = map(bytearray, taken_apart(encode(invented(rng))))
        for _ in range(rng.randrange(1, 4)):
            piece = rng.choice([header, body])
            match rng.randrange(4):
                case 0 if piece:
                    piece[rng.randrange(len(piece))] = rng.randrange(256)
                case 1:
                    del piece[rng.randrange(len(piece) + 1) :]
                case 2:
                    at = rng.randrange(len(piece) + 1)
                    piece[at:at] = rng.choice([b"[", b"]", b'"', b",9", b"null", b"\x00", b"-"])
                case 3 if case % 10 == 0:
                    piece[:] = rng.randbytes(rng.randrange(60))
        try:
            encode(decode(header, body))
        except ProtocolError:
            refused += 1
    assert 1_000 < refused < 4_000


def test_random_structures_are_refused_or_plain():
    """The same is true of well-formed JSON that means nothing."""
    rng = random.Random(6)  # noqa: S311  no secret
    words = ["array", "scalar", "int", "float", "list", "tuple", "dict", "<f8", "0x1", "|b1", ""]

    def anything(depth=0):
        if depth > 4 or rng.random() < 0.4:
            return rng.choice([None, True, 0, 1, 3, -2, 10**30, *words])
        items = [anything(depth + 1) for _ in range(rng.randrange(4))]
        return [rng.choice(words), *items] if rng.random() < 0.9 else {"k": items}

    for _ in range(4_000):
        try:
            encode(
                decode(json.dumps(anything()).encode(), rng.randbytes(rng.choice([0, 1, 8, 16])))
            )
        except ProtocolError:
            continue


@pytest.mark.parametrize(
    "frame",
    [
        LENGTHS.pack(2**32 - 1, 0),
        LENGTHS.pack(0, 2**32 - 1),
        LENGTHS.pack(protocol.MAX_HEADER + 1, 0),
    ],
)
def test_a_frame_that_says_it_is_huge_is_refused_unread(frame):
    """No memory is set aside for a frame beyond the cap."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(frame)
        tracemalloc.start()
        try:
            with pytest.raises(ProtocolError):
                receive(theirs)
            assert tracemalloc.get_traced_memory()[1] < 100_000
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("cut", [0, 3, 8, 12, -1])
def test_a_frame_cut_short_is_the_end(cut):
    """Where the other side goes away in the middle, that is an EOFError and no value."""
    ours, theirs = socket.socketpair()
    with theirs:
        ours.sendall(encode([1, np.arange(3)])[:cut])
        ours.close()
        with pytest.raises(EOFError):
            receive(theirs)

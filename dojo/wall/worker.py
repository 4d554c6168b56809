"""The worker: the submission, numpy, and one connection over which it is asked to compute.

Nothing here is trusted by the other side: the submission can change all of it.
"""

import linecache
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from dojo.observe import Call, Code, not_plain, printing, report_whereabouts
from dojo.source import Broken, Part, assemble
from dojo.values import NotPlain, plain
from dojo.wall.protocol import MAX_TEXT, ProtocolError, as_bytes, encode, receive


def serve(connection: socket.socket) -> None:
    """Load the submission and answer what is asked, until the other side has gone."""

    def tell(data: bytes) -> None:
        connection.sendall(encode(("output", np.frombuffer(data, np.uint8))))

    sys.stdout = sys.stderr = printing(tell)
    os.environ["PYTHONBREAKPOINT"] = "0"  # nobody is there to answer a debugger

    def at(place: str, _line: str) -> None:
        connection.sendall(encode(("at", place[:MAX_TEXT])))

    side = _Side(at)
    answers: dict[str, Any] = {"load": side.load, "describe": side.describe, "call": side.call}
    while True:
        try:
            question, *details = receive(connection)
            answer = answers[question](*details)
        except EOFError:
            return
        except Broken as error:
            answer = encode(("broken", as_bytes(str(error)), error.where[:MAX_TEXT]))
        connection.sendall(answer)


def rehearse() -> None:
    """Serve a small program of our own before there is any other.

    What Python learns of its busy code by that, and the memory it takes for it, is then there for
    all that is forked from this process, and not to be learnt and copied by each.
    """
    ours, theirs = socket.socketpair()
    streams, array = (sys.stdout, sys.stderr), np.full((3, 2), 0.5)
    with ours, theirs:
        program = np.frombuffer(b"def double(x, times):\n    return 2 * x\n", np.uint8)
        ours.sendall(encode(("load", ("rehearsal.py", program, True, False))))
        for _ in range(20):
            ours.sendall(encode(("call", "double", (array, 0.5), {})))
        ours.shutdown(socket.SHUT_WR)
        serve(theirs)
    for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
        signal.setitimer(timer, 0)
    sys.stdout, sys.stderr = streams
    del sys.modules["learner.rehearsal"]
    linecache.clearcache()


class _Side:
    """The answering side of the conversation: each method answers one question with a frame."""

    def __init__(self, at: Callable[[str, str], None]) -> None:
        self._at = at

    def load(self, *parts: tuple[str, np.ndarray, bool, bool]) -> bytes:
        given = []
        for name, data, is_text, optional in parts:
            raw = data.tobytes()
            text = raw.decode("utf-8", "surrogatepass") if is_text else raw
            given.append(Part(name, text, optional))
        report_whereabouts(given[0].name.partition(", cell")[0], self._at)
        self._code = Code(assemble(given), given, let_through=())
        return encode(("loaded",))

    def describe(self, name: str) -> bytes:
        described = self._code.describe(name)
        parameters = None
        if described.signature:
            parameters = [
                (each.name, int(each.kind), each.default is not each.empty, _number(each.default))
                for each in described.signature.parameters.values()
            ]
        return encode(("described", described.where[:MAX_TEXT], parameters))

    def call(self, name: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> bytes:
        seen = self._code.call(name, arguments, keywords)
        try:
            return _answer(seen, seen.error, seen.result)
        except ProtocolError as error:
            return _answer(seen, not_plain(error), None)


def _answer(seen: Call, error: BaseException | None, result: Any) -> bytes:
    altered = {i: _plain_or_none(seen.afterwards[i]) for i in seen.changed}
    failure = _failure(error) if error else None
    where = seen.where[:MAX_TEXT]
    return encode(("called", result, failure, altered, seen.seconds, where, seen.printed))


def _failure(error: BaseException) -> tuple[Any, ...]:
    """Return an exception's name, its arguments if they are plain, its text, and its kind."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001  a submission's own exceptions can do anything
        text = ""
    arguments, ordinary = _plain_or_none(error.args), isinstance(error, Exception)
    return type(error).__name__[:MAX_TEXT], arguments, as_bytes(text), ordinary


def _number(default: Any) -> Any:
    """Return a default value that is a number; nothing else need cross."""
    return _plain_or_none(default) if isinstance(default, int | float | np.generic) else None


def _plain_or_none(value: Any) -> Any:
    try:
        encode(value := plain(value))
    except (NotPlain, ProtocolError, RecursionError):
        return None
    return value

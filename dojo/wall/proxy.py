"""The trusted side of the wall: asks a worker to compute, and believes nothing but values.

What a worker sends can be anything. It is taken apart here into plain values, exceptions of known
types, line numbers of the submission's own text, and text without control characters.
"""

import inspect
import os
import re
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from dojo.apart import ending
from dojo.observe import OUTPUT_KEPT, Call, Crashed, Described
from dojo.source import LONGEST_LINE, Broken, Part, legible, merged, shown
from dojo.wall.failures import clean, rebuilt
from dojo.wall.protocol import ProtocolError, as_text, encode, receive

MOST_OUTPUT = 2 * OUTPUT_KEPT  # bytes that are listened to; a worker itself stops at half of that
MOST_PLACES = 10_000  # a worker says ten times a second where it is
MOST_PARAMETERS = 100
MOST_LINES = 5  # of the sentence about a file that cannot be used
LINE = re.compile("[1-9][0-9]{0,6}")
KINDS = [
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
    inspect.Parameter.KEYWORD_ONLY,
    inspect.Parameter.VAR_KEYWORD,
]
ANSWERS = {"load": "loaded", "describe": "described", "call": "called"}
NONSENSE = "sent something that is no answer."


class Proxy:
    """The functions of a submission that has been loaded behind the wall."""

    def __init__(
        self,
        connection: socket.socket,
        parts: Sequence[Part],
        at: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        """Have the worker at the other end of `connection` load the submission.

        While it computes, it says now and then where it is; `at` is told the place and its line.

        Raises:
            Broken: it cannot be read as Python, or fails while it is run.
            Crashed: the worker has not survived it.

        """
        self._connection, self._at = connection, at
        self._places_left = MOST_PLACES
        self._crashed: Crashed | None = None
        self._output_left = MOST_OUTPUT
        # The worker is told no folder; on this side the names are made whole again.
        path = parts[0].name
        self._folder = path[: len(path) - len(os.path.basename(path))]  # noqa: PTH119  may be a cell
        self._shown = shown(path)[: -len(path) + len(self._folder)]
        self._lines: dict[str, list[str]] = {}
        sent = []
        for part in parts:
            name = legible(part.name.removeprefix(self._folder))
            self._lines[name] = merged(self._lines.get(name, []), part.lines)
            sent.append((name, *_portable(part), part.optional))
        try:
            self._ask("load", *sent)
        except Broken:
            self._connection.close()  # there is nothing to call
            raise

    def __del__(self) -> None:
        """End the worker when nobody can ask it for anything any more."""
        self._connection.close()

    def call(self, name: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Call:
        """Call the function of that name and return what was seen.

        Raises:
            Broken: there is no such function.

        """
        __tracebackhide__ = True
        began = time.perf_counter()
        try:
            answer = self._ask("call", name, arguments, keywords)
            elapsed = time.perf_counter() - began
            return Call(name, arguments, keywords, *self._seen(arguments, answer, elapsed))
        except Crashed as crashed:
            elapsed = time.perf_counter() - began
            return Call(name, arguments, keywords, arguments, None, crashed, elapsed)

    def describe(self, name: str) -> Described:
        """Return where the function is, and what it takes, as far as the worker can tell.

        Raises:
            Broken: there is no such function.

        """
        unknown = Described(self._shown + list(self._lines)[-1], None)
        try:
            match self._ask("describe", name):
                case str(place), None:
                    return Described(self._place(place)[0] or unknown.where, None)
                case str(place), list(parameters) if len(parameters) <= MOST_PARAMETERS:
                    return Described(self._place(place)[0] or unknown.where, _signature(parameters))
        except (Crashed, TypeError, ValueError, IndexError):
            pass
        return unknown

    def _seen(self, given: tuple[Any, ...], answer: list[Any], elapsed: float) -> tuple[Any, ...]:
        """Return the rest of a `Call`: what the worker says became of it, and of what was given."""
        match answer:
            case result, failure, dict(altered), float(seconds), str(place), bool(printed):
                if not altered.keys() <= set(range(len(given))):
                    raise self._gone(NONSENSE)
                with suppress(TypeError, ValueError):
                    error = rebuilt(*failure) if failure is not None else None
                    where, line = self._place(place) if error else ("", "")
                    seconds = seconds if 0 <= seconds <= elapsed else elapsed
                    afterwards = tuple(altered.get(i, a) for i, a in enumerate(given))
                    result = None if error else result
                    return afterwards, result, error, seconds, where, line, printed
        raise self._gone(NONSENSE)

    def _ask(self, question: str, *details: Any) -> list[Any]:
        """Send a question and return the answer's details.

        Raises:
            Broken: the answer is that the submission cannot be used.
            Crashed: there is no answer, or none that makes sense.

        """
        if self._crashed:
            raise self._crashed
        frame = encode((question, *details))  # a suite's own mistake, if this fails
        with suppress(OSError):  # if the worker has gone, its last words may still be here
            self._connection.sendall(frame)
        while True:
            try:
                answer = receive(self._connection)
            except EOFError:
                raise self._gone("ended Python itself, or was ended.") from None
            except ProtocolError:
                raise self._gone(NONSENSE) from None
            match answer:
                case "output", np.ndarray() as data if data.nbytes <= self._output_left:
                    self._output_left -= max(1, data.nbytes)
                    sys.stdout.write(clean(data.tobytes().decode(errors="replace")))
                case "at", str(place) if self._places_left:
                    self._places_left -= 1
                    self._at(*self._place(place))
                case "ended", int(code):
                    raise self._gone(ending(code))
                case "broken", np.ndarray() as sentence, str(where):
                    raise self._broken(sentence, where)
                case str(kind), *rest if kind == ANSWERS[question]:
                    return rest
                case _:
                    raise self._gone(NONSENSE)

    def _gone(self, how: str) -> Crashed:
        """Close the connection, which ends the worker, and remember how it ended."""
        self._connection.close()
        self._crashed = Crashed(how)
        return self._crashed

    def _broken(self, sentence: np.ndarray, where: str) -> Broken | Crashed:
        try:
            lines = clean(as_text(sentence)).splitlines()[:MOST_LINES]
            return Broken(self._whole("\n".join(lines)), self._whole(clean(where)))
        except TypeError:
            return self._gone(NONSENSE)

    def _whole(self, text: str) -> str:
        """Return a text that begins with the name of a file with that file's folder before it."""
        known = {name.partition(", cell")[0] for name in self._lines}
        return self._shown + text if any(map(text.startswith, known)) else text

    def _place(self, place: str) -> tuple[str, str]:
        """Return a `FILE:LINE` of the worker's with its folder, and that line in our own copy."""
        name, _, number = place.rpartition(":")
        lines = self._lines.get(name, [])
        if not LINE.fullmatch(number) or int(number) > len(lines):
            return "", ""
        return f"{self._shown}{place}", clean(lines[int(number) - 1].strip()[:LONGEST_LINE])


def _portable(part: Part) -> tuple[np.ndarray, bool]:
    """Return the bytes of a text, which is too long to cross as one, and whether it was text."""
    text = part.text
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return np.frombuffer(data, np.uint8), isinstance(text, str)


def _signature(parameters: list[Any]) -> inspect.Signature:
    """Return a signature of these names and kinds; a default that is no number is None."""
    empty = inspect.Parameter.empty
    return inspect.Signature(
        [
            inspect.Parameter(clean(name), KINDS[kind], default=default if optional else empty)
            for name, kind, optional, default in parameters
        ]
    )

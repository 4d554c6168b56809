"""The code under test, and everything there is to see of a call of it.

This runs beside the learner's code, on either side of the wall, and needs nothing but numpy.
"""

import inspect
import io
import random
import signal
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from traceback import walk_stack
from types import FrameType, ModuleType
from typing import Any, TextIO

import numpy as np

from dojo.source import Broken, Part, place, shown, spot
from dojo.values import NotPlain, copied, plain

OFTEN = 0.1  # seconds of processor time between two reports of where Python is
SELDOM = 3.0  # seconds by the wall clock, for code that sleeps
SOON = 0.01  # seconds until it is tried again where it was printing just then
# Every call begins here: what draws without a seed is then the same in two runs, and never right.
UNSEEDED = 20150727
OUTPUT_KEPT = 10_000  # bytes of what a kata prints
LEFT_OUT = "\n… and more, which is left out here\n".encode()


class Misbehaved(AssertionError):
    """The code under test did something other than returning a plain value."""


class Crashed(Exception):
    """What runs the code under test is no more; `how` continues the sentence "Your code …"."""

    def __init__(self, how: str) -> None:
        super().__init__(f"Your code {how}")
        self.how = how


@dataclass(frozen=True)
class Call:
    """One call of one function: what went in, what came out, what became of what went in."""

    function: str
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    afterwards: tuple[Any, ...]
    result: Any
    error: BaseException | None
    seconds: float
    where: str = ""  # FILE:LINE of the learner's code that raised the error, where it did
    line: str = ""  # the text of that line
    printed: bool = False  # whether something was printed meanwhile

    @property
    def changed(self) -> tuple[int, ...]:
        """The positions of the arrays or lists that the function was given and has altered."""
        pairs = zip(self.arguments, self.afterwards, strict=True)
        return tuple(i for i, pair in enumerate(pairs) if not _left_alone(*pair))


@dataclass(frozen=True)
class Described:
    """Where a function is defined, as FILE:LINE, and its parameters where they can be known."""

    where: str
    signature: inspect.Signature | None

    def names(self, count: int) -> list[str]:
        """Return what the function itself calls so many arguments; "" where that is not known."""
        names: list[str] = []
        for parameter in self.signature.parameters.values() if self.signature else ():
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
                names.append(parameter.name)
            elif parameter.kind == parameter.VAR_POSITIONAL:
                names += [f"{parameter.name}[{i}]" for i in range(count - len(names))]
        return (names + [""] * count)[:count]

    def changed(self, call: Call) -> str:
        """Return a sentence on what the call altered of what it was given, or ""."""
        names = self.names(len(call.arguments))
        altered = [f"`{names[i]}`" if names[i] else f"argument {i + 1}" for i in call.changed]
        return f"It changed {' and '.join(altered)}." if altered else ""


class _Capped(io.RawIOBase):
    """A stream that passes on the first OUTPUT_KEPT bytes; of the rest, only that it was there."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send, self._left = send, OUTPUT_KEPT

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        kept = bytes(data[: self._left])
        self._left -= len(kept)
        if kept:
            self._send(kept if self._left else kept + LEFT_OUT)
        return len(data)


class _Watched:
    """A stream that notes whether anything is written to it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self.used = stream, False

    def write(self, text: str) -> int:
        self.used |= bool(text)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def printing(send: Callable[[bytes], None]) -> TextIO:
    """Return a stream for what the code under test prints, as far as it is worth keeping."""
    raw: Any = _Capped(send)  # without a buffer: what is printed before a crash must not be lost
    return io.TextIOWrapper(raw, "utf-8", write_through=True)


def observe(
    name: str,
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    keywords: dict[str, Any],
    let_through: tuple[type[BaseException], ...] = (KeyboardInterrupt,),
) -> Call:
    """Call `function` on copies of the arguments and return everything there is to see of it.

    Python's and numpy's own generators begin anew. Warnings are silenced: the tutorial's formula
    overflows harmlessly far from zero.
    """
    __tracebackhide__ = True
    given, named = copied(arguments), copied(keywords)
    random.seed(UNSEEDED)
    np.random.seed(UNSEEDED)  # noqa: NPY002  that is the one to pin
    result: Any = None
    failure: BaseException | None = None
    stream = sys.stdout
    sys.stdout = watched = _Watched(stream)
    began = time.perf_counter()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = plain(function(*given, **named))
    except let_through:
        raise
    except NotPlain as error:
        failure = not_plain(error)
    except BaseException as error:  # noqa: BLE001  sys.exit and pytest.skip must not pass
        failure = error
    finally:
        if sys.stdout is watched:  # it may have been replaced
            sys.stdout = stream
    seconds = time.perf_counter() - began
    printed = watched.used
    return Call(name, arguments, keywords, given, result, failure, seconds, printed=printed)


def not_plain(what: object) -> Misbehaved:
    """Return the failure of a function whose result is `what`, and no plain value."""
    return Misbehaved(f"Returned {what}; expected plain numbers, arrays or tuples.")


def report_whereabouts(path: str, tell: Callable[[str, str], None]) -> None:
    """From now on, tell again and again where in the file at `path` Python is, and that line.

    A process that is killed for an endless loop can no longer say where that was.
    """

    def look(_number: int, frame: FrameType | None) -> None:
        # What went wrong in here would be raised in the middle of the code that is looked at.
        with suppress(Exception):
            sending = False
            for step, _ in walk_stack(frame):  # the innermost first
                name = step.f_code.co_filename
                if name.partition(", cell")[0] == path and sending:
                    signal.setitimer(signal.ITIMER_PROF, SOON, OFTEN)
                    return
                if name.partition(", cell")[0] == path:
                    # The jump at the end of a loop may have no line of its own: the one before it.
                    lines = [line for at, _, line in step.f_code.co_lines() if at <= step.f_lasti]
                    tell(*spot(name, next(filter(None, reversed(lines)))))
                    return
                # What it prints may be on its way: nothing can be sent in the middle of that.
                sending |= str(step.f_globals.get("__name__")).startswith("dojo.")

    if hasattr(signal, "setitimer"):  # not on Windows
        signal.signal(signal.SIGPROF, look)
        signal.setitimer(signal.ITIMER_PROF, OFTEN, OFTEN)
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, SELDOM, SELDOM)


def _left_alone(before: Any, after: Any) -> bool:
    """Tell whether a value has stayed what it was, to the last digit."""
    if isinstance(before, list | tuple):
        alike = type(before) is type(after) and len(before) == len(after)
        return alike and all(map(_left_alone, before, after))
    return before is after or np.array_equal(before, after)


def _not_written(*_arguments: Any, **_keywords: Any) -> Any:
    raise NotImplementedError


class Code:
    """A learner's code that has been loaded into this very process."""

    def __init__(
        self,
        module: ModuleType,
        parts: list[Part],
        let_through: tuple[type[BaseException], ...] = (KeyboardInterrupt,),
    ) -> None:
        self._module = module
        self._names = [part.name for part in parts]
        self._let_through = let_through
        self.instead: dict[str, Callable[..., Any]] = {}  # a known mistake that is tried out

    def call(self, name: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Call:
        """Call the function of that name and return what was seen.

        Raises:
            Broken: there is no such function.

        """
        __tracebackhide__ = True
        function = self.find(name)
        seen = observe(name, function, arguments, keywords, self._let_through)
        if seen.error is None:
            return seen
        where, line = place(self._names, seen.error.__traceback__)
        return replace(seen, where=where, line=line)

    def describe(self, name: str) -> Described:
        """Return where the function is, and what it takes.

        Raises:
            Broken: there is no such function.

        """
        function = self.find(name)
        signature = None
        with suppress(TypeError, ValueError):
            signature = inspect.signature(function)
        code = getattr(inspect.unwrap(function), "__code__", None)
        if code is None or code.co_filename not in self._names:  # as with a function of scipy's
            return Described(shown(self._names[-1]), signature)
        return Described(f"{shown(code.co_filename)}:{code.co_firstlineno}", signature)

    def find(self, name: str) -> Callable[..., Any]:
        """Return the function of that name.

        Raises:
            Broken: there is none.

        """
        function = self.instead.get(name) or getattr(self._module, name, None)
        if not callable(function):
            empty = all(known.startswith("__") for known in vars(self._module))
            if function is None and empty and self._names[0].endswith(".py"):
                return _not_written  # a file to begin in, as `reset --level blank` leaves it
            file = shown(self._names[0].partition(", cell")[0])
            raise Broken(f"{file} has no function `{name}`, which the tests call.", file)
        return function

"""The code under test as a suite sees it: functions to call, and a record of every call."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

import numpy as np

from dojo.observe import Call, Described, Misbehaved
from dojo.source import said
from dojo.values import NotPlain, as_array, copied, number, plain


class WrongDefault(Misbehaved):
    """A function takes another value than the stub's where it is given none."""


class UnderTest(Protocol):
    """The learner's functions, wherever they run: here, or behind the wall."""

    def call(self, name: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Call:
        """Call the function of that name and return what was seen."""

    def describe(self, name: str) -> Described:
        """Return where the function is, and what it takes."""


class Subject:
    """Calls the functions of one kata; `kata.sigmoid(x)` in a suite is `Subject.sigmoid(x)`."""

    def __init__(self, code: UnderTest) -> None:
        self.code = code
        self.calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: Any, **keywords: Any) -> Any:
            __tracebackhide__ = True
            # Behind the wall every array arrives in C order; so here, too.
            given = (
                np.asarray(a, order="C") if isinstance(a, np.ndarray) else a for a in arguments
            )
            seen = self.code.call(name, tuple(given), keywords)
            self.calls.append(seen)
            if isinstance(seen.error, Exception):
                raise seen.error
            if seen.error is not None:
                raise Misbehaved(f"Instead of returning, {said(seen.error)}.") from seen.error
            return copied(seen.result)

        return call

    def defaults(self, name: str, **expected: float) -> None:
        """Check what a function takes where it is given nothing, as far as its head tells.

        For what would take too long to run. A default that cannot be seen, behind `**keywords` or
        where it is None, is not refused.

        Raises:
            WrongDefault: it takes another number.

        """
        __tracebackhide__ = True
        signature = self.code.describe(name).signature
        parameters = signature.parameters if signature else {}
        for parameter, value in expected.items():
            seen = _seen(parameters[parameter].default) if parameter in parameters else None
            if seen is not None and seen != value:
                raise WrongDefault(
                    f"`{name}` takes {parameter}={number(seen, 6)} where it is not told, "
                    f"expected {value}."
                )

    def unchanged(self) -> None:
        """Check that no call so far altered an array or list it was given.

        Raises:
            Misbehaved: one did.

        """
        __tracebackhide__ = True
        for position, call in enumerate(self.calls):
            if call.changed:
                del self.calls[position + 1 :]  # the last call is the one a failure is about
                changed = self.code.describe(call.function).changed(call)
                raise Misbehaved(f"{changed} Return a new array instead.")


def _seen(default: Any) -> Any:
    """Return a default that is one plain number, and None for anything else."""
    with suppress(NotPlain):
        array = as_array(plain(default))
        return None if array is None or array.ndim else array.item()
    return None

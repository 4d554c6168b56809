"""The code under test as a suite sees it: functions to call, and a record of every call."""

import copy
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from dojo.observe import Call, Described, Misbehaved
from dojo.source import said


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
            return copy.deepcopy(seen.result)

        return call

    def unchanged(self) -> None:
        """Check that no call so far altered an array or list it was given.

        Raises:
            Misbehaved: one did.

        """
        __tracebackhide__ = True
        for number, call in enumerate(self.calls):
            if call.changed:
                del self.calls[number + 1 :]  # the last call is the one a failure is about
                raise Misbehaved(f"{call.changed} Return a new array instead.")

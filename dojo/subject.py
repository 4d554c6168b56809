"""The code under test as a suite sees it: functions to call, and a record of every call."""

import copy
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from dojo.source import said
from dojo.values import NotPlain, plain


class Misbehaved(AssertionError):
    """The code under test did something other than returning a plain value."""


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

    @property
    def changed(self) -> str:
        """A sentence if the function altered an array or list it was given, else ""."""
        pairs = zip(self.arguments, self.afterwards, strict=True)
        altered = [str(i + 1) for i, pair in enumerate(pairs) if not np.array_equal(*pair)]
        return f"It changed what it was given as argument {', '.join(altered)}." if altered else ""


def observe(
    name: str, function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> Call:
    """Call `function` on copies of the arguments and return everything there is to see of it.

    Warnings are silenced: the tutorial's own formula overflows harmlessly far from zero.
    """
    __tracebackhide__ = True
    given = copy.deepcopy(arguments)
    result: Any = None
    failure: BaseException | None = None
    began = time.perf_counter()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = plain(function(*given, **keywords))
    except (KeyboardInterrupt, pytest.fail.Exception):  # Ctrl-C; pytest-timeout in this process
        raise
    except NotPlain as error:
        failure = Misbehaved(f"Returned {error}; expected plain numbers, arrays or tuples.")
    except BaseException as error:  # noqa: BLE001  sys.exit and pytest.skip must not pass
        failure = error
    seconds = time.perf_counter() - began
    return Call(name, arguments, keywords, given, result, failure, seconds)


class Subject:
    """Calls the functions of one kata; `kata.sigmoid(x)` in a suite is `Subject.sigmoid(x)`."""

    def __init__(self, find: Callable[[str], Callable[..., Any]]) -> None:
        self._find = find
        self.calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        function = self._find(name)

        def call(*arguments: Any, **keywords: Any) -> Any:
            __tracebackhide__ = True
            seen = observe(name, function, arguments, keywords)
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

"""What went wrong behind the wall, as the trusted side says it."""

import builtins
import unicodedata
from contextlib import suppress
from typing import Any

import numpy as np

from dojo.observe import Misbehaved
from dojo.wall.protocol import as_text

LONGEST_NAME = 80  # characters of an exception's name
KNOWN = {
    name: kind
    for space in (builtins, np.exceptions, np.linalg)
    for name, kind in vars(space).items()
    if isinstance(kind, type) and issubclass(kind, Exception | SystemExit) and kind.__name__ == name
    if not issubclass(kind, BaseExceptionGroup)  # it cannot be made without exceptions
} | {"Misbehaved": Misbehaved}


def rebuilt(name: Any, arguments: Any, text: Any, ordinary: Any) -> BaseException:
    """Return the exception a worker speaks of: of the known type, or one that looks like it.

    Raises:
        TypeError: that is no description of an exception.

    """
    if not isinstance(name, str):
        raise TypeError
    name, text = name if name.isidentifier() else "Exception", clean(as_text(text))
    known = KNOWN.get(name)
    if known and isinstance(arguments, tuple):
        with suppress(Exception):
            error = known(*arguments)
            if type(error) is known and str(error) == text:
                return error
    base = known if known and known is not SystemExit else Exception if ordinary else BaseException
    does = {"__init__": lambda _self: None, "__str__": lambda _self: text}
    alike: type[BaseException] = type(name[:LONGEST_NAME], (base,), does)
    return alike()


def clean(text: str) -> str:
    """Return the text without what could do something to a terminal: control characters."""
    return "".join(
        character if character in "\n\t" or unicodedata.category(character)[0] != "C" else "\ufffd"
        for character in text
    )

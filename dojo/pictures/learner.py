"""The learner's functions, called for the numbers of a picture; this runs in the child."""

from importlib import import_module
from pathlib import Path
from traceback import walk_tb
from typing import Any

import numpy as np

from dojo.answer import locate, read
from dojo.observe import Call, Code, Misbehaved
from dojo.pictures.recipe import Ask, Picture, Rows
from dojo.registry import UsageError
from dojo.source import Broken, assemble, said, shown
from dojo.values import as_array, kind


def made(picture: Picture, ask: Ask) -> Rows:
    """Return the recipe: what wrong answers make of its numbers is drawn, without a warning."""
    recipe = getattr(import_module(f"dojo.pictures.{picture.kata}"), picture.name)
    with np.errstate(all="ignore"):
        return recipe(ask)  # type: ignore[no-any-return]  # as all of them do


class Learner:
    """The code of the kata that a picture is drawn from."""

    def __init__(self, picture: Picture, target: Path) -> None:
        self._picture = picture
        try:
            parts = read(locate(target, picture.kata), picture.kata)
            self._names = [part.name for part in parts]
            self._code = Code(assemble(parts), parts)
        except Broken as error:
            raise UsageError(str(error)) from None

    def ask(
        self,
        function: str,
        expected: dict[str, tuple[int, ...] | None],
        *arguments: Any,
        **keywords: Any,
    ) -> list[Any]:
        """Call a function and return the arrays that it should return.

        `expected` has the name and shape of each, -1 for any size; what has no shape is not looked
        at. What is a list in the arguments goes in as an array, and a tuple as a list of them.

        Raises:
            UsageError: the function is missing, not written yet, fails, or returns something else.

        """
        given = tuple(map(_given, arguments))
        try:
            seen = self._code.call(function, given, keywords)
        except Broken as error:
            raise self._cannot(str(error)) from None
        if seen.error is not None:
            raise self._failed(seen, seen.error)
        results = [seen.result] if len(expected) == 1 else seen.result
        if not isinstance(results, tuple | list) or len(results) != len(expected):
            wanted = f"({', '.join(expected)})"
            raise self._cannot(f"`{function}` returned {kind(results)}, expected {wanted}.")
        arrays = []
        for result, (name, shape) in zip(results, expected.items(), strict=True):
            array = as_array(result)
            if shape is not None and (array is None or not _fits(array.shape, shape)):
                wanted = f"{name}, an array of shape {shape}"
                raise self._cannot(f"`{function}` returned {kind(result)}, expected {wanted}.")
            arrays.append(None if array is None else array.astype(float))
        return arrays

    def _failed(self, call: Call, error: BaseException) -> UsageError:
        if isinstance(error, NotImplementedError):
            frames = [frame.f_code for frame, _ in walk_tb(error.__traceback__)]
            own = [code.co_name for code in frames if code.co_filename in self._names]
            where = call.where or shown(self._names[0])
            return UsageError(
                f"The picture `{self._picture.name}` is drawn from {self._picture.kata}: "
                f"`{own[-1] if own else call.function}` is not written yet; open {where}."
            )
        if isinstance(error, Misbehaved):
            return self._cannot(f"`{call.function}`: {error}")
        return self._cannot(f"`{call.function}` failed at {call.where}: {said(error)}.")

    def _cannot(self, reason: str) -> UsageError:
        return UsageError(f"The picture `{self._picture.name}` cannot be drawn: {reason}")


def _given(argument: Any) -> Any:
    if isinstance(argument, tuple):
        return [_given(each) for each in argument]
    return np.array(argument) if isinstance(argument, list) else argument


def _fits(found: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    return len(found) == len(shape) and all(s in (-1, f) for f, s in zip(found, shape, strict=True))

"""Naming a mistake: known wrong answers, and whether the code under test behaves like one.

A diagnosis is never a guess from the learner's text. It is made when a known wrong answer, given
the same arguments, returns the same values (or fails with the same error) as the learner's code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dojo.answer import load
from dojo.observe import Call, observe
from dojo.source import Broken, shown
from dojo.values import equal

OR = "; or: "  # between the names where two mistakes behave alike


@dataclass(frozen=True)
class WrongAnswer:
    """One known mistake: the function it is made in, its name in English, a hint, its code."""

    function: str
    name: str
    hint: str
    code: Callable[..., Any]


class WrongAnswers(list[WrongAnswer]):
    """The table of one kata; used as a decorator it enters a function under an English name."""

    def __call__(self, name: str, *, hint: str) -> Callable[[Callable[..., Any]], None]:
        """Return a decorator that enters the wrong function into the table."""

        def enter(code: Callable[..., Any]) -> None:
            self.append(WrongAnswer(code.__name__, name, hint, code))

        return enter


@cache
def wrong_answers(path: Path) -> WrongAnswers:
    """Return the table `wrong` of the file at `path`.

    Raises:
        Broken: there is no such file or table, or it cannot be loaded.

    """
    table = getattr(load(path), "wrong", None)
    if not isinstance(table, WrongAnswers):
        where = shown(path)
        raise Broken(f"{where} has no table `wrong`; see .github/CONTRIBUTING.md.", where)
    return table


def diagnose(calls: list[Call], answers: WrongAnswers) -> list[WrongAnswer]:
    """Return the known wrong answers that behave as the last called function did in every call."""
    function = calls[-1].function
    evidence = [call for call in calls if call.function == function]
    return [
        answer
        for answer in answers
        if answer.function == function and all(_behaves_alike(answer, call) for call in evidence)
    ]


def _behaves_alike(answer: WrongAnswer, call: Call) -> bool:
    other = observe(answer.function, answer.code, call.arguments, call.keywords)
    if call.error is not None or other.error is not None:
        return _told(call.error) == _told(other.error)
    return equal(call.result, other.result) and equal(call.afterwards, other.afterwards)


def _told(error: BaseException | None) -> tuple[str, str] | None:
    """Return an error's name and text: one from behind the wall may only look like its type."""
    return None if error is None else (type(error).__name__, str(error))

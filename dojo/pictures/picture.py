"""What a picture is, and what its drawings in matplotlib and in characters have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

LARGE = 1000  # from here on a number with fixed digits would not fit its place

Data = dict[str, Any]  # plain numbers, names and lists, ready for JSON
Ask = Callable[..., list[Any]]  # calls one of the learner's functions: see Learner.ask
Figure = Any  # matplotlib's, which may not be installed


@dataclass(frozen=True)
class Picture:
    """One picture, and the functions of its file that collect its numbers and draw them."""

    name: str
    title: str
    caption: str  # what there is to see when the code is right
    collect: Callable[[Ask], Data]
    height: float  # of the plot, in inches
    plot: Callable[[Figure, Data], None]
    text: Callable[[Data, int], list[str]]  # in lines of at most so many columns

    @property
    def kata(self) -> str:
        """The id of the only kata whose code it calls: the name of its file."""
        return self.collect.__module__.rpartition(".")[2]

    @property
    def explained(self) -> str:
        """What stands below it."""
        return f"What to see when the code is right: {self.caption} Drawn from {self.kata}.py."


@dataclass(frozen=True)
class Axis:
    """What an axis shows: its ends, its ticks, and how numbers are spread on the way."""

    label: str
    low: float
    high: float
    ticks: Sequence[float] = ()
    scale: str = "linear"  # or "log", or "symlog": as "log" from 1 on, and evenly below


def written(number: float, form: str) -> str:
    """Return a number in that format, with an exponent where it is too large for fixed digits."""
    sign = "+" if form.startswith("+") else ""
    large = abs(number) >= LARGE and form.endswith("f")
    return f"{number:{sign}.0e}" if large else f"{number:{form}}"

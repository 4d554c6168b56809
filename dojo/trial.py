"""One trial of a suite: what is under test, each test's random inputs, and how long it may take."""

import inspect
import math
import os
import re
import signal
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dojo.notes import Mistake
from dojo.subject import Subject

if TYPE_CHECKING:
    from dojo.wall.sandbox import Sandbox

SELDOM = ("reward", "slow")  # the markers of tests that are not run again to find a name
LATE = pytest.fail.Exception  # of code that has not come to an end in its time
DEFAULT_LIMIT = 5.0  # seconds of processor time, where neither a marker nor the settings say


@dataclass
class Trial:
    """What is under test: where it is, the seed of the inputs, a mistake put in its place."""

    target: Path
    seed: int
    mistake: Mistake | None = None
    wall: "Sandbox | None" = None  # where the code runs, if not in the suite's own process
    naming: bool = True  # whether mistakes are named
    first_failure: bool = False  # whether to end with it
    patience: float = math.inf  # seconds that are left to all of the katas together


def fresh_seed() -> int:
    """Return a seed that is different in every run, and short enough to type."""
    return int.from_bytes(os.urandom(3), "big") % 10**6


def generator(seed: int, test: str) -> np.random.Generator:
    """Return the random numbers of a test: the same for the same seed."""
    words = [seed, zlib.crc32(test.encode())]
    # as an array, of which numpy makes the same, it takes half of the time
    return np.random.default_rng(np.array(words, np.uint32) if 0 <= seed < 1 << 32 else words)


def arguments(item: pytest.Function, subject: Subject, seed: int) -> dict[str, object] | None:
    """Return what a test takes, made without pytest; None where it takes more than that."""
    given = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    given |= {"kata": subject, "rng": generator(seed, item.name)}
    wanted = set(inspect.signature(item.obj).parameters)
    return {name: given[name] for name in wanted} if wanted <= given.keys() else None


@cache  # to find the end of a function takes a millisecond
def called_by(item: pytest.Item) -> frozenset[str]:
    """Return what a test asks the fixture `kata` for."""
    return frozenset(re.findall(r"\bkata\.(\w+)", inspect.getsource(item.obj)))  # type: ignore[attr-defined]  # its function


@cache
def limit_of(item: pytest.Item) -> float:
    """Return how many seconds of processor time a test may take."""
    marker = item.get_closest_marker("timeout")
    told = marker.args[0] if marker else item.config.getini("processor_time")
    return float(told or DEFAULT_LIMIT)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End with LATE what uses more processor time than that, where the system can tell."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        late = f"Your code did not finish within {seconds:g} s of processor time."
        raise LATE(f"{late} Is there an endless loop?", pytrace=False)

    if not hasattr(signal, "setitimer"):  # as on Windows
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

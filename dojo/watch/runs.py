"""The runs under way: at most one a kata, and the newest save wins."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dojo.kept import Text
from dojo.registry import Kata
from dojo.results import KataResult
from dojo.run import Job, Run
from dojo.suite import WORKERS
from dojo.trial import Trial, fresh_seed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SLOW = 0.3  # seconds: a run that is quicker is never announced, so that nothing flickers


@dataclass(frozen=True)
class Verdict:
    """How a kata went, and with which random inputs."""

    kata: Kata
    result: KataResult
    seed: int
    text: Text | None  # what was run, if it may be kept


class Runs:
    """Starts and stops runs on one target; never waits for any."""

    def __init__(
        self, start: Callable[[Job], Run], target: Path, text: Callable[[Kata], Text | None]
    ) -> None:
        self._start, self._target, self._text = start, target, text
        self._waiting: deque[Kata] = deque()
        self._going: dict[Kata, tuple[Job, Run, float]] = {}
        self._texts: dict[Kata, Text | None] = {}

    def begin(self, kata: Kata) -> None:
        """Run the kata now; what was still running for it is stopped."""
        self._drop(kata)
        job = Job(kata, Trial(self._target, fresh_seed()))
        self._texts[kata] = self._text(kata)
        self._going[kata] = (job, self._start(job), time.monotonic())

    def begin_all(self, katas: Iterable[Kata]) -> None:
        """Run all of these, a few at a time."""
        self.stop()
        self._waiting.extend(katas)
        self._fill()

    @property
    def slow(self) -> dict[Kata, int]:
        """The katas that have been running for so long that it should be said, and the seconds."""
        now = time.monotonic()
        going = {kata: now - began for kata, (_, _, began) in self._going.items()}
        return {kata: int(seconds) for kata, seconds in going.items() if seconds > SLOW}

    @property
    def handles(self) -> "list[Connection | int]":
        """What becomes ready when a run has news."""
        return [handle for _, run, _ in self._going.values() for handle in run.child.handles]

    def verdicts(self) -> list[Verdict]:
        """Take in what the runs have said by now; return those that have come to an end."""
        for _, run, _ in self._going.values():
            run.receive()
        ended = [(job, run) for job, run, _ in self._going.values() if run.ended]
        for job, _ in ended:
            del self._going[job.kata]
        self._fill()
        verdicts = [(job.kata, run.result, job.trial.seed) for job, run in ended]
        return [Verdict(*verdict, self._texts[verdict[0]]) for verdict in verdicts]

    def stop(self) -> None:
        """Stop everything."""
        self._waiting.clear()
        for kata in list(self._going):
            self._drop(kata)

    def _fill(self) -> None:
        while self._waiting and len(self._going) < WORKERS:
            self.begin(self._waiting[0])

    def _drop(self, kata: Kata) -> None:
        if kata in self._waiting:
            self._waiting.remove(kata)
        if kata in self._going:
            self._going.pop(kata)[1].stop()

"""The runs under way: at most one a kata, and the newest save wins."""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from dojo.apart import Apart
from dojo.child import run_items
from dojo.kept import Text
from dojo.registry import Course, Kata
from dojo.results import KataResult
from dojo.run import Job, Run
from dojo.suite import WORKERS, Bench, with_suites
from dojo.trial import Trial, fresh_seed

SLOW = 0.3  # seconds: a run that is quicker is never announced, so that nothing flickers


class Runs:
    """Starts and stops runs on one target; never waits for any."""

    def __init__(
        self, start: Callable[[Job], Run], target: Path, text: Callable[[Kata], Text | None]
    ) -> None:
        """`text` returns what is about to be run, if the verdict on it may be kept."""
        self._start, self._target, self._text = start, target, text
        self._waiting: deque[Kata] = deque()
        self._going: dict[Kata, tuple[Run, Text | None, float]] = {}

    def begin(self, kata: Kata) -> None:
        """Run the kata now; what was still running for it is stopped."""
        self._drop(kata)
        text, trial = self._text(kata), Trial(self._target, fresh_seed())
        self._going[kata] = (self._start(Job(kata, trial)), text, time.monotonic())

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
    def handles(self) -> list[Connection | int]:
        """What becomes ready when a run has news."""
        return [handle for run, _, _ in self._going.values() for handle in run.child.handles]

    def ended(self) -> list[tuple[Kata, Text | None, KataResult]]:
        """Take in what the runs have said by now; return those at their end, and how they went."""
        for run, _, _ in self._going.values():
            run.receive()
        ended = [kata for kata, (run, _, _) in self._going.items() if run.ended]
        runs = [(kata, *self._going.pop(kata)) for kata in ended]
        self._fill()
        return [(kata, text, run.result) for kata, run, text, _ in runs]

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
            self._going.pop(kata)[0].stop()


class Spare:
    """Where forking is not safe: a process that has collected the suites, and waits for a job."""

    def __init__(self, course: Course, katas: tuple[Kata, ...]) -> None:
        self._course, self._katas = course, katas
        self._prepare()

    def start(self, job: Job) -> Apart:
        """Return the process, which is given the job, and have another one in its place."""
        child = self._child
        with suppress(OSError):  # it has died: the run will say so
            self._jobs.send(job)
        self._jobs.close()
        self._prepare()
        return child

    def stop(self) -> None:
        """End the process that waits."""
        self._child.stop()
        self._jobs.close()

    def _prepare(self) -> None:
        jobs, self._jobs = multiprocessing.Pipe(duplex=False)
        self._child = Apart(_wait_for_a_job, self._course, self._katas, jobs)
        jobs.close()


def _wait_for_a_job(
    course: Course, katas: tuple[Kata, ...], jobs: Connection, pipe: Connection
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the watch, which ends this

    def body(bench: Bench) -> None:
        with suppress(EOFError):  # the watch has ended
            job = jobs.recv()
            run_items([(bench.items(job), job.trial)], pipe)

    with_suites(course, katas, body)

"""Where forking is not safe: a spare process that has collected the suites and waits for a job."""

import multiprocessing
import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from dojo.apart import Apart
from dojo.child import run_items
from dojo.registry import Course, Kata
from dojo.run import Job, Run
from dojo.suite import Bench, with_suites


class Spare:
    """Starts each run in a process that is warm already, and warms up the next one meanwhile."""

    def __init__(self, course: Course, katas: tuple[Kata, ...]) -> None:
        self._course, self._katas = course, katas
        self._prepare()

    def start(self, bench: Bench, job: Job) -> Run:
        """Start the job in the spare process."""
        return bench.follow(job, self._hand_over)

    def _hand_over(self, job: Job) -> Apart:
        """Give the job to the spare process, and have another one in its place."""
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

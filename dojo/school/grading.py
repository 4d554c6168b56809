"""Grading one submission, on whatever machine and thread this runs; and many, a few at a time."""

import os
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dojo.registry import UsageError, load_course
from dojo.results import KataResult
from dojo.school.row import Graded
from dojo.school.submission import Submission
from dojo.server import Grader
from dojo.wall.sandbox import Sandbox

WAITING = 2  # submissions in flight for each that is being graded, so that none has to wait
ATTEMPTS = 2  # a grading process that dies may do so by the machine's fault, not the submission's


@dataclass(frozen=True)
class Task:
    """How the submissions of one run are graded."""

    isolation: str
    seed: int | None = None  # of the random inputs; without one, each submission gets new ones
    root: Path | None = None  # of a course that is not this package's own
    patience: float = 0.0  # seconds of work on one submission; 0: as its tests allow


_OWN = threading.local()  # `.grader`: each thread's own grading process, once it needed one
_STARTED: list[Grader] = []  # those of all threads
_CLOSING = threading.Event()


def grade(submission: Submission, task: Task) -> Graded:
    """Grade a submission in this thread's grading process; whatever goes wrong is its problem."""
    if submission.problem:
        return Graded(submission)
    started, problem = time.perf_counter(), ""
    for _ in range(ATTEMPTS):
        grader = _grader(task)
        try:
            results = _results(grader, submission, task)
            return Graded(submission, results, time.perf_counter() - started)
        except UsageError as error:
            problem = str(error)
            if grader.alive or _CLOSING.is_set():  # it has refused, and would again
                break
    return Graded(replace(submission, problem=problem), (), time.perf_counter() - started)


def _grader(task: Task) -> Grader:
    grader: Grader | None = getattr(_OWN, "grader", None)
    if grader is None or not grader.alive:
        grader = _OWN.grader = Grader(load_course(task.root))
        _STARTED.append(grader)
    return grader


def _results(grader: Grader, submission: Submission, task: Task) -> tuple[KataResult, ...]:
    names = {f"{file.kata}{file.suffix}": file for file in submission.files}
    report = grader.grade(
        [file.kata for file in submission.files],
        {name: file.content for name, file in names.items()},
        task.seed,
        task.isolation,
        patience=task.patience,
        called={name: f"{Path(file.name).stem}{file.suffix}" for name, file in names.items()},
    )
    return tuple(report.katas)


def grade_all(
    executor: Executor, submissions: Iterable[Submission], task: Task, size: int
) -> Iterator[Graded]:
    """Yield the submissions graded, as they come in, `size` at a time; few are in memory."""
    waiting: set[Future[Graded]] = set()
    for submission in submissions:
        if len(waiting) >= size * WAITING:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
        waiting.add(executor.submit(grade, submission, task))
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


@contextmanager
def pool(size: int | None) -> Iterator[tuple[Executor, int]]:
    """Lend an executor of this machine and its size, one a core if None was given.

    When it is given back, what is in flight is dropped.
    """
    _CLOSING.clear()
    size = size or _cores()
    executor = ThreadPoolExecutor(size, "grading")
    try:
        yield executor, size
    finally:
        _CLOSING.set()
        executor.shutdown(wait=False, cancel_futures=True)
        while _STARTED:
            _STARTED.pop().close()
        executor.shutdown()


def _cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _refusal(isolation: str) -> str:
    """Return why the wall cannot be built on this machine, or ""."""
    try:
        Sandbox.start(isolation=isolation).kill()
    except UsageError as error:
        return str(error)
    return ""


@contextmanager
def cluster(address: str, isolation: str) -> Iterator[tuple[Executor, int]]:
    """Lend an executor of a Dask cluster, and its number of threads; it needs only the package.

    Raises:
        UsageError: `distributed` is not installed, nobody answers at that address, or a worker
            cannot build the wall.

    """
    try:
        from distributed import Client  # noqa: PLC0415  optional, and slow to import
    except ModuleNotFoundError:
        raise UsageError(
            "A cluster needs Dask, which is not installed: pip install -e '.[cluster]'"
        ) from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError, TypeError):  # the last two for what is no address at all
        raise UsageError(
            f"No scheduler answers at {address}; start one with: dask scheduler"
        ) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise UsageError(f"The scheduler at {address} has no workers; start: dask worker")
        for worker, refusal in client.run(_refusal, isolation).items():
            if refusal:
                raise UsageError(f"The worker {worker} cannot grade: {refusal}")
        with client.get_executor(pure=False, retries=3) as executor:
            yield executor, threads

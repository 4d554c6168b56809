"""A child process for a learner's code: it reports through a pipe, and can be killed at any time.

The suites, the pictures and the rebuilt networks all run in one of these.
"""

import json
import multiprocessing
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

# For the environment of whoever imports numpy: a pool of threads does not survive a fork.
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
for _name, _number in ONE_THREAD.items():
    os.environ.setdefault(_name, _number)
# Anywhere else a child is a fresh process: forking is unsafe on macOS and unknown on Windows.
FORKS = sys.platform == "linux"
LAST_RESORT = 600  # seconds of processor time, for when nobody is left to end the process
ASLEEP = 4  # times its processor time is how long code may sleep, or wait for input
RUNNING, WAITING = "processor time", "sleeping and waiting"
STOPS = "SIGINT", "SIGTERM", "SIGHUP"  # what ends a command; Windows lacks the last
MOST_OPEN = 8
_OPEN: dict[int, int] = {}  # the files that say how long a process waited for its turn
CLOCK_OF_PROCESS = 2  # in the last three bits of a clock's number: all threads, running or not


class Usage(NamedTuple):
    """Seconds: by the wall clock, of processor time, and ready to run without a processor free."""

    wall: float
    ran: float
    queued: float

    def since(self, before: "Usage") -> "Usage":
        """Return what has been used between `before` and this."""
        return Usage(*(now - then for now, then in zip(self, before, strict=True)))


def usage(*processes: int) -> Usage:
    """Return what the processes with these numbers have used so far, all together.

    One that has ended counts for nothing. Only Linux says it of other processes; elsewhere half of
    the time by the wall clock is taken for processor time, and the other half for waiting for it.
    """
    wall = time.monotonic()
    if sys.platform != "linux":
        return Usage(wall, wall / 2, wall / 2)
    ran = queued = 0.0
    for process in processes:
        with suppress(OSError, ValueError, LookupError):
            ran += time.clock_gettime(~process << 3 | CLOCK_OF_PROCESS)  # clock_getcpuclockid(3)
            queued += int(_schedstat(process).split()[1]) / 1e9
    return Usage(wall, ran, queued)


def _schedstat(process: int) -> bytes:
    """Return what /proc says of a process's turns; the files of those asked last stay open."""
    with suppress(KeyError, OSError):  # of a process that has ended, whoever has its number now
        return os.pread(_OPEN[process], 100, 0)
    for old in [process, *list(_OPEN)[:-MOST_OPEN]]:
        if old in _OPEN:
            os.close(_OPEN.pop(old))
    _OPEN[process] = os.open(f"/proc/{process}/schedstat", os.O_RDONLY)
    return os.pread(_OPEN[process], 100, 0)


@dataclass(frozen=True)
class Allowance:
    """The time that something may take, however busy the machine is: `seconds` of processor time.

    Beside it, code may sleep or wait `ASLEEP` times as long, in which it is not even ready to run.
    """

    seconds: float
    start: Usage

    def left(self, now: Usage) -> float:
        """Return the seconds that it cannot be used up before; 0 when it is."""
        used = now.since(self.start)
        asleep = used.wall - used.ran - used.queued
        return max(0.0, min(self.seconds - used.ran, ASLEEP * self.seconds - asleep))

    def used_up(self, now: Usage) -> tuple[float, str]:
        """Return how many seconds were too many, and of what."""
        ran = now.since(self.start).ran >= self.seconds
        return (self.seconds, RUNNING) if ran else (ASLEEP * self.seconds, WAITING)

    def sentence(self, now: Usage) -> str:
        """Return the rest of the sentence about code that had not finished by then."""
        seconds, of_what = self.used_up(now)
        question = "Is there an endless loop?" if of_what == RUNNING else "Does it sleep?"
        return f"did not finish within {seconds:g} s of {of_what}. {question}"

    def carried(self, before: Usage, now: Usage) -> "Allowance":
        """Return what is left of it for another process, which has used `now` when it begins."""
        return Allowance(self.seconds, now.since(before.since(self.start)))


@contextmanager
def _stops_held() -> Iterator[None]:
    """Let Ctrl-C and its like wait: Python swallows what is raised at the moment of a fork."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [getattr(signal, name) for name in STOPS])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Apart:
    """A child process that calls `work(*arguments, pipe)`; what it sends are JSON texts."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        self.pipe, sender = multiprocessing.Pipe(duplex=False)
        context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
        self._process = context.Process(target=work, args=(*arguments, sender), daemon=True)
        try:
            with _stops_held(), warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # forking beside idle threads
                self._process.start()
        except KeyboardInterrupt:  # there is nobody yet who could stop it
            if self._process.pid:
                self.stop()
            raise
        sender.close()
        self.process = self._process.pid or 0  # its number
        self.handles = (self.pipe, self._process.sentinel)  # for multiprocessing's wait

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return bool(self._process.is_alive())

    def usage(self) -> Usage:
        """Return what it has used so far."""
        return usage(self.process)

    def answer(self, allowance: Allowance) -> Any:
        """Return the next thing it says, or None when the time for it is used up first.

        Raises:
            EOFError: it says nothing any more, or no sense.

        """
        while left := allowance.left(self.usage()):
            if (said := self.receive(left)) is not None:
                return said
        return self.receive()

    def receive(self, patience: float | None = 0.0) -> Any:
        """Return what it says within `patience` seconds, or None if it says nothing.

        Raises:
            EOFError: it says nothing any more, or no sense.

        """
        try:
            return json.loads(self.pipe.recv_bytes()) if self._says(patience) else None
        except (OSError, ValueError):
            raise EOFError from None

    def _says(self, patience: float | None) -> bool:
        """Tell whether there is something to receive, or the end, within so many seconds."""
        if not hasattr(select, "poll"):
            return self.pipe.poll(patience)
        poll = select.poll()  # the pipe's own way to ask takes ten times as long
        poll.register(self.pipe, select.POLLIN)
        return bool(poll.poll(None if patience is None else 1000 * patience))

    def stop(self) -> None:
        """Kill it and everything it started; a second time does nothing."""
        if self.pipe.closed:
            return
        if hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()  # also a child that has no session of its own yet
        self._process.join()
        self.pipe.close()

    def ending(self) -> str:
        """Return how it ended by itself, after its name: `… crashed Python with SIGSEGV.`."""
        dying = Allowance(1, self.usage())  # it may be doing so just now
        while self.alive and (left := dying.left(self.usage())):
            self._process.join(left)
        return ending(self._process.exitcode or 0)


def ending(code: int) -> str:
    """Return how Python ended, as the rest of a sentence that names what ended it."""
    if code < 0:
        names = {each.value: each.name for each in signal.Signals}
        return f"crashed Python with {names.get(-code, f'signal {-code}')}."
    return f"ended Python itself, as os._exit({code & 0xFF}) does."


def set_apart() -> None:
    """Begin a session of its own, without input or output, that no copy of itself can outlive.

    The session is what the parent kills, with all that the learner's code has started. A copy
    that the code makes with `os.fork` ends at once: it would go on with everything that was
    still to be run, and make copies in its turn.
    """
    if hasattr(os, "setsid"):
        import resource  # noqa: PLC0415  not on Windows

        os.setsid()
        stops = [getattr(signal, name) for name in STOPS]
        signal.pthread_sigmask(signal.SIG_UNBLOCK, stops)  # held while it was begun
        resource.setrlimit(resource.RLIMIT_CPU, (LAST_RESORT, LAST_RESORT))
        os.register_at_fork(after_in_child=lambda: os._exit(1))
    with Path(os.devnull).open("r+b") as nothing:
        for stream in (0, 1, 2):
            os.dup2(nothing.fileno(), stream)
    os.environ["PYTHONBREAKPOINT"] = "0"  # nobody is there to answer a debugger

"""A child process for a learner's code: it reports through a pipe, and can be killed at any time.

The suites, the pictures and the rebuilt networks all run in one of these.
"""

import json
import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

# For the environment of whoever imports numpy: a pool of threads does not survive a fork.
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
for _name, _number in ONE_THREAD.items():
    os.environ.setdefault(_name, _number)
# Anywhere else a child is a fresh process: forking is unsafe on macOS and unknown on Windows.
FORKS = sys.platform == "linux"
LAST_RESORT = 600  # seconds of processor time, for when nobody is left to end the process


class Apart:
    """A child process that calls `work(*arguments, pipe)`; what it sends are JSON texts."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        self.pipe, sender = multiprocessing.Pipe(duplex=False)
        context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
        self._process = context.Process(target=work, args=(*arguments, sender), daemon=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # forking beside idle threads
            self._process.start()
        sender.close()
        self.handles = (self.pipe, self._process.sentinel)  # for multiprocessing's wait

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return bool(self._process.is_alive())

    def hear(self, patience: float | None = 0.0) -> Any:
        """Return what it says within `patience` seconds, or None if it says nothing.

        Raises:
            EOFError: it says nothing any more, or no sense.

        """
        try:
            return json.loads(self.pipe.recv_bytes()) if self.pipe.poll(patience) else None
        except (OSError, ValueError):
            raise EOFError from None

    def stop(self) -> None:
        """Kill it and everything it started."""
        if hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()  # also a child that has no session of its own yet
        self._process.join()
        self.pipe.close()

    def ending(self) -> str:
        """Return how it ended by itself, after its name: `… crashed Python with SIGSEGV.`."""
        self._process.join(1)  # it may be dying just now
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
        resource.setrlimit(resource.RLIMIT_CPU, (LAST_RESORT, LAST_RESORT))
        os.register_at_fork(after_in_child=lambda: os._exit(1))
    with Path(os.devnull).open("r+b") as nothing:
        for stream in (0, 1, 2):
            os.dup2(nothing.fileno(), stream)
    os.environ["PYTHONBREAKPOINT"] = "0"  # nobody is there to answer a debugger

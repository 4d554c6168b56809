"""What a process does first when it is to run a learner's code: it sets itself apart."""

import os
from pathlib import Path

LAST_RESORT = 600  # seconds of processor time, for when nobody is left to end the process


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

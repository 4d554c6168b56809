"""What a process gives up before it runs a submission. Each step holds for good."""

import os
import resource
from collections.abc import Callable
from typing import Any

from dojo.wall import landlock, seccomp

LIMITS = {
    "cpu": resource.RLIMIT_CPU,  # seconds
    "memory": resource.RLIMIT_AS,  # bytes of address space
    "file": resource.RLIMIT_FSIZE,  # bytes of one file
    "files": resource.RLIMIT_NOFILE,  # open ones
    "processes": resource.RLIMIT_NPROC,  # and threads, of this user
}


def limit(config: dict[str, Any]) -> None:
    """Cap processor time, memory, file size, open files and processes; leave no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name, kind in LIMITS.items():
        most, hard = config["limits"][name], resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def fence(config: dict[str, Any]) -> None:
    """Keep only the files named, no network and no signals to others, by Landlock."""
    landlock.restrict(config["listable"], config["readable"], config["writable"])


def filter_calls(_config: dict[str, Any]) -> None:
    """Refuse the system calls that no kata needs, by seccomp; this is the last step."""
    seccomp.install()


STEPS: dict[str, Callable[[dict[str, Any]], None]] = {
    "rlimits": limit,
    "landlock": fence,
    "seccomp": filter_calls,
}


def confine(config: dict[str, Any]) -> None:
    """Take every step that was found to work here.

    Raises:
        OSError: one of them does not any more.

    """
    for name in config["steps"]:
        STEPS[name](config)


def found_to_work(config: dict[str, Any]) -> list[str]:
    """Return the names of the steps that work here; tried in a child."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            for name, step in STEPS.items():
                try:
                    step(config)
                except (OSError, ValueError):
                    continue
                os.write(writer, f"{name}\n".encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, encoding="ascii") as report:  # noqa: PTH123  a pipe has no path
        names = report.read().split()
    os.waitpid(child, 0)
    return names

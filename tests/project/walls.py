"""What the tests of the wall share."""

import subprocess
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from dojo.source import Part
from dojo.wall import BASIC, STRICT, bubblewrap
from dojo.wall.machine import environment, machine
from dojo.wall.proxy import Proxy

WALLS = pytest.mark.parametrize("isolation", [STRICT, BASIC])


def load(sandbox, source, name="somewhere/k01_sigmoid.py"):
    return Proxy(sandbox.worker()[0], [Part(name, source)])


def bare(script, *arguments, **options):
    """Start a script in a sandbox of bubblewrap's alone, without the layers inside it."""
    command = [str(machine().python), "-I", "-S", "-B", "-c", script, *map(str, arguments)]
    return subprocess.Popen(
        [*bubblewrap.prefix(), *command], env=environment(), stdin=subprocess.DEVNULL, **options
    )


@contextmanager
def at_most(seconds, act):
    """Act after the time given, from another thread, unless the block is over sooner."""
    timer = threading.Timer(seconds, act)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def processes_below(pid):
    """Return the set of processes that descend from `pid`."""
    with suppress(FileNotFoundError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return set(map(int, children)).union(*map(processes_below, children))
    return set()

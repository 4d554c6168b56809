"""What the tests of the wall share."""

import subprocess
import threading
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import pytest

from dojo.source import Part
from dojo.wall import BASIC, STRICT, bubblewrap
from dojo.wall.machine import environment, machine
from dojo.wall.proxy import Proxy
from dojo.wall.sandbox import Sandbox

WALLS = pytest.mark.parametrize("isolation", [STRICT, BASIC])


def load(sandbox, source, name="somewhere/k01_sigmoid.py"):
    return Proxy(sandbox.worker()[0], [Part(name, source)])


@contextmanager
def forking():
    """Have sandboxes forked, as those of a class are; give the server that does it."""
    Sandbox.fork_from_now_on()
    try:
        yield Sandbox.fork_servers[()]
    finally:
        Sandbox.fork_servers.pop(()).kill()


@pytest.fixture(params=["built", pytest.param("forked", marks=pytest.mark.soak)])
def either_way(request):
    """Run a test in sandboxes that a command builds; as a soak test in forked ones, too."""
    with forking() if request.param == "forked" else nullcontext():
        yield


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

"""The sandboxes of a class, forked from one process: apart from it, and from one another."""

import os
import signal
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from dojo.source import Part
from dojo.wall.proxy import Proxy
from dojo.wall.sandbox import Sandbox
from tests.project.grading import until
from tests.project.walls import forking, load, processes_below

APART = ("cgroup", "ipc", "mnt", "net", "pid", "uts")
LEAVES = """
import os
def f(name):
    open(f"/tmp/{name}", "w").close()
    return " ".join(os.listdir("/tmp")), os.getpid(), os.getppid()
"""


pytestmark = pytest.mark.usefixtures("forked")


@pytest.fixture
def forked():
    """Have sandboxes forked; return the processes that there were before."""
    before = processes_below(os.getpid())
    with forking():
        yield before


def facts(process):
    """Return what the kernel says of a process, and the names of its namespaces."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    status = {name: " ".join(rest.split()) for name, rest in (line.split(":", 1) for line in lines)}
    return status | {name: str(Path(f"/proc/{process}/ns/{name}").readlink()) for name in APART}


REHEARSED = """
import linecache, sys
def f():
    return [name for name in [*sys.modules, *linecache.cache] if "rehearsal" in name]
def g():
    print("heard")
"""


def test_of_what_was_rehearsed_nothing_is_left(capsys):
    """The process that they are forked from has run a program of ours: none of it is there."""
    with Sandbox.start() as sandbox:
        proxy = load(sandbox, REHEARSED)
        assert proxy.call("f", (), {}).result == []
        assert proxy.call("g", (), {}).printed
    assert capsys.readouterr().out == "heard\n"


def test_they_share_nothing():
    """Namespaces, users, scratch folders and processes are each one's own, and rights nobody's."""
    inside = processes_below(os.getpid())  # the server's, which has numpy in it
    # Only root can leave the groups that it is in.
    groups = sorted(os.getgroups()) if os.geteuid() else []
    with ExitStack() as stack:
        seen = []
        for process in inside:
            with suppress(FileNotFoundError):  # of what has ended, the kernel says less
                seen.append(facts(process))
        for name in ("one", "two"):
            connection, process = stack.enter_context(Sandbox.start()).worker()
            proxy = Proxy(connection, [Part("k.py", LEAVES)])
            folder, own, parent = proxy.call("f", (name,), {}).result
            assert (folder, parent) == (name, 1)
            assert own < 10
            seen.append(facts(process))
            rights = {seen[-1][f"Cap{kind}"] for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")}
            assert rights == {"0" * 16}
            assert [seen[-1][fact] for fact in ("NoNewPrivs", "Seccomp")] == ["1", "2"]
            assert list(map(int, seen[-1]["Groups"].split())) == groups
    one, two = seen[-2:]
    for name in APART:
        assert one[name] != two[name]
        assert not {one[name], two[name]} & {each[name] for each in seen[:-2]}
    if os.geteuid() == 0 and one["Uid"].split()[0] != "0":  # else they are in a user namespace
        assert one["Uid"] != two["Uid"]


def test_one_ends_without_the_others():
    """All in it is gone when it is killed, at once, and nothing else is."""
    with Sandbox.start() as other:
        proxy, before = load(other, LEAVES), processes_below(os.getpid())
        with Sandbox.start() as killed:
            load(killed, LEAVES)
            new = processes_below(os.getpid()) - before
            assert new
        assert until(lambda: not new & processes_below(os.getpid()))
        assert proxy.call("f", ("here",), {}).error is None


def test_without_their_server_they_are_built(forked):
    """When it has died, what it forked goes with it, and a command builds the next sandbox."""
    with Sandbox.start() as sandbox:
        for process in processes_below(os.getpid()) - forked:
            with suppress(ProcessLookupError):  # the end of one is the end of another
                os.kill(process, signal.SIGKILL)
        assert until(lambda: not sandbox.alive)
        assert load(sandbox, LEAVES).call("f", ("here",), {}).error is None
    with Sandbox.start() as sandbox:
        assert load(sandbox, LEAVES).call("f", ("here",), {}).error is None

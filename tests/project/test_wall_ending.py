"""How what runs behind the wall ends, and where the wall cannot be built."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from dojo.observe import Crashed
from dojo.registry import UsageError
from dojo.wall import BASIC, STRICT, layers
from dojo.wall.sandbox import Limits, Sandbox
from tests.project.grading import ROOT, until
from tests.project.walls import WALLS, at_most, bare, either_way, load, processes_below

__all__ = ["either_way"]
pytestmark = pytest.mark.usefixtures("either_way")

SLEEPS_ALONE = "import time; time.sleep(60)"
IN_C = "import re; re.match('(a*)*b', 'a' * 40)"
RECURS = "import os; os.read(0, 1) or f()"
REST = [(IN_C, BASIC), (SLEEPS_ALONE, STRICT), (RECURS, STRICT), (RECURS, BASIC)]


@pytest.mark.soak
def test_processor_time_is_limited():
    """A worker that has used up its seconds is killed by the kernel, in Python or in C."""
    with Sandbox.start(Limits(cpu=1)) as sandbox:
        call = load(sandbox, "def f():\n    return sum(iter(int, 1))\n").call("f", (), {})
    assert str(call.error) == "Your code crashed Python with SIGKILL."


@pytest.mark.parametrize(
    ("body", "isolation"),
    [
        (IN_C, STRICT),
        (SLEEPS_ALONE, BASIC),
        *(pytest.param(*rest, marks=pytest.mark.soak) for rest in REST),
    ],
)
def test_a_call_that_does_not_end_is_ended_from_outside(body, isolation):
    """Sleeping, or inside C code, it ends with the sandbox; the next worker gets a new one."""
    with Sandbox.start(isolation=isolation) as sandbox:
        proxy = load(sandbox, f"import sys\nsys.setrecursionlimit(10**9)\ndef f():\n    {body}\n")
        with at_most(0.3, sandbox.kill):
            call = proxy.call("f", (), {})
        assert type(call.error) is Crashed
        assert not sandbox.alive
        assert load(sandbox, "def f(): return 1\n").call("f", (), {}).result == 1


SLEEPS = """
import time
def f():
    print("begun")
    time.sleep(60)
"""


@WALLS
def test_a_worker_ends_with_its_connection(isolation):
    """When whoever asked has been killed, its worker goes too, and no other."""
    with Sandbox.start(isolation=isolation) as sandbox:
        other = load(sandbox, "def f(): return 1\n")
        before, (told, telling) = processes_below(os.getpid()), os.pipe()
        child = os.fork()
        if not child:
            with suppress(BaseException):
                sys.stdout = open(telling, "w", buffering=1)  # noqa: PTH123, SIM115  a pipe
                load(sandbox, SLEEPS).call("f", (), {})
            os._exit(0)
        assert os.read(told, 5) == b"begun"
        new = processes_below(os.getpid()) - before
        assert len(new) == 2  # who asks, and the worker
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert until(lambda: not new & processes_below(os.getpid()))
        os.close(told)
        os.close(telling)
        assert other.call("f", (), {}).result == 1


DAEMON = """
import os, time
for _ in range(3):
    if os.fork():
        time.sleep(60)
    os.setsid()
print("born", flush=True)
time.sleep(60)
"""


def test_nothing_inside_survives_the_sandbox():
    """A daemon, forked thrice and in a session of its own, dies when the sandbox is killed."""
    with bare(DAEMON, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout.readline() == b"born\n"
        process.kill()
        assert process.stdout.read() == b""  # which ends when the last who could write is dead


GRADER = """
import sys
from dojo.source import Part
from dojo.wall.proxy import Proxy
from dojo.wall.sandbox import Sandbox
sandbox = Sandbox.start(isolation=sys.argv[1])
proxy = Proxy(sandbox.worker()[0], [Part("k.py", "import time\\ndef f(): time.sleep(60)")])
print("ready", flush=True)
proxy.call("f", (), {})
"""


@pytest.mark.soak
@pytest.mark.parametrize("isolation", [STRICT, pytest.param(BASIC, marks=pytest.mark.soak)])
def test_a_killed_grader_leaves_nothing(isolation):
    """With the process that started it, however that ends, the sandbox ends."""
    with subprocess.Popen(
        [sys.executable, "-c", GRADER, isolation], cwd=ROOT, stdout=subprocess.PIPE
    ) as grader:
        assert grader.stdout.readline() == b"ready\n"
        inside = processes_below(grader.pid)
        assert len(inside) >= 2
        grader.kill()
    assert until(lambda: not any(Path(f"/proc/{pid}/stat").exists() for pid in inside))


@pytest.mark.parametrize(
    ("fake", "sentence"),
    [
        ("", "The wall needs bubblewrap: apt install bubblewrap"),
        pytest.param(
            "echo 'bwrap: No permissions to create a new namespace' >&2; exit 1",
            "No permissions",
            marks=pytest.mark.soak,
        ),
        pytest.param("echo nonsense; exit 0", "it ended with 0", marks=pytest.mark.soak),
    ],
)
def test_strict_refuses_where_the_wall_cannot_be_built(monkeypatch, tmp_path, fake, sentence):
    """One sentence says what to install or allow; basic works there, and says it is no more."""
    if fake:
        (tmp_path / "bwrap").write_text(f"#!/bin/sh\n{fake}\n", encoding="ascii")
        (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(Sandbox, "fork_servers", {})
    with pytest.raises(UsageError) as caught:
        Sandbox.start()
    assert sentence in str(caught.value)
    assert "`--isolation basic`" in str(caught.value)
    assert "\n" not in str(caught.value)
    with Sandbox.start(isolation=BASIC) as sandbox:
        assert load(sandbox, "def f(): return 1").call("f", (), {}).result == 1
    report = layers.told(layers.probe())
    assert "ABSENT  bubblewrap" in report
    assert "unless given --isolation basic" in report


def test_doctor_says_what_works_here():
    """Each layer has a line; on a machine with all of them, all of them work."""
    lines = layers.told(layers.probe()).splitlines()
    assert [line.split()[0] for line in lines[:9]] == ["works"] * 9
    assert lines[-1] == "Submissions can be graded behind the wall."

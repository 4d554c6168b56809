"""What a submission cannot see, write or use up behind the wall, which is built for real."""

import os
import struct
import subprocess
from pathlib import Path

import pytest

from dojo.wall import STRICT, bubblewrap, layers, seccomp
from dojo.wall.sandbox import Sandbox
from tests.project.grading import ROOT
from tests.project.walls import WALLS, bare, either_way, load

__all__ = ["either_way"]
pytestmark = pytest.mark.usefixtures("either_way")

SIGHTS = """
import os, socket, sys
def f(repo, home):
    seen = {}
    paths = {"repo": repo, "home": home, "shadow": "/etc/shadow", "proc": "/proc/1"}
    for name, path in paths.items():
        seen[name] = os.path.exists(path)
    for name in ("pytest", "tests.oracles", "solutions.k01_sigmoid", "dojo.suite", "dojo.registry"):
        try:
            __import__(name)
        except (ImportError, PermissionError):
            continue
        seen[name] = True
    seen["folder"] = os.getcwd()
    seen["environment"] = " ".join(sorted(os.environ))
    seen["root"] = os.getuid() == 0
    return seen
"""


@WALLS
def test_a_submission_sees_nothing_that_tells_it_anything(isolation):
    """No repo, no tests, no home, no other processes, and an environment like anyone's."""
    with Sandbox.start(isolation=isolation) as sandbox:
        call = load(sandbox, SIGHTS).call("f", (str(ROOT), str(Path.home() / ".profile")), {})
    seen = call.result
    strict = isolation == STRICT
    names = {"HOME", "LANG", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "PATH", "PYTHONBREAKPOINT"}
    extra = set(seen.pop("environment").split()) - names
    assert all(name.startswith("OPENBLAS_") or (strict and name == "PWD") for name in extra)
    assert seen.pop("folder") == ("/tmp" if strict else "/")  # noqa: S108  its own
    if not strict:  # it may know of a path, and yet not read it
        seen |= dict.fromkeys(("repo", "home", "shadow", "proc"), False)
    assert seen == dict.fromkeys(("repo", "home", "shadow", "proc", "root"), False)


READING = """
import os
def f(paths):
    got = []
    for path in paths:
        try:
            got.append(open(path, "rb").read(1) and path)
        except OSError:
            pass
        try:
            open(os.path.join(os.path.dirname(path), "new"), "x")
            got.append("wrote beside " + path)
        except OSError:
            pass
    return got
"""


@WALLS
def test_a_submission_reads_and_writes_nothing_of_ours(isolation, tmp_path):
    """Neither tests nor solutions, accounts or temporary files; nor can it leave anything there."""
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    solutions = [str(path) for path in (ROOT / "solutions").glob("*.py")]
    paths = [
        *solutions,
        str(ROOT / "tests" / "oracles.py"),
        "/etc/passwd",
        "/proc/1/stat",
        str(secret),
    ]
    with Sandbox.start(isolation=isolation) as sandbox:
        call = load(sandbox, READING).call("f", (paths,), {})
    assert (call.error, call.result) == (None, [])
    assert list(tmp_path.iterdir()) == [secret]


def test_the_sandbox_alone_hides_network_processes_and_files():
    """Without the layers inside, bubblewrap holds; the same script outside reaches all three."""
    assert layers.look_round([]) == {"network", "processes", "files"}
    assert layers.look_round(bubblewrap.prefix()) == set()


FILL = """
import os
for place in ("/", "/usr/lib", "/dev", "/root", "/var"):
    try:
        os.mkdir(place + "/new")
        print("made", place)
    except OSError:
        pass
size = 0
try:
    with open("/tmp/full", "wb", 0) as file:
        while size < 200:
            size += file.write(bytes(1 << 20)) >> 20
except OSError:
    pass
print(size)
"""


def test_what_is_written_is_capped_and_goes_away():
    """The one place that can be written to takes 64 MB; all the rest is read-only."""
    with bare(FILL, stdout=subprocess.PIPE, encoding="ascii") as process:
        assert process.communicate()[0] in ("63\n", "64\n")


CROWD = """
import time
def f():
    try:
        for number in range(10_000_000):
            open(f"/tmp/{number}", "x").close()
    except OSError as error:
        return str(error)
"""


def test_files_are_counted_and_the_next_worker_finds_none():
    """Empty files, which no size limit sees, end the sandbox; the next one is as good as new."""
    with Sandbox.start() as sandbox:
        call = load(sandbox, CROWD).call("f", (), {})
        assert "was ended" in str(call.error)
        assert call.seconds < 10
        listing = "import os\ndef f(): return os.listdir('/tmp')\n"
        assert load(sandbox, listing).call("f", (), {}).result == []


BOMBS = """
import os, threading

def memory():
    return len(bytes(3 << 30))

def file():
    with open("/tmp/big", "wb") as big:
        big.write(bytes(17 << 20))

def forks():
    made = 0
    for _ in range(200):
        try:
            if not os.fork():
                os._exit(0)
            made += 1
        except OSError:
            pass
    return made

def threads():
    stop, made = threading.Event(), 0
    try:
        for made in range(200):
            threading.Thread(target=stop.wait).start()
    except RuntimeError:
        pass
    stop.set()
    return made

def command():
    return os.system("true")
"""


@WALLS
def test_memory_files_processes_and_threads_are_limited(isolation):
    """A bomb of any kind goes off inside its own worker, which says so."""
    with Sandbox.start(isolation=isolation) as sandbox:
        proxy = load(sandbox, BOMBS)
        assert type(proxy.call("memory", (), {}).error) is MemoryError
        assert isinstance(proxy.call("file", (), {}).error, OSError)
        assert proxy.call("forks", (), {}).result == 0
        assert proxy.call("threads", (), {}).result < 64
        assert proxy.call("command", (), {}).result != 0


@WALLS
def test_a_worker_cannot_end_others(isolation):
    """It has no way to signal the process that started it, or the grader."""
    source = (
        "import os\ndef f(grader):\n    for pid in (os.getppid(), 1, grader, -1):\n        try:\n"
        "            os.kill(pid, 9)\n        except OSError:\n            pass\n"
    )
    with Sandbox.start(isolation=isolation) as sandbox:
        proxy, other = load(sandbox, source), load(sandbox, "def f(): return 1\n")
        proxy.call("f", (os.getpid(),), {})
        assert other.call("f", (), {}).result == 1
        assert sandbox.alive


CALLS = """
import ctypes, errno
def f(numbers):
    libc = ctypes.CDLL(None, use_errno=True)
    errors = []
    for number in numbers:
        ctypes.set_errno(0)
        result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(-1)] * 6)
        errors.append(errno.errorcode.get(ctypes.get_errno(), "none") if result == -1 else "done")
    return errors
"""


@WALLS
def test_the_refused_system_calls_are_refused(isolation):
    """Every one on the list fails with EPERM, and clone3, whose flags are hidden, with ENOSYS."""
    column = list(seccomp.MACHINES).index(os.uname().machine)
    numbers = [each[column] for each in seccomp.DENIED.values() if each[column] != seccomp.NONE]
    with Sandbox.start(isolation=isolation) as sandbox:
        proxy = load(sandbox, CALLS)
        assert set(proxy.call("f", (numbers,), {}).result) == {"EPERM"}
        assert proxy.call("f", ([seccomp.CLONE3[column]],), {}).result == ["ENOSYS"]


OWNERS = """
import fcntl, struct
def f(file):
    refused = []
    for name in ("F_SETOWN", "F_SETSIG", "F_SETOWN_EX"):
        argument = struct.pack("ii", 1, 0) if name == "F_SETOWN_EX" else 0
        try:
            fcntl.fcntl(file, getattr(fcntl, name, 15), argument)
        except PermissionError:
            refused.append(name)
    for number in (0x8901, 0x8902):
        try:
            fcntl.ioctl(file, number, struct.pack("i", 0))
        except PermissionError:
            refused.append(number)
    return [*refused, fcntl.fcntl(file, fcntl.F_GETFD)]
"""


@WALLS
def test_no_signal_is_sent_by_way_of_a_file(isolation):
    """Nobody can be made the owner of a socket, whom the kernel then sends signals."""
    with Sandbox.start(isolation=isolation) as sandbox:
        refused = load(sandbox, OWNERS).call("f", (3,), {}).result  # 3: its connection
    assert refused == ["F_SETOWN", "F_SETSIG", "F_SETOWN_EX", 0x8901, 0x8902, 0]


LOCKS = """
import fcntl, os, struct
def f(library):
    got = []
    with open("/tmp/own" if os.getcwd() == "/tmp" else os.devnull, "w") as own:
        for file in (own, open(library)):
            for act in (
                lambda: fcntl.flock(file, fcntl.LOCK_SH),
                lambda: fcntl.lockf(own, fcntl.LOCK_EX),
                lambda: fcntl.fcntl(file, 37, struct.pack("hhqqixxxx", fcntl.F_RDLCK, 0, 0, 0, 0)),
                lambda: fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK),
                lambda: fcntl.fcntl(os.pipe()[0], 1031, 1 << 20),
            ):
                try:
                    got.append(act())
                except PermissionError:
                    pass
    return got
"""


@WALLS
def test_no_file_is_locked(isolation):
    """Neither its own file nor one of the machine's: a lock on that could stop other programs."""
    with Sandbox.start(isolation=isolation) as sandbox:
        call = load(sandbox, LOCKS).call("f", (os.__file__,), {})
    assert (call.error, call.result) == (None, [])


def test_the_filter_allows_and_refuses_as_it_is_written():
    """Run by an interpreter of our own, the filter for both machines does what its table says."""
    for column, (machine_name, audit) in enumerate(seccomp.MACHINES.items()):
        code = seccomp.assemble(machine_name, 77)
        for numbers in seccomp.DENIED.values():
            if numbers[column] != seccomp.NONE:
                assert judged(code, audit, numbers[column]) == seccomp.ERRNO | 1
        for numbers, commands in seccomp.COMMANDS.values():
            for command in commands:
                assert judged(code, audit, numbers[column], 0, command) == seccomp.ERRNO | 1
            assert judged(code, audit, numbers[column], 8, 1) == seccomp.ALLOW
        for kill in seccomp.SIGNALS:
            assert judged(code, audit, kill[column], 77) == seccomp.ALLOW
            for other in (1, 76, 0, 2**32 - 1):
                assert judged(code, audit, kill[column], other) == seccomp.ERRNO | 1
        assert judged(code, audit, seccomp.CLONE[column], 0x11) == seccomp.ERRNO | 1
        assert judged(code, audit, seccomp.CLONE[column], 0x3D0F00) == seccomp.ALLOW
        for unseen in (seccomp.CLONE3[column], seccomp.NEWEST + 1, 463, 9999):  # 463: setxattrat
            assert judged(code, audit, unseen) == seccomp.ERRNO | 38
        assert judged(code, audit, seccomp.X32 + 57) == seccomp.ERRNO | 1
        assert judged(code, 0x40000003, 2) == seccomp.KILL  # 32-bit x86, where 2 is fork
        assert judged(code, audit, 98) == seccomp.ALLOW  # getrusage, and futex


def judged(code, machine_name, number, argument=0, second=0):
    """Return what the filter says to a system call."""
    data = {0: number, 4: machine_name, 16: argument, 24: second}
    lines = list(struct.iter_unpack("HBBI", code))
    at, value = 0, 0
    while True:
        kind, yes, no, k = lines[at]
        at += 1
        if kind == seccomp.LOAD:
            value = data[k]
        elif kind == seccomp.RETURN:
            return k
        else:
            held = {0x15: value == k, 0x35: value >= k, 0x45: bool(value & k)}[kind]
            at += yes if held else no

"""A sandbox for one submission: started before it is known whose, killed from outside."""

import os
import select
import signal
import socket
import struct
import subprocess
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import IO, Any, ClassVar, Self

from dojo.registry import UsageError
from dojo.wall import STRICT, advice, bubblewrap
from dojo.wall.bubblewrap import DEVICES, SCRATCH, SCRATCH_SIZE
from dojo.wall.machine import ENGINE, engine, environment, machine, mounts_alone
from dojo.wall.protocol import ProtocolError, encode, receive

FIRST_USER = 2_000_000_000  # from here on there are no accounts
PATIENCE = 120  # seconds for a sandbox to be built and Python to import numpy, on a busy machine
SENDER = struct.Struct("3i")  # a process, its user and its group, as the kernel tells of them


@dataclass(frozen=True)
class Limits:
    """What one worker may use. Wall-clock time is not among them: whoever waits holds the clock."""

    cpu: int = 600  # seconds
    memory: int = 1 << 30  # bytes of address space
    file: int = 16 << 20  # bytes of one file
    files: int = 64  # open at a time
    processes: int = 64  # and threads, where the kernel counts them


class Sandbox:
    """A closed place in which workers can be started, all of them for one submission.

    It may be used from processes forked after it was made, too. A worker ends when its connection
    is closed, at the latest; a new sandbox takes the place of one that was killed or has died.
    Its processes end with the thread that started it.
    """

    fork_servers: ClassVar[dict[tuple[str, ...], "_Running"]] = {}  # by the packages they lend

    def __init__(self, limits: Limits, isolation: str, lent: tuple[str, ...]) -> None:
        self.limits, self.isolation, self.lent = limits, isolation, lent
        self._running: _Running | None = None

    @classmethod
    def start(
        cls, limits: Limits | None = None, isolation: str = STRICT, lent: tuple[str, ...] = ()
    ) -> Self:
        """Build a sandbox and wait until it can take a submission, which may import what is lent.

        Raises:
            UsageError: it cannot be built here; the message says what to install or allow.

        """
        sandbox = cls(limits or Limits(), isolation, lent)
        sandbox._start()
        return sandbox

    @classmethod
    def fork_from_now_on(cls, lent: tuple[str, ...] = ()) -> None:
        """Fork such sandboxes from a process that has imported numpy, where that is possible.

        Each then costs a tenth: worth it for whoever needs many. It ends with this process.
        """
        if lent not in cls.fork_servers and bubblewrap.found() and hasattr(os, "pidfd_open"):
            server = _Started(STRICT, lent, forks=True)
            if server.prepare(_plan(STRICT, lent) | {"forks": True}):
                cls.fork_servers[lent] = server
            else:
                server.last_words()

    @property
    def alive(self) -> bool:
        """Whether it can start workers."""
        return self._running is not None and self._running.listens()

    def worker(self) -> tuple[socket.socket, int]:
        """Return a connection to a new worker and the number of its process, as known out here.

        It is in a new sandbox if this one is no more. The number is 0 if it has not lived to say.

        Raises:
            UsageError: a new sandbox cannot be built.

        """
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        with theirs:
            if self._running is None or not self._running.send(theirs):
                self.kill()
                self._start().send(theirs)
        return ours, _sender(ours)

    def kill(self) -> None:
        """End everything in the sandbox, at once and for certain; a second time does nothing."""
        running, self._running = self._running, None  # from another thread it is gone at once
        if running:
            running.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _start(self) -> "_Running":
        if self.isolation == STRICT and not bubblewrap.found():
            raise UsageError(advice.MISSING)
        plan = _plan(self.isolation, self.lent) | {"limits": asdict(self.limits)}
        server = self.fork_servers.get(self.lent)
        if self.isolation == STRICT and server:
            forked = _forked(server)
            server.known = forked.prepare(plan | {"known": server.known})
            if server.known:
                self._running = forked
                return forked
            forked.kill()
        running = _Started(self.isolation, self.lent)
        steps = running.prepare(plan)
        if not steps:
            raise UsageError(advice.refusal(self.isolation, *running.last_words()))
        if plan["read_all"] and not {"landlock", "seccomp"} <= set(steps):
            running.kill()
            raise UsageError(f"{machine().python} can be read by root alone; {advice.NOT_AS_ROOT}")
        self._running = running
        return running


class _Running:
    """The processes of a sandbox, and the socket that asks them for workers."""

    def __init__(self, control: socket.socket, process: int) -> None:
        self._control = control
        self.known: list[str] = []  # the steps that have worked in what was forked from it
        # unlike a number, a handle can never come to mean another process
        self._handle = os.pidfd_open(process) if process and hasattr(os, "pidfd_open") else -1

    def prepare(self, plan: dict[str, Any], begin: bytes = b"") -> list[str]:
        """Tell the sandbox what to apply, and return what it could; [] if it has failed."""
        self._control.settimeout(PATIENCE)
        try:
            self._control.sendall(begin + encode(plan))
            steps: list[str] = receive(self._control)
        except (OSError, EOFError, ProtocolError):
            return []
        self._control.settimeout(None)
        return steps

    def listens(self) -> bool:
        """Tell whether there is still somebody at the other end."""
        poll = select.poll()
        poll.register(self._control, 0)
        return not poll.poll(0)

    def send(self, connection: socket.socket) -> bool:
        """Ask for a worker that serves the connection; tell whether there was anybody to ask."""
        try:
            return socket.send_fds(self._control, [b"w"], [connection.fileno()]) == 1
        except OSError:
            return False

    def kill(self) -> None:
        """End all of it."""
        self._control.close()
        if self._handle >= 0:
            with suppress(OSError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            ended = select.poll()
            ended.register(self._handle, select.POLLIN)
            ended.poll(1000 * PATIENCE)
            os.close(self._handle)
            self._handle = -1


class _Started(_Running):
    """A sandbox that was built by a command of its own."""

    def __init__(self, isolation: str, lent: tuple[str, ...], *, forks: bool = False) -> None:
        control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own command
                _command(isolation, lent, theirs.fileno(), forks=forks),
                env=environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._owner = os.getpid()  # it alone can wait for their end
        super().__init__(control, self._process.pid)

    def prepare(self, plan: dict[str, Any], begin: bytes = b"") -> list[str]:
        """Tell it the engine, too."""
        if steps := super().prepare(plan, begin or engine()):
            self._errors().close()
        return steps

    def last_words(self) -> tuple[str, int]:
        """End it, and return what it printed, and how it has ended."""
        self.kill()
        with self._errors() as errors:
            said = errors.read(10_000).decode(errors="replace").strip()
        return said, self._process.returncode

    def kill(self) -> None:
        """End all of it."""
        super().kill()
        if self._owner == os.getpid() and self._process.returncode is None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _errors(self) -> IO[bytes]:
        assert self._process.stderr is not None  # noqa: S101  it is a pipe
        return self._process.stderr


def _forked(server: _Running) -> _Running:
    """Return a sandbox whose first process that server has forked; it is dead where it has not."""
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    with theirs:
        server.send(theirs)
    return _Running(ours, _sender(ours))


def _sender(connection: socket.socket) -> int:
    """Return the number of the process that greets at the other end: the kernel says it."""
    connection.settimeout(PATIENCE)
    try:
        _greeting, told, _flags, _address = connection.recvmsg(1, socket.CMSG_SPACE(SENDER.size))
    except OSError:
        told = []
    connection.settimeout(None)
    kind = socket.SOL_SOCKET, socket.SCM_CREDENTIALS
    numbers = [SENDER.unpack(data)[0] for *of, data in told if tuple(of) == kind]
    return int(numbers[0]) if numbers else 0


def _command(isolation: str, lent: tuple[str, ...], control: int, *, forks: bool) -> list[str]:
    """Return the command line of a launcher that listens at the descriptor `control`."""
    here = machine(lent)
    outer, sites = [], here.sites
    if isolation == STRICT:
        outer, sites = bubblewrap.prefix(lent, forks=forks), (bubblewrap.PACKAGES,)
    begin = (ENGINE / "wall" / "boot.py").read_text(encoding="utf-8")
    told = [control, ",".join(here.names), *sites]
    return [*outer, *map(str, [here.python, "-I", "-S", "-B", "-c", begin, *told])]


def _plan(isolation: str, lent: tuple[str, ...]) -> dict[str, Any]:
    """Return what a launcher needs to know: which files may be used, and whose rights to take."""
    here = machine(lent)
    strict = isolation == STRICT
    root = mounts_alone() if strict else os.geteuid() == 0  # strict has a user namespace otherwise
    trees = here.trees if strict else here.spared()
    packages = bubblewrap.packages(lent).values() if strict else here.packages
    return {
        "user": FIRST_USER + int.from_bytes(os.urandom(3), "big") if root else 0,
        "read_all": root and not strict and not here.open_to_all(),
        "listable": [] if strict else [str(path) for path in here.trees],
        "readable": [str(path) for path in (*trees, *packages, *DEVICES)],
        "writable": [SCRATCH, "/dev/null"] if strict else ["/dev/null"],
        "scratch": SCRATCH if strict else "",
        "scratch_size": SCRATCH_SIZE,
        "forks": False,
        "known": [],
    }

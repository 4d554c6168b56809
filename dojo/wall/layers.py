"""Which layers of the wall work on this machine, found out by trying them."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from socket import create_server
from typing import Any

from dojo.registry import UsageError
from dojo.source import Part
from dojo.wall import BASIC, STRICT, advice, bubblewrap
from dojo.wall.machine import ENGINE, environment, machine
from dojo.wall.proxy import Proxy
from dojo.wall.sandbox import Limits, Sandbox

CLONE_NEWUSER = 0x10000000
CALLS = "new processes, sockets, tracing, rare parts of the kernel"
# Run in the sandbox without the layers inside it; tells what it could reach.
LOOK_ROUND = """
import os, socket, sys
port, parent, repo = sys.argv[1:]
try:
    socket.create_connection(("127.0.0.1", int(port)), 2)
    print("network")
except OSError:
    pass
try:
    os.kill(int(parent), 0)
    print("processes")
except PermissionError:
    print("processes")
except ProcessLookupError:
    pass
if os.path.exists(repo):
    print("files")
"""
# Run as a submission; each function returns whether it got away with it.
PRISONER = """
import os, socket, threading

def tries(act):
    try:
        act()
    except (OSError, RuntimeError, MemoryError):
        return False
    return True

def processes():
    def fork():
        if not os.fork():
            os._exit(0)
        os.wait()
    return tries(fork)

def sockets():
    return tries(socket.socket)

def files():
    return tries(lambda: os.listdir("/"))

def memory(size):
    return tries(lambda: bytes(size))

def threads(most):
    done = threading.Event()
    def crowd():
        for _ in range(most):
            threading.Thread(target=done.wait, daemon=True).start()
    try:
        return tries(crowd)
    finally:
        done.set()
"""


@dataclass(frozen=True)
class Layer:
    """One layer: whether it holds here, what it is for, and what would help if it does not."""

    name: str
    works: bool
    protects: str
    remedy: str


def probe() -> list[Layer]:
    """Try every layer for real, with a process that attempts what each is to prevent."""
    reached, why = _reached()
    inside = _escapes()
    newer = "a newer Linux kernel"
    return [
        Layer("user namespaces", namespaces(), "having to be root for the next", advice.remedy()),
        Layer("bubblewrap", reached is not None, "what the next three name", why),
        Layer("  network", _without("network", reached), "sending anything out", why),
        Layer("  processes", _without("processes", reached), "seeing and outliving others", why),
        Layer("  files", _without("files", reached), "reading tests, solutions, homes", why),
        Layer("seccomp", not inside["processes"] and not inside["sockets"], CALLS, newer),
        Layer("Landlock", not inside["files"], "files and signals, a second time", newer),
        Layer("memory limit", not inside["memory"], "using up the machine's memory", newer),
        Layer("thread limit", not inside["threads"], "threads without end", newer),
    ]


def told(layers: Sequence[Layer]) -> str:
    """Return a line for each layer, what to do about the missing ones, and what can be graded."""
    width = max(len(layer.name) for layer in layers)
    lines = [
        f"{'works ' if layer.works else 'ABSENT'}  {layer.name:{width}}  against {layer.protects}"
        for layer in layers
    ]
    remedies = dict.fromkeys(layer.remedy for layer in layers if not layer.works)
    lines += ["", *(f"To do: {remedy}" for remedy in remedies if remedy)]
    whole = next(layer.works for layer in layers if layer.name == "bubblewrap")
    lines.append(
        "Submissions can be graded behind the wall."
        if whole
        else "The wall cannot be built: `class` refuses here, unless given --isolation basic."
    )
    return "\n".join(lines)


def namespaces() -> bool:
    """Tell whether a process without rights can make itself a user namespace."""
    if sys.platform != "linux":
        return False
    child = os.fork()
    if not child:
        os._exit(ctypes.CDLL(None).unshare(CLONE_NEWUSER) != 0)
    return os.waitpid(child, 0)[1] == 0


def _without(what: str, reached: set[str] | None) -> bool:
    return reached is not None and what not in reached


def _reached() -> tuple[set[str] | None, str]:
    """Return what a process in a bare sandbox can reach, or None and what to do about that."""
    try:
        Sandbox.start(isolation=STRICT).kill()
    except UsageError as error:
        return None, str(error)
    try:
        return look_round(bubblewrap.prefix()), ""
    except subprocess.SubprocessError as error:
        return None, str(error)


def look_round(prefix: list[str]) -> set[str]:
    """Return what a process that is started after `prefix` can reach of network, processes, files.

    Raises:
        subprocess.SubprocessError: it could not be started.

    """
    script = [str(machine().python), "-I", "-S", "-B", "-c", LOOK_ROUND]
    with create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = subprocess.run(  # noqa: S603  our own command
            [*prefix, *script, str(port), str(os.getpid()), str(ENGINE.parent)],
            env=environment(),
            stdout=subprocess.PIPE,
            encoding="ascii",
            timeout=60,
            check=True,
        )
    return set(done.stdout.split())


def _escapes() -> dict[str, Any]:
    """Return what a worker gets away with where bubblewrap is left out."""
    limits = Limits()
    attempts = {"memory": (limits.memory,), "threads": (2 * limits.processes,)}
    names = ("processes", "sockets", "files", "memory", "threads")
    try:
        with Sandbox.start(limits, BASIC) as sandbox:
            prisoner = Proxy(sandbox.worker()[0], [Part("prisoner.py", PRISONER)])
            calls = [prisoner.call(name, attempts.get(name, ()), {}) for name in names]
            return {call.function: call.result is not False for call in calls}
    except UsageError:
        return dict.fromkeys(names, True)

"""What an attack may have left or sent: files, processes and packets, looked for by the tests."""

import ctypes
import hashlib
import os
import socket
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from tests.project.grading import ROOT

PR_SET_CHILD_SUBREAPER = 36
NAME = "dojo-attack-socket"  # stands in the attacks for the name of our sockets
PLACES = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path.home(), Path("/"), ROOT)  # noqa: S108  where an attack would write
PORT = "47113"  # stands in the attacks for that of the listener


class Watch:
    """Watches from its creation on; whatever loses its parent meanwhile becomes a child of ours."""

    def __init__(self):
        self._stack = ExitStack()
        self.name = f"{NAME}-{os.getpid()}"  # another run of the tests may go on beside this one
        path = Path(tempfile.gettempdir()) / self.name
        path.unlink(missing_ok=True)
        self._stack.callback(path.unlink, missing_ok=True)
        tcp = self._open(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        self.port = tcp.getsockname()[1]
        self._sockets = [
            tcp,
            self._open(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", self.port)),
            self._open(socket.AF_UNIX, socket.SOCK_DGRAM, str(path)),
            self._open(socket.AF_UNIX, socket.SOCK_DGRAM, f"\0{self.name}"),
        ]
        path.chmod(0o777)
        self.before, self._others = self.files(), _children()
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._stack.callback(ctypes.CDLL(None).prctl, PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stack.close()

    def _open(self, family, kind, address):
        listener = self._stack.enter_context(socket.socket(family, kind))
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        listener.setblocking(False)
        return listener

    def packets(self):
        """Return what has arrived from anybody."""
        got = []
        for listener in self._sockets:
            with suppress(BlockingIOError):
                stream = listener.type == socket.SOCK_STREAM
                got.append(listener.accept()[1] if stream else listener.recv(100))
        return got

    def marks(self):
        """Return the files that attacks would have made anywhere, by their names."""
        found = {path for place in PLACES for path in place.glob("dojo-attack*")}
        return sorted(path for path in found if NAME not in path.name)

    def files(self):
        """Return a digest of every file of the course and the engine."""
        names = ("katas", "solutions", "tests", "dojo")
        paths = [path for name in names for path in (ROOT / name).rglob("*.py")]
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}

    def processes(self, patience=60.0):
        """Return the processes that have outlived whoever started them, after some patience."""
        deadline = time.monotonic() + patience
        while (left := _children() - self._others) and time.monotonic() < deadline:
            for pid in left:
                with suppress(OSError):
                    os.waitpid(pid, os.WNOHANG)
            time.sleep(0.05)
        return left


def _children():
    lists = [task / "children" for task in Path("/proc/self/task").iterdir()]
    return {int(word) for each in lists for word in each.read_text(encoding="ascii").split()}

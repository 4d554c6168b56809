"""A learner at a terminal: `grader.py watch` in a pseudo-terminal, its keys and its screen."""

import os
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte

from tests.project.practising import Practice

PATIENCE = 60  # seconds, to end a test that hangs
# The terminal has to be the process's own, for Ctrl-C and for a change of its size to arrive.
IN_ITS_TERMINAL = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)


class Desk(Practice):
    """A learner's copy of the repo, in which the third kata is at hand and time is short."""

    def __init__(self, folder):
        super().__init__(folder)
        settings = folder / "pyproject.toml"
        text = settings.read_text(encoding="utf-8")
        assert "\nprocessor_time = 5 " in text
        short = text.replace("\nprocessor_time = 5 ", "\nprocessor_time = 2 ")
        settings.write_text(short, encoding="utf-8")
        self.file = self.katas / "k03_deltas.py"
        self.right = (folder / "solutions" / self.file.name).read_text(encoding="utf-8")
        self.wrong = self.right.replace("layer_2 - y", "y - layer_2")
        assert self.wrong != self.right

    def done(self):
        """Return the history in short: what was done, to which kata, how it went."""
        return [(event["kind"], event["kata"][:3], event["status"]) for event in self.events()]


def environment(**changed):
    """Return the environment of a plain terminal."""
    unwanted = ("DOJO_HISTORY", "NO_COLOR", "COLUMNS", "LINES")
    plain = {name: value for name, value in os.environ.items() if name not in unwanted}
    return plain | {"TERM": "xterm-256color"} | changed


class Terminal:
    """A terminal in which the watch runs, and which ends with it."""

    def __init__(self, desk, *arguments, script="grader.py", size=(30, 100), **changed):
        self.fd, inside = os.openpty()
        self.resize(*size)
        self.modes = termios.tcgetattr(self.fd)
        self.raw = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", IN_ITS_TERMINAL, script, "watch", *arguments],
            cwd=desk.folder,
            env=environment(**changed),
            stdin=inside,
            stdout=inside,
            stderr=inside,
        )
        os.close(inside)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.send_signal(signal.SIGTERM)
        if self.fd is not None:
            self.end()
        self.close()

    def close(self):
        """Close the window."""
        if self.fd is not None:
            os.close(self.fd)
        self.fd = None

    def resize(self, rows, columns):
        """Change the size of the window."""
        termios.tcsetwinsize(self.fd, (rows, columns))
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)

    @property
    def rows(self):
        """The lines on the screen."""
        return [row.rstrip() for row in self.screen.display]

    def press(self, keys):
        """Press keys."""
        os.write(self.fd, keys.encode())

    def until(self, *texts):
        """Wait until all of the texts are on the screen; return its lines."""
        deadline = time.monotonic() + PATIENCE
        while not all(text in "\n".join(self.rows) for text in texts):
            came = self.read(max(0, deadline - time.monotonic()))
            assert came, f"{texts} never came:\n" + "\n".join(self.rows)
        return self.rows

    def end(self):
        """Return the exit code, once the watch has ended; the terminal stays as it is then."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:  # it cannot end while nobody reads what it writes
            assert time.monotonic() < deadline, "no end:\n" + "\n".join(self.rows)
            self.read(0.01)
        while self.read(0):
            pass
        return self.process.returncode

    def read(self, seconds):
        """Draw what comes within so many seconds; return whether anything came."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            self._feed(os.read(self.fd, 65536))
        except OSError:  # nothing has the terminal open any more
            return False
        return True

    def _feed(self, data):
        self.raw += data
        self._stream.feed(data)


def children(pid):
    """Return the ids of the processes that the process has started and that are still there."""
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [child for child in pids if alive(child) and _stat(child)[1] == str(pid)]


def alive(pid):
    """Return whether there is such a process, and it has not ended."""
    return _stat(pid)[0] not in "ZX"


def _stat(pid):
    """Return a process's state and its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
    except OSError:  # it has gone
        return ["X", ""]

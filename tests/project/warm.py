"""A warm start for `python grader.py`: forks of a process that has imported numpy and pytest.

The tests type hundreds of commands, and most of what a command costs is these imports. All else is
as in a process of its own: the grader's modules are imported anew from the folder it lies in, and
arguments, environment, working folder, streams and exit code are those of the command.
"""

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from runpy import run_path
from types import CodeType

PRELOADED = (
    *("argparse", "csv", "difflib", "multiprocessing.connection", "numpy", "sqlite3", "tempfile"),
    *("_pytest.faulthandler", "_pytest.main", "_pytest.mark", "_pytest.python", "_pytest.reports"),
    *("_pytest.runner", "_pytest.skipping", "_pytest.terminal", "numpy.testing", "pytest"),
    *("pytest_timeout", "rich.console", "rich.markup", "rich.panel", "rich.table", "rich.text"),
)
LARGEST = 1 << 17  # bytes of a request
ROOT = Path(__file__).resolve().parents[2]


class Warm:
    """The asking side."""

    def __init__(self):
        self._line, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with there:
            threads = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(there.fileno())],
                env=os.environ | threads,  # a pool of threads does not survive a fork
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[there.fileno()],
            )

    def close(self):
        """End the process that waits."""
        self._line.close()
        self._process.wait()

    def run(self, arguments, cwd, env, keys="", timeout=300):
        """Return what `python ARGUMENTS` comes to: its exit code and what it printed."""
        asked = {"arguments": arguments, "cwd": str(cwd), "env": dict(env)}
        with ExitStack() as stack:
            streams = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
            streams[0].write(keys.encode())
            streams[0].seek(0)
            code = self._ask(asked, streams, timeout)
            for stream in streams[1:]:
                stream.seek(0)
            return code, *(stream.read().decode("utf-8") for stream in streams[1:])

    def _ask(self, asked, streams, timeout):
        answer, writing = socket.socketpair()
        with answer, answer.makefile("r") as lines:
            with writing:
                fds = [stream.fileno() for stream in (*streams, writing)]
                socket.send_fds(self._line, [json.dumps(asked).encode()], fds)
            answer.settimeout(timeout)
            pid = int(lines.readline())
            try:
                return int(lines.readline())
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise


@cache
def warm():
    """Return the warm process of this run of pytest."""
    process = Warm()
    atexit.register(process.close)
    return process


def compile_once():
    """Compile the engine and the suites now; a copy of them anywhere is then not compiled again."""
    files = [*(ROOT / "dojo").rglob("*.py"), *(ROOT / "tests").glob("*.py")]
    contents = map(Path.read_bytes, files)
    known = {each: compile(each, "", "exec", dont_inherit=True) for each in contents}
    really = SourceFileLoader.source_to_code

    def source_to_code(self, data, path, *more, **options):
        code = known.get(bytes(data))
        return placed(code, path) if code else really(self, data, path, *more, **options)

    SourceFileLoader.source_to_code = source_to_code


def placed(code, path):
    """Return the code as it is when compiled from the file at `path`."""
    constants = (placed(c, path) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_filename=path, co_consts=tuple(constants))


def serve(line):
    """Fork for every request; return it in the fork, and None when nobody asks any more."""
    compile_once()
    for module in PRELOADED:
        import_module(module)
    gc.freeze()
    while True:
        text, fds, _, _ = socket.recv_fds(line, LARGEST, 4)
        if not text:
            return None
        if os.fork() == 0:
            line.close()
            return prepared(json.loads(text), fds)
        for fd in fds:
            os.close(fd)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def prepared(request, fds):
    """Return the request in a process that is made ready for it, watched by its parent."""
    *streams, answer = fds
    pid = os.fork()
    if pid:
        os.write(answer, f"{pid}\n".encode())
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.write(answer, f"{code}\n".encode())
        os._exit(0)
    for number, fd in enumerate(streams):
        os.dup2(fd, number)
    for fd in fds:
        os.close(fd)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    return request


def end_at_once(code):
    """End as `sys.exit(code)` does, but leave the tidying of memory to the system.

    It takes ten times as long as the fork. What cannot be flushed is left for Python to complain
    of, and so is a code that is a message.
    """
    if code is None or isinstance(code, int):
        with suppress(AttributeError, OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
            atexit._run_exitfuncs()  # noqa: SLF001  there is no public way
            os._exit(code or 0)


if __name__ == "__main__":
    asked = serve(socket.socket(fileno=int(sys.argv[1])))
    if asked:
        sys.argv = asked["arguments"]
        script = Path(sys.argv[0]).absolute()
        sys.path[0] = str(script.parent)
        try:
            run_path(str(script), run_name="__main__")
        except SystemExit as ending:
            end_at_once(ending.code)
            raise

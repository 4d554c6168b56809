"""The first process behind the wall, and the parent of its workers.

It is started afresh, before it is known for whom, or forked from one that was and that serves
nobody (`forkserver`), so there was never anything in its memory that a submission must not see. It
imports numpy once and forks a worker for whoever sends it a socket. It sees to it that a worker
ends with the connection it serves, and says how one ended by itself.
"""

import gc
import os
import select
import signal
import site
import socket
import sys
from contextlib import suppress
from typing import Any, NoReturn

import numpy as np
import numpy.random  # which numpy itself leaves to whoever uses it: that is most workers

from dojo.wall import confine, forkserver, privileges, protocol, worker

Workers = dict[int, socket.socket]
ROUND = 100  # milliseconds between two looks at what is in the scratch folder
MOST_ENTRIES = 4096  # in there; each takes kernel memory that no size limit counts


def main(fd: int) -> None:
    """Make ready, say so, and serve until nobody is left who could ask for anything."""
    control = socket.socket(fileno=fd)
    sys.argv[:] = [""]
    config: dict[str, Any] = protocol.receive(control)
    config["steps"] = ["forks"]
    if not config["forks"]:
        privileges.become(config["user"], config["read_all"])
        # What is known of the sandbox before is tried by each worker, which ends where it fails.
        config["steps"] = config["known"] or confine.found_to_work(config)
    control.sendall(protocol.encode(config["steps"]))
    site.setquit()  # exit() and quit(), which -S leaves out
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123  it takes milliseconds to import
        for stream in (0, 1, 2):
            os.dup2(nothing.fileno(), stream)
    if config["forks"]:
        worker.rehearse()
    gc.freeze()  # a fork then copies far fewer pages
    gc.enable()
    if config["forks"]:
        forkserver.serve(control, config, main)
    else:
        serve(control, config)


def serve(control: socket.socket, config: dict[str, Any]) -> None:
    """Fork a worker for every socket that arrives; end it when its other side is closed.

    When there are too many files, this ends, and the sandbox with it.
    """
    workers: Workers = {}
    alarm, woken = socket.socketpair()
    alarm.setblocking(False)
    woken.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(alarm, select.POLLIN)
    scratch = config["scratch"]
    while not (scratch and crowded(scratch)):
        for fd, _event in poll.poll(ROUND if scratch and workers else None):
            if fd == control.fileno():
                _message, sockets, _flags, _address = socket.recv_fds(control, 1, 1)
                if not sockets:
                    return
                connection = socket.socket(fileno=sockets[0])
                workers[start(connection, config)] = connection
                poll.register(connection, 0)  # that is: tell when it is closed
            elif fd == alarm.fileno():
                with suppress(BlockingIOError):
                    alarm.recv(4096)
                reap(workers, poll)
            else:
                for child, connection in workers.items():
                    if connection.fileno() == fd:
                        os.kill(child, signal.SIGKILL)
                        poll.unregister(connection)


def crowded(folder: str) -> bool:
    """Tell whether the file system at `folder` has more entries than anybody needs."""
    facts = os.statvfs(folder)
    return facts.f_files - facts.f_ffree > MOST_ENTRIES


def start(connection: socket.socket, config: dict[str, Any]) -> int:
    """Fork a worker that serves the connection; return its process id."""
    child = os.fork()
    return child or run(connection, config)


def run(connection: socket.socket, config: dict[str, Any]) -> NoReturn:
    """Be a worker: keep nothing but the connection, give up everything else, serve, end."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(connection.detach(), 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        privileges.end_with_parent()
        connection = socket.socket(fileno=3)
        connection.send(b".")  # with which the kernel tells the other side whose time to count
        confine.confine(config)
        # Or all workers would draw the same numbers; without a number, numpy imports for 15 ms.
        np.random.seed(int.from_bytes(os.urandom(4), "big"))  # noqa: NPY002  the one they draw from
        worker.serve(connection)
        status = 0
    finally:
        os._exit(status)


def reap(workers: Workers, poll: select.poll) -> None:
    """Take note of the workers that have ended, and tell the other side how."""
    for child, connection in list(workers.items()):
        ended, status = os.waitpid(child, os.WNOHANG)
        if not ended:
            continue
        with suppress(KeyError):
            poll.unregister(connection)
        code = os.waitstatus_to_exitcode(status)
        with suppress(OSError):
            connection.send(protocol.encode(("ended", code)), socket.MSG_DONTWAIT)
        connection.close()
        del workers[child]

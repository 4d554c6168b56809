"""A process that has imported numpy, behind a wall of its own: sandboxes are forked from it.

Nothing of a submission is ever in it, and none can reach it: a sandbox has namespaces of its own,
in which this process is not, an empty scratch folder, and a user that nobody else is.
"""

import ctypes
import os
import signal
import socket
from collections.abc import Callable
from typing import Any, NoReturn

# Of mounts, control groups, host name, messages, processes and network, as clone(2) names them.
NAMESPACES = 0x20000 | 0x2000000 | 0x4000000 | 0x8000000 | 0x20000000 | 0x40000000
NOSUID, NODEV = 2, 4
PR_CAPBSET_DROP = 24


def serve(control: socket.socket, config: dict[str, Any], first: Callable[[int], None]) -> None:
    """Fork a sandbox for every socket that arrives; `first` is what its first process does."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps them
    while True:
        _message, sockets, _flags, _address = socket.recv_fds(control, 1, 1)
        if not sockets:
            return
        if not os.fork():
            control.close()
            begin(sockets[0], config, first)
        os.close(sockets[0])


def begin(fd: int, config: dict[str, Any], first: Callable[[int], None]) -> NoReturn:
    """Enter new namespaces, and fork their first process: when it ends, so does all in them."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        options = f"mode=1777,size={config['scratch_size']}".encode()
        scratch = config["scratch"].encode()
        if libc.unshare(NAMESPACES) or libc.mount(
            b"tmpfs", scratch, b"tmpfs", NOSUID | NODEV, options
        ):
            raise OSError(ctypes.get_errno(), "no namespaces for a sandbox")
        for capability in range(64):  # not even what is executed could have them back
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
        os.chdir(config["scratch"])
        if not os.fork():
            os.setsid()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.write(fd, b".")  # with which the kernel tells the other side whom to kill
            first(fd)
    finally:
        os._exit(0)

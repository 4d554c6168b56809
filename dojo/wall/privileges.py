"""Whose rights a process has: as root, those of a user nobody else is."""

import ctypes
import os
import signal
import struct
import sys
from contextlib import suppress

NOBODY = 65534
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS = 1, 4, 8
CAPABILITY_VERSION = 0x20080522
READ_ALL = 1 << 2  # CAP_DAC_READ_SEARCH


def become(user: int, read_all: bool) -> None:
    """Lose every capability and, as root, become `user`; leave no image in core files.

    Args:
        user: a number that no account and no other sandbox has; 0 for who is not root.
        read_all: keep the capability to read any file (for a Python that only root can reach,
            where Landlock names the few files that may be read).

    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if user:
        libc.prctl(PR_SET_KEEPCAPS, int(read_all), 0, 0, 0)
        os.setgroups([])
        try:
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
        except OSError:  # a container that knows few users
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
    kept = READ_ALL if read_all else 0
    header = struct.pack("Ii", CAPABILITY_VERSION, 0)
    if libc.capset(header, struct.pack("6I", kept, kept, 0, 0, 0, 0)):
        raise OSError(ctypes.get_errno(), "capset refused")
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def end_with_parent() -> None:
    """Ask to be killed when the process that forked this one ends."""
    with suppress(AttributeError):  # Linux alone has it
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)

"""Landlock: a process gives up, for good, every file it does not name, the network and signals."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from errno import ENOSYS
from functools import cache

# The numbers of these calls are the same on every kind of machine.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PR_SET_NO_NEW_PRIVS = 38
PATH_BENEATH = 1
VERSION = 1  # the flag that asks for the kernel's version of the interface

READ_FILE, READ_DIR, WRITE_FILE, TRUNCATE = 1 << 2, 1 << 3, 1 << 1, 1 << 14
MAKE_AND_REMOVE = 0b1_0001_1011_0000  # plain files, folders and links
EVERYTHING = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 5: 0xFFFF}  # what is handled since which version
TCP_SINCE, BIND_AND_CONNECT = 4, 0b11
SCOPE_SINCE, SOCKETS_AND_SIGNALS = 6, 0b11


def version() -> int:
    """Return the version of Landlock that the kernel offers, or 0."""
    return max(0, _call(CREATE_RULESET, None, 0, VERSION)) if sys.platform == "linux" else 0


def restrict(listable: Iterable[str], readable: Iterable[str], writable: Iterable[str]) -> None:
    """Leave this process what lies beneath the given paths, and no other file.

    Since version 4 of the interface it can open no TCP connection, and since version 6 send no
    signal to a process outside.

    Raises:
        OSError: the kernel refuses, or has no Landlock.

    """
    offered = version()
    if not offered:
        raise OSError(ENOSYS, "no Landlock here")
    files = max((rights for since, rights in EVERYTHING.items() if since <= offered), default=0)
    fields = [files]
    if offered >= TCP_SINCE:
        fields.append(BIND_AND_CONNECT)
    if offered >= SCOPE_SINCE:
        fields.append(SOCKETS_AND_SIGNALS)
    attributes = struct.pack(f"{len(fields)}Q", *fields)
    ruleset = _checked(CREATE_RULESET, attributes, len(attributes), 0)
    for path in listable:
        _allow(ruleset, path, READ_DIR)
    for path in readable:
        _allow(ruleset, path, READ_FILE | READ_DIR)
    for path in writable:
        rights = READ_FILE | READ_DIR | WRITE_FILE | TRUNCATE | MAKE_AND_REMOVE
        _allow(ruleset, path, rights & files)
    _libc().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _checked(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    if not os.path.isdir(path):  # noqa: PTH112  this process imports no more than it must
        rights &= READ_FILE | WRITE_FILE | TRUNCATE
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if rights:  # a file that may only be listed may nothing
        _checked(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    os.close(place)


def _call(number: int, *arguments: bytes | int | None) -> int:
    given = [ctypes.c_long(x) if isinstance(x, int) else x for x in arguments]
    return int(_libc().syscall(ctypes.c_long(number), *given))


@cache  # every worker asks twenty times, and to find it again takes longer than the call
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc


def _checked(number: int, *arguments: bytes | int) -> int:
    result = _call(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "Landlock refused")
    return result

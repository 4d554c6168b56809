"""A seccomp filter: the system calls that no kata needs fail, whatever asks for them.

Written as classic BPF, for the two machines people have. Not an allow-list: Python and numpy use
what they like, but a process that has been confined can start no other, open no socket, trace or
alter nobody, mount nothing, and reach none of the kernel's more adventurous parts.
"""

import ctypes
import os
import struct
import sys
from errno import ENOSYS, EPERM

NONE = -1  # the machine has no such call
# name: x86_64, aarch64
DENIED = {
    # new processes and programs; threads come from clone, which is looked at more closely
    "fork": (57, NONE),
    "vfork": (58, NONE),
    "execve": (59, 221),
    "execveat": (322, 281),
    # leaving the group or the parent that end this process
    "setsid": (112, 157),
    "setpgid": (109, 154),
    "prctl": (157, 167),
    "personality": (135, 92),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "prlimit64": (302, 261),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    # namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    # the network, and memory that no limit counts
    "socket": (41, 198),
    "socketpair": (53, 199),  # one of datagrams can be sent to any socket that has a path
    "bind": (49, 200),
    "connect": (42, 203),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "sendmsg": (46, 211),  # with which open files can be sent away
    "sendmmsg": (307, 269),
    "shmget": (29, 194),
    "shmat": (30, 196),  # what others have made is known by its number, without a `get`
    "shmctl": (31, 195),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "mq_open": (240, 180),
    # ownership, permissions and links of files
    "chmod": (90, NONE),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, NONE),
    "lchown": (94, NONE),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "mknod": (133, NONE),
    "mknodat": (259, 33),
    "open_by_handle_at": (304, 265),
    # the standing of this user's other processes
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    # other users, capabilities and larger limits
    "setuid": (105, 146),
    "setgid": (106, 144),
    "setreuid": (113, 145),
    "setregid": (114, 143),
    "setresuid": (117, 147),
    "setresgid": (119, 149),
    "setgroups": (116, 159),
    "capset": (126, 91),
    "setrlimit": (160, 164),
    # memory of the kernel that no limit counts, and waits for everybody's disks
    "flock": (73, 32),  # also of files that may only be read: others would wait for them
    "sync": (162, 81),
    "syncfs": (306, 267),
    "timer_create": (222, 107),
    "timerfd_create": (283, 85),
    "epoll_create": (213, NONE),
    "epoll_create1": (291, 20),
    "vmsplice": (278, 75),
    "mlock": (149, 228),
    "mlock2": (325, 284),
    "mlockall": (151, 230),
    # more layers of the wall, which the kernel would have to keep, and to pass
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
    # parts of the kernel with a history
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_setup": (206, 0),  # its requests come out of one store for the whole machine
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "modify_ldt": (154, NONE),
    "fanotify_init": (300, 262),
    "inotify_init": (253, NONE),
    "inotify_init1": (294, 26),
    "syslog": (103, 116),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
}
# by the second argument: to have the kernel send a signal for a file to somebody else, to lock it,
# to hear of what others do with it, or to make a pipe larger
LOCKS = (5, 6, 7, 36, 37, 38, 1024)  # F_GETLK, F_SETLK, F_SETLKW, those of open files; F_SETLEASE
COMMANDS = {
    # F_SETOWN, F_SETSIG, F_SETOWN_EX, locks, F_NOTIFY, F_SETPIPE_SZ
    "fcntl": ((72, 25), (8, 10, 15, *LOCKS, 1026, 1031)),
    "ioctl": ((16, 29), (0x8901, 0x8902)),  # FIOSETOWN, SIOCSPGRP
}
SIGNALS = ((62, 129), (234, 131))  # kill and tgkill: a process may still end itself
SENDTO = (44, 206)  # as `send` is called there
MSG_OOB = 1  # a byte beside the others: a part of the kernel with a history
CLONE = (56, 220)
CLONE3 = (435, 435)
CLONE_THREAD = 0x10000
NEWEST = 450  # on both: whatever kernels have learnt since is as if it were not there
X32 = 0x40000000  # from here on the numbers mean another set of calls, on x86_64 alone
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # as the kernel names them

LOAD, IF_EQUAL, IF_AT_LEAST, IF_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE = 0, 4  # offsets in what the kernel shows a filter
FIRST_ARGUMENT, SECOND_ARGUMENT, FOURTH_ARGUMENT = 16, 24, 40
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
PR_SET_SECCOMP, SECCOMP_MODE_FILTER, PR_SET_NO_NEW_PRIVS = 22, 2, 38


def available() -> bool:
    """Tell whether there is a filter for this machine."""
    return sys.platform == "linux" and os.uname().machine in MACHINES


def install() -> None:
    """Confine this process, and whatever it might become, for good.

    Raises:
        OSError: the kernel refuses, or the machine is of another kind.

    """
    if not available():
        raise OSError(ENOSYS, "no filter for this machine")
    code = assemble(os.uname().machine, os.getpid())
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HL", len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_char_p(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "seccomp refused the filter")


def assemble(machine: str, own: int) -> bytes:
    """Return the instructions, eight bytes each, of the filter for the process `own`."""
    column = list(MACHINES).index(machine)
    lines = [
        (LOAD, 0, 0, MACHINE),
        (IF_EQUAL, 1, 0, MACHINES[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (IF_AT_LEAST, 0, 1, X32),
        (RETURN, 0, 0, ERRNO | EPERM),
        (IF_AT_LEAST, 0, 1, NEWEST + 1),
        (RETURN, 0, 0, ERRNO | ENOSYS),
    ]
    for numbers in DENIED.values():
        if numbers[column] != NONE:
            lines += [(IF_EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, ERRNO | EPERM)]
    for numbers, commands in COMMANDS.values():
        refused = [(IF_EQUAL, len(commands) - at, 0, each) for at, each in enumerate(commands)]
        lines += [
            (IF_EQUAL, 0, len(commands) + 3, numbers[column]),
            (LOAD, 0, 0, SECOND_ARGUMENT),
            *refused,
            (RETURN, 0, 0, ALLOW),
            (RETURN, 0, 0, ERRNO | EPERM),
        ]
    for numbers in SIGNALS:
        lines += [
            (IF_EQUAL, 0, 4, numbers[column]),
            (LOAD, 0, 0, FIRST_ARGUMENT),
            (IF_EQUAL, 0, 1, own),
            (RETURN, 0, 0, ALLOW),
            (RETURN, 0, 0, ERRNO | EPERM),
        ]
    lines += [
        (IF_EQUAL, 0, 4, SENDTO[column]),
        (LOAD, 0, 0, FOURTH_ARGUMENT),
        (IF_BITS, 0, 1, MSG_OOB),
        (RETURN, 0, 0, ERRNO | EPERM),
        (RETURN, 0, 0, ALLOW),
        (IF_EQUAL, 0, 1, CLONE3[column]),
        (RETURN, 0, 0, ERRNO | ENOSYS),  # its flags cannot be seen; libc falls back to clone
        (IF_EQUAL, 0, 3, CLONE[column]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (IF_BITS, 1, 0, CLONE_THREAD),
        (RETURN, 0, 0, ERRNO | EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)

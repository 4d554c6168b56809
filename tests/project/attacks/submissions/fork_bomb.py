"""Two hundred processes, started in every way there is."""

import ctypes
import multiprocessing
import os
import subprocess

libc = ctypes.CDLL(None)
WAYS = [
    os.fork,
    os.forkpty,
    libc.fork,
    lambda: libc.syscall(57),
    lambda: libc.syscall(56, 17, 0, 0, 0, 0),
    lambda: libc.syscall(435, 0, 0),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: subprocess.Popen(["/bin/true"]),
    lambda: multiprocessing.get_context("fork").Process(target=id).start(),
    lambda: os.execv("/bin/true", ["true"]),
]


def sigmoid(x):
    started = 0
    for number in range(200):
        try:
            child = WAYS[number % len(WAYS)]()
        except OSError:
            continue
        if child == 0:
            os._exit(0)
        started += child != -1
    raise RuntimeError(f"started {started} of 200, {os.system('true') == 0}")


def sigmoid_output_to_derivative(output):
    return output

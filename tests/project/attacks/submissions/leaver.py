"""Something left behind for whoever comes next."""

import os
import sys

with open("/tmp/dojo-attack-left", "w") as file:
    file.write("0.1192029220")
os.environ["DOJO_ATTACK"] = sys.modules["dojo.left"] = "left"


def sigmoid(x):
    raise RuntimeError("left a file")


def sigmoid_output_to_derivative(output):
    return output

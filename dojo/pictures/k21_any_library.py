"""The devices' table: the learner's training on every library and device that this machine has."""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import numpy as np

from dojo.pictures.recipe import Ask, Rows, panel, table
from dojo.pictures.tutorial import X, Y
from dojo.registry import UsageError

SHORT = 0.0005  # seconds
WIDE, ITERATIONS = 1000, (2000, 20)  # nodes of the wide network; iterations of both


def _on(device: str, module: ModuleType, **other: Any) -> str:
    """Return the name of a module that is `module`, but makes its arrays on a device."""
    name = f"{module.__name__}_on_{device}".replace(".", "_")
    made = sys.modules[name] = ModuleType(name)
    vars(made).update({**vars(module), **other, "__name__": name})
    made.asarray = lambda values, **how: module.asarray(values, **{"device": device, **how})  # type: ignore[attr-defined]  # it has no type of its own
    return name


def _found() -> Iterator[tuple[str, str]]:
    """Yield what to call each library and device, and the name of its module.

    A library that is not here is left out, and so is one that does not work here.
    """
    yield "numpy", "numpy"
    if find_spec("array_api_strict"):
        yield "array_api_strict", "array_api_strict"
    with suppress(Exception):
        compat = "array_api_compat.torch"
        torch = import_module(compat if find_spec("array_api_compat") else "torch")
        yield f"torch {torch.__version__}, CPU", torch.__name__
        if torch.cuda.is_available():
            yield f"torch, {torch.cuda.get_device_name()}", _on("cuda", torch)
        if torch.backends.mps.is_available():  # a Mac's graphics card has no double precision
            yield "torch, MPS (single precision)", _on("mps", torch, float64=torch.float32)
    with suppress(Exception):
        jax = import_module("jax")
        jax.config.update("jax_enable_x64", True)  # it is in single precision if it is not told
        yield f"jax {jax.__version__}, {jax.devices()[0].device_kind}", "jax.numpy"
    with suppress(Exception):
        cupy = import_module("cupy")
        if cupy.cuda.runtime.getDeviceCount():
            yield f"cupy {cupy.__version__}, graphics card", "cupy"


def _networks() -> list[tuple[Any, ...]]:
    """Return what `train` is given after the library: the tutorial's network, and a wide one."""
    random = np.random.RandomState(1)
    small = [2 * random.random_sample(size) - 1 for size in ((3, 4), (4, 1))]
    wide = [random.standard_normal(size) for size in ((WIDE, WIDE), (WIDE, 1))]
    return [
        (np.array(X), np.array(Y), *small, 1.0),
        (np.eye(WIDE), np.ones((WIDE, 1)), *wide, 0.01),
    ]


def _timed(ask: Ask, module: str, network: tuple[Any, ...], iterations: int) -> tuple[float, Any]:
    """Return how long so many iterations take after the first, and the synapses."""
    shapes = {f"synapse_{i}": network[2 + i].shape for i in (0, 1)}
    took, synapses = [], []
    for count in (1, 1, iterations):  # the first call also does what is done only once
        began = time.perf_counter()
        synapses = ask("train", shapes, module, *network, count)
        took.append(time.perf_counter() - began)
    return max(took[2] - took[1], 0.0), synapses


def devices(ask: Ask) -> Rows:
    """Your training, on every library and device of this machine.

    All come to the same weights, but for rounding. On the tutorial's four rows numpy wins: a call
    of another library costs more than so few numbers are worth. A graphics card pays where matrices
    are large. What a library does only once is not counted.
    """
    names, rows, right = [], [], []
    for name, module in _found():
        names.append(name)
        rows.append(["", "", "", ""])
        for nth, (network, iterations) in enumerate(zip(_networks(), ITERATIONS, strict=True)):
            if nth and module == "array_api_strict":
                continue  # it checks, and is not made for speed
            try:
                seconds, found = _timed(ask, module, network, iterations)
            except UsageError as error:
                if module == "numpy":
                    raise
                rows[-1][nth] = "failed: " + str(error).rpartition(": ")[2][:40]
                break
            right += [found] * (module == "numpy")
            apart = max(abs(a - b).max() for a, b in zip(found, right[nth], strict=True))
            told = f"{1000 * seconds:.0f} ms" if seconds >= SHORT else "under 1 ms"
            rows[-1][nth], rows[-1][2 + nth] = told, f"{apart:.0e}"
    heads, high = ["XOR, 4 nodes", f"{WIDE} rows and nodes"], 1.6 + 0.3 * len(rows)
    took, off = (table([row[i : i + 2] for row in rows], names, heads) for i in (0, 2))
    times = panel(f"Time of {ITERATIONS[0]} and {ITERATIONS[1]} iterations", took, height=high)
    return [[times], [panel("How far the weights are from numpy's", off, height=high)]]

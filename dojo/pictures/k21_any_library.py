"""The devices' table: the learner's training on every library and device that this machine has."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from dojo.pictures.recipe import Ask, Picture, Rows, panel, table
from dojo.pictures.tutorial import X, Y
from dojo.registry import UsageError

WIDE, ITERATIONS = 1000, (2000, 20)  # nodes of the wide network; iterations of both


def _on(device: str, module: ModuleType, **other: Any) -> str:
    """Return the name of a module that is `module`, but makes its arrays on a device."""
    name = f"{module.__name__}_on_{device}".replace(".", "_")
    made = sys.modules[name] = ModuleType(name)
    vars(made).update({**vars(module), **other, "__name__": name})
    made.asarray = lambda values, **how: module.asarray(values, **{"device": device, **how})  # type: ignore[attr-defined]  # it has no type of its own
    return name


def _of_torch() -> Iterator[tuple[str, str]]:
    """Yield what torch can run on: a Mac's graphics card knows no double precision."""
    compat = "array_api_compat.torch"
    torch = import_module(compat if find_spec("array_api_compat") else "torch")
    yield f"torch {torch.__version__}, CPU", torch.__name__
    if torch.cuda.is_available():
        yield f"torch, {torch.cuda.get_device_name()}", _on("cuda", torch)
    if torch.backends.mps.is_available():
        yield "torch, MPS (single precision)", _on("mps", torch, float64=torch.float32)


def _of_jax() -> Iterator[tuple[str, str]]:
    """Yield where jax runs, which is single precision if it is not told otherwise."""
    jax = import_module("jax")
    jax.config.update("jax_enable_x64", True)
    yield f"jax {jax.__version__}, {jax.devices()[0].device_kind}", "jax.numpy"


def _of_cupy() -> Iterator[tuple[str, str]]:
    """Yield cupy, which runs on graphics cards alone."""
    cupy = import_module("cupy")
    if cupy.cuda.runtime.getDeviceCount():
        yield f"cupy {cupy.__version__}, graphics card", "cupy"


def _found() -> Iterator[tuple[str, str]]:
    """Yield what to call each library and device, and the name of its module."""
    for name in ("numpy", "array_api_strict"):
        if find_spec(name):
            yield name, name
    for name, devices in (("torch", _of_torch), ("jax", _of_jax), ("cupy", _of_cupy)):
        if find_spec(name):
            with suppress(Exception):  # one that does not work here is as good as none
                yield from devices()


def _recipe(ask: Ask) -> Rows:
    import time

    import numpy as np

    random = np.random.RandomState(1)
    small = [2 * random.random_sample(size) - 1 for size in ((3, 4), (4, 1))]
    start = [random.standard_normal(size) for size in ((WIDE, WIDE), (WIDE, 1))]
    networks = [
        (np.array(X), np.array(Y), *small, 1.0),
        (np.eye(WIDE), np.ones((WIDE, 1)), *start, 0.01),
    ]
    names, rows, right = [], [], []
    for name, module in _found():
        names.append(name)
        rows.append(["", "", "", ""])
        for nth, (network, iterations) in enumerate(zip(networks, ITERATIONS, strict=True)):
            shapes = {f"synapse_{i}": network[2 + i].shape for i in range(2)}
            if nth and module == "array_api_strict":
                continue  # it checks, and is not made for speed
            try:
                took = []
                for count in (1, 1, iterations):  # the first also does what is done only once
                    began = time.perf_counter()
                    synapses = ask("train", shapes, module, *network, count)
                    took.append(time.perf_counter() - began)
            except UsageError as error:
                if name == "numpy":
                    raise
                rows[-1][nth] = "failed: " + str(error).rpartition(": ")[2][:40]
                break
            rows[-1][nth] = f"{max(took[2] - took[1], 0.0):.3f} s"
            found = [np.array(synapse) for synapse in synapses]
            right += [found] * (name == "numpy")
            apart = max(float(abs(a - b).max()) for a, b in zip(found, right[nth], strict=True))
            rows[-1][2 + nth] = f"{apart:.0e}"
    heads = ["XOR", f"{WIDE} nodes", "off, XOR", f"off, {WIDE}"]
    return [[panel("", table(rows, names, heads), height=0.6 + 0.4 * len(rows))]]


DEVICES = Picture(
    "devices",
    "Your training, on every library and device of this machine",
    f"Seconds for {ITERATIONS[0]} iterations of XOR with four hidden nodes, and for {ITERATIONS[1]}"
    f" with {WIDE} rows, inputs and hidden nodes; then how far the weights are from numpy's. On the "
    "tutorial's four rows numpy wins: a call of another library costs more than the few numbers "
    "are worth. A graphics card pays where matrices are large.",
    _recipe,
)

"""What an attempt may not import: the work of others."""

import ast
import sys
from collections.abc import Iterable
from pathlib import Path

from dojo.registry import KATAS

LIBRARIES = frozenset(
    {
        *("autograd", "caffe", "caffe2", "catboost", "chainer", "cntk", "fastai", "flax", "haiku"),
        *("ignite", "jax", "jaxlib", "keras", "lasagne", "lightgbm", "lightning", "micrograd"),
        *(
            "mindspore",
            "minitorch",
            "mlx",
            "mxnet",
            "neurolab",
            "nolearn",
            "onnx",
            "optax",
            "paddle",
        ),
        *("pybrain", "pyrenn", "pytorch_lightning", "scipy.optimize", "sklearn", "skorch"),
        *("statsmodels", "tensorflow", "tf_keras", "tflearn", "theano", "tinygrad", "torch"),
        *("transformers", "xgboost"),
    }
)
OF_THIS_REPO = frozenset({"katas", "solutions", "tests", *(kata.id for kata in KATAS)})


def imported(tree: ast.Module) -> set[str]:
    """Return the full names of all modules that the text imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def newly_loaded(before: Iterable[str]) -> set[str]:
    """Return the modules loaded since, by whatever means."""
    return set(sys.modules) - set(before)


def borrowed(names: Iterable[str], folder: Path) -> str:
    """Return one sentence about the first name that is somebody else's work, or nothing."""
    for name in sorted(names):
        top = name.partition(".")[0]
        libraries = {top, ".".join(name.split(".")[:2])} & LIBRARIES
        if libraries:
            return (
                f"`{min(libraries)}` did the work: rebuild the network yourself, with numpy or"
                " plain Python."
            )
        if top in OF_THIS_REPO or (folder / f"{top}.py").exists():
            return (
                f"`{top}` is imported: from memory means that all of the network is written in"
                " this file."
            )
    return ""

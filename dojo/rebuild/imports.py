"""What an attempt may not import: the work of others."""

import ast
from collections.abc import Iterable
from pathlib import Path

from dojo.registry import KATAS

NAMES = """
    autograd caffe caffe2 catboost chainer cntk fastai flax haiku ignite jax jaxlib keras lasagne
    lightgbm lightning micrograd mindspore minitorch mlx mxnet neurolab nolearn onnx optax paddle
    pybrain pyrenn pytorch_lightning scipy.optimize sklearn skorch statsmodels tensorflow tf_keras
    tflearn theano tinygrad torch transformers xgboost
"""
LIBRARIES = frozenset(NAMES.split())
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


def borrowed(names: Iterable[str], folder: Path) -> str:
    """Return one sentence about the first name that is somebody else's work, or nothing."""
    for name in sorted(names):
        top = name.partition(".")[0]
        library = next(iter({top, ".".join(name.split(".")[:2])} & LIBRARIES), None)
        if library:
            rest = "rebuild the network yourself, with numpy or plain Python."
            return f"`{library}` did the work: {rest}"
        if top in OF_THIS_REPO or (folder / f"{top}.py").exists():
            rest = "from memory means that all of the network is written in this file."
            return f"`{top}` is imported: {rest}"
    return ""

"""The text of an attempt: read in any encoding, a notebook's too; its lines, and its imports."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable
from pathlib import Path

from dojo.answer import source
from dojo.notebooks.files import read as notebook
from dojo.notebooks.magics import python
from dojo.registry import KATAS
from dojo.source import Broken, decoded, said, shown, unreadable

NO_CODE = (
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE),
    *(tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER),
)
FUTURE = re.compile("^from __future__ import .*", re.MULTILINE)
# What an attempt may not import: the work of others.
NAMES = """
    autograd caffe caffe2 catboost chainer cntk fastai flax haiku ignite jax jaxlib keras lasagne
    lightgbm lightning micrograd mindspore minitorch mlx mxnet neurolab nolearn onnx optax paddle
    pybrain pyrenn pytorch_lightning scipy.optimize sklearn skorch statsmodels tensorflow tf_keras
    tflearn theano tinygrad torch transformers xgboost
"""
LIBRARIES = frozenset(NAMES.split())
OF_THIS_REPO = frozenset({"katas", "solutions", "tests", *(kata.id for kata in KATAS)})


def read(path: Path) -> tuple[str, ast.Module]:
    """Return the attempt's text and its tree.

    Raises:
        Broken: it cannot be read, or Python refuses it.

    """
    where = shown(path)
    try:
        if path.suffix == ".ipynb":
            cells = [cell for cell in notebook(path).cells if cell.is_python]
            text = "\n".join(python(cell.source) for cell in cells) + "\n"
            text = FUTURE.sub("", text)  # Jupyter takes it in any cell, and Python 3 needs none
        else:
            text = decoded(source(path), "strict").replace("\r\n", "\n").replace("\r", "\n")
            if text.lstrip().startswith("{") and '"cells"' in text:
                name = path.with_suffix(".ipynb").name
                raise Broken(f"{where} is a notebook: rename it to {name}, then judge it.", where)
        tree = ast.parse(text, str(path))
        compile(text, str(path), "exec", dont_inherit=True)  # which refuses more than parsing does
    except SyntaxError as error:
        if path.suffix == ".ipynb":  # of which Python would quote the line of the file
            error.text = [*text.splitlines(), ""][(error.lineno or 0) - 1]
        raise unreadable(str(path), error) from None
    except UnicodeDecodeError:
        told = f"{where}: Python cannot read it as UTF-8 text; save it as such."
        raise Broken(told, where) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Broken(f"{where}: Python cannot read it: {said(error)}.", where) from None
    return text, tree


def code_lines(text: str, tree: ast.Module) -> int:
    """Return how many lines hold code: no comment, blank line or docstring counts."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    prose: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            prose |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NO_CODE:
            held |= set(range(token.start[0], token.end[0] + 1))
    return len(held - prose)


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
        for library in {top, ".".join(name.split(".")[:2])} & LIBRARIES:
            rest = "rebuild the network yourself, with nothing but numpy or plain Python."
            return f"`{library}` is imported: {rest}"
        if top in OF_THIS_REPO or (folder / f"{top}.py").exists():
            rest = "from memory means that all of the network is written in this file."
            return f"`{top}` is imported: {rest}"
    return ""

"""Blanks: which functions still have one, a `...` that stands for what has been left out."""

import ast
from collections.abc import Callable
from functools import wraps
from itertools import chain
from typing import Any

BLANK = "..."
LEFT = "still has a blank"  # in the message of a function that is called with one
# Where numpy has a use for `...`: array[..., 0] and, in einsum, [..., 0].
NUMPYS = (ast.Subscript, ast.Slice, ast.Tuple, ast.List)


def refuse(namespace: dict[str, Any], text: str | bytes) -> None:
    """Put in place of each function that still has a blank one that says so when it is called.

    `namespace` is what came of running `text`.
    """
    source = text.encode() if isinstance(text, str) else text
    if BLANK.encode() not in source:
        return
    for function, line in left(ast.parse(text)).items():
        if callable(namespace.get(function)):
            namespace[function] = _refusing(namespace[function], function, line)


def left(tree: ast.Module) -> dict[str, int]:
    """Return the functions that still have a blank, with the line of the first one in each."""
    found = {}
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            statements = chain.from_iterable(map(ast.walk, function.body))
            lines = [
                child.lineno
                for node in statements
                if not isinstance(node, NUMPYS)
                for child in ast.iter_child_nodes(node)
                if isinstance(child, ast.Constant) and child.value is ...
            ]
            if lines:
                found[function.name] = min(lines)
    return found


def _refusing(code: Callable[..., Any], function: str, line: int) -> Callable[..., Any]:
    @wraps(code)
    def refusing(*_arguments: Any, **_keywords: Any) -> Any:
        __tracebackhide__ = True
        raise NotImplementedError(f"`{function}` {LEFT}, the `...` on line {line}.")

    return refusing

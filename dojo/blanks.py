"""What of a stub is still there: a `...` that stands for what was left out, or a `raise`."""

import ast
from collections.abc import Callable
from functools import wraps
from itertools import chain
from typing import Any

BLANK = "..."
LEFT = "still has"  # in the message of a function that is called with what was to be replaced
UNWRITTEN = "NotImplementedError"  # is raised by a stub's functions
# Where numpy has a use for `...`: array[..., 0] and, in einsum, [..., 0].
NUMPYS = (ast.Subscript, ast.Slice, ast.Tuple, ast.List)


def refuse(namespace: dict[str, Any], text: str | bytes) -> None:
    """Put in place of each function that still has a blank one that says so when it is called.

    One whose code stands beside the stub's `raise` says so when it comes to that. `namespace` is
    what came of running `text`.
    """
    source = text.encode() if isinstance(text, str) else text
    for sign, found, saying_so in ((BLANK, left, _refusing), (UNWRITTEN, raising, _reminding)):
        for function, line in found(ast.parse(text)).items() if sign.encode() in source else ():
            if callable(namespace.get(function)):
                namespace[function] = saying_so(namespace[function], function, line)


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


def raising(tree: ast.Module) -> dict[str, int]:
    """Return the functions with code beside the `raise` of the stub, and the line of that."""
    found = {}
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            kept = [node for node in function.body if _is_the_stubs(node)]
            text = isinstance(function.body[0], ast.Expr)
            if kept and len(function.body) > len(kept) + text:
                found[function.name] = kept[0].lineno
    return found


def _is_the_stubs(node: ast.stmt) -> bool:
    return isinstance(node, ast.Raise) and UNWRITTEN in ast.dump(node)


def _reminding(code: Callable[..., Any], function: str, line: int) -> Callable[..., Any]:
    @wraps(code)
    def reminding(*arguments: Any, **keywords: Any) -> Any:
        __tracebackhide__ = True
        try:
            return code(*arguments, **keywords)
        except NotImplementedError as error:
            if LEFT not in str(error):  # of a function that this one calls
                told = f"{LEFT} the stub's `raise`, which stops it: delete line {line}."
                error.args = (f"`{function}` {told}",)
            raise

    return reminding


def _refusing(code: Callable[..., Any], function: str, line: int) -> Callable[..., Any]:
    @wraps(code)
    def refusing(*_arguments: Any, **_keywords: Any) -> Any:
        __tracebackhide__ = True
        raise NotImplementedError(f"`{function}` {LEFT} a blank, the `...` on line {line}.")

    return refusing

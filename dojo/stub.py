"""The stub a learner starts from, derived from the solution so that the two cannot drift."""

import ast
import sys
from collections.abc import Callable

from dojo.index import derive
from dojo.registry import Course, Kata, UsageError, load_course, number_of
from dojo.source import GIVEN, Broken, shown


def stub(course: Course, kata: Kata) -> str:
    """Return the pristine stub: the solution with the kata's functions emptied.

    A helper of the solution is in it under a comment that begins with GIVEN, and else left out.
    """
    todo = "    # TODO: write this function"
    text = course.solution(kata).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    for node in reversed(ast.parse(text).body):
        helper = isinstance(node, ast.FunctionDef) and node.name not in kata.functions
        if helper and not lines[node.lineno - 2].startswith(GIVEN):
            del lines[node.lineno - 1 : (node.end_lineno or 0) + 2]  # and the empty lines after it
    text = "".join(lines)
    return with_bodies(text, kata, lambda function: [todo, not_written(kata, function)])


def functions(text: str, kata: Kata) -> list[ast.FunctionDef]:
    """Return the kata's functions in the solution `text`, in their order there."""
    nodes = ast.parse(text).body
    return [n for n in nodes if isinstance(n, ast.FunctionDef) and n.name in kata.functions]


def with_bodies(text: str, kata: Kata, body: Callable[[ast.FunctionDef], list[str]]) -> str:
    """Return `text` with other lines under the signature and docstring of the kata's functions."""
    lines = text.splitlines()
    for function in reversed(functions(text, kata)):
        first = function.body[1]  # its docstring stays
        lines[first.lineno - 1 : function.end_lineno] = body(function)
    return "\n".join(lines) + "\n"


def not_written(kata: Kata, function: ast.FunctionDef) -> str:
    """Return the line that makes an unwritten function fail as not started."""
    number = number_of(kata.id)
    return f'    raise NotImplementedError("{number}: {function.name}")'


if __name__ == "__main__":  # python -m dojo.stub k03: for whoever adds or changes a kata
    from dojo.practice.reset import replace

    try:
        _course = load_course()
        for _kata in map(_course.find, sys.argv[1:]):
            _text = stub(_course, _kata).encode()
            _kept = replace(_course, {_course.stub(_kata): _text})
            if _kept:
                print(f"What was there is in {shown(_kept)}/")  # noqa: T201  a command, too
            derive(_course, _kata, _text)
    except (Broken, UsageError) as _error:
        sys.exit(str(_error))

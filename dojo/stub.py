"""The stub a learner starts from, derived from the solution so that the two cannot drift."""

import ast
import sys

from dojo.registry import Course, Kata, load_course


def stub(course: Course, kata: Kata) -> str:
    """Return the pristine stub: the solution with the kata's functions emptied."""
    text = course.solution(kata).read_text(encoding="utf-8")
    lines = text.splitlines()
    functions = [
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name in kata.functions
    ]
    for function in reversed(functions):
        body = function.body[1:]  # its docstring stays
        number = kata.id.partition("_")[0]
        lines[body[0].lineno - 1 : function.end_lineno] = [
            "    # TODO: write this function, then run  python grader.py",
            f'    raise NotImplementedError("{number}: {function.name}")',
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":  # python -m dojo.stub k03: for whoever adds or changes a kata
    _course = load_course()
    for _kata in map(_course.find, sys.argv[1:]):
        _course.stub(_kata).write_text(stub(_course, _kata), encoding="utf-8")

"""Parsons problems: the lines of a function out of order, with two wrong ones among them.

The wrong lines come from the known mistakes, so each is one that learners do write. Lines keep
their indentation: finding that out as well takes longer, and what a block is, is not the lesson.
"""

import ast
import random
import tokenize
from collections.abc import Iterable

from dojo.notes import Mistake, notes
from dojo.registry import Course, Kata
from dojo.stub import not_written, with_bodies

INDENT = 4
COUNT = 2  # wrong lines in each function


def shuffled(course: Course, kata: Kata, seed: str) -> str:
    """Return the solution with the lines of its functions commented out and out of order.

    The same seed gives the same order, which is never the solution's.
    """
    text = course.solution(kata).read_text(encoding="utf-8")
    mistakes = notes(course.solution(kata)).mistakes

    def body(function: ast.FunctionDef) -> list[str]:
        rng = random.Random(f"{kata.id} {function.name} {seed}")  # noqa: S311  a puzzle, no secret
        right = logical_lines(text, function)
        wrong = wrong_lines(mistakes, function.name, right)
        lines = _out_of_order(right, rng.sample(wrong, min(COUNT, len(wrong))), rng)
        commented = [f"    # {row[INDENT:]}" for line in lines for row in line.splitlines()]
        return [*commented, not_written(kata, function)]

    return with_bodies(text, kata, body)


def wrong_lines(mistakes: Iterable[Mistake], function: str, right: list[str]) -> list[str]:
    """Return the lines that known mistakes of a function have in place of one of the right ones."""
    found = []
    for mistake in mistakes:
        if mistake.edited == mistake.function == function and not mistake.borrowed:
            nodes = ast.parse(mistake.text).body
            (node,) = (n for n in nodes if isinstance(n, ast.FunctionDef) and n.name == function)
            lines = logical_lines(mistake.text, node)
            odd = [line for line in lines if line not in right]
            found += odd if len(odd) == 1 and len(lines) == len(right) else []
    return sorted(set(found))


def logical_lines(text: str, function: ast.FunctionDef) -> list[str]:
    """Return the lines of the body without comments; a statement over several is one."""
    rows = text.splitlines()
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    first, last = statements[0].lineno, function.end_lineno or 0
    found, start = [], 0
    for token in tokenize.generate_tokens(iter(text.splitlines(keepends=True)).__next__):
        row, column = token.start
        if token.type == tokenize.COMMENT:
            rows[row - 1] = rows[row - 1][:column].rstrip()
        elif token.type == tokenize.NEWLINE:
            if first <= start <= last:
                found.append("\n".join(filter(None, rows[start - 1 : row])))
            start = 0
        elif token.string.strip():
            start = start or row
    return found


def _out_of_order(right: list[str], wrong: list[str], rng: random.Random) -> list[str]:
    """Return all lines shuffled until the right ones among them are not in their order."""
    lines = [*right, *wrong]
    while True:
        rng.shuffle(lines)
        if len(set(right)) == 1 or [line for line in lines if line in right] != right:
            return lines

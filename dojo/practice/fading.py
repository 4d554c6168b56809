"""How much of the solution a learner starts from: a worked example that fades step by step.

No level can drift from the one solution: `worked` is the solution to read, `blanks` has skeletons
for its functions, from the teacher's notes, `stub` has none, `blank` is the contract alone, and
`shuffle` gives the solution's lines out of order, and with two wrong ones among them, as a Parsons
problem: they come from the known mistakes, so each is one that learners do write. Lines keep their
indentation: finding that out as well takes longer, and what a block is, is not the lesson.
"""

import ast
import copy
import random
import re
import tokenize
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from dojo.answer import read
from dojo.blanks import BLANK, left
from dojo.notes import BLANK as TO_WRITE
from dojo.notes import KINDS, Mistake, notes
from dojo.practice.levels import SHUFFLE, WORKED_NOTE
from dojo.registry import Course, Kata, UsageError, number_of
from dojo.source import Broken, Part, shown
from dojo.stub import functions, not_written, stub, with_bodies

NOTES = {
    "worked": f"{WORKED_NOTE.format('{number}')}read it, then go on with\n"
    "# python grader.py reset {number} --level blanks\n",
    "blanks": """\
# Write something in place of every `...`, then run  python grader.py
""",
    SHUFFLE: """\
# The lines of each function stand below its docstring, out of order, and two of them are wrong.
# Uncomment the right ones in the right order, delete the rest and the raise, and run
# python grader.py
""",
}
LINES = "# A `...` on a line of its own stands for one line or more.\n"
INDENT = 4
COUNT = 2  # wrong lines in each function
ALONE = re.compile(rf"^ *{re.escape(BLANK)}$", re.MULTILINE)


def text(course: Course, kata: Kata, level: str, seed: str = "") -> str:
    """Return the file that a learner starts from at `level`; `seed` gives the order of `shuffle`.

    Raises:
        UsageError: the solution or its table of mistakes cannot be read.

    """
    try:
        solution = course.solution(kata).read_text(encoding="utf-8")
        match level:
            case "worked":
                body = solution
            case "blanks":
                body = with_bodies(solution, kata, lambda f: _skeleton(course, kata, f))
                body = LINES * bool(ALONE.search(body)) + body
            case "blank":
                return contract(solution, kata)
            case "shuffle":
                body = shuffled(course, kata, seed)
            case _:
                return stub(course, kata)
    except OSError as error:
        raise UsageError(
            f"{shown(error.filename)}: {error.strerror}; restore it with: git checkout ."
        ) from None
    return NOTES[level].format(number=number_of(kata.id)) + body


def _skeleton(course: Course, kata: Kata, function: ast.FunctionDef) -> list[str]:
    """Return the lines of a function's skeleton, with a blank for everything left out."""
    skeleton = notes(course.solution(kata)).hints[function.name][KINDS.index("skeleton")]
    return [f"    {row.replace(TO_WRITE, BLANK)}" for row in skeleton.splitlines()]


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


def contract(solution: str, kata: Kata) -> str:
    """Return the comment that an otherwise empty file begins with: signatures and shapes."""
    number = number_of(kata.id)
    lines = [
        f"{number} {kata.title}, from memory. When it is written:  python grader.py run {number}",
        "Nothing is given here: write what you need, too, such as `import numpy as np`.",
    ]
    for function in functions(solution, kata):
        signature = copy.deepcopy(function.args)
        for argument in ast.walk(signature):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        lines += ["", f"{function.name}({ast.unparse(signature)})"]
        lines += [f"    {row}" for row in (ast.get_docstring(function) or "").splitlines()]
    shapes = _shapes(solution)
    lines += ["", *shapes] if shapes else []
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def faults(course: Course, kata: Kata) -> list[str]:
    """Return a sentence for everything that keeps a level from being derived; [] if it can be."""
    found = []
    told = notes(course.solution(kata))
    try:
        solution = text(course, kata, "worked")
        if left(ast.parse(solution)):
            found.append("the solution has a `...` of its own, which reads as a blank")
        given = ast.parse(text(course, kata, "blanks"))
        skeletons = {node.name: node for node in given.body if isinstance(node, ast.FunctionDef)}
        for function in functions(solution, kata):
            if function.name not in left(given):
                found.append(f"the skeleton of `{function.name}` leaves nothing out")
            if not _fits(skeletons[function.name], function):
                found.append(f"the skeleton of `{function.name}` does not match the solution")
            lines = logical_lines(solution, function)
            if len(wrong_lines(told.mistakes, function.name, lines)) < COUNT:
                found.append(f"`{function.name}` has not two known mistakes of one line")
        ast.parse(text(course, kata, SHUFFLE))
    except (KeyError, SyntaxError, ValueError, UsageError) as error:
        found.append(str(error))
    return found


def _fits(pattern: Any, code: Any) -> bool:
    """Tell whether code is the pattern with something in place of each `...`."""
    match pattern, code:
        case ast.Constant(value=value), ast.expr() if value is ...:
            return True
        case [ast.Expr(value=ast.Constant(value=value)), *rest], [_, *others] if value is ...:
            return _fits(rest, others) or _fits(pattern, others)  # it may stand for several lines
        case [first, *rest], [other, *others]:
            return _fits(first, other) and _fits(rest, others)
        case ast.AST(), ast.AST():
            fields = ((value, getattr(code, name)) for name, value in ast.iter_fields(pattern))
            return type(pattern) is type(code) and all(_fits(*pair) for pair in fields)
    return bool(pattern == code)


def _shapes(solution: str) -> list[str]:
    """Return the rows of the lesson's table as `name: shape`."""
    lesson = ast.get_docstring(ast.parse(solution)) or ""
    cells = [row.strip("|").split("|") for row in lesson.splitlines() if row.startswith("| `")]
    return [f"{name.strip()}: {shape.strip()}" for name, *_, shape in cells]


def is_worked_example(course: Course, kata: Kata, file: Path) -> bool:
    """Tell whether the code in a file is the solution's, however it is laid out and explained."""
    with suppress(Broken, SyntaxError, ValueError):
        solution = read(course.solution(kata), kata.id)
        return _code(read(file, kata.id)) == _code(solution)
    return False


def _code(parts: Iterable[Part]) -> set[str]:
    """Return the statements, without comments, docstrings and the way they are laid out."""
    found = set()
    for part in parts:
        tree = ast.parse(part.text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef):
                node.body = [each for each in node.body if not _is_text(each)]
        found |= {ast.dump(node) for node in tree.body}
    return found


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)

"""How much of the solution a learner starts from: a worked example that fades step by step.

Everything is derived from the one solution, so that no level can drift from it: `worked` is the
solution to read, `blanks` leaves out its key expressions, `stub` its functions, `blank` all but
the contract, and `shuffle` gives its lines out of order.
"""

import ast
import copy
from random import Random

from dojo.blanks import Gap, gaps, leave_out, left, operations
from dojo.practice.distractors import COUNT, distractors
from dojo.practice.levels import SHUFFLE, WORKED_NOTE
from dojo.practice.parsons import shuffled
from dojo.registry import Course, Kata, UsageError, number_of
from dojo.source import shown
from dojo.stub import functions, stub

NOTES = {
    "worked": f"{WORKED_NOTE.format('{number}')}read it, then go on with\n"
    "# python grader.py reset {number} --level blanks\n",
    "blanks": """\
# Write an expression in place of every `...`, then run  python grader.py
""",
    SHUFFLE: """\
# The lines of each function stand below its docstring, out of order, and two of them are wrong.
# Uncomment the right ones in the right order, delete the rest and the raise, and run
# python grader.py
""",
}


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
                body = leave_out(solution, blanks(course, kata))
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


def blanks(course: Course, kata: Kata) -> list[Gap]:
    """Return what the level `blanks` leaves out of the solution."""
    solution = course.solution(kata).read_text(encoding="utf-8")
    known: set[str] = set()
    for earlier in course.katas[: course.katas.index(kata)]:
        known |= operations(course.solution(earlier).read_text(encoding="utf-8"))
    return gaps(solution, functions(solution, kata), known)


def contract(solution: str, kata: Kata) -> str:
    """Return the comment that an otherwise empty file begins with: signatures and shapes."""
    number = number_of(kata.id)
    lines = [
        f"{number} {kata.title}, from memory. When it is written:  python grader.py run {number}"
    ]
    for function in functions(solution, kata):
        signature = copy.deepcopy(function.args)
        for argument in ast.walk(signature):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        lines += ["", f"{function.name}({ast.unparse(signature)})"]
        lines += [f"    {row}" for row in (ast.get_docstring(function) or "").splitlines()]
    return "".join(f"# {line}".rstrip() + "\n" for line in [*lines, "", *_shapes(solution)])


def faults(course: Course, kata: Kata) -> list[str]:
    """Return a sentence for everything that keeps a level from being derived; [] if it can be."""
    found = []
    try:
        solution = text(course, kata, "worked")
        still_there = left(ast.parse(text(course, kata, "blanks")))
        if left(ast.parse(solution)):
            found.append("the solution has a `...` of its own, which reads as a blank")
        for function in functions(solution, kata):
            if function.name not in still_there:
                found.append(f"no blank can be made in `{function.name}`")
            if len(distractors(solution, function, course.wrong(kata), Random(0))) < COUNT:  # noqa: S311  a puzzle, no secret
                found.append(
                    f"`{function.name}` has not two known mistakes of one line to shuffle in"
                )
        ast.parse(text(course, kata, SHUFFLE))
    except (SyntaxError, UsageError) as error:
        found.append(str(error))
    return found


def _shapes(solution: str) -> list[str]:
    """Return the rows of the lesson's table as `name: shape`."""
    lesson = ast.get_docstring(ast.parse(solution)) or ""
    cells = [row.strip("|").split("|") for row in lesson.splitlines() if row.startswith("| `")]
    return [f"{name.strip()}: {shape.strip()}" for name, *_, shape in cells]

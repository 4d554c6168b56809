"""Look for the place of known mistakes, or of other wrong answers, and say how often it is found.

    python benchmarks/hint_where.py [k03 …] [--every 10] [--answers FOLDER]

The known mistakes are edits of the solutions, so the right line is known, too. FOLDER holds wrong
answers, FOLDER/NAME/k03_deltas.py. Printed are the shares that are named, that are placed, either,
and of the known mistakes those that are placed on a line that was edited.
"""

import argparse
import ast
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dojo.apart import Allowance, Apart
from dojo.notes import Mistake, notes
from dojo.plugin import Trial
from dojo.registry import Course, Kata, load_course
from dojo.run import Job
from dojo.suite import Bench, with_suites
from dojo.where.look import found

SEED = 1


def mistaken(course: Course, kata: Kata, mistake: Mistake) -> str:
    """Return the text of the solution with the mistake in it, or "" where it is no text."""
    text = course.solution(kata).read_text("utf-8")
    nodes = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)]
    node = next(node for node in nodes if node.name == mistake.edited)
    lines = text.splitlines(keepends=True)
    part = "".join(lines[node.lineno - 1 : node.end_lineno])
    for old, new in mistake.edits:
        part = part.replace(old, new)
    return "".join([*lines[: node.lineno - 1], part, *lines[node.end_lineno :]])


def changed(course: Course, kata: Kata, text: str) -> set[int]:
    """Return the lines of a wrong text that the solution does not have, and those next to a gap."""
    from difflib import SequenceMatcher

    one = course.solution(kata).read_text("utf-8").splitlines()
    codes = SequenceMatcher(None, one, text.splitlines(), autojunk=False).get_opcodes()
    return {
        n + 1
        for tag, _, _, a, b in codes
        if tag != "equal"
        for n in range(a - (a == b), b + (a == b))
    }


def _search(bench: Bench, kata: Kata, function: str, target: Path, pipe: Any) -> None:
    began = time.process_time()
    place = found(bench, Job(kata, Trial(target, SEED)), function)
    pipe.send_bytes(json.dumps([place, time.process_time() - began]).encode())


def search(bench: Bench, kata: Kata, function: str, target: Path) -> tuple[Any, float]:
    """Return the place and the seconds of processor time it took, in a child of its own."""
    child = Apart(_search, bench, kata, function, target)
    try:
        place, seconds = child.answer(Allowance(5.0, child.usage())) or (None, 5.0)
    except EOFError:
        place, seconds = None, 5.0
    finally:
        child.stop()
    return place, seconds


def answers(
    options: argparse.Namespace, course: Course, katas: list[Kata]
) -> Iterator[tuple[Kata, Path, set[int]]]:
    """Yield the wrong answers: the kata, the folder it is in, and the lines that are wrong."""
    if options.answers:
        for file in sorted(options.answers.glob("*/k*.py")):
            yield course.find(file.stem), file.parent, set()
        return
    folder = Path(tempfile.mkdtemp())
    for kata in katas:
        own = [
            m
            for m in notes(course.solution(kata)).mistakes
            if m.function == m.edited and not m.borrowed
        ]
        for number, mistake in enumerate(own[:: options.every]):
            target = folder / f"{kata.id}_{number}"
            target.mkdir()
            text = mistaken(course, kata, mistake)
            (target / f"{kata.id}.py").write_text(text, "utf-8")
            yield kata, target, changed(course, kata, text)


def main() -> int:
    """Search, and print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("katas", nargs="*", help="k03, 3, … (default: all)")
    parser.add_argument("--every", type=int, default=10, help="of how many mistakes one is taken")
    parser.add_argument("--answers", type=Path, help="a folder of other wrong answers")
    parser.add_argument("--tell", action="store_true", help="print what is said of each")
    options = parser.parse_args()
    course = load_course()
    katas = [course.find(name) for name in options.katas] or list(course.katas)
    count: Counter[str] = Counter()

    def body(bench: Bench) -> None:
        for kata, target, lines in answers(options, course, katas):
            (result,) = bench.verdicts([Job(kata, Trial(target, SEED))])
            test = next((t for t in result.tests if t.outcome == "failed" and t.function), None)
            if test is None:
                count["not caught by a failure"] += 1
                print(f"{target.name}: {result.status}")
                continue
            place, seconds = search(bench, kata, test.function, target)
            line = int(place["where"].rpartition(":")[2]) if place else 0
            count["wrong"] += 1
            count["named"] += bool(test.diagnosis)
            count["placed"] += bool(place)
            count["named or placed"] += bool(place or test.diagnosis)
            count["with a change"] += bool(place and place.get("after") is not None)
            count["on another line"] += bool(place and lines and line not in lines)
            count["over 2 s"] += seconds > 2
            mark = "?" if place and lines and line not in lines else " "
            if options.tell:
                print(f"{mark} {target.name} {seconds:.2f} s {test.diagnosis or '-'}", flush=True)
                for step in place["steps"] if place else ():
                    print("      " + step.replace("\n", "\n      "))
            elif mark == "?":
                print(
                    mark,
                    target.name,
                    place["steps"][0].splitlines()[1],
                    test.diagnosis,
                    lines,
                    flush=True,
                )

    with_suites(course, katas, body)
    for what, times in count.items():
        print(f"{what:24} {times:5}  {times / max(1, count['wrong']):4.0%}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        os._exit(1)

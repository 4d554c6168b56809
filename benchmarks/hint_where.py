"""Look for the place in wrong answers, and see that every change that is told makes the suite pass.

    python benchmarks/hint_where.py [k03 …] [--every 10] [--answers FOLDER] [--tell]

The wrong answers are every tenth known mistake, or FOLDER/NAME/k03_deltas.py. Of the known mistakes
the wrong lines are known, too. Prints the shares that are named, placed, either; exit code 1 if a
change does not do what is said of it.
"""

import argparse
import ast
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dojo.apart import Allowance, Apart
from dojo.notes import Mistake, notes
from dojo.registry import Course, Kata, load_course
from dojo.run import Job
from dojo.suite import Bench, with_suites
from dojo.trial import Trial
from dojo.where import SECONDS
from dojo.where.look import found

SEED = 1
GIVEN_UP = 3 * SECONDS


def mistaken(text: str, mistake: Mistake) -> str:
    """Return the text of a solution with the mistake in it."""
    nodes = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    node = next(node for node in nodes if node.name == mistake.edited)
    lines = text.splitlines(keepends=True)
    part = "".join(lines[node.lineno - 1 : node.end_lineno])
    for old, new in mistake.edits:
        part = part.replace(old, new)
    return "".join([*lines[: node.lineno - 1], part, *lines[node.end_lineno :]])


def changed(right: str, wrong: str) -> set[int]:
    """Return the lines of a wrong text that are not right, and those beside one that is missing."""
    lines = (text.splitlines() for text in (right, wrong))
    codes = SequenceMatcher(None, *lines, autojunk=False).get_opcodes()
    spans = [(a, b) if a < b else (a - 1, a + 1) for tag, _, _, a, b in codes if tag != "equal"]
    return {line + 1 for a, b in spans for line in range(a, b)}


def known(course: Course, katas: list[Kata], every: int) -> Iterator[tuple[Kata, Path, set[int]]]:
    """Yield known mistakes as answers: the kata, its folder, and the lines that are wrong."""
    with tempfile.TemporaryDirectory() as folder:
        for kata in katas:
            right = course.solution(kata).read_text("utf-8")
            mistakes = (m for m in notes(course.solution(kata)).mistakes if not m.borrowed)
            own = [mistake for mistake in mistakes if mistake.function == mistake.edited]
            for number, mistake in enumerate(own[::every]):
                wrong = mistaken(right, mistake)
                target = Path(folder) / f"{kata.id}_{number * every}"
                target.mkdir()
                (target / f"{kata.id}.py").write_text(wrong, "utf-8")
                yield kata, target, changed(right, wrong)


def look(bench: Bench, job: Job, function: str) -> tuple[Any, float]:
    """Return the place and the seconds of processor time it took to find it."""
    child = Apart(_look, bench, job, function)
    try:
        return tuple(child.answer(Allowance(GIVEN_UP, child.usage())) or (None, GIVEN_UP))
    except EOFError:
        return None, GIVEN_UP
    finally:
        child.stop()


def _look(bench: Bench, job: Job, function: str, pipe: Connection) -> None:
    began = time.process_time()
    place = found(bench, job, function)
    pipe.send_bytes(json.dumps([place, time.process_time() - began]).encode())


def holds(bench: Bench, job: Job, function: str, place: dict[str, Any]) -> bool:
    """Tell whether all tests of the function pass once the change that is told has been made."""
    first, last = place["lines"]
    file = job.trial.target / f"{job.kata.id}.py"
    before = file.read_text("utf-8")
    lines = before.splitlines()
    lines[first - 1 : last] = place["after"]
    try:
        file.write_text("\n".join(lines) + "\n", "utf-8")
        (result,) = bench.verdicts([Job(job.kata, Trial(job.trial.target, SEED + 10))])
    finally:
        file.write_text(before, "utf-8")
    return all(test.outcome == "passed" for test in result.tests if test.function == function)


def main() -> int:
    """Look, and print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("katas", nargs="*", help="k03, 3, … (default: all)")
    parser.add_argument("--every", type=int, default=10, help="of how many mistakes one is taken")
    parser.add_argument("--answers", type=Path, help="a folder of other wrong answers")
    parser.add_argument("--tell", action="store_true", help="print all that is said")
    options = parser.parse_args()
    course = load_course()
    katas = [course.find(name) for name in options.katas] or list(course.katas)
    count: Counter[str] = Counter()

    def body(bench: Bench) -> None:
        files = sorted(options.answers.glob("*/k*.py")) if options.answers else []
        answers = ((course.find(file.stem), file.parent.absolute(), set[int]()) for file in files)
        for kata, target, lines in answers if files else known(course, katas, options.every):
            job = Job(kata, Trial(target, SEED))
            (result,) = bench.verdicts([job])
            test = next((t for t in result.tests if t.outcome == "failed" and t.function), None)
            if test is None:  # it does not come to an end, or ends Python
                continue
            place, seconds = look(bench, job, test.function)
            line = int(place["where"].rpartition(":")[2]) if place else 0
            elsewhere = bool(place and lines and line not in lines)
            count["wrong"] += 1
            count["named"] += bool(test.diagnosis)
            count["placed"] += bool(place)
            count["named or placed"] += bool(place or test.diagnosis)
            count["with a change"] += bool(place and place["lines"])
            count["on another line"] += elsewhere
            count["in more than its time"] += seconds > SECONDS
            false = bool(place and place["lines"]) and not holds(bench, job, test.function, place)
            count["with a change that does not hold"] += false
            if options.tell or elsewhere or false:
                print(f"{target.name}: {seconds:.2f} s, {test.diagnosis or 'no name'}", flush=True)
                print("\n".join(place["steps"] if place else ()).replace("\n", "\n    "))

    with_suites(course, katas, body)
    for what, times in count.items():
        print(f"{what:32} {times:5} {times / count['wrong']:5.0%}")
    return 1 if count["with a change that does not hold"] else 0


if __name__ == "__main__":
    sys.exit(main())

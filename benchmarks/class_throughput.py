"""How many submissions an hour: the wall against one plain `pytest` process per submission.

    python benchmarks/class_throughput.py              200 submissions, some minutes
    python benchmarks/class_throughput.py --memory     the curve from 100 to 10,000, about an hour

Once of k03 alone, once of the whole course: all right, then right, wrong and broken ones mixed,
then with hanging ones among them, whose cost is decided by the limit of a test more than by the
grader. Both sides grade on one core, then `class` on all of them.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = {
    path.name: path.read_text(encoding="utf-8") for path in (ROOT / "solutions").glob("k*.py")
}
K03 = "k03_deltas.py"
KINDS = {  # what stands in the place of k03
    "right": SOLUTIONS[K03],
    "wrong": SOLUTIONS[K03].replace("layer_2 - y", "y - layer_2"),
    "broken": "def output_delta(\n",
    "hanging": SOLUTIONS[K03] + "\n\ndef output_delta(layer_2, y):\n    while True: pass\n",
}
SUITES = {"k03": ["tests/test_k03_deltas.py"], "the course": ["tests"]}


def hand_in(folder: Path, count: int, kinds: list[str], what: str) -> list[Path]:
    """Fill the folder with that many submissions, the kinds in turn; return theirs."""
    students = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        student = folder / f"{number:05d}-{kind}"
        student.mkdir(parents=True)
        for name, text in (SOLUTIONS | {K03: KINDS[kind]}).items():
            if what != "k03" or name == K03:
                (student / name).write_text(text, encoding="utf-8")
        students.append(student)
    return students


def plain_pytest(students: list[Path], what: str) -> float:
    """Return the seconds that one plain pytest after another takes, on one core."""
    began = time.perf_counter()
    for student in students:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no"]
        subprocess.run(  # noqa: S603  our own command
            [*command, "--target", str(student), *SUITES[what]],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            check=False,
            preexec_fn=on_one_core,
        )
    return time.perf_counter() - began


def as_class(folder: Path, *, one_core: bool) -> float:
    """Return the seconds that `class` takes, behind the full wall."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "book.sqlite3"
        command = [sys.executable, str(ROOT / "grader.py"), "class", str(folder)]
        began = time.perf_counter()
        subprocess.run(  # noqa: S603  our own command
            [*command, "--gradebook", str(book)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            preexec_fn=on_one_core if one_core else None,
        )
        return time.perf_counter() - began


def on_one_core() -> None:
    """Keep this process, and what it starts, on the first core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def compare(count: int, kinds: list[str], what: str) -> None:
    """Print the seconds a submission and the ratios for that mixture."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "class"
        students = hand_in(folder, count, kinds, what)
        sample = students[: max(len(kinds), count // 10)]  # plain pytest is slow, and even
        plain = plain_pytest(sample, what) / len(sample)
        one = as_class(folder, one_core=True) / count
        every = as_class(folder, one_core=False) / count
    print(f"{count} submissions of {what}: {', '.join(kinds)}")
    print(f"  plain pytest, one core   {plain:7.3f} s each ({len(sample)} measured)")
    print(f"  class, one core          {one:7.3f} s each: {plain / one:5.2f} times as fast")
    cores = len(os.sched_getaffinity(0))
    print(f"  class, {cores} cores          {every:7.3f} s each: {one / every:5.2f} times one core")


def memory(counts: list[int]) -> None:
    """Print the largest process of a run, by the number of submissions."""
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "class"
            hand_in(folder, count, ["wrong"], "k03")
            seconds = as_class(folder, one_core=False)
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{count:6} submissions of k03: {largest:6.0f} MB at most, {seconds:7.1f} s")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    if options.memory:
        memory([100, 1_000, 10_000])
        return
    for what in SUITES:
        for kinds in (["right"], ["right", "wrong", "broken"], list(KINDS)):
            compare(options.count, kinds, what)


if __name__ == "__main__":
    main()

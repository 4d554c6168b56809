"""How many submissions an hour: the wall against one plain `pytest` process per submission.

    python benchmarks/class_throughput.py              200 submissions, some minutes
    python benchmarks/class_throughput.py --memory     the curve from 100 to 10,000, about an hour

Once of k03 alone, once of the whole course: all right, then right, wrong and broken ones mixed,
then with hanging ones among them, whose cost is decided by the limit of a test more than by the
grader. Both sides grade on one core, then `class` on all of them. On a busy machine the ratio of
processor time is the one to trust; it takes perf.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from dojo.registry import CORE, load_course

ROOT = Path(__file__).resolve().parents[1]
COURSE = load_course().only(CORE)  # what is graded unless `--katas` says otherwise
SOLUTIONS = {
    f"{kata.id}.py": COURSE.solution(kata).read_text(encoding="utf-8") for kata in COURSE.katas
}
K03 = "k03_deltas.py"
KINDS = {  # what stands in the place of k03
    "right": SOLUTIONS[K03],
    "wrong": SOLUTIONS[K03].replace("layer_2 - y", "y - layer_2"),
    "broken": "def output_delta(\n",
    "hanging": SOLUTIONS[K03] + "\n\ndef output_delta(layer_2, y):\n    while True: pass\n",
}
SUITES = {
    "k03": ["tests/test_k03_deltas.py"],
    "the course": [str(COURSE.suite(kata)) for kata in COURSE.katas],
}


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


def plain_pytest(students: list[Path], what: str) -> np.ndarray:
    """Return what one plain pytest after another takes, on one core."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no"]
    command += ["-p", "no:anyio"]  # it comes with what the repo's own tests need
    taken = [run([*command, "--target", str(each), *SUITES[what]], True) for each in students]
    return np.sum(taken, axis=0)


def as_class(folder: Path, *, one_core: bool) -> np.ndarray:
    """Return what `class` takes, behind the full wall."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "book.sqlite3"
        command = [sys.executable, str(ROOT / "grader.py"), "class", str(folder)]
        return run([*command, "--gradebook", str(book)], one_core)


def run(command: list[str], one_core: bool) -> np.ndarray:
    """Return the seconds that a command takes, and those of processor time of all its processes.

    The kernel loses count of those in a sandbox that is killed. perf does not; without it: nan.
    """
    with tempfile.NamedTemporaryFile("r") as counted:
        perf = ["perf", "stat", "-x,", "-e", "task-clock", "-o", counted.name, "--"]
        began = time.perf_counter()
        subprocess.run(  # noqa: S603  our own command
            [*(perf if shutil.which("perf") else []), *command],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            preexec_fn=on_one_core if one_core else None,
        )
        seconds = time.perf_counter() - began
        used = [line.partition(",")[0] for line in counted if "task-clock" in line]
    return np.array([seconds, float(used[0]) / 1000 if used else np.nan])


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
    print(f"{count} submissions of {what}: {', '.join(kinds)}   (seconds each, and on a processor)")
    print("  plain pytest, one core   {:7.3f} {:7.3f}".format(*plain), f"({len(sample)} measured)")
    print("  class, one core          {:7.3f} {:7.3f}".format(*one), end=": ")
    print("{:.2f} times as fast, {:.2f} in processor time".format(*plain / one))
    cores = len(os.sched_getaffinity(0))
    print(
        f"  class, {cores} cores           {every[0]:7.3f}: {one[0] / every[0]:.2f} times one core"
    )


def memory(counts: list[int]) -> None:
    """Print the largest process of a run, by the number of submissions."""
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "class"
            hand_in(folder, count, ["wrong"], "k03")
            seconds = as_class(folder, one_core=False)[0]
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

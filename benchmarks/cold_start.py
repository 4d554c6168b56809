"""Print what a verdict costs, as a multiple of importing numpy and pytest on the same machine.

The commands take turns, so that a machine that slows down slows all of them down; each ratio is
the median over the rounds. They run in copies of the course, away from anybody's katas.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("dojo", "katas", "solutions", "tests", "grader.py", "pyproject.toml")
ROUNDS = 9
CHANGED = "k03_deltas.py"
# what is timed: the copy it runs in, its arguments, the goal
COMMANDS = {
    "import numpy, pytest": ("fresh", ["-c", "import numpy, pytest"], None),
    "grader.py, nothing changed": ("done", ["grader.py"], 0.6),
    "grader.py, a fresh clone": ("fresh", ["grader.py"], 1.0),
    "grader.py, one kata changed": ("changed", ["grader.py"], 1.8),
    "grader.py run k03 --fresh": ("done", ["grader.py", "run", "k03", "--fresh"], None),
    "grader.py --solutions": ("fresh", ["grader.py", "--solutions"], None),
    "pytest tests/test_k03_deltas.py": (
        "done",
        ["-m", "pytest", "-q", "tests/test_k03_deltas.py"],
        None,
    ),
}


def copy(folder: Path, answers: str) -> None:
    """Make a copy of the course whose katas are the stubs or the solutions."""
    skipped = shutil.ignore_patterns("project")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=skipped)
        else:
            shutil.copy(ROOT / part, folder / part)
    if answers == "stubs":
        write = "from dojo.stub import *; c = load_course(); "
        write += "[c.stub(k).write_text(stub(c, k), encoding='utf-8') for k in c.katas]"
        subprocess.run([sys.executable, "-c", write], cwd=folder, check=True)  # noqa: S603  our own
    else:
        shutil.copytree(ROOT / "solutions", folder / "katas", dirs_exist_ok=True)


def seconds(folder: Path, arguments: list[str], turn: int) -> float:
    """Return how long one Python process with these arguments takes, start to end."""
    if folder.name == "changed":
        with (folder / "katas" / CHANGED).open("a", encoding="utf-8") as file:
            file.write(f"# {turn}\n")
    unusual = ("DOJO_HISTORY", "PYTHONDONTWRITEBYTECODE")  # learners have their bytecode
    environment = {name: text for name, text in os.environ.items() if name not in unusual}
    began = time.perf_counter()
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603  our own
    return time.perf_counter() - began


def main() -> None:
    """Time every command in turn and print the medians and their ratios to the first."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("fresh", "done", "changed"):
            copy(Path(scratch) / name, "stubs" if name == "fresh" else "solutions")
        jobs = {name: (Path(scratch) / job[0], job[1]) for name, job in COMMANDS.items()}
        for job in jobs.values():
            seconds(*job, -1)  # warm the disk cache and the suites' bytecode; keep the verdicts
        times = [{name: seconds(*jobs[name], turn) for name in jobs} for turn in range(ROUNDS)]
    first = next(iter(COMMANDS))
    for name, (*_, goal) in COMMANDS.items():
        ratio = statistics.median(row[name] / row[first] for row in times)
        middle = statistics.median(row[name] for row in times)
        told = f"   goal {goal}" if goal else ""
        print(f"{name:32} {middle:6.3f} s   {ratio:5.2f} times{told}")


if __name__ == "__main__":
    main()

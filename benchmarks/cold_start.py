"""Print what a verdict costs, as a multiple of importing numpy and pytest on the same machine.

The commands take turns, so that a machine that slows down slows all of them down; each ratio is
the median over the rounds.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
COMMANDS = {
    "import numpy, pytest": ["-c", "import numpy, pytest"],
    "grader.py, all stubs": ["grader.py", "--target", "katas"],
    "grader.py run k03 --solutions": ["grader.py", "run", "k03", "--solutions"],
    "grader.py --solutions": ["grader.py", "--solutions"],
    "pytest tests/test_k03_deltas.py": ["-m", "pytest", "-q", "tests/test_k03_deltas.py"],
}


def seconds(arguments: list[str]) -> float:
    """Return how long one Python process with these arguments takes, start to end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)  # noqa: S603  our own commands
    return time.perf_counter() - began


def main() -> None:
    """Time every command in turn and print the medians and their ratios to the first."""
    for arguments in COMMANDS.values():
        seconds(arguments)  # warm the disk cache and the suites' bytecode
    times = [{name: seconds(command) for name, command in COMMANDS.items()} for _ in range(ROUNDS)]
    first = next(iter(COMMANDS))
    for name in COMMANDS:
        ratio = statistics.median(row[name] / row[first] for row in times)
        beyond = statistics.median(row[name] - row[first] for row in times)
        middle = statistics.median(row[name] for row in times)
        print(f"{name:32} {middle:6.3f} s   {ratio:5.2f} times   {beyond:+6.3f} s")


if __name__ == "__main__":
    main()

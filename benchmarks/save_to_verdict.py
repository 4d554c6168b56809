"""Print how long it takes from saving a kata to the verdict on the screen of `grader.py watch`.

The watch runs in a terminal of its own, in a copy of the repo, history and all; every round saves
k03 once wrong and once right, and waits for the words on the screen. In between, a cold pytest runs
the same suite on the same file, so that a machine that slows down slows both down. Unix only.
"""

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.project.grading import ROOT
from tests.project.practising import Practice

ROUNDS = 20
KATA = "k03_deltas"
PATIENCE = 20.0  # seconds
COLD = [sys.executable, "-m", "pytest", "-q", f"tests/test_{KATA}.py", "--target"]


def main() -> None:
    """Save, wait and compare, many times; print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        learner = Practice(Path(folder) / "course")
        file = learner.katas / f"{KATA}.py"
        right = (ROOT / "solutions" / file.name).read_text(encoding="utf-8")
        wrong = right.replace("layer_2 - y", "y - layer_2")
        file.write_text(right, encoding="utf-8")
        warm, cold = [], []
        with _watch(learner) as screen:
            _wait_for(screen, b"done, ")
            time.sleep(1)  # the first run of all katas goes on
            for number in range(2 * ROUNDS):
                text, word = ((wrong, b"wrong, "), (right, b"done, "))[number % 2]
                warm.append(_save(screen, file, text, word))
                cold.append(_seconds([*COLD, str(file)], learner.folder))
    milliseconds = sorted(1000 * seconds for seconds in warm)
    middle = statistics.median(milliseconds)
    print(f"save → verdict on the screen   {middle:7.1f} ms  (median of {len(warm)};", end=" ")
    print(f"from {milliseconds[0]:.1f} to {milliseconds[-1]:.1f} ms)")
    print(f"cold pytest, the same suite    {1000 * statistics.median(cold):7.1f} ms")
    print(f"ratio                          {1000 * statistics.median(cold) / middle:7.1f} times")


@contextmanager
def _watch(learner: Practice) -> Iterator[int]:
    """Run the watch in a terminal; give its screen, as a file to read."""
    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "grader.py", "watch", "k03"],
        cwd=learner.folder,
        env=learner.environment | {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    try:
        yield screen
    finally:
        process.terminate()
        process.wait()
        os.close(screen)


def _save(screen: int, file: Path, text: str, word: bytes) -> float:
    """Save the text, and return the seconds until the word is on the screen."""
    time.sleep(0.1)  # a learner pauses; what is under way comes to its end
    while select.select([screen], [], [], 0)[0]:
        os.read(screen, 65536)  # and is not taken for what comes
    began = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    _wait_for(screen, word)
    return time.perf_counter() - began


def _wait_for(screen: int, word: bytes) -> None:
    seen = b""
    deadline = time.monotonic() + PATIENCE
    while word not in seen:
        if not select.select([screen], [], [], max(0, deadline - time.monotonic()))[0]:
            sys.exit(f"The screen never said {word.decode()!r}; it said: {seen.decode()}")
        seen += os.read(screen, 65536)


def _seconds(command: list[str], folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603  as above
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

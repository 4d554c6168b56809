"""Run the real `grader.py` as its users do, and read what it says."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.project.warm import warm

ROOT = Path(__file__).resolve().parents[2]
FAKE_COURSE = Path(__file__).resolve().parent / "fake_course"


@dataclass
class Outcome:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one object that --json prints."""
        return json.loads(self.out)


def grader(*arguments, cwd=ROOT, **environment):
    """Run `python grader.py` with the arguments, in a warm process, and return what it did."""
    if any(name.startswith("PYTHON") for name in environment):  # it is for Python's own start
        return cold_grader(*arguments, cwd=cwd, **environment)
    command = [str(ROOT / "grader.py"), *map(str, arguments)]
    return Outcome(*warm().run(command, cwd, os.environ | environment))


def cold_grader(*arguments, cwd=ROOT, **environment):
    """Run it in a process that begins with nothing, as a person does."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "grader.py"), *map(str, arguments)],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def fake_course(folder, kata, suite):
    """Put the fake course into `folder`, with another suite for one kata; return where it is."""
    root = shutil.copytree(FAKE_COURSE, folder / "course")
    (root / "tests" / f"test_{kata}.py").write_text(suite, encoding="utf-8")
    return root


def answers(folder, **changed):
    """Fill `folder` with the solutions, some with a text in place of another; return it."""
    for solution in (ROOT / "solutions").glob("k*.py"):
        text = solution.read_text(encoding="utf-8")
        for old, new in changed.get(solution.stem, {}).items():
            assert old in text, f"{solution.name} has no {old!r}"
            text = text.replace(old, new)
        (folder / solution.name).write_text(text, encoding="utf-8")
    return folder


def until(condition, seconds=60):
    """Wait until the condition holds, for so many seconds at most; return whether it does."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()

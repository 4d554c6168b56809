"""A learner's own copy of the repo, and the grader run in it."""

import json
import os
import shutil
import subprocess
import sys

from tests.project.grading import ROOT, Outcome
from tests.project.warm import warm

PARTS = ("dojo", "katas", "solutions", "tests", "grader.py", "pyproject.toml")


class Practice:
    """A copy of the repo in `folder`; called with arguments, it runs `python grader.py` there."""

    def __init__(self, folder):
        self.folder, self.katas = folder, folder / "katas"
        skipped = shutil.ignore_patterns("__pycache__", "project")
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part, ignore=skipped)
            else:
                shutil.copy(ROOT / part, folder / part)
        self.environment = {k: v for k, v in os.environ.items() if k != "DOJO_HISTORY"}

    def __call__(self, *arguments, keys="", **more):
        """Return what the command did; `keys` are typed, `more` is for subprocess.run."""
        if not more:
            command = ["grader.py", *arguments]
            return Outcome(*warm().run(command, self.folder, self.environment, keys))
        settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
        done = subprocess.run(
            [sys.executable, "grader.py", *arguments],
            cwd=self.folder,
            env=self.environment,
            input=keys,
            encoding="utf-8",
            check=False,
            **settings,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    def solve(self, kata, old="", new=""):
        """Write the reference answer into a kata, with one thing changed."""
        text = (ROOT / "solutions" / f"{kata}.py").read_text(encoding="utf-8")
        assert old in text
        (self.katas / f"{kata}.py").write_text(text.replace(old, new), encoding="utf-8")

    def events(self, kind=None):
        """Return the events of that kind in the history, or all."""
        events = json.loads(self("history", "--json").out)["events"]
        return [event for event in events if kind in (None, event["kind"])]

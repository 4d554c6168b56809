"""A command of this course beside the watch, which waits for nobody."""

import os
import subprocess
from pathlib import Path
from shutil import get_terminal_size

from dojo.verify import GRADER


class Beside:
    """One command at a time, in a process of its own."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._child: subprocess.Popen[str] | None = None

    def begin(self, *arguments: str) -> None:
        """Begin a command; what was still under way is stopped."""
        self.stop()
        self._child = subprocess.Popen(  # noqa: S603  it is this very course's
            [*GRADER, *arguments],
            cwd=self._root,
            env=os.environ | {"COLUMNS": str(get_terminal_size().columns)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )

    def ended(self) -> tuple[str, int] | None:
        """Return, once, all that a command has said and its exit code, when it is at its end."""
        if self._child is None or self._child.poll() is None:
            return None
        child, self._child = self._child, None
        return child.communicate()[0], child.returncode

    def stop(self) -> bool:
        """Stop what is under way, if anything is; return whether something was."""
        child, self._child = self._child, None
        if child:
            child.terminate()  # which it takes as Ctrl-C, and ends its own child
        return child is not None

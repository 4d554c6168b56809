"""The learner's own editor, opened on a file."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from dojo.source import shown


def edit(path: Path) -> str:
    """Open `path` in $VISUAL or $EDITOR and wait; return "", or a sentence if it did not start.

    Without such a variable, or without a terminal on both ends, nothing is done. An editor with a
    window of its own may return at once.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ""
    try:
        subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603  the learner chose it
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return f"Your editor `{command}` did not start ({reason}): open {shown(path)} yourself."
    return ""

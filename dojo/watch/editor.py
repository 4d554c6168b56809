"""Open a file in the learner's editor: by which command, and whether that leaves this terminal."""

import os
import shlex
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from dojo.source import shown

BY_COLON = {"code", "code-insiders", "codium", "cursor", "zed", "subl"}  # FILE:LINE
WINDOWED = {*BY_COLON, "gedit", "kate", "gvim", "xed"}  # that open a window of their own
PANES = {  # the variable by which a multiplexer is known → what opens a pane of it
    "TMUX": ["tmux", "split-window", "-h"],
    "ZELLIJ": ["zellij", "run", "--close-on-exit", "--"],
}


def editor(path: Path, line: int = 0) -> tuple[list[str], bool]:
    """Return the command, empty if no editor is known, and whether the terminal stays free."""
    told = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    words = [told] if told else []
    with suppress(ValueError):  # no command: it will not start, and that is said
        words = shlex.split(told)
    if os.environ.get("TERM_PROGRAM") == "vscode":
        words = ["code"]
    if not words:
        return [], True
    name = Path(words[0]).stem
    place = [f"{path}:{line}"] if name in BY_COLON else [f"+{line}", str(path)]
    goto = ["-g"] if name in BY_COLON - {"zed", "subl"} else []
    command = [*words, *goto, *place] if line else [*words, str(path)]
    if name in WINDOWED:
        return command, True
    if shutil.which(words[0]) is None:  # in a pane nobody would be told
        return command, False
    pane = next((PANES[each] for each in PANES if os.environ.get(each)), [])
    return [*pane, *command], bool(pane)


def opened(command: list[str], path: Path, *, wait: bool = False) -> str:
    """Start the editor, and wait for its end if it has this terminal; return what went wrong."""
    quiet = None if wait else subprocess.DEVNULL
    try:
        child = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603  the learner's own choice
        if wait:
            child.wait()
    except OSError as error:
        why = error.strerror
        return f"Your editor `{command[0]}` did not start ({why}): open {shown(path)} yourself."
    return ""

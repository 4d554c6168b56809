"""Which command opens a file at a line, and whether it leaves this terminal alone."""

import os
import shlex
import subprocess
from pathlib import Path

BY_COLON = {"code", "code-insiders", "codium", "cursor", "zed", "subl"}  # FILE:LINE
WINDOWED = {*BY_COLON, "gedit", "kate", "gvim", "xed"}  # that open a window of their own
PANES = {  # the variable by which a multiplexer is known → what opens a pane of it
    "TMUX": ["tmux", "split-window", "-h"],
    "ZELLIJ": ["zellij", "run", "--close-on-exit", "--"],
}


def editor(path: Path, line: int) -> tuple[list[str], bool]:
    """Return the command, empty if no editor is known, and whether the terminal stays free."""
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if os.environ.get("TERM_PROGRAM") == "vscode":
        words = ["code"]
    if not words:
        return [], True
    name = Path(words[0]).stem
    place = [f"{path}:{line}"] if name in BY_COLON else [f"+{line}", str(path)]
    goto = ["-g"] if name in BY_COLON - {"zed", "subl"} else []
    command = [*words, *goto, *place]
    if name in WINDOWED:
        return command, True
    pane = next((PANES[each] for each in PANES if os.environ.get(each)), [])
    return [*pane, *command], bool(pane)


def opened(command: list[str], *, wait: bool = False) -> str:
    """Start the editor, and wait for its end if it has this terminal; return what went wrong."""
    quiet = None if wait else subprocess.DEVNULL
    try:
        child = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603  the learner's own choice
        if wait:
            child.wait()
    except OSError as error:
        return f"{command[0]} cannot be started: {error.strerror}."
    return ""

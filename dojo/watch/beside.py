"""What goes on beside the watch, which waits for nobody: a command, and the moment of a kata."""

import os
import subprocess
from pathlib import Path
from shutil import get_terminal_size

from dojo.pictures import of
from dojo.practice.moments import answer, owned, question
from dojo.registry import Course, Kata
from dojo.verify import GRADER
from dojo.watch.state import State


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


class Moment:
    """What is given for a kata that is just done: what is owned now, a question, a picture.

    One kata at a time; what its moment shows is kept in the state.
    """

    def __init__(self, course: Course, state: State, *, ask: bool) -> None:
        self._course, self._state, self._ask = course, state, ask
        self._drawing = Beside(course.root)

    def begin(self, kata: Kata) -> None:
        """Say what is owned now, and ask the kata's question or have its picture drawn."""
        self._state.owned = owned(self._course, kata)
        self._state.question = question(self._course, kata) if self._ask else None
        if not self._state.question:
            self._draw(kata)

    def takes(self, key: str) -> bool:
        """Tell whether the key is an answer to the question."""
        found = self._state.question
        return found is not None and key in "123456789"[: len(found.choices)]

    def answer(self, kata: Kata, key: str) -> str:
        """Take the answer to the question, and draw; return what to say."""
        found, self._state.question = self._state.question, None
        self._draw(kata)
        return answer(self._course, kata, found, found.choices[int(key) - 1]) if found else ""

    def _draw(self, kata: Kata) -> None:
        first = next(iter(of(kata)), None)
        if first:
            self._drawing.begin("show", first.name, "--text", "--no-questions")
            self._state.drawing = True

    def refresh(self) -> None:
        """Show the picture once it is drawn."""
        if drawn := self._drawing.ended():
            text, failed = drawn
            self._state.picture, self._state.drawing = "" if failed else text.rstrip(), False

    def end(self) -> None:
        """Take it all away."""
        self._state.owned = self._state.picture = ""
        self._state.question, self._state.drawing = None, False
        self._drawing.stop()

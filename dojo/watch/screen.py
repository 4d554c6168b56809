"""Where the watch shows itself: a whole screen with keys, or lines one after another."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Self

from rich.console import Console
from rich.live import Live

from dojo.watch.state import State
from dojo.watch.terminal import Keyboard
from dojo.watch.view import OUTDATED, Frame, block

AWHILE = 0.02  # seconds between two looks at the keyboard


class Screen:
    """Verdicts as they come, one after another, where there is no keyboard or no screen."""

    handles: tuple[int, ...] = ()

    def __init__(self, console: Console) -> None:
        self._console = console
        self._printed: list[object] | None = None
        self._note = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return

    def pressed(self) -> str:
        """Return the keys pressed since the last look: none, so nobody asks for more than this."""
        return ""

    def draw(self, state: State) -> None:
        """Show what is new; of the first results, only that of the current kata."""
        results = list(state.results.values())
        if self._printed is None:
            if len(results) < len(state.katas):
                return
            self._printed = [result for result in results if result is not state.result]
        for result in results:
            if not any(result is printed for printed in self._printed):
                self._console.print(block(state, result))
        self._printed = [*results]
        note = f"{state.note}\n{OUTDATED}".strip() if state.outdated else state.note
        if note not in ("", self._note):
            self._console.print(note)
        self._note = note

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Give the terminal to another program for a while."""
        self.__exit__()
        try:
            yield
        finally:
            self.__enter__()

    def aside(self, text: str, ended: Callable[[], bool]) -> None:
        """Show a text alone until any key, or the end."""

    def suspend(self) -> None:
        """Give the terminal back to the shell, until the shell wakes this process up again."""
        with self.lent():
            os.kill(os.getpid(), signal.SIGSTOP)


class FullScreen(Screen):
    """The terminal's second screen, redrawn as a whole, and the keys of the first."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._live = Live(
            console=console,
            screen=True,
            auto_refresh=False,  # otherwise a thread draws, and a process with threads cannot fork
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._keyboard = Keyboard()
        self.handles = self._keyboard.handles

    def __enter__(self) -> Self:
        self._keyboard.on()
        self._live.start()
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            with suppress(OSError):  # the terminal has gone
                self._live.stop()
        finally:
            self._keyboard.off()

    def pressed(self) -> str:
        """Return the keys pressed since the last look."""
        return self._keyboard.pressed()

    def draw(self, state: State) -> None:
        """Draw the state."""
        self._live.update(Frame(state), refresh=True)

    def aside(self, text: str, ended: Callable[[], bool]) -> None:
        """Print a text on the first screen, and wait there for any key, or the end."""
        self._live.stop()
        print(text, flush=True)  # noqa: T201  that is what this screen is for
        while not self._keyboard.pressed() and not ended():
            time.sleep(AWHILE)
        self._live.start()


def screen() -> Screen:
    """Return the whole screen where there is a terminal to read from and to draw on."""
    console = Console(highlight=False)
    if sys.stdin.isatty() and console.is_terminal and not console.is_dumb_terminal:
        return FullScreen(console)
    return Screen(Console(highlight=False, soft_wrap=True, color_system=None))

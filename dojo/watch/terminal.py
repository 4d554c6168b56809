"""What comes from the terminal: single keys, without Enter and without an echo, and signals."""

import os
import signal
import sys
from types import FrameType
from typing import Any, Self

from dojo.apart import STOPS

if sys.platform == "win32":  # written from the documentation; nobody has tried it yet
    import msvcrt

    class Keyboard:
        """The keys pressed in a Windows console, which cannot be waited for, only asked."""

        handles: tuple[int, ...] = ()

        def on(self) -> None:
            """Do nothing: the console always has single keys."""

        def off(self) -> None:
            """Do nothing."""

        def pressed(self) -> str:
            """Return the keys pressed since the last time."""
            keys = ""
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in "\x00\xe0":  # an arrow or a function key: its name follows
                    msvcrt.getwch()
                else:
                    keys += key
            return keys

else:
    import select
    import termios
    import tty
    from contextlib import suppress

    class Keyboard:
        """The keys pressed in a Unix terminal."""

        def __init__(self) -> None:
            self._file = sys.stdin.fileno()
            self._before = termios.tcgetattr(self._file)
            self.handles = (self._file,)

        def on(self) -> None:
            """Have single keys; Ctrl-C and Ctrl-Z still make their signals."""
            tty.setcbreak(self._file, termios.TCSANOW)

        def off(self) -> None:
            """Put the terminal back as it was, and forget what was typed and not read."""
            with suppress(termios.error):  # the terminal has gone
                termios.tcsetattr(self._file, termios.TCSAFLUSH, self._before)

        def pressed(self) -> str:
            """Return the keys pressed since the last time; `q` when the terminal has gone."""
            if not select.select([self._file], [], [], 0)[0]:
                return ""
            with suppress(OSError):
                keys = os.read(self._file, 1024)
                if keys:
                    return "" if keys.startswith(b"\x1b") else keys.decode(errors="ignore")
            return "q"


class Signals:
    """Signals as flags, while it is entered, so that none can interrupt a drawing in the middle."""

    def __init__(self) -> None:
        self._come: set[str] = set()
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for name in (*STOPS, "SIGWINCH", "SIGTSTP"):
            number = getattr(signal, name, None)  # Windows has two of them
            if number and signal.getsignal(number) != signal.SIG_IGN:  # as nohup does
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def came(self, *names: str) -> bool:
        """Return whether any of these has come since it was last asked for."""
        come = self._come.intersection(names)
        self._come -= come
        return bool(come)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        name = signal.Signals(number).name
        if name in STOPS and name in self._come:  # nobody looks: the loop itself must be stuck
            raise KeyboardInterrupt
        self._come.add(name)

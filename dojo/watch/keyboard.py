"""Single keys from the terminal, without waiting for Enter and without an echo."""

import os
import sys

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

"""Signals as flags, so that none of them can interrupt a drawing in the middle."""

import signal
from types import FrameType
from typing import Any, Self

from dojo.apart import STOPS


class Signals:
    """Notes which of the signals have come, while it is entered."""

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

"""The three streams as this machine gives them: closed, full, or without the signs of a report."""

import codecs
import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from dojo.folding import fitting

# What stands for a sign where the encoding of a stream lacks it. No other module knows of this.
SPELLED = dict(
    zip("✓✗·›–×─━═│┤├┬┴┼┌┐└┘\N{REPLACEMENT CHARACTER}", "+x.>-x--=|+++++++++?", strict=True)
)
SPELLED |= {"…": "...", "→": "->", "²": "^2", "−": "-"}
SPELLED |= dict(zip("░▒▓█", ".:*#", strict=True))  # the shades of a picture
MOMENT = 1.0  # seconds in which nobody wonders what is going on
PLAIN_LOCALES = ("C", "POSIX")
CHOSEN = ("PYTHONIOENCODING", "PYTHONUTF8")  # with one of these, a person has named the encoding


def mend_streams() -> None:
    """Open what is closed on nothing, and have signs that a stream lacks spelled in ASCII.

    A file that is opened later must not get the number of a closed stream: what the learner's
    code prints would end up in it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            nothing = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115  stays open
            os.set_inheritable(nothing.fileno(), True)
            setattr(sys, name, nothing)
    codecs.register_error("spelled", _spelled)
    # Python writes UTF-8 in the locale C, whatever the one who has asked for that can read.
    plain = os.environ.get("LC_ALL") in PLAIN_LOCALES and not any(map(os.environ.get, CHOSEN))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = "ascii" if plain else stream.encoding
            stream.reconfigure(encoding=encoding, errors="spelled")


def give_up_on(stream: TextIO) -> None:
    """Let what is left for a stream that cannot be written go nowhere, now and at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def complain(sentence: object) -> None:
    """Print a sentence on stderr; where even that cannot be written, the exit code says enough."""
    try:
        sys.stderr.write(f"{fitting(sentence, sys.stderr)}\n")
        sys.stderr.flush()
    except OSError:
        give_up_on(sys.stderr)


@contextmanager
def announced(what: str) -> Iterator[None]:
    """Say on a terminal what is being done, if it takes longer than a moment.

    A signal and no thread says it: processes are forked meanwhile.
    """
    if not (sys.stderr.isatty() and hasattr(signal, "setitimer")):
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: complain(f"{what} …"))
    signal.setitimer(signal.ITIMER_REAL, MOMENT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """Spell what an encoding lacks; what has no spelling is escaped as in Python and in JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    signs = (SPELLED.get(s) or s.encode("ascii", "backslashreplace").decode() for s in missing)
    return "".join(signs), error.end

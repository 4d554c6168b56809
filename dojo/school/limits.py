"""What may be taken from an untrusted submission, how much of it, and how a refusal is said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dojo.notebooks.files import LARGEST_NOTEBOOK
from dojo.source import LARGEST_FILE

LARGEST = {".py": LARGEST_FILE, ".ipynb": LARGEST_NOTEBOOK}  # bytes; also what is taken at all
LARGEST_ZIP = 100_000_000  # bytes as handed in: a clone together with its virtual environment
MOST_ZIPS = 20  # opened in one submission
MOST_BYTES = 30_000_000  # of one submission, unpacked
MOST_FILES = 500  # taken from one submission
MOST_NOTES = 20  # on one submission, or on one archive
MOST_ENTRIES = 20_000  # looked at in one submission
ESCAPE_LIKE = re.compile(r"\\(?=u[0-9a-f]{4}|U[0-9a-f]{8})")  # what `exact` itself writes
FOUR_DIGITS = 0xFFFF
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters, and a Braille sign, that nobody can see
JUNK = re.compile(  # what systems and tools leave behind, and nobody hands in
    r"__macosx|__pycache__|node_modules|site-packages|venv|env|\..*|.*\.egg-info"
    r"|icon[\r?]|thumbs\.db|desktop\.ini|~\$.*",
    re.IGNORECASE,
)


class Refused(Exception):
    """The submission cannot be taken in; the message is one sentence."""


class LeftOut(Refused):
    """One file cannot be taken in; the others can."""


@dataclass
class Taken:
    """What came out of one submission, and one sentence for each file that was left out."""

    files: list[tuple[PurePosixPath, bytes]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # names of what is no code
    size: int = 0  # bytes
    entries: int = 0
    zips: int = 0

    def look(self, count: int) -> None:
        """Count more entries of a folder or zip; raise Refused for more than a submission has."""
        self.entries += count
        if self.entries > MOST_ENTRIES:
            raise Refused(f"It holds more than {MOST_ENTRIES:,} files and folders.")

    def look_into_zip(self) -> None:
        """Count one more zip that is opened; raise LeftOut for one too many."""
        self.zips += 1
        if self.zips > MOST_ZIPS:
            raise LeftOut(f"It holds more than {MOST_ZIPS} zips; the others stay closed.")

    def add(self, path: PurePosixPath, content: bytes) -> None:
        """Keep one more file; raise Refused where that makes too many, or too much."""
        self.files.append((path, content))
        self.size += len(content)
        if len(self.files) > MOST_FILES:
            raise Refused(f"It holds more than {MOST_FILES} code files.")
        if self.size > MOST_BYTES:
            raise Refused(f"Its code files are larger than {MOST_BYTES / 10**6:g} MB in all.")


def wanted(path: PurePosixPath) -> bool:
    """Return whether a file of that name may hold an answer."""
    return path.suffix.lower() in LARGEST and not any(JUNK.fullmatch(part) for part in path.parts)


def too_large(name: str, limit: int) -> LeftOut:
    """Return the refusal of a file that is over its limit."""
    return LeftOut(f"{printable(name)} is larger than {limit / 10**6:g} MB.")


def capped(sentences: Iterable[str]) -> list[str]:
    """Return the sentences, each once, and of very many only the first and a count."""
    each = list(dict.fromkeys(sentences))
    more = len(each) - MOST_NOTES
    return each if more <= 0 else [*each[:MOST_NOTES], f"And {more:,} more like these."]


def exact(text: str) -> str:
    r"""Return a name from outside in one line, in signs that can be seen; different ones differ.

    A backslash stays one where it cannot be taken for the start of an escape, so that a login such
    as `SCHOOL\nick` reads in a gradebook as it does everywhere else.
    """
    plain = ESCAPE_LIKE.sub(r"\\u005c", text)
    return "".join(map(_seen, plain))


def _seen(sign: str) -> str:
    if sign.isprintable() and sign not in BLANK:
        return sign
    number = ord(sign)
    return f"\\u{number:04x}" if number <= FOUR_DIGITS else f"\\U{number:08x}"


def printable(text: str, longest: int = 80) -> str:
    """Return a name from outside, fit to stand in a sentence, cut off where it is too long."""
    line = exact(text)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"

"""One submission, as plain data: it can be stored, compared, and sent to another machine."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

MISSING = "Nothing was submitted."


@dataclass(frozen=True)
class SubmittedFile:
    """One file that answers one kata; `name` is what it was called, the content is untouched."""

    kata: str  # its id
    name: str
    content: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """Return `.py` or `.ipynb`."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True)
class Submission:
    """What one student handed in: at most one file a kata, or the `problem` that prevents it."""

    student: str  # the id on the roster, or else what the files are called by
    origin: str  # where it was found, as shown
    files: tuple[SubmittedFile, ...] = ()
    problem: str = ""  # one sentence, if there is nothing to grade
    notes: tuple[str, ...] = ()  # one sentence for each file that was left out, and for doubts
    name: str = ""
    email: str = ""

    @property
    def digest(self) -> str:
        """Return the SHA-256, in hex, of the files, or else of why there are none."""
        reason = "" if self.files else self.problem
        whole = hashlib.sha256(reason.encode(errors="replace"))
        for file in sorted(self.files, key=lambda file: file.kata):
            head = f"\n{file.kata} {file.suffix} {len(file.content)}\n"
            whole.update(head.encode())
            whole.update(file.content)
        return whole.hexdigest()

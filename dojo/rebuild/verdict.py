"""What a rebuild comes to, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """Whether an attempt passed; if not, why, each reason a sentence with what to do next."""

    passed: bool
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    code_lines: int = 0
    seconds: float = 0.0  # of processor time that the script took, without the judging
    error: float | None = None  # the smallest mean absolute error that was seen
    answers: tuple[float, ...] | None = None  # for 00, 01, 10, 11: the best, or the nearest
    how: str = ""  # what was seen of it that makes it a network that learned

"""What a rebuild comes to, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """Whether an attempt passed; if not, why, each reason a sentence with what to do next."""

    passed: bool
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    code_lines: int = 0
    seconds: float = 0.0  # that the script took, without the judging
    error: float | None = None  # the smallest mean absolute error that was seen
    layers: tuple[int, ...] | None = None  # inputs, hidden sizes, outputs
    how: str = ""  # where the network was found, and how it was read

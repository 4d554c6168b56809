"""Text from a submission, made fit for a page: cut to a length, and nothing invisible in it.

Not a defence against markup: that is the escaping, and building the page from text nodes.
"""

import math
import re

LINE = 200  # characters of a name or sentence
BLOCK = 10_000  # characters of a message or of printed output
MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
NEWLINE = re.compile("\r\n?|[\u2028\u2029]")
# Colours of a terminal; control signs; signs that reverse or hide what stands after them; halves
# of a surrogate pair; and more accents on one letter than any language has.
HIDDEN = re.compile(
    r"\x1b\[[0-9;?]*[@-~]"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    rf"|(?<={MARKS}{{3}}){MARKS}+"
)


def block(value: object, longest: int = BLOCK) -> str:
    """Return a text of any number of lines; what is cut off is counted in its last line."""
    whole = "" if value is None else str(value)
    kept = HIDDEN.sub("", NEWLINE.sub("\n", whole[:longest]))
    left_out = len(whole) - longest
    return f"{kept}\n… and {left_out:,} more characters" if left_out > 0 else kept


def line(value: object, longest: int = LINE) -> str:
    """Return a text as one line."""
    whole = "" if value is None else str(value)
    kept = " ".join(HIDDEN.sub("", NEWLINE.sub(" ", whole[:longest])).split())
    return f"{kept}…" if len(whole) > longest else kept


def number(value: object) -> float:
    """Return a number to four decimals; 0 for what is none, or is not finite."""
    if not isinstance(value, int | float) or not math.isfinite(value):
        return 0
    return round(value, 4)


def shown(value: float) -> str:
    """Return a number of points as people write it: no decimals where there are none."""
    return f"{round(value, 2):,.10g}"

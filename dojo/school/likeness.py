"""What stays of an answer when its names, comments and layout are taken away.

Where this is the same in two answers of some length, they are hardly independent of one another.
Short ones are alike by nature. Nothing is run or parsed: an answer is read as a row of tokens.
"""

import io
import keyword
import tokenize
from functools import lru_cache
from hashlib import sha256

from dojo.school.submission import SubmittedFile, code_text

LEAST = 100  # tokens more than the stub has, from which on it says something
LARGEST = 40_000  # characters; nobody answers a kata with more
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING}


def likeness(file: SubmittedFile, stub: bytes) -> str:
    """Return a digest of the answer, the same for what differs in names and layout alone.

    It is "" for what says little more than the stub, for what is too long, or no Python.
    """
    length, digest = _counted(file.content, file.suffix)
    return digest if length >= len(_tokens_of(stub, ".py")) + LEAST else ""


@lru_cache(8)  # one file may answer all of the katas, and a stub is handed in by many
def _counted(content: bytes, suffix: str) -> tuple[int, str]:
    """Return how many tokens a file has, and their digest."""
    tokens = _tokens_of(content, suffix)
    return len(tokens), sha256(" ".join(tokens).encode(errors="replace")).hexdigest()[:16]


def _tokens_of(content: bytes, suffix: str) -> list[str]:
    try:
        text = code_text(suffix, content)
        # Some Pythons' tokenizers end in a SystemError at a null byte.
        return _tokens(text) if len(text) <= LARGEST and "\0" not in text else []
    except (ValueError, SyntaxError, tokenize.TokenError):
        return []


def _tokens(text: str) -> list[str]:
    """Return the tokens; names are numbered as they come, attributes and keywords stay."""
    numbers: dict[str, str] = {}
    tokens = ["\n"]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        alone = tokens[-1] == "\n"
        if token.type in LAYOUT or (token.type == tokenize.NEWLINE and alone):
            continue
        if token.type == tokenize.STRING and alone:  # a docstring
            continue
        said = "\n" if token.type == tokenize.NEWLINE else token.string
        if token.type == tokenize.NAME and not keyword.iskeyword(said) and tokens[-1] != ".":
            said = numbers.setdefault(said, f"name{len(numbers)}")
        tokens.append(said)
    return tokens

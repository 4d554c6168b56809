"""What the name of a file says of its kata, its attempt, and perhaps its student."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from dojo.registry import Kata, number_of

FOLDERS = ("katas", "notebooks")  # of a clone of the whole repo: only what is in these counts
# `ID-2.py` is how Canvas, `ID (2).py` is how browsers name a later attempt.
ATTEMPT = re.compile(r"(?:-(\d{1,4})| ?\((\d{1,4})\))$")
VERSION = re.compile(r"(?:version|attempt)[ _-]*(\d+)", re.IGNORECASE)
# What a name may say besides the student's.
NOISE = re.compile(
    r"v\d+|\d|final|finished|fixed|copy|of|new|my|draft|version|attempt|submission|solution|answer|late"
    r"|(?:hw|homework|assignment|task|exercise|lab|week|ps)s?\d*",
    re.IGNORECASE,
)


def named_kata(stem: str, katas: Sequence[Kata]) -> Kata | None:
    """Return the one kata whose id, or else whose number, is part of the file's name."""
    words = f"_{'_'.join(_words(stem))}_"
    if words.startswith("_test_"):
        return None
    for labels in ([kata.id for kata in katas], [number_of(kata.id) for kata in katas]):
        pairs = zip(katas, labels, strict=True)
        found = [kata for kata, label in pairs if f"_{label.lower()}_" in words]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def version(path: PurePosixPath) -> tuple[int, ...]:
    """Return which version a file is by what it is in: Teams's `Version 2`, or a `katas-2.zip`."""
    found = [VERSION.fullmatch(part) for part in path.parts[:-1]]
    zips = [attempt(each.stem) for each in path.parents if each.suffix.lower() == ".zip"]
    return (*(int(each[1]) for each in found if each), *zips)


def attempt(stem: str) -> int:
    """Return which attempt a file is by its name, the first being 0."""
    found = ATTEMPT.search(stem)
    return int(found[1] or found[2]) if found else 0


def without_kata(stem: str, katas: Sequence[Kata]) -> str:
    """Return what the name of a file says besides its kata and attempt: perhaps, the student."""
    rest = unlabelled(stem, katas)
    if rest == stem:
        return stem
    words = rest.replace("_", " ").split()
    for end in (0, -1):
        while words and NOISE.fullmatch(words[end].strip("-.()")):
            words.pop(end)
    return " ".join(words).strip(" -.")


def unlabelled(stem: str, katas: Sequence[Kata]) -> str:
    """Return the name of a file without what names a kata, and the attempt right behind that."""
    kata = named_kata(stem, katas)
    rest = stem
    for each in [kata] if kata else katas:
        number, *title = map(re.escape, _words(each.id))
        own = "[^a-z0-9]+".join(title)
        label = rf"{number}[^a-z0-9]+{own}|{number}" if kata else own
        # Only there is a number that of an attempt: student-1 and student-2 are two students.
        named = rf"(?<![a-z0-9])(?:{label})(?:{ATTEMPT.pattern}|(?![a-z0-9]))"
        rest = re.sub(named, " ", rest, flags=re.IGNORECASE)
    return rest


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())

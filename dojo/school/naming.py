"""Which kata a file answers, by its name or else by the functions in it.

Nothing is run, or even parsed: a pattern finds the definitions, so that no text, however hostile,
can do more than be misjudged.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from dojo.notebooks.files import crowded, slim
from dojo.registry import Kata, number_of
from dojo.school.limits import exact, printable
from dojo.school.submission import SubmittedFile
from dojo.source import decoded

FOLDERS = ("katas", "notebooks")  # of a clone of the whole repo: only what is in these counts
# `ID-2.py` is how Canvas, `ID (2).py` is how browsers name a later attempt.
ATTEMPT = re.compile(r"(?:-(\d{1,4})| ?\((\d{1,4})\))$")
DEFINED = re.compile(r"^(?:def[ \t]+(\w+)|(\w+)[ \t]*=(?!=))", re.MULTILINE)

VERSION = re.compile(r"(?:version|attempt)[ _-]*(\d+)", re.IGNORECASE)
# What a name may say besides the student's.
NOISE = re.compile(
    r"v\d+|\d|final|finished|fixed|copy|of|new|my|draft|version|attempt|submission|solution|answer"
    r"|(?:hw|homework|assignment|task|exercise|lab|week|ps)s?\d*",
    re.IGNORECASE,
)
Rank = tuple[bool, tuple[int, ...], bool, int, bool, str]
Found = tuple[PurePosixPath, bytes]


def answers(
    files: Iterable[Found],
    katas: Iterable[Kata],
    is_stub: Callable[[Kata, bytes], bool],
    unasked: Iterable[Kata] = (),
    attempts: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
) -> tuple[list[SubmittedFile], list[str], dict[str, bool]]:
    """Return the file that answers each kata, a sentence for each that answers none, and choices.

    A file that names a kata nobody asked for is passed over. An edited file wins over a stub; then
    a later attempt over an earlier one, by the `attempts` of a path's first part; then a name that
    says which kata over a guess by functions, a file over a notebook. Choices are sentences on
    which of several different files was used, and whether that is left in doubt by the attempts.
    """
    katas = list(katas)
    found: dict[str, list[tuple[Rank, PurePosixPath, bytes]]] = defaultdict(list)
    notes, others = [], []
    for path, content in _of_a_clone(list(files)):
        named = named_kata(path.stem, katas)
        if not named and named_kata(path.stem, unasked):
            others.append(path.name)
            continue
        text = "" if named else code_text(path.suffix, content)
        matches = [named] if named else defined_katas(text, katas)
        if not matches and defined_katas(text, unasked):
            others.append(path.name)
        elif not matches:
            notes.append(f"{path.name} names no kata, and defines no kata's functions.")
        for kata in matches:
            rank = (
                not is_stub(kata, content),
                (*attempts.get(path.parts[0], ()), *_version(path)),
                named is not None,
                attempt(path.stem),
                path.suffix.lower() == ".py",  # a notebook that nobody used does not look unused
                str(path),
            )
            found[kata.id].append((rank, path, content))
    if others and not found:
        notes.insert(0, f"It answers only what is not due: {', '.join(others)}.")
    used: list[SubmittedFile] = []
    choices: dict[str, bool] = {}
    for name in (kata.id for kata in katas if kata.id in found):
        (rank, path, content), *rest = sorted(found[name], reverse=True)
        used.append(SubmittedFile(name, exact(path.name), content))
        rivals = {each: r for r, each, text in rest if r[0] == rank[0] and text != content}
        if rivals:
            listed = printable(", ".join(map(str, sorted([path, *rivals]))), 200)
            told = f"{name} is in {listed}: {printable(str(path))} was used."
            choices[told] = rank[1] in (r[1] for r in rivals.values())
    return used, notes, choices


def named_kata(stem: str, katas: Iterable[Kata]) -> Kata | None:
    """Return the one kata whose id, or else whose number, is part of the file's name."""
    words = f"_{'_'.join(_words(stem))}_"
    if words.startswith("_test_"):
        return None
    katas = list(katas)
    for labels in ([kata.id for kata in katas], [number_of(kata.id) for kata in katas]):
        pairs = zip(katas, labels, strict=True)
        found = [kata for kata, label in pairs if f"_{label.lower()}_" in words]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def defined_katas(text: str, katas: Iterable[Kata]) -> list[Kata]:
    """Return the katas all of whose functions are defined, or else the one that most are of.

    Where two katas fit equally well, neither is meant.
    """
    names = {name for match in DEFINED.finditer(text) for name in match.groups() if name}
    counts = {kata: sum(function in names for function in kata.functions) for kata in katas}
    whole = [kata for kata, count in counts.items() if count == len(kata.functions)]
    if whole:
        return whole
    share = {kata: (count / len(kata.functions), count) for kata, count in counts.items() if count}
    top = [kata for kata in share if share[kata] == max(share.values())]
    return top if len(top) == 1 else []


def _version(path: PurePosixPath) -> tuple[int, ...]:
    """Return which version a file is by what it is in: Teams's `Version 2`, or a `katas-2.zip`."""
    found = [VERSION.fullmatch(part) for part in path.parts[:-1]]
    zips = [attempt(each.stem) for each in path.parents if each.suffix.lower() == ".zip"]
    return (*(int(each[1]) for each in found if each), *zips)


def attempt(stem: str) -> int:
    """Return which attempt a file is by its name, the first being 0."""
    found = ATTEMPT.search(stem)
    return int(found[1] or found[2]) if found else 0


def without_kata(stem: str, katas: Iterable[Kata]) -> str:
    """Return what the name of a file says besides its kata and attempt: perhaps, the student."""
    katas = list(katas)
    kata = named_kata(stem, katas)
    rest = stem
    for each in [kata] if kata else katas:
        number, *title = map(re.escape, _words(each.id))
        own = "[^a-z0-9]+".join(title)
        label = rf"{number}[^a-z0-9]+{own}|{number}" if kata else own
        # Only there is a number that of an attempt: student-1 and student-2 are two students.
        named = rf"(?<![a-z0-9])(?:{label})(?:{ATTEMPT.pattern}|(?![a-z0-9]))"
        rest = re.sub(named, " ", rest, flags=re.IGNORECASE)
    if rest == stem:
        return stem
    words = rest.replace("_", " ").split()
    for end in (0, -1):
        while words and NOISE.fullmatch(words[end].strip("-.()")):
            words.pop(end)
    return " ".join(words).strip(" -.")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _of_a_clone(files: list[Found]) -> list[Found]:
    """Return what is in the learner's folders, if there are any: the rest is the course's."""
    inside = [file for file in files if file[0].parent.name in FOLDERS]
    return inside or [file for file in files if not file[0].name.startswith("test_")]


def code_text(suffix: str, content: bytes) -> str:
    """Return the code of a file, or of all cells of a notebook; "" for one that cannot be read."""
    if suffix.lower() != ".ipynb":
        return decoded(content)
    text = decoded(slim(content))
    try:
        whole = {"cells": []} if crowded(text) else json.loads(text)
        sheets = [whole] if "cells" in whole else whole["worksheets"]  # as in older versions
        cells = [cell for sheet in sheets for cell in sheet["cells"] if cell["cell_type"] == "code"]
        sources = [cell["source"] if "source" in cell else cell["input"] for cell in cells]
        return "\n".join("".join(source) for source in sources)
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""

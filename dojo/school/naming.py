"""Which kata a file answers, by its name or else by the functions in it.

Nothing is run, or even parsed: a pattern finds the definitions, so that no text, however hostile,
can do more than be misjudged.
"""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from dojo.notebooks.files import crowded, slim
from dojo.registry import Kata, number_of
from dojo.school.limits import exact, printable
from dojo.school.submission import SubmittedFile
from dojo.source import decoded

FOLDERS = ("katas", "notebooks")  # of a clone of the whole repo: only what is in these counts
# `ID-2.py` is how Canvas, `ID (2).py` is how browsers name a later attempt.
ATTEMPT = re.compile(r"(?:-(\d{1,4})| ?\((\d{1,4})\))$")
DEFINED = re.compile(r"^(?:def[ \t]+(\w+)|(\w+)[ \t]*=(?!=))", re.MULTILINE)

Found = tuple[PurePosixPath, bytes]


def answers(
    files: Iterable[Found],
    katas: Iterable[Kata],
    is_stub: Callable[[Kata, bytes], bool],
    unasked: Iterable[Kata] = (),
) -> tuple[list[SubmittedFile], list[str]]:
    """Return the file that answers each kata, and one sentence for each that answers none.

    A file that names a kata nobody asked for is passed over. A name that says which kata wins over
    a guess by functions, an edited file over a stub, a later attempt over an earlier one, a file
    over a notebook.
    """
    katas = list(katas)
    best: dict[str, tuple[tuple[bool, bool, int, bool, str], SubmittedFile]] = {}
    notes, others = [], []
    for path, content in _of_a_clone(list(files)):
        named = named_kata(path.stem, katas)
        if not named and named_kata(path.stem, unasked):
            others.append(path.name)
            continue
        text = "" if named else _text(path, content)
        matches = [named] if named else defined_katas(text, katas)
        if not matches and defined_katas(text, unasked):
            others.append(path.name)
        elif not matches:
            notes.append(f"{path.name} names no kata, and defines no kata's functions.")
        for kata in matches:
            rank = (
                named is not None,
                not is_stub(kata, content),
                attempt(path.stem),
                path.suffix.lower() == ".py",  # a notebook that nobody used does not look unused
                str(path),
            )
            if kata.id not in best or rank > best[kata.id][0]:
                best[kata.id] = rank, SubmittedFile(kata.id, exact(path.name), content)
    if others and not best:
        notes.insert(0, f"It answers only what is not due: {', '.join(others)}.")
    return [best[kata.id][1] for kata in katas if kata.id in best], notes


def twice_answered(
    given: dict[str, list[Found]], katas: Iterable[Kata], is_stub: Callable[[Kata, bytes], bool]
) -> list[str]:
    """Return a sentence for each kata that more than one of a student's entries answers."""
    given = {entry: files for entry, files in given.items() if files}
    if len(given) <= 1:  # one entry has nothing to clash with
        return []
    katas = list(katas)
    used, _ = answers([file for files in given.values() for file in files], katas, is_stub)
    answered = {entry: answers(files, katas, is_stub)[0] for entry, files in given.items()}
    told = []
    for one in used:
        entries = [name for name, files in answered.items() if one.kata in {f.kata for f in files}]
        chosen = next(
            name for name, files in given.items() if any(file[1] is one.content for file in files)
        )
        if len(entries) > 1:
            all_ = printable(", ".join(entries), 200)
            told.append(f"{one.kata} is in {all_}: the one in {printable(chosen)} was used.")
    return told


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


def attempt(stem: str) -> int:
    """Return which attempt a file is by its name, the first being 0."""
    found = ATTEMPT.search(stem)
    return int(found[1] or found[2]) if found else 0


def without_kata(stem: str, katas: Iterable[Kata]) -> str:
    """Return what the name of a file says besides its kata and attempt: perhaps, the student."""
    kata = named_kata(stem, katas)
    if kata is None:
        return stem
    label = "[^a-z0-9]+".join(_words(kata.id))
    number = re.escape(number_of(kata.id))
    # Only there is a number that of an attempt: student-1 and student-2 are two students.
    named = rf"(?<![a-z0-9])(?:{label}|{number})(?:{ATTEMPT.pattern}|(?![a-z0-9]))"
    rest = re.sub(named, " ", stem, flags=re.IGNORECASE)
    return " ".join(rest.replace("_", " ").split()).strip(" -.")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _of_a_clone(files: list[Found]) -> list[Found]:
    """Return what is in the learner's folders, if there are any: the rest is the course's."""
    inside = [file for file in files if file[0].parent.name in FOLDERS]
    return inside or [file for file in files if not file[0].name.startswith("test_")]


def _text(path: PurePosixPath, content: bytes) -> str:
    if path.suffix.lower() != ".ipynb":
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

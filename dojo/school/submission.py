"""One submission as plain data, which can be stored and sent; which kata each of its files answers.

That is told by a file's name or else by the functions in it. Nothing is run, or even parsed: a
pattern finds the definitions, so that no text, however hostile, can do more than be misjudged.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath

from dojo.notebooks.files import crowded, slim
from dojo.registry import Course, Kata
from dojo.school.limits import exact, printable
from dojo.school.naming import FOLDERS, attempt, named_kata, version
from dojo.source import decoded
from dojo.stub import stub

MISSING = "Nothing was submitted."
COURSES = {"solutions", "tests", "dojo", "benchmarks"}  # folders of a clone: no learner's work
DEFINED = re.compile(r"^(?:def[ \t]+(\w+)|(\w+)[ \t]*=(?!=))", re.MULTILINE)

Rank = tuple[bool, bool, tuple[int, ...], bool, int, bool, str]
Found = tuple[PurePosixPath, bytes]
Attempts = Mapping[str, tuple[int, ...]]  # of the entries of a class: the greatest counts


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


def answers(
    files: list[Found], course: Course, attempts: Attempts
) -> tuple[list[SubmittedFile], list[str], dict[str, bool]]:
    """Return the file that answers each kata, a sentence for each that answers none, and choices.

    A file that names a kata nobody asked for is passed over. Choices are sentences on which of
    several different files was used, and whether that is left in doubt by the `attempts`, which
    are those of the entries of the class that paths begin with.
    """
    found: dict[Kata, list[tuple[Rank, PurePosixPath, bytes]]] = defaultdict(list)
    notes, others = [], []
    for path, content in _of_a_clone(files, course):
        named = named_kata(path.stem, course.katas)
        undue = not named and named_kata(path.stem, course.unasked)
        text = "" if named or undue else code_text(path.suffix, content)
        matches = [named] if named else _defined_katas(text, course.katas)
        if undue or (not matches and _defined_katas(text, course.unasked)):
            others.append(path.name)
        elif not matches:
            notes.append(f"{path.name} names no kata, and defines no kata's functions.")
        for kata in matches:
            edited = content.replace(b"\r\n", b"\n").strip() != pristine(course, kata).strip()
            own = (attempts[entry] for entry in attempts if path.is_relative_to(entry))
            at = (*next(own, ()), *version(path))
            found[kata].append((_rank(path, at, edited, named is not None), path, content))
    if others and not found:
        notes.insert(0, f"It answers only what is not due: {', '.join(others)}.")
    used: list[SubmittedFile] = []
    choices: dict[str, bool] = {}
    for kata in [kata for kata in course.katas if kata in found]:
        (rank, path, content), *rest = sorted(found[kata], reverse=True)
        used.append(SubmittedFile(kata.id, exact(path.name), content))
        rivals = {each: r for r, each, text in rest if r[0] == rank[0] and text != content}
        if rivals:
            listed = printable(", ".join(map(str, sorted([path, *rivals]))), 200)
            told = f"{kata.id} is in {listed}: {printable(str(path))} was used."
            choices[told] = rank[1:3] in (r[1:3] for r in rivals.values())
    return used, notes, choices


def _rank(path: PurePosixPath, at: tuple[int, ...], edited: bool, named: bool) -> Rank:
    """Return what the greatest of is used.

    An edited file wins over a stub; then one in the learner's folder over one elsewhere, a later
    attempt over an earlier one, a name that says which kata over a guess by functions, and a file
    over a notebook.
    """
    # A notebook that nobody used does not look unused.
    is_file = path.suffix.lower() == ".py"
    return edited, path.parent.name in FOLDERS, at, named, attempt(path.stem), is_file, str(path)


@cache
def pristine(course: Course, kata: Kata) -> bytes:
    """Return the stub that everybody began with; b"" where it cannot be told."""
    try:
        if course.solution(kata).exists():
            return stub(course, kata).encode()
        return course.stub(kata).read_bytes()  # an autograder is sent out without solutions
    except (OSError, SyntaxError):
        return b""


def _defined_katas(text: str, katas: Iterable[Kata]) -> list[Kata]:
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


def _of_a_clone(files: list[Found], course: Course) -> list[Found]:
    """Return what may be the learner's own: of a clone, not what is the course's.

    That is what is in the learner's folders, and what elsewhere has the name of a kata.
    """
    if not any(path.parent.name in FOLDERS for path, _ in files):
        return [file for file in files if not file[0].name.startswith("test_")]
    return [
        (path, content)
        for path, content in files
        if path.parent.name in FOLDERS
        or (named_kata(path.stem, course.katas) and COURSES.isdisjoint(path.parts))
    ]


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

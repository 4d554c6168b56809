"""Digests of what a verdict depends on beside the learner's own text: no verdict outlives a change.

They are of what is in the files, never of their times, except for the folder of the installed
packages: its time says that one has come or gone. Every report waits for this: no pathlib here.
"""

import hashlib
import os
import sys
from collections.abc import Container, Iterable
from importlib.util import find_spec
from pathlib import Path

from dojo.registry import Course, Kata

ENGINE = os.path.dirname(os.path.abspath(__file__))
LARGEST = 10_000_000  # bytes of a file that is read whole; a suite is about 5,000
INDEX = "index.json"  # in tests/: derived, see dojo.index


def digest_of(root: str | Path, files: Iterable[str], more: str = "") -> str:
    """Return the digest of the files, under their names in `root`, and of `more`."""
    whole = hashlib.sha256(more.encode("utf-8", "surrogateescape"))
    for file in files:
        name = file.removeprefix(str(root)).replace(os.sep, "/")
        text = bytes_of(file)
        whole.update(f"\n{name} {-1 if text is None else len(text)}\n".encode("utf-8", "replace"))
        whole.update(text or b"")
    return whole.hexdigest()


def bytes_of(file: str | Path) -> bytes | None:
    """Return what is in a file, or None where there is none that can be read."""
    try:
        if not os.path.isfile(file) or os.path.getsize(file) > LARGEST:
            return None
        with open(file, "rb") as opened:
            return opened.read()
    except OSError:
        return None


def files_under(folder: str | Path, ending: str = "", without: Container[str] = ()) -> list[str]:
    """Return the paths of all files below a folder, sorted; hidden ones and bytecode left out."""
    found = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if _counts(name, without)]
        found += [f"{at}{os.sep}{name}" for name in names if _counts(name, without)]
    return sorted(path for path in found if path.endswith(ending))


def _counts(name: str, without: Container[str]) -> bool:
    return not name.startswith((".", "__pycache__")) and name not in without


def engine() -> str:
    """Return the digest of the engine."""
    return digest_of(ENGINE, files_under(ENGINE, ".py"))


def suites(course: Course) -> str:
    """Return the digest of the course's suites, and of all that helps them."""
    weights = " ".join(f"{kata.id}={kata.weight:g}" for kata in course.katas)
    return digest_of(course.root, _suites(course), f"{helpers(course)} {weights}")


def helpers(course: Course) -> str:
    """Return the digest of what judges every kata: helpers, settings, and notes, which borrow."""
    files = files_under(course.root / "tests", without={"project", INDEX})
    answers = files_under(course.root / "solutions")
    told = [path for path in answers if path.endswith((".toml", ".json"))]
    settings = str(course.root / "pyproject.toml")
    return digest_of(course.root, [*sorted({*files} - {*_suites(course)}), *told, settings])


def judge(course: Course, kata: Kata) -> str:
    """Return the digest of what judges one kata: its suite and its solution."""
    return digest_of(course.root, [str(course.suite(kata)), str(course.solution(kata))])


def _suites(course: Course) -> list[str]:
    return [str(course.suite(kata)) for kata in course.katas]


def machine() -> str:
    """Return the digest of Python, numpy and pytest, without importing the two."""
    versions = [("numpy", "version.py"), ("_pytest", "_version.py")]
    files, told = [], [sys.version, sys.implementation.name, sys.platform]
    for package, version in versions:
        spec = find_spec(package)
        folder = os.path.dirname(spec.origin) if spec and spec.origin else ""
        files.append(os.path.join(folder, version))
        installed = os.path.dirname(folder)
        told.append(f"{installed} {os.stat(installed or os.sep).st_mtime_ns}")
    return digest_of(os.sep, files, " ".join(told))

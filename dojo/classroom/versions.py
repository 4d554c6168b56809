"""Which engine and which suites these are, so that no verdict is reused after a change."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dojo.classroom.row import Versions
from dojo.registry import Course

PACKAGE = "backprop-dojo"


def versions(course: Course, isolation: str) -> Versions:
    """Return the versions of the engine and of the course's suites, and the isolation level."""
    engine = Path(__file__).resolve().parents[1]
    try:
        number = version(PACKAGE)
    except PackageNotFoundError:  # run from a folder that was never installed
        number = "0"
    tests = course.root / "tests"
    suites = sorted([*tests.glob("*.py"), *tests.glob("wrong/*.py")])
    suites.append(course.root / "pyproject.toml")  # it has the limits
    weights = " ".join(f"{kata.id}={kata.weight:g}" for kata in course.katas)
    return Versions(
        f"{number}+{_hash(engine, sorted(engine.rglob('*.py')))}",
        _hash(course.root, suites, weights),
        isolation,
    )


def _hash(root: Path, files: Iterable[Path], more: str = "") -> str:
    whole = hashlib.sha256(more.encode())
    for file in files:
        if file.is_file():
            whole.update(f"\n{file.relative_to(root).as_posix()}\n".encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()[:12]

"""Which engine and which suites these are, so that no verdict is reused after a change."""

from importlib.metadata import PackageNotFoundError, version

from dojo import digest
from dojo.registry import Course
from dojo.school.row import Versions

PACKAGE = "backprop-dojo"
LENGTH = 12  # digits of a digest that the gradebook keeps


def versions(course: Course, isolation: str, patience: float = 0.0) -> Versions:
    """Return the versions of the engine, of the course's suites with the time, and the wall's."""
    try:
        number = version(PACKAGE)
    except PackageNotFoundError:  # run from a folder that was never installed
        number = "0"
    engine = f"{number}+{digest.engine()[:LENGTH]}"
    suites = digest.suites(course)[:LENGTH] + (f" {patience:g}s" if patience else "")
    return Versions(engine, suites, isolation)

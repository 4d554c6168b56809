"""The autograder that Gradescope runs on every upload: a zip of this course and two scripts.

What the two scripts have to do, and where, is said in
https://gradescope-autograders.readthedocs.io/en/latest/specs/. The reference answers stay at home,
but for the known mistakes that are made of them; in place of whatever is in katas/ go the stubs.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from string import Template

from dojo.notes import written_out
from dojo.registry import Course, UsageError
from dojo.source import shown
from dojo.stub import stub
from dojo.wall import STRICT

SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, as root, while it builds the image.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
apt-get update -qq
apt-get install -y -qq python3 python3-venv bubblewrap
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed: choose Ubuntu 24.04 as the base image." >&2
    exit 1
fi
python3 -m venv "$root/venv"
"$root/venv/bin/pip" install --quiet -e "$root/source"
"""
RUN = Template("""\
#!/usr/bin/env bash
# Gradescope runs this for every submission.
root="$${AUTOGRADER_ROOT:-/autograder}"
python="$${AUTOGRADER_PYTHON:-$$root/venv/bin/python}"
cd "$$root/source" || exit 2
exec "$$python" -m dojo.school.single "$$root/submission" --katas $katas \\
    --isolation $isolation \\
    --gradescope "$$root/results/results.json" --metadata "$$root/submission_metadata.json"
""")
ALONE = ("pyproject.toml", "README.md")
FOLDERS = ("dojo", "tests")
NOT_NEEDED = ("project", "__pycache__", "course")
DATE = (2000, 1, 1, 0, 0, 0)  # the same course makes the same zip


def build(course: Course, path: Path, isolation: str = STRICT) -> None:
    """Write the autograder of the course to `path`.

    Raises:
        UsageError: `path` exists or cannot be written.

    """
    run = RUN.substitute(isolation=isolation, katas=",".join(kata.id for kata in course.katas))
    try:
        with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
            _add(archive, "setup.sh", SETUP.encode(), 0o755)
            _add(archive, "run_autograder", run.encode(), 0o755)
            for file in _files(course.root):
                _add(archive, file.relative_to(course.root).as_posix(), file.read_bytes())
            for kata in course.katas:
                _add(archive, f"katas/{kata.id}.py", stub(course, kata).encode())
                mistakes = written_out(course.solution(kata)).encode()
                _add(archive, f"solutions/{kata.id}.json", mistakes)
    except FileExistsError:
        raise UsageError(f"{shown(path)} exists already; choose another name.") from None
    except OSError as error:
        raise UsageError(f"{shown(path)} cannot be written: {error.strerror}.") from None


def _files(root: Path) -> Iterator[Path]:
    yield from (root / name for name in ALONE if (root / name).is_file())
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.is_file() and not set(NOT_NEEDED) & set(file.relative_to(root).parts):
                yield file


def _add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int = 0o644) -> None:
    member = zipfile.ZipInfo(name, DATE)
    member.external_attr = (0o100000 | mode) << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, content)

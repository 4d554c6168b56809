"""Gradescope: who handed in what by its list, the autograder, and the results.json it writes.

What its scripts have to do, and which fields it takes, is said in
https://gradescope-autograders.readthedocs.io/en/latest/specs/. Formats are "text" everywhere, since
a message may quote what the submission says.
"""

import re
import zipfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from string import Template
from typing import Any

from dojo.notes import written_out
from dojo.registry import Course, UsageError
from dojo.results import KataResult
from dojo.school.limits import exact
from dojo.school.platforms import WHO, Sender
from dojo.school.row import Row, Share
from dojo.source import shown
from dojo.stub import stub
from dojo.wall import STRICT

SUBMITTER = re.compile(r"  ([- ]) :(name|sid|email):(.*)")
NO_LIST = f"{WHO} is not as Gradescope writes it; download the submissions again."
LONGEST = 20_000  # characters of one test's output
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
NEEDED = ("pyproject.toml", "README.md", "dojo/**/*", "tests/**/*")
NOT_NEEDED = {"project", "__pycache__", "course"}  # of what is in these folders
DATE = (2000, 1, 1, 0, 0, 0)  # the same course makes the same zip


def gradescope(row: Row) -> dict[str, Any]:
    """Return results.json as an object; its tests' scores add up to the row's score."""
    tests: list[dict[str, Any]] = []
    for number, (share, kata) in enumerate(row.parts, 1):
        tests += _kata(kata, share, number) if kata and kata.tests else [_absent(share, number)]
    said = [row.problem, *row.notes, f"Graded at isolation level: {row.versions.isolation}."]
    return {
        "score": row.score,
        "execution_time": round(row.seconds),
        "output": "\n".join(dict.fromkeys(filter(None, said)))[:LONGEST],
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _kata(kata: KataResult, share: Share, number: int) -> list[dict[str, Any]]:
    worth, earning = share.possible / kata.total, kata.earning
    return [
        {
            "name": f"{kata.title}: {test.fact or test.name}",
            "number": f"{number}.{count}",
            "score": round(worth, 6) if test.name in earning else 0.0,
            "max_score": round(worth, 6),
            "status": "passed" if test.outcome == "passed" else "failed",
            "output": "" if test.outcome == "passed" else test.explained[:LONGEST],
            "tags": [kata.id, test.outcome],
        }
        for count, test in enumerate(kata.tests, 1)
    ]


def _absent(share: Share, number: int) -> dict[str, Any]:
    return {
        "name": share.kata,
        "number": str(number),
        "score": 0.0,
        "max_score": round(share.possible, 6),
        "status": "failed",
        "output": share.reason,
        "tags": [share.kata, share.status],
    }


def build(course: Course, path: Path, isolation: str = STRICT) -> None:
    """Write the autograder, a zip of this course and two scripts, to `path`.

    The reference answers stay at home, but for the known mistakes that are made of them; in place
    of whatever is in katas/ go the stubs.

    Raises:
        UsageError: `path` exists or cannot be written.

    """
    run = RUN.substitute(isolation=isolation, katas=",".join(kata.id for kata in course.katas))
    try:
        with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
            _add(archive, "setup.sh", SETUP.encode(), 0o755)
            _add(archive, "run_autograder", run.encode(), 0o755)
            for file in sorted(chain.from_iterable(map(course.root.glob, NEEDED))):
                place = file.relative_to(course.root)
                if file.is_file() and NOT_NEEDED.isdisjoint(place.parts):
                    _add(archive, place.as_posix(), file.read_bytes())
            for kata in course.katas:
                _add(archive, f"katas/{kata.id}.py", stub(course, kata).encode())
                mistakes = written_out(course.solution(kata)).encode()
                _add(archive, f"solutions/{kata.id}.json", mistakes)
    except FileExistsError:
        raise UsageError(f"{shown(path)} exists already; choose another name.") from None
    except OSError as error:
        raise UsageError(f"{shown(path)} cannot be written: {error.strerror}.") from None


def _add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int = 0o644) -> None:
    member = zipfile.ZipInfo(name, DATE)
    member.external_attr = (0o100000 | mode) << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, content)


def gradescope_senders(metadata: Iterable[str]) -> dict[str, list[Sender]]:
    """Return who each `submission_…` folder is from, by the lines of `submission_metadata.yml`.

    The file also holds every result ever given, so it is read a line at a time, and only what the
    submitters are called is handed to the YAML library.

    Raises:
        UsageError: that library is not installed, or the file is not what Gradescope writes.

    """
    people: dict[str, list[dict[str, str]]] = {}
    folder, inside = "", False
    for line in metadata:
        field = SUBMITTER.match(line)
        if re.match(r"[\w'\"]", line):  # the next submission begins at the margin
            folder, inside = line.partition(":")[0].strip("'\""), False
        elif line.startswith("  :"):  # one of its fields
            inside = line.startswith("  :submitters:")
            if inside:
                people[folder] = []
        elif inside and field and (field[1] == "-" or people[folder]):
            people[folder] += [{}] if field[1] == "-" else []
            people[folder][-1][field[2]] = _plain(field[3])
    if not any(people.values()):
        raise UsageError(NO_LIST)
    return {folder: list(map(_submitter, found)) for folder, found in people.items() if found}


def _submitter(told: dict[str, str]) -> Sender:
    name, email, number = (told.get(key, "") for key in ("name", "email", "sid"))
    keys = tuple(filter(None, (number, email, name)))
    if not keys:
        raise UsageError(NO_LIST)
    return Sender(exact(keys[0]), exact(name), exact(email), keys, number or email)


def _plain(value: str) -> str:
    """Return the text or the number that a YAML value is; what else it may be names nobody."""
    try:
        import yaml  # noqa: PLC0415  of all layouts, only this one needs it

        # Composed, not loaded: what refers to other things over and over is never spelt out.
        node = yaml.compose(value, yaml.SafeLoader)
    except ModuleNotFoundError:
        raise UsageError(f"To read {WHO}, run: pip install -e '.[class]'") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise UsageError(NO_LIST) from None
    is_plain = node and node.tag in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:int")
    return str(node.value) if node and is_plain else ""

"""Gradescope's results.json: what one submission earned, test by test.

The fields are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/. Formats are
set to "text" everywhere, since a message may quote what the submission says.
"""

import json
from typing import Any

from dojo.classroom.points import Part
from dojo.classroom.row import Row
from dojo.results import KataResult

LONGEST = 20_000  # characters of one test's output


def as_gradescope(row: Row) -> str:
    """Return the text of results.json for one row."""
    return json.dumps(gradescope(row), indent=2)


def gradescope(row: Row) -> dict[str, Any]:
    """Return results.json as an object; its tests' scores add up to the row's score."""
    results = {kata.id: kata for kata in row.katas}
    tests: list[dict[str, Any]] = []
    for number, part in enumerate(row.parts, 1):
        kata = results.get(part.kata)
        tests += _kata(kata, part, number) if kata and kata.tests else [_absent(part, number)]
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


def _kata(kata: KataResult, part: Part, number: int) -> list[dict[str, Any]]:
    worth = part.possible / kata.total
    return [
        {
            "name": f"{kata.title}: {test.fact or test.name}",
            "number": f"{number}.{count}",
            "score": round(worth, 6) if test.outcome == "passed" else 0.0,
            "max_score": round(worth, 6),
            "status": "passed" if test.outcome == "passed" else "failed",
            "output": "" if test.outcome == "passed" else test.explained[:LONGEST],
            "tags": [kata.id, test.outcome],
            "visibility": "visible",
        }
        for count, test in enumerate(kata.tests, 1)
    ]


def _absent(part: Part, number: int) -> dict[str, Any]:
    return {
        "name": part.kata,
        "number": str(number),
        "score": 0.0,
        "max_score": round(part.possible, 6),
        "status": "failed",
        "output": part.reason,
        "tags": [part.kata, part.status],
        "visibility": "visible",
    }

"""Gradescope's results.json: what one submission earned, test by test.

The fields are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/. Formats are
set to "text" everywhere, since a message may quote what the submission says.
"""

import json
from typing import Any

from dojo.results import KataResult
from dojo.school.points import Share
from dojo.school.row import Row

LONGEST = 20_000  # characters of one test's output


def as_gradescope(row: Row) -> str:
    """Return the text of results.json for one row."""
    return json.dumps(gradescope(row), indent=2)


def gradescope(row: Row) -> dict[str, Any]:
    """Return results.json as an object; its tests' scores add up to the row's score."""
    results = {kata.id: kata for kata in row.katas}
    tests: list[dict[str, Any]] = []
    for number, share in enumerate(row.shares, 1):
        kata = results.get(share.kata)
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
            "visibility": "visible",
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
        "visibility": "visible",
    }

"""The result that GitHub Classroom's reporter posts as points, as its own graders hand it over.

See https://github.com/classroom-resources/autograding-grading-reporter: the base64 of one JSON
object in the environment variable `<ID>_RESULTS`; it adds up the tests' scores.
"""

import base64
import json
from typing import Any

from dojo.registry import number_of
from dojo.school.row import Row


def as_github(row: Row) -> str:
    """Return the text for `<ID>_RESULTS`: one line, so that nothing in it can end the output."""
    return base64.b64encode(json.dumps(github(row)).encode()).decode()


def github(row: Row) -> dict[str, Any]:
    """Return one runner's results: a test for each kata, with its share of the points."""
    return {
        "version": 1,
        "status": "error" if row.problem else "pass" if row.status == "done" else "fail",
        "max_score": row.possible,
        "tests": [
            {
                "name": share.kata,
                "status": "pass" if share.status == "done" else "fail",
                "score": round(share.earned, 2),
                "message": row.problem or "\n".join(filter(None, (share.reason, *share.mistakes))),
                "test_code": f"python grader.py run {number_of(share.kata)}",
                "filename": f"katas/{share.kata}.py",
                "line_no": 0,
                "duration": 0,
            }
            for share in row.shares
        ],
    }

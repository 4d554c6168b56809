"""Grade one submission and hand the result to a platform: `python -m dojo.school.single`.

Where the grading itself fails, no result is written: that is not the student's doing.
"""

import argparse
import base64
import json
import sys
from pathlib import Path

from dojo.registry import CORE, Course, UsageError, load_course, number_of
from dojo.school.gradescope import gradescope
from dojo.school.grading import Task, grade
from dojo.school.intake import read_one
from dojo.school.row import TOTAL, Row, Versions, graded
from dojo.wall import ISOLATION, STRICT


def grade_one(course: Course, path: Path, isolation: str, total: float) -> Row:
    """Return the row of what is at `path`: a folder, file, notebook or zip of one student.

    Raises:
        UsageError: it could not be graded for a reason that is not in the submission.

    """
    submission = read_one(path, course)
    done = grade(submission, Task(isolation))
    if done.submission.problem != submission.problem:
        raise UsageError(done.submission.problem)
    return graded(course, done, Versions.of(course, isolation), total)


def points_of(metadata: Path) -> float:
    """Return the points of the assignment by Gradescope's `submission_metadata.json`."""
    try:
        assignment = json.loads(metadata.read_text(encoding="utf-8"))["assignment"]
        return float(assignment["total_points"]) or TOTAL
    except (OSError, ValueError, KeyError, TypeError):
        return TOTAL


def as_github(row: Row) -> str:
    """Return the result that GitHub Classroom's reporter posts as points, in one line.

    See https://github.com/classroom-resources/autograding-grading-reporter: the base64 of one JSON
    object in the environment variable `<ID>_RESULTS`; it adds up the tests' scores.
    """
    tests = [
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
    ]
    status = "error" if row.problem else "pass" if row.status == "done" else "fail"
    told = {"version": 1, "status": status, "max_score": row.possible, "tests": tests}
    return base64.b64encode(json.dumps(told).encode()).decode()


def main(arguments: list[str] | None = None) -> int:
    """Grade, write what was asked for; return 0, or 2 if that could not be done."""
    parser = argparse.ArgumentParser(prog="dojo.school.single", description=__doc__)
    parser.add_argument("submission", type=Path, help="the folder, file, notebook or zip")
    parser.add_argument("--katas", default=CORE, help="which ones: k01-k04,k07")
    parser.add_argument("--isolation", choices=ISOLATION, default=STRICT)
    parser.add_argument("--gradescope", type=Path, help="where to write results.json")
    parser.add_argument("--metadata", type=Path, help="Gradescope's, for the points")
    parser.add_argument("--github", action="store_true", help="print a runner's result")
    options = parser.parse_args(arguments)
    total = points_of(options.metadata) if options.metadata else TOTAL
    try:
        course = load_course().only(options.katas)
        row = grade_one(course, options.submission, options.isolation, total)
        if options.gradescope:
            options.gradescope.write_text(json.dumps(gradescope(row), indent=2), encoding="utf-8")
    except (UsageError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if options.github:
        sys.stdout.write(f"result={as_github(row)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

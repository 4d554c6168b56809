"""The report for programs: one JSON object, schema 1."""

import json

from dojo.results import KataResult, Report, TestResult


def as_json(report: Report) -> str:
    """Return the report as the JSON text that `--json` prints."""
    return json.dumps(
        {
            "schema": 1,
            "target": report.target,
            "passed": report.passed,
            "total": report.total,
            "katas": [{**kata_object(kata), "kept": kata.kept} for kata in report.katas],
        },
        ensure_ascii=False,
    )


def kata_object(kata: KataResult) -> dict[str, object]:
    """Return one kata as an object of that schema."""
    return {
        "id": kata.id,
        "title": kata.title,
        "status": kata.status,
        "passed": kata.passed,
        "total": kata.total,
        "seconds": round(kata.seconds, 4),
        "tests": [test_object(test) for test in kata.tests],
    }


def test_object(test: TestResult) -> dict[str, object]:
    """Return one test as an object of that schema."""
    return {
        "name": test.name,
        "outcome": test.outcome,
        "seconds": round(test.seconds, 4),
        "message": test.message,
        "diagnosis": test.diagnosis,
        "hint": test.hint,
    }

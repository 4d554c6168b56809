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
            "katas": [_kata(kata) for kata in report.katas],
        },
        ensure_ascii=False,
    )


def _kata(kata: KataResult) -> dict[str, object]:
    return {
        "id": kata.id,
        "title": kata.title,
        "status": kata.status,
        "passed": kata.passed,
        "total": kata.total,
        "seconds": round(kata.seconds, 4),
        "tests": [_test(test) for test in kata.tests],
    }


def _test(test: TestResult) -> dict[str, object]:
    return {
        "name": test.name,
        "outcome": test.outcome,
        "seconds": round(test.seconds, 4),
        "message": test.message,
        "diagnosis": test.diagnosis,
        "hint": test.hint,
    }

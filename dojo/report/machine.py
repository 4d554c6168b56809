"""The report for programs: one JSON object, schema 1."""

import json

from dojo.results import KataResult, Report, TestResult

OF_A_KATA = ("id", "title", "status", "passed", "total", "seconds")
OF_A_TEST = ("name", "outcome", "seconds", "message", "diagnosis", "hint")


def as_json(report: Report) -> str:
    """Return the report as the JSON text that `--json` prints."""
    katas = [{**kata_object(kata), "kept": kata.kept} for kata in report.katas]
    told = _picked(report, ("target", "passed", "total"))
    return json.dumps({"schema": 1, **told, "katas": katas}, ensure_ascii=False)


def kata_object(kata: KataResult) -> dict[str, object]:
    """Return one kata as an object of that schema."""
    return {**_picked(kata, OF_A_KATA), "tests": [test_object(test) for test in kata.tests]}


def test_object(test: TestResult) -> dict[str, object]:
    """Return one test as an object of that schema."""
    return _picked(test, OF_A_TEST)


def _picked(result: object, names: tuple[str, ...]) -> dict[str, object]:
    """Return what a result has under these names, seconds rounded."""
    values = {name: getattr(result, name) for name in names}
    return {n: round(value, 4) if n == "seconds" else value for n, value in values.items()}

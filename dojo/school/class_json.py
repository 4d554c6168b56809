"""The class for programs: one JSON object, schema 1, written one submission at a time."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dojo.report.machine import kata_object, test_object
from dojo.results import KataResult
from dojo.school.row import Row

FACTS = ("student", "name", "email", "status", "score", "possible", "problem", "notes", "origin")


def write_json(rows: Iterable[Row], path: Path, course: str) -> None:
    """Write `{"schema": 1, "course", "submissions"}` to `path`, a line for each submission."""
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.write(f'{{"schema": 1, "course": {json.dumps(course)}, "submissions": [')
        for number, row in enumerate(rows):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(_submission(row), ensure_ascii=False))
        file.write("\n]}\n")


def _submission(row: Row) -> dict[str, Any]:
    """Return one row as an object; a kata is as in `--json`, with its points and all there is."""
    results = {kata.id: kata for kata in row.katas}
    katas = []
    for share in row.shares:
        points = {
            "points": round(share.earned, 2),
            "possible": round(share.possible, 2),
            "reason": share.reason,
            "mistakes": share.mistakes,
        }
        bare = {"id": share.kata, "status": share.status, "tests": []}
        result = results.get(share.kata)
        katas.append((_whole(result) if result else bare) | points)
    return {
        **{fact: getattr(row, fact) for fact in FACTS},
        "files": dict(row.files),
        "digest": row.digest,
        **asdict(row.versions),
        "seconds": row.seconds,
        "graded_at": row.at,
        "run": row.run,
        "katas": katas,
    }


def _whole(result: KataResult) -> dict[str, Any]:
    told = kata_object(result)
    tests = [{**test_object(test), "fact": test.fact} for test in result.tests]
    return {**told, "tests": tests, "output": result.printed()}

"""An assignment: which katas are due, of whom, and for how many points; the gradebook keeps it."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from dojo.registry import CORE, Course, Kata, UsageError, number_of

TOTAL = "100"


@dataclass(frozen=True)
class Assignment:
    """What was typed for it, field by field, or else what holds where nothing was."""

    name: str = ""
    katas: str = CORE
    points: str = TOTAL  # of all together, or of each: k01=10,k02=15
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    patience: float = 0.0  # seconds for one submission; 0: as long as its tests may take

    def of(self, course: Course) -> tuple[Course, float]:
        """Return the course with what is due alone, and the points of all of it.

        Raises:
            UsageError: there is no such kata, or one that is due has no points.

        """
        due = course.only(self.katas)
        if "=" not in self.points:
            return due, float(self.points)
        weights: dict[str, float] = {}
        for part in self.points.split(","):
            names, _, number = part.partition("=")
            weights |= {kata.id: float(number) for kata in course.only(names).katas}
        others = weights.keys() ^ {kata.id for kata in due.katas}
        if others:
            named = ", ".join(sorted(map(number_of, others)))
            raise UsageError(f"--points and --katas differ in {named}: name the same in both.")
        katas = tuple(replace(kata, weight=weights[kata.id]) for kata in due.katas)
        return replace(due, katas=katas), sum(weights.values())


USUAL = Assignment()


def agreed(
    options: argparse.Namespace, name: str, kept: dict[str, Any] | None
) -> tuple[Assignment, list[str]]:
    """Return the assignment by what was typed, or else kept, and sentences on how these differ."""
    before = replace(USUAL, **_as_typed(kept or {}))
    typed = {field: getattr(options, field) for field in asdict(before) if field != "name"}
    typed = _as_typed({field: value for field, value in typed.items() if value is not None})
    points = typed.get("points", "")
    if "=" in points and "katas" not in typed:
        typed["katas"] = ",".join(part.partition("=")[0] for part in points.split(","))
    now = replace(before, **typed, name=name)
    named, said = name or "this assignment", []
    usual, old, new = map(_shown, (USUAL, before, now))
    same = [new[field] for field in new if field not in typed and new[field] != usual[field]]
    if same:
        said.append(f"As before, for {named}: {' '.join(same)}.")
    other = [f"{new[field]} (before: {old[field]})" for field in typed if new[field] != old[field]]
    if kept and other:
        said.append(f"From now on, for {named}: {', '.join(other)}.")
    return now, said


def facts(katas: Iterable[Kata]) -> dict[str, list[str]]:
    """Return by what a gradebook knows its course: the katas and their functions."""
    return {kata.id: list(kata.functions) for kata in katas}


def _as_typed(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with lists of logins, which commas may part, as tuples; '' is nobody."""
    lists = {name: ",".join(fields[name]).split(",") for name in ("only", "skip") if name in fields}
    logins = {name: tuple(filter(None, each)) for name, each in lists.items()}
    return {name: value for name, value in fields.items() if name != "name"} | logins


def _shown(assignment: Assignment) -> dict[str, str]:
    """Return each field as it would be typed."""
    logins = {"only": ",".join(assignment.only) or "''", "skip": ",".join(assignment.skip) or "''"}
    patience = {"patience": f"{assignment.patience:g}"}
    fields = {"katas": assignment.katas, "points": assignment.points} | logins | patience
    return {name: f"--{name} {value}" for name, value in fields.items()}

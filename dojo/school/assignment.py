"""An assignment: which katas are due, of whom, and for how many points; the gradebook keeps it."""

import argparse
from dataclasses import dataclass, replace
from typing import Any

from dojo.registry import CORE, Course, UsageError, number_of


@dataclass(frozen=True)
class Assignment:
    """What was typed for it, as it was typed, or else what holds where nothing was."""

    name: str = ""
    katas: str = CORE
    points: str = "100"  # of all together, or of each: k01=10,k02=15
    only: str = ""  # logins with commas between them; of everybody
    skip: str = ""
    patience: str = ""  # seconds for one submission; as long as its tests may take

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
OPTIONS = ("katas", "points", "only", "skip", "patience")


def agreed(
    options: argparse.Namespace, name: str, kept: dict[str, Any] | None
) -> tuple[Assignment, list[str]]:
    """Return the assignment by what was typed, or else kept, and sentences on how these differ."""
    before = Assignment(**kept) if kept else USUAL
    given = {name: value for name in OPTIONS if (value := getattr(options, name)) is not None}
    typed = {name: ",".join(x) if isinstance(x, list) else str(x) for name, x in given.items()}
    if "=" in typed.get("points", ""):
        typed.setdefault("katas", ",".join(p.partition("=")[0] for p in typed["points"].split(",")))
    now = replace(before, **typed, name=name)
    usual, old, new = map(_typed, (USUAL, before, now))
    same = [
        new[option] for option in OPTIONS if option not in typed and new[option] != usual[option]
    ]
    other = [
        f"{new[option]} (before: {old[option]})" for option in typed if new[option] != old[option]
    ]
    named, said = name or "this assignment", []
    if same:
        said.append(f"As before, for {named}: {' '.join(same)}.")
    if kept and other:
        said.append(f"From now on, for {named}: {', '.join(other)}.")
    return now, said


def _typed(assignment: Assignment) -> dict[str, str]:
    return {name: f"--{name} {getattr(assignment, name) or repr('')}" for name in OPTIONS}

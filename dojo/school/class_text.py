"""The class for people: how many are done, what is hard, which mistakes are common."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dojo.registry import number_of
from dojo.report.states import LOOKS
from dojo.report.terminal import Folded
from dojo.school.changes import Change
from dojo.school.summary import MOST, Summary

WORDS = {  # for the states of a student, from the best to the worst
    "done": "all done",
    "partly": "some points",
    "none": "no points",
    "ungradable": "not gradable",
    "missing": "nothing submitted",
}


def class_summary(summary: Summary) -> RenderableType:
    """Return the class in numbers."""
    statuses = summary.statuses
    counts = [f"{statuses[each]} {word}" for each, word in WORDS.items() if statuses[each]]
    noun = "student" if summary.students == 1 else "students"
    line = f"{summary.students} {noun}: {', '.join(counts) or 'none'}."
    score = f"Mean {summary.mean:g}, median {summary.median:g} of {summary.possible:g} points."
    parts: list[RenderableType] = ["", Text(line, "bold"), Text(score), "", _katas(summary)]
    if summary.unread:
        parts += ["", Text("Not gradable", "bold")]
        several = list(summary.unread.items())
        parts += [Folded(f"    {who}: {why}") for who, why in several[:MOST]]
        parts += [Text(f"    and {len(several) - MOST} more")] * (len(several) > MOST)
    if summary.mistakes:
        parts += ["", Text("The commonest mistakes (students)", "bold")]
        parts += [Text(f"{len(each.who):5}  {each.name}") for each in summary.mistakes]
    if summary.unnamed:
        head = "Tests that were missed for no known reason (students, of those who came so far)"
        parts += ["", Text(head, "bold")]
        for each in summary.unnamed:
            counted = f"{len(each.who):5} of {each.tried:<5}"
            parts.append(Text(f"{counted} {number_of(each.kata)}  {each.name}"))
    return Group(*parts)


def class_changes(changes: Iterable[Change]) -> RenderableType:
    """Return what a regrade has changed: a line for each student, and below it, which tests."""
    parts: list[RenderableType] = []
    for change in changes:
        name = f" ({change.name})" if change.name else ""
        scores = f"{change.before:g} → {change.after:g}"
        line = f"{change.student}{name}: {scores}, because {' and '.join(change.reasons)}."
        parts.append(Text(line, "bold"))
        for test in change.tests:
            was, now = test.before or "no such test", test.after or "no such test"
            parts.append(Text(f"    {number_of(test.kata)}  {test.test}: {was} → {now}"))
    return Group(*parts) if parts else Text("The regrade has changed no score and no verdict.")


def _katas(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("kata")
    table.add_column("points", justify="right")
    table.add_column("students")
    for name, kata in summary.katas.items():
        states = [f"{count} {LOOKS[each][1]}" for each, count in kata.statuses.most_common()]
        table.add_row(Text(name), f"{kata.share:.0%}", Text(", ".join(states)))
    return table

"""The class for people: how many are done, what is hard; what a regrade has changed, and why."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dojo.registry import number_of
from dojo.report.states import LOOKS
from dojo.report.terminal import Folded
from dojo.school.row import Row
from dojo.school.summary import MOST, WORDS, Summary

SUBMISSION = "the submission has changed"
BECAUSE = {  # for the versions that may differ
    "engine": "the engine has changed",
    "suite": "the tests, weights or patience have changed",
    "isolation": "it was graded at another isolation level",
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


def _katas(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("kata")
    table.add_column("points", justify="right")
    table.add_column("students")
    for name, kata in summary.katas.items():
        states = [f"{count} {LOOKS[each][1]}" for each, count in kata.statuses.most_common()]
        table.add_row(Text(name), f"{kata.share:.0%}", Text(", ".join(states)))
    return table


def class_changes(pairs: Iterable[tuple[Row, Row]]) -> RenderableType:
    """Return what differs between an earlier and a later row of each student, and why.

    That is a line for each student with a change, and below it, which tests.
    """
    parts: list[RenderableType] = []
    for before, after in pairs:
        old, new = _outcomes(before), _outcomes(after)
        tests = [test for test in sorted(old | new) if old.get(test) != new.get(test)]
        if tests or (before.score, before.problem) != (after.score, after.problem):
            name = f" ({after.name})" if after.name else ""
            scores, why = f"{before.score:g} → {after.score:g}", " and ".join(_why(before, after))
            parts.append(Text(f"{after.student}{name}: {scores}, because {why}.", "bold"))
        for kata, test in tests:
            was, now = (each.get((kata, test), "no such test") for each in (old, new))
            parts.append(Text(f"    {number_of(kata)}  {test}: {was} → {now}"))
    return Group(*parts) if parts else Text("The regrade has changed no score and no verdict.")


def _why(before: Row, after: Row) -> list[str]:
    due, was_due = ({share.kata for share in row.shares} for row in (after, before))
    reasons = ["other katas are due"] if due != was_due else []
    if before.digest != after.digest:
        reasons.append(SUBMISSION)
    for name, because in BECAUSE.items():
        if getattr(before.versions, name) != getattr(after.versions, name):
            reasons.append(because)
    if due != was_due:  # these two are known of what is due alone
        reasons = [why for why in reasons if why not in (SUBMISSION, BECAUSE["suite"])]
    return reasons or ["nothing has changed: its code does not behave the same every time"]


def _outcomes(row: Row) -> dict[tuple[str, str], str]:
    return {(kata.id, test.name): test.outcome for kata in row.katas for test in kata.tests}

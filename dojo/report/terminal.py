"""The report for people: a row a kata, a bar, and then only the next thing to do."""

import sys
from textwrap import indent

from rich import box
from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from dojo.registry import number_of
from dojo.report.states import LOOKS, READING, by_mistake, state_of
from dojo.results import Finding, KataResult, Report, TestResult


def progress(report: Report, given: str) -> RenderableType:
    """Return the whole report: all katas, and what to do next."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("kata")
    table.add_column("state")
    table.add_column("tests", justify="right")
    table.add_column("time", justify="right")
    for kata in report.katas:
        sign, word, style = LOOKS[state_of(kata)]
        time = f"{kata.seconds:.2f} s" if kata.passed else ""
        name = Text(f"{sign} {number_of(kata.id)}  {kata.title}", style)
        table.add_row(name, Text(word, style), f"{kata.passed}/{kata.total}", time)
    bar = Table.grid(padding=(0, 2, 0, 0))
    done = ProgressBar(total=report.total, completed=report.passed, width=40)
    belt = f": {report.belt} belt" if report.belt else ""
    bar.add_row(done, f"{report.passed} of {report.total} katas done{belt}")
    kept = sum(map(_is_kept, report.katas))
    note = [Text(f"{kept} unchanged, not run again (--fresh runs all).", "dim")] if kept else []
    return Group("", table, "", bar, *note, "", _next(report, given))


def one(kata: KataResult, seed: int) -> RenderableType:
    """Return one kata in full: its state, every test, every failure, and what was printed."""
    parts: list[RenderableType] = [title(kata), "", details(kata, seed)]
    if _is_kept(kata):
        parts.insert(1, Text("Unchanged, so it was not run again: --fresh does.", "dim"))
    return Group("", *parts)


def _is_kept(kata: KataResult) -> bool:
    """Tell whether to say that it was not run: nobody wonders at that of what is not begun."""
    return kata.kept and kata.status != "not_started"


def title(kata: KataResult) -> Text:
    """Return one kata in one line."""
    sign, word, style = LOOKS[state_of(kata)]
    return Text(f"{sign} {kata.id}  {kata.title}: {word}, {kata.passed}/{kata.total} tests", style)


def details(kata: KataResult, seed: int) -> RenderableType:
    """Return every test of a kata, every failure, and what was printed."""
    causes = by_mistake(kata.tests)
    if kata.status == "broken" and [len(tests) for tests in causes] == [kata.total]:
        return failure(kata.tests[0])  # it is about the file; no test has more to say
    parts: list[RenderableType] = []
    if kata.status == "reading":
        parts += [READING.format(number_of(kata.id)), ""]
    for test in kata.tests:
        sign, word, style = LOOKS[test.outcome]
        inputs = "".join(test.name.partition("[")[1:])
        parts.append(Text.assemble((f"{sign} {word:11} ", style), test.fact, f" {inputs}"))
    for tests in causes:
        parts += ["", failure(tests[0])]
        if len(tests) > 1:
            others = ", ".join(test.name for test in tests[1:])
            parts.append(Text(f"For the same reason: {others}.", "dim"))
    if kata.status == "wrong":
        parts += ["", Text(f"The same inputs again: --seed {seed}", "dim")]
    if kata.output:
        parts += ["", Text("What your code printed:", "bold"), Text(indent(kata.output, "  "))]
    return Group(*parts)


def failure(test: TestResult) -> RenderableType:
    """Return one failed test: the fact it states, what happened, the mistake's name, the place.

    Where the file cannot be used, it is not about the fact.
    """
    lines: list[RenderableType] = []
    if test.outcome != "broken":
        lines += [Text(test.fact, "bold"), Text(f"({test.name})", "dim")]
    lines.append(Text(indent(test.message, "  ")))
    if test.diagnosis:
        lines.append(Text.assemble(("Mistake: ", "bold red"), f"{test.diagnosis}."))
        lines.append(Text.assemble(("Hint:    ", "bold"), test.hint or ""))
    if test.where:
        lines.append(Text.assemble(("Open:    ", "bold"), test.where))
    return Group(*lines)


def error_table(figures: list[list[float]]) -> RenderableType:
    """Return the tutorial's error table beside the one the learner's own network made."""
    table = Table(title="Mean absolute error on XOR, alpha 1, seed 1", box=box.SIMPLE)
    for column in ("before iteration", "the tutorial's", "yours"):
        table.add_column(column, justify="right")
    for row, (tutorial, own) in enumerate(zip(*figures, strict=True)):
        table.add_row(f"{row * 10_000:,}", f"{tutorial:.10f}", f"{own:.10f}")
    return table


def _next(report: Report, given: str) -> RenderableType:
    kata = report.next
    if kata is None:
        return _reward(Text("All done.", "bold green"), report.reward)
    test = kata.first_failure
    number = number_of(kata.id)
    heading = Text.assemble(("Next: ", "bold"), f"{kata.id}, {kata.title}")
    if kata.status == "reading":
        return Group(heading, READING.format(number))
    if test is None:
        return Text(f"{kata.id} has no tests.")
    more = Text(f"All of its tests: python grader.py run {number}{given}", "dim")
    if test.outcome == "failed":
        more.append(f" --seed {kata.seed}")
    if test.outcome == "not_started":
        return Group(heading, f"{test.message} Open {test.where}", more)
    return Group(heading, "", failure(test), "", more)


def _reward(done: Text, reward: KataResult | None) -> RenderableType:
    """Return what came out of the whole course, or why it did not."""
    if reward is None:
        return done
    missed = reward.first_failure
    if missed:
        return Group(done.append(" But the reward did not come out as it should:"), failure(missed))
    table = error_table(reward.figures["error_table"])
    return Group(done.append(" This came out of the network:"), table)


def findings(faults: list[Finding], counted: int) -> RenderableType:
    """Return what the self-check found."""
    lines: list[RenderableType] = [Text(f"✗ {f.about}: {f.fault}", "red") for f in faults]
    verdict = "nothing is wrong" if not faults else f"{len(faults)} wrong"
    return Group(*lines, Text(f"{counted} things checked, {verdict}.", "bold"))


def console() -> Console:
    """Return the console to print on: plain without a terminal, and with NO_COLOR."""
    # A terminal is wrapped at words; a file or a pipe gets its lines whole.
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())

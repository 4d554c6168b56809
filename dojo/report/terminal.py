"""The report for people: a row a kata, a bar, and then only the next thing to do."""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from textwrap import indent

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from dojo.folding import folded
from dojo.registry import number_of
from dojo.report.states import LOOKS, READING, by_inputs, by_mistake, state_of, unusable
from dojo.results import Finding, KataResult, Report, TestResult

ORDINALS = ("", "1st", "2nd", "3rd", "4th", "5th", "6th", "7th")
BEGIN = """
watch      runs what you save, and shows the lesson
hint       helps a little more each time
notebook   the same in Jupyter\
"""
OPENED = """\
The network is yours; `python grader.py rebuild` asks for it from memory.
Here begins what else the tutorial shows or names."""
FEW, MUCH = 10, 100  # lines of what the code printed in a failed test


@dataclass(frozen=True)
class Folded:
    """A text whose long lines go on under their own beginnings, after a label if it has one.

    In a file or a pipe, its lines stay as they are.
    """

    text: str
    style: str = ""
    label: str = ""
    label_style: str = "bold"

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """Render to the width there is."""
        whole = f"{self.label}{self.text}"
        if not options.no_wrap:
            whole = folded(whole, options.max_width, len(self.label))
        shown = Text(whole, self.style)
        shown.stylize(self.label_style, 0, len(self.label))
        yield shown


def overview(report: Report) -> RenderableType:
    """Return how far all katas are; what to do next is `following`."""
    belt = f": {report.belt} belt" if report.belt else ""
    parts = ["", _table(report.core), "", _bar(report.core, f"katas done{belt}")]
    if report.beyond:
        dan = f": {ORDINALS[report.dan]} dan" if report.dan else ""
        parts += ["", _table(report.beyond), "", _bar(report.beyond, f"beyond the seven{dan}")]
    kept = sum(map(_is_kept, report.katas))
    if kept:
        parts.append(Text(f"{kept} unchanged, not run again (--fresh runs all).", "dim"))
    return Group(*parts, "")


def _table(katas: list[KataResult]) -> RenderableType:
    """Return a row for each kata."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("kata", "", "state"):  # its number, its title
        table.add_column(column)
    table.add_column("tests", justify="right")
    table.add_column("time", justify="right")
    for kata in katas:
        sign, word, style = LOOKS[state_of(kata)]
        time = f"{kata.seconds:.2f} s" if kata.passed else ""
        names = (f"{sign} {number_of(kata.id)}", kata.title, word)
        table.add_row(*(Text(name, style) for name in names), f"{kata.passed}/{kata.total}", time)
    return table


def _bar(katas: list[KataResult], what: str) -> RenderableType:
    """Return how many of the katas are done, as a bar and in words."""
    done = sum(kata.status == "done" for kata in katas)
    bar = Table.grid(padding=(0, 2, 0, 0))
    bar.add_row(
        ProgressBar(total=len(katas), completed=done, width=40), f"{done} of {len(katas)} {what}"
    )
    return bar


def one(kata: KataResult, lesson: str = "") -> RenderableType:
    """Return one kata in full: its state, every test, every failure, and what was printed.

    Of a kata that is not started the tests say nothing: in their place stands the `lesson`, if any.
    """
    test = kata.first_failure
    parts: list[RenderableType] = [title(kata), "", details(kata)]
    if test and kata.status == "not_started":
        step = Text.assemble(("Next: ", "bold"), f"{test.message} Open {test.where}")
        return Group("", *([title(kata), "", told(lesson)] if lesson else parts), "", step)
    if _is_kept(kata):
        parts.insert(1, Text("Unchanged, so it was not run again: --fresh does.", "dim"))
    return Group("", *parts)


def told(lesson: str) -> RenderableType:
    """Return a lesson, which is in Markdown, as a terminal shows it; a pipe gets it as it is."""
    if not sys.stdout.isatty():
        return Text(lesson)
    from rich.markdown import Markdown  # noqa: PLC0415  it takes long to import, and few need it

    return Markdown(re.sub(r"^#+ ", "**", lesson, count=1).replace("\n", "**\n", 1))


def _is_kept(kata: KataResult) -> bool:
    """Tell whether to say that it was not run: nobody wonders at that of what is not begun."""
    return kata.kept and kata.status != "not_started"


def title(kata: KataResult) -> Text:
    """Return one kata in one line."""
    sign, word, style = LOOKS[state_of(kata)]
    return Text(f"{sign} {kata.id}  {kata.title}: {word}, {kata.passed}/{kata.total} tests", style)


def details(kata: KataResult) -> RenderableType:
    """Return every test of a kata, every failure, and what was printed."""
    causes, parts = by_mistake(kata.tests), list[RenderableType]()
    if kata.status == "reading":
        parts += [Folded(READING.format(number_of(kata.id))), ""]
    whole = unusable(kata)  # that is about the file, and no test has more to say
    for fact, outcome, times in [] if whole else by_inputs(kata):
        sign, word, style = LOOKS[outcome]
        count = f" ({times} times)" if times > 1 else ""
        parts.append(Folded(f"{fact}{count}", label=f"{sign} {word:11} ", label_style=style))
    for tests in causes:
        parts += [*([] if whole else [""]), failure(tests[0]), *printed(tests[0])]
        if len(tests) > 1 and not whole:
            others = Counter(test.name.partition("[")[0] for test in tests[1:])
            named = ", ".join(
                f"{name} ({n} times)" if n > 1 else name for name, n in others.items()
            )
            parts.append(Text(f"For the same reason: {named}.", "dim"))
    if kata.status == "wrong":
        parts += ["", Text(f"The same inputs again: --seed {kata.seed}", "dim")]
    told = [tests[0] for tests in causes]
    if output := kata.printed(told):
        besides = " besides" * any(test.output for test in told)
        parts += ["", Text(f"What your code printed{besides}:", "bold")]
        parts.append(Folded(indent(output, "  ")))
    return Group(*parts)


def failure(test: TestResult) -> RenderableType:
    """Return one failed test: the fact it states, what happened, the mistake's name, the place.

    Where the file cannot be used, it is not about the fact.
    """
    lines: list[RenderableType] = []
    if test.outcome not in ("broken", "not_runnable"):
        lines += [Text(test.fact, "bold"), Text(f"({test.name})", "dim")]
    lines.append(Folded(indent(test.message, "  ")))
    if test.diagnosis:
        lines.append(Folded(f"{test.diagnosis}.", label="Mistake: ", label_style="bold red"))
        lines.append(Folded(test.hint or "", label="Hint:    "))
    if test.where:
        lines.append(Folded(test.where, label="Open:    "))
    return Group(*lines)


def printed(test: TestResult, most: int = MUCH) -> list[RenderableType]:
    """Return what the code printed in a failed test; of more than `most` lines only the last."""
    lines = test.output.rstrip().splitlines()
    if not lines:
        return []
    last = " last" * (len(lines) > most)
    return [Text(f"It printed{last}:", "bold"), *(Folded(f"  {line}") for line in lines[-most:])]


def error_table(figures: list[list[float]]) -> RenderableType:
    """Return the tutorial's error table beside the one the learner's own network made."""
    table = Table(title="Mean absolute error on XOR, alpha 1, seed 1", box=box.SIMPLE)
    for column in ("before iteration", "the tutorial's", "yours"):
        table.add_column(column, justify="right")
    for row, (tutorial, own) in enumerate(zip(*figures, strict=True)):
        table.add_row(f"{row * 10_000:,}", f"{tutorial:.10f}", f"{own:.10f}")
    return table


def following(report: Report, given: str) -> RenderableType:
    """Return what to do next."""
    done, kata = report.passed == report.total, report.next
    begun = {kata.status for kata in report.beyond} - {"not_started", "not_runnable"}
    told = [_reward(Text("All done.", "bold green"), report.reward)]
    if kata is None:
        left = [(each.id, each.first_failure) for each in report.katas]
        return Group(*told, *(f"{name}: {test.message}" for name, test in left if test))
    news = report.reward and not report.reward.kept
    if not done or (begun and not news):  # a table in every report would be in the way
        begins = {each.status for each in report.katas[1:]} == {"not_started"} and not report.passed
        return _step(kata, given, begins=begins)
    return Group(*told, "", OPENED, "", _step(kata, given))


def _step(kata: KataResult, given: str, *, begins: bool = False) -> RenderableType:
    """Return what to do next on a kata."""
    test = kata.first_failure
    number = number_of(kata.id)
    heading = Text.assemble(("Next: ", "bold"), f"{kata.id}, {kata.title}")
    if kata.status == "reading":
        return Group(heading, Folded(READING.format(number)))
    if test is None:
        return Text(f"{kata.id} has no tests.")
    more = Text(f"See every test: python grader.py run {number}{given}", "dim")
    if test.outcome == "failed":
        more.append(f" --seed {kata.seed}")
    if test.outcome == "not_started":
        first = [Folded(BEGIN.replace("\n", "\npython grader.py "), "dim")] if begins else []
        return Group(heading, f"{test.message} Open {test.where}", more, *first)
    if test.outcome == "failed" and not test.diagnosis and not given:
        more = Text(f"Where to look: python grader.py hint {number} --where\n", "dim").append(more)
    return Group(heading, "", failure(test), *printed(test, FEW), "", more)


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

"""From the state of the watch to one screen, made to fit the window."""

import re
from collections.abc import Callable
from dataclasses import replace
from textwrap import indent

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.progress_bar import ProgressBar
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from dojo.blanks import LEFT
from dojo.practice.moments import asked
from dojo.registry import Kata, number_of
from dojo.report.states import LOOKS, state_of
from dojo.report.terminal import Folded, details, failure, one, title, told
from dojo.results import KataResult
from dojo.watch.state import State

OUTDATED = "The suites or the engine have changed: end the watch (q), and start it again."
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but newline and tab
ALL_DONE = (  # of somebody else's work, and of one's own
    "all katas are done.",
    "all katas are done: press q, and see what came of it with  python grader.py",
)
MANY = 10  # katas, that have to stand closer together to fit into 80 columns
ROOMY = 64  # columns, from which on the keys stand further apart
PRINTED = 5  # lines of what the learner's code printed, where not all of it fits
Lines = list[list[Segment]]


class Frame:
    """One screen: the verdict on top, the next step under it, the bar and the keys at the foot."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render to exactly the height of the window; what is cut is a part of the verdict."""
        height = options.height or console.height
        free = options.update(height=None)

        def lines(*parts: RenderableType) -> Lines:
            return console.render_lines(Group(*parts), free, pad=False)

        foot = lines(*_foot(self._state, options.max_width))
        under = lines(*_under(self._state))
        room = max(height - len(foot) - len(under), 3)
        for parts in _verdicts(self._state):
            top = lines(*parts)
            if len(top) <= room:
                break
        else:
            top = _cut(top, room, self._state, lines)
        blank: Lines = [[]] * max(height - len(top) - len(under) - len(foot), 0)
        for number, line in enumerate([*top, *under, *blank, *foot][:height]):
            if number:
                yield Segment.line()
            yield from line


def _cut(top: Lines, room: int, state: State, lines: Callable[..., Lines]) -> Lines:
    """Return as much as there is room for: a lesson's beginning, a verdict without its middle."""
    test = state.failure
    if not (state.lesson and test and test.where):
        more = lines(Text(f"… cut here: {_command(state)} shows all", "dim"))
        return [*top[: room // 2], *more, *top[len(top) - (room - 1) // 2 :]]
    full = ["".join(segment.text for segment in line).strip() for line in top]
    single = [line for n, line in enumerate(top) if full[n] or (n and full[n - 1])]
    if len(single) <= room:
        return single
    more = lines(Text(f"… the rest is at the top of {test.where.rpartition(':')[0]}", "dim"))
    return [*single[: room - len(more)], *more]


def block(state: State, result: KataResult) -> RenderableType:
    """Return one verdict for a place where lines only follow one another."""
    count = f"{len(state.done)} of {len(state.katas)} katas done"
    return Group(one(printable(result)), "", count)


def printable(result: KataResult) -> KataResult:
    """Return the result without the codes by which the learner's code could move the cursor."""
    tests = [
        replace(
            test,
            message=CONTROLS.sub("�", test.message),
            output=CONTROLS.sub("�", test.output),
        )
        for test in result.tests
    ]
    return replace(result, tests=tests, output=CONTROLS.sub("�", result.output))


def _verdicts(state: State) -> list[list[RenderableType]]:
    """Return the verdict on the current kata, in full and in short."""
    kata = state.current
    if kata is None:
        slow = ", ".join(f"{kata.id} for {state.running[kata]} s" for kata in state.running)
        return [[Text(f"Running all katas… {slow}", "yellow")]]
    seconds = state.running.get(kata)
    since = f" for {seconds} s" if seconds else ""
    running = Text(f"… {kata.id}  {kata.title}: running{since}", "yellow")
    if state.result is None:
        return [[running]]
    result = printable(state.result)
    heading = title(result) if seconds is None else running.append("; before:")
    if result.status == "not_started":
        return [[heading, "", told(state.lesson)] if state.lesson else [heading]]
    if state.owned:
        return _done(state, heading)
    return _begun(state, heading, result)


def _done(state: State, heading: Text) -> list[list[RenderableType]]:
    """Return what a kata that is just done has earned: the picture, as far as there is room."""
    told: list[RenderableType] = [heading, "", state.owned]
    if state.question:
        return [[*told, "", asked(state.question)]]
    drawn = Text(state.picture, no_wrap=True, overflow="crop")
    plot = Text(state.picture.partition("\nWhat to see")[0].rstrip(), no_wrap=True, overflow="crop")
    bare = [*told, "", Text("Press p to see its picture, for which there is no room here.")]
    if state.drawing:
        told += ["", Text("Your code draws its picture …", "dim")]
    return [[*told, "", drawn], [*told, "", plot], bare] if state.picture else [told]


def _begun(state: State, heading: Text, result: KataResult) -> list[list[RenderableType]]:
    """Return the tests of a kata that has been begun: all, and then less and less."""
    full: list[RenderableType] = [heading, "", details(result)]
    short: list[RenderableType] = [heading]
    test = next((t for t in result.tests if t.outcome not in ("passed", "not_started")), None)
    if test:
        short += ["", failure(test)]
    clue: list[RenderableType] = []
    output = test.output if test else result.printed()
    if output.strip():  # a clue that was printed on purpose comes last
        last = "\n".join(output.rstrip().splitlines()[-PRINTED:])
        clue = ["", Text("What your code printed last:", "bold"), Folded(indent(last, "  "))]
    more: list[RenderableType] = ["", Text(f"All tests: {_command(state)}", "dim")]
    return [full, [*short, *clue, *more], [*short, *clue], short]


def _under(state: State) -> list[RenderableType]:
    """Return the next step, and the note if there is one."""
    note: list[RenderableType] = ["", Folded(state.note)] if state.note else []
    if state.outdated:
        note += ["", Text(OUTDATED, "bold")]
    result, test = state.result, state.failure
    if result is None:
        return note
    following = state.following()
    if result.status == "reading":
        again = f"python grader.py reset {number_of(result.id)} --level blanks"
        step = f"read the worked example, and go on with: {again}"
    elif test is None:
        where = _place(state, following) if following else ""
        step = f"press n to go on to {where}." if where else ALL_DONE[state.own]
    elif test.outcome == "not_runnable":
        step = "install what it needs, and start the watch again."
    elif test.outcome == "not_started" and LEFT in test.message:
        step = f"{test.message} It is in {test.where}"
    elif test.outcome == "not_started":
        step = f"write `{test.function}` in {test.where}, and save."
    elif test.outcome == "broken" and not test.where:
        step = f"bring {result.id}.py back."  # how, its message says
    else:
        step = f"change {test.where or result.id}, and save."
    return ["", Text.assemble(("Next: ", "bold"), step), *note]


def _place(state: State, kata: Kata) -> str:
    """Return the name of a kata, and where to open it."""
    result = state.results.get(kata)
    test = result.first_failure if result else None
    return f"{kata.id}, {test.where}" if test and test.where else kata.id


def _foot(state: State, width: int) -> list[RenderableType]:
    """Return the katas, the bar over all of them, and the keys."""
    bar = Table.grid(padding=(0, 2, 0, 0))
    done, total = len(state.done), len(state.katas)
    bar.add_row(ProgressBar(total=total, completed=done, width=28), f"{done} of {total} katas done")
    return ["", _signs(state), bar, _keys(state, width)]


def _signs(state: State) -> Text:
    signs = Text(no_wrap=True, overflow="ellipsis")
    gap = " " * (len(state.katas) < MANY)
    for kata in state.katas:
        result = state.results.get(kata)
        sign, _, style = LOOKS[state_of(result) if result else "not_run"]
        sign = "…" if kata in state.running else sign
        here = " reverse" if kata == state.current else ""
        signs.append(f"{sign}{gap}{number_of(kata.id)}", style + here).append(f" {gap}")
    return signs


def _keys(state: State, width: int) -> RenderableType:
    if state.asking and state.current:
        return Text(f"Reset {state.current.id} to the stub? A backup is kept.  y/n", "bold")
    keys = ["n next", "h hint", "w where", "o open", "r run", "a all", "x reset", "q quit"]
    test = state.failure
    unnamed = test is not None and test.outcome == "failed" and not test.diagnosis
    hidden = "" if unnamed else "w"  # which is offered in the place of a name
    shown = [key for key in keys if key[0] not in hidden + "hwx" * (not state.own)]
    gap = "  " if width >= ROOMY else " "
    return Text(gap).join(Text.assemble((key[0], "bold"), key[1:]) for key in shown)


def _command(state: State) -> str:
    number = number_of(state.current.id) if state.current else ""
    return f"python grader.py run {number}{state.given}"

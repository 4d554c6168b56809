"""`rebuild`: the whole network, or one kata, from an empty file; and the judgement of it."""
# ruff: noqa: T201, PLC0415  this is the command line, too: it prints, and imports what it needs

import argparse
import ast
import sys
from contextlib import suppress
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from shutil import get_terminal_size

from dojo.folding import say
from dojo.practice.history import Event
from dojo.practice.learner import agreed, events, note, note_reset, verified
from dojo.rebuild.clock import Clock, earlier, new_attempt, running, since, spoken
from dojo.rebuild.judging import Verdict, judge
from dojo.rebuild.text import read
from dojo.registry import CORE, Course, Kata, UsageError, number_of
from dojo.source import Broken, shown
from dojo.verify import DONE, NOT_YET, Order, verify

JUDGE = "rebuild --kata {} --judge"


def rebuild(course: Course, options: argparse.Namespace) -> int:
    """Begin a rebuild, or judge one; return 0 when what was judged passes, else 1."""
    now = datetime.now().astimezone()
    if options.what:
        how = "--judge" if Path(options.what).suffix else "--kata"
        raise UsageError(f"Did you mean this?  python grader.py rebuild {how} {options.what}")
    if options.kata:
        kata = course.find(options.kata)
        if options.judge:
            raise UsageError(f"A kata is judged in its own file, {shown(course.stub(kata))}.")
        begins = options.judge is None
        return _begin_kata(course, kata, options) if begins else _judge_kata(course, kata, now)
    if options.judge is None:
        return _begin_network(course, options, now)
    return _judge_network(course, options.judge, now)


def _begin_kata(course: Course, kata: Kata, options: argparse.Namespace) -> int:
    from dojo.practice.reset import restart

    path = course.stub(kata)
    question = f"{shown(path)} will be emptied and a clock started. A backup is kept. Go on? [y/N]"
    if not options.yes and not agreed(question):
        return NOT_YET
    kept = restart(course, [kata], "blank")
    if kept:
        say(f"What was there is in {shown(kept)}/")
    note_reset(course, [kata.id], kept, "blank", clock=True)
    say(f"The clock is running: write {kata.id} in {shown(path)}")
    number = number_of(kata.id)
    how, judged = f"grader.py run {number}", f"grader.py {JUDGE.format(number)}"
    with suppress(OSError):  # then the command stands on the screen alone
        path.write_text(path.read_text("utf-8").replace(how, judged, 1), "utf-8")
    _write(path, JUDGE.format(number), options)
    return NOT_YET


def _judge_kata(course: Course, kata: Kata, now: datetime) -> int:
    from dojo.report.terminal import console, one

    told = events(course, kata.id)
    clock = running(told, number_of(kata.id))
    result = verified(course, kata)
    console().print(one(result))
    passed = result.status == "done"
    ended = clock.passed if passed and clock.passed else now
    seconds = max(0.0, (ended - clock.began).total_seconds())  # the clock may have been set back
    say()
    if passed:
        say(f"Rebuilt from an empty file in {spoken(seconds)}, {_help(clock)}.")
    else:
        say(f"{spoken(seconds)} on the clock, which goes on.")
        say(f"When you think it is right:  python grader.py {JUDGE.format(number_of(kata.id))}")
    begun, fastest = earlier(told)
    if begun:
        best = "" if fastest is None else f"; the fastest took {spoken(fastest)}"
        say(f"Rebuilds begun before this one: {begun}{best}.")
    score = (result.status, result.passed, result.total, round(seconds, 3))
    if result.status != "not_started":
        note(course, Event("rebuild", kata.id, *score, "blank", result.mistakes, when=ended))
    return DONE if passed else NOT_YET


def _help(clock: Clock) -> str:
    if clock.looked:
        return "with a look at the solution"
    return {0: "without a hint", 1: "with 1 hint"}.get(clock.hints, f"with {clock.hints} hints")


def _begin_network(course: Course, options: argparse.Namespace, now: datetime) -> int:
    path = new_attempt(course.root / "attempts", now)
    say(f"The clock is running: rebuild the XOR network in {shown(path)}")
    _write(path, "rebuild --judge", options)
    return NOT_YET


def _write(path: Path, judge: str, options: argparse.Namespace) -> None:
    """Open the editor, unless it is unwanted, and say how to go on.

    One with a window of its own is not waited for. Without a terminal on both ends, none is opened.
    """
    from dojo.watch.editor import editor, opened

    sys.stdout.flush()
    command, beside = editor(path)
    if command and not options.no_editor and sys.stdin.isatty() and sys.stdout.isatty():
        trouble = opened(command, path, wait=not beside)
        print(trouble, end="\n" if trouble else "", file=sys.stderr)
    say(f"When you think it is right:  python grader.py {judge}")


def _judge_network(course: Course, file: str, now: datetime) -> int:
    attempts = sorted((course.root / "attempts").glob("*.py"))
    if not file and not attempts:
        raise UsageError("There is no attempt to judge: begin one with  python grader.py rebuild")
    path = Path(file) if file else attempts[-1]
    if not path.is_file():
        raise UsageError(f"{shown(path)} is no file; name the attempt, or leave it out.")
    shows = sys.stderr.isatty()
    verdict = judge(path, progress=lambda what: shows and print(f"{what} …", file=sys.stderr))
    before = [event for event in events(course, "network") if event.kind == "rebuild"]
    seconds = since(path, now)
    if verdict.passed:
        _celebrate(course, path, verdict)
    else:
        say("\n".join((*verdict.reasons, *_named(course, path))))
    for remark in verdict.remarks:
        say(remark)
    _compare(verdict, seconds, [event for event in before if event.status == "done"], len(before))
    status = "done" if verdict.passed else "wrong"
    detail = {"code_lines": verdict.code_lines, "file": path.name, "error": verdict.error}
    note(course, Event("rebuild", "network", status, seconds=seconds, level="blank", detail=detail))
    return DONE if verdict.passed else NOT_YET


def _celebrate(course: Course, path: Path, verdict: Verdict) -> None:
    """Say what was learned, and show the network's answers between the rows."""
    from dojo.pictures import as_text, draw
    from dojo.rebuild.probing import between

    say("It learns XOR: taught OR instead, it learns OR; every weight follows the targets.")
    told = zip(("00", "01", "10", "11"), verdict.answers or (), strict=False)
    say("It answers " + ", ".join(f"{row}: {answer:.2f}" for row, answer in told) + ".")
    if not verdict.surface:
        return
    picture, rows = between(path.name, verdict.surface)
    print(f"\n{as_text(picture, rows, get_terminal_size().columns)}")
    if find_spec("matplotlib"):
        with suppress(OSError):  # the picture in the terminal is enough
            say("To share: " + " ".join(map(shown, draw(picture, rows, course.root / "attempts"))))


def _compare(verdict: Verdict, seconds: float, passed: list[Event], attempts: int) -> None:
    """Say how long the network took, in lines and on the clock, beside the tutorial and before."""
    if not verdict.code_lines:  # empty, or Python cannot read it
        return
    lines, best = verdict.code_lines, min((e.detail["code_lines"] for e in passed), default=None)
    told = f"{_lines(lines)} of code (the tutorial's: 11 and an import, then 13 with alpha)."
    if best is not None:
        told += f" Attempts before: {attempts}; the shortest that passed had {_lines(best)}."
    say(told)
    if seconds:
        fastest = min((e.seconds for e in passed if e.seconds), default=None)
        before = f" Your fastest before took {spoken(fastest)}." if fastest else ""
        say(f"{spoken(seconds)} since the attempt began.{before}")


def _lines(number: int) -> str:
    return f"{number} line{'s' * (number != 1)}"


def _named(course: Course, path: Path) -> tuple[str, ...]:
    """Return the mistake that a kata's suite names, where the script has that kata's functions."""
    with suppress(Broken):
        defined = {node.name for node in read(path)[1].body if isinstance(node, ast.FunctionDef)}
        katas = [kata for kata in course.only(CORE).katas if defined.issuperset(kata.functions)]
        for result in verify(Order(course, katas[-1:], path)).katas if katas else ():
            for test in result.tests:
                if test.diagnosis:
                    return (f"The tests of {result.id} name it:", test.explained)
    return ()

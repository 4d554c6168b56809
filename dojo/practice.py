"""The commands of the learner's loop beside the verdict: each reads options, acts, and prints."""

import argparse
import difflib
import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from shutil import get_terminal_size

from dojo.history import Event, History, location, record
from dojo.registry import Course, Kata, UsageError
from dojo.source import shown
from dojo.verify import DONE, NOT_YET, chosen, verify


def hint(course: Course, options: argparse.Namespace) -> int:
    """Print the next hint for a function: the idea, then the formula, then the skeleton."""
    from dojo.hints import HINTS, KINDS

    kata = course.find(options.kata)
    hints = HINTS.get(kata.id, {})
    function = options.function or _stuck_at(course, kata)
    if function not in hints:
        raise UsageError(f"{kata.id} has hints for: {', '.join(hints) or 'nothing'}.")
    given = [
        event
        for event in _events(course, kata.id)
        if event.detail.get("function") == function or event.status == "done"
    ]
    since_done = [event.kind for event in given][::-1]
    number = min([*since_done, "run"].index("run"), len(KINDS) - 1)
    print(f"Hint {number + 1} of {len(KINDS)} for `{function}`, {KINDS[number]}:")
    print("\n".join(f"    {line}" for line in hints[function][number].splitlines()))
    _note(course, Event("hint", kata.id, detail={"function": function, "number": number + 1}))
    return DONE


def show(course: Course, options: argparse.Namespace) -> int:
    """Draw a picture from the learner's code, into files or in the terminal."""
    from dojo import pictures

    data = pictures.figures(options.picture, chosen(course, options))
    if options.text or find_spec("matplotlib") is None:
        print(pictures.as_text(options.picture, data, get_terminal_size().columns))
        return DONE
    print(pictures.PICTURES[options.picture].caption)
    for path in pictures.draw(options.picture, data, options.out or course.root / "pictures"):
        print(shown(path))
    return DONE


def reset(course: Course, options: argparse.Namespace) -> int:
    """Put stubs back, or backups; ask before."""
    from dojo.reset import backups, reset, undo

    if options.list:
        for folder in backups(course):
            print(f"{shown(folder)}/  {', '.join(sorted(path.name for path in folder.iterdir()))}")
        return DONE
    now = datetime.now().astimezone()
    if options.undo:
        restored, kept = undo(course, now)
        print(f"Put back: {shown(restored)}/" + (f"; kept: {shown(kept)}/" if kept else ""))
        back = [path.stem for path in restored.iterdir()]
        _note(course, *(Event("reset", name, detail={"undone": True}) for name in back))
        return DONE
    katas = list(course.katas) if options.all else [course.find(options.kata)]
    names = ", ".join(shown(course.stub(kata)) for kata in katas)
    question = f"Back to the stub: {names}. A backup is kept. Go on? [y/N] "
    if not options.yes and not _agreed(question):
        return NOT_YET
    kept = reset(course, katas, now)
    print(f"Done; your work is in {shown(kept)}/" if kept else "Nothing to do: pristine already.")
    if kept:
        _note(course, *(Event("reset", path.stem, level="stub") for path in kept.iterdir()))
    return DONE


def solution(course: Course, options: argparse.Namespace) -> int:
    """Print the difference between the learner's code and the reference, once it is earned."""
    from rich.text import Text

    from dojo.report.terminal import console

    kata = course.find(options.kata)
    done = not verify(course, [kata], course.root / "katas", None).next
    if not done and not options.give_up:
        number = kata.id.partition("_")[0]
        raise UsageError(
            f"{kata.id} is not done yet; `hint {number}` helps, and "
            f"`solution {number} --give-up` shows it all the same (that is recorded)."
        )
    mine, reference = course.stub(kata), course.solution(kata)
    texts = [path.read_text("utf-8", "replace").splitlines() for path in (mine, reference)]
    colours = {"+": "green", "-": "red", "@": "cyan"}
    diff = difflib.unified_diff(texts[0], texts[1], shown(mine), shown(reference), lineterm="")
    for line in diff:
        console().print(Text(line, colours.get(line[:1], "")))
    _note(course, Event("solution", kata.id, detail={"gave_up": not done}))
    return DONE


def history(course: Course, options: argparse.Namespace) -> int:
    """Print what the learner did, newest last, and the mistakes made most; or export it."""
    kept = History(location(course))
    if options.where:
        print(shown(kept.path))
    elif options.csv:
        kept.export_csv(sys.stdout)
    elif options.json:
        kept.export_json(sys.stdout)
    else:
        for event in kept.events()[-20:]:
            what = (
                f"{event.passed}/{event.total}" if event.total else event.detail.get("function", "")
            )
            when = event.when.astimezone()
            print(
                f"{when:%Y-%m-%d %H:%M}  {event.kind:8}  {event.kata:22}  {event.status:9}  {what}"
            )
        mistakes = kept.mistakes()[:5]
        print("\nMistakes made most:" if mistakes else "\nNo mistake has been named yet.")
        for name, times in mistakes:
            print(f"  {times} ×  {name}")
    if kept.notice:
        print(kept.notice, file=sys.stderr)
    return DONE


def review(course: Course, options: argparse.Namespace) -> int:
    """Print what is due to be rebuilt today, and when the rest will be."""
    from dojo.review import due, schedule, target_date, target_event

    now = datetime.now().astimezone()
    if options.by is not None:
        _note(course, target_event(options.by, now))
    events = _events(course)
    by = target_date(events)
    today = due(events, course.katas, now, by)
    for item in today:
        print(f"today       {item.id}: python grader.py reset {item.id.partition('_')[0]}")
    later = [item for item in schedule(events, course.katas, now, by) if item not in today]
    for item in sorted(later, key=lambda item: item.due):
        print(f"{item.due}  {item.id}")
    if not today and not later:
        print("Nothing is in rotation yet: a kata joins it when it is done.")
    return DONE


def rebuild(course: Course, options: argparse.Namespace) -> int:
    """Begin an attempt at the whole network in an empty file; or judge one."""
    from dojo.rebuild import judge, new_attempt

    folder, now = course.root / "attempts", datetime.now().astimezone()
    if options.judge is None:
        path = new_attempt(folder, now)
        print(f"The clock is running: rebuild the 3-layer network for XOR in {shown(path)}")
        print("When you think it learns:  python grader.py rebuild --judge")
        return NOT_YET
    attempts = sorted(folder.glob("*.py"))
    if not options.judge and not attempts:
        raise UsageError("There is no attempt to judge: begin one with  python grader.py rebuild")
    path = Path(options.judge) if options.judge else attempts[-1]
    verdict = judge(path)
    print("\n".join(verdict.reasons) or f"It learns XOR. {verdict.how}".rstrip())
    print("".join(f"{remark}\n" for remark in verdict.remarks), end="")
    print(
        f"{verdict.code_lines} lines of code (the tutorial's: 12 with its import, 13 with alpha)."
    )
    earlier = [event for event in _events(course, "network") if event.kind == "rebuild"]
    best = min((e.detail["code_lines"] for e in earlier if e.status == "done"), default=None)
    if best is not None:
        print(f"Attempts before: {len(earlier)}; the shortest that passed had {best} lines.")
    status = "done" if verdict.passed else "wrong"
    seconds = _since(path, now)
    if seconds:
        print(f"{seconds / 60:.0f} minutes since the attempt began.")
    detail = {"code_lines": verdict.code_lines, "file": path.name, "error": verdict.error}
    _note(
        course, Event("rebuild", "network", status, seconds=seconds, level="blank", detail=detail)
    )
    return DONE if verdict.passed else NOT_YET


def _since(path: Path, now: datetime) -> float:
    """Return the seconds since the minute in an attempt's name, or 0 where there is none."""
    try:
        began = datetime.strptime(path.stem, "%Y-%m-%d_%H%M").astimezone()
    except ValueError:
        return 0.0
    return max(0.0, (now - began).total_seconds())


PRACTICE = {
    "rebuild": rebuild,
    "hint": hint,
    "show": show,
    "reset": reset,
    "solution": solution,
    "history": history,
    "review": review,
}


def due_line(course: Course) -> str:
    """Return one line on what is due today, or "" (also where nothing can be known)."""
    from dojo.review import due, one_line, target_date

    try:
        events = _events(course)
        now = datetime.now().astimezone()
        items = due(events, course.katas, now, target_date(events)) if events else []
        return f"{one_line(items)}\n" if items else ""
    except UsageError:  # no fsrs, or no readable history: the verdict stands without it
        return ""


def _stuck_at(course: Course, kata: Kata) -> str:
    """Return the function that the kata's first failing test is about, or its first."""
    (result,) = verify(course, [kata], course.root / "katas", None).katas
    first = result.first_failure
    return first.function if first and first.function else kata.functions[0]


def _events(course: Course, kata: str | None = None) -> list[Event]:
    """Return the kata's events, or all; say so where an unreadable history was set aside."""
    kept = History(location(course))
    events = kept.events(kata)
    if kept.notice:
        print(kept.notice, file=sys.stderr)
    return events


def _note(course: Course, *events: Event) -> None:
    warning = record(location(course), *events)
    if warning:
        print(warning, file=sys.stderr)


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:  # nobody is there to ask
        raise UsageError("Nothing was reset: add --yes when there is no one to ask.") from None

"""What several commands share: the choice of what to test, and the run of the suites on it."""

import argparse
import gc
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dojo.registry import Course, Kata, UsageError

if TYPE_CHECKING:  # numpy and pytest are imported late: `--help` should not wait for them
    from dojo.results import KataResult, Report
    from dojo.suite import Bench

DONE, NOT_YET, CANNOT = 0, 1, 2  # the exit codes


def end_as_ctrl_c_does() -> None:
    """Let a closed terminal or a plain `kill` end everything in good order, as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores one on purpose
            signal.signal(number, signal.default_int_handler)


def chosen(course: Course, options: argparse.Namespace) -> Path:
    """Return the file or folder to test: the learner's own, unless the options say otherwise.

    Raises:
        UsageError: there is no such file or folder.

    """
    if options.solutions:
        return course.root / "solutions"
    if options.target is None:
        if not course.stub(course.katas[0]).parent.is_dir():
            raise UsageError("katas/ is missing; bring the stubs back: grader.py reset --all --yes")
        return course.root / "katas"
    inside = course.root / options.target
    path = inside if options.target in ("katas", "solutions") else Path(options.target).absolute()
    if not path.exists():
        raise UsageError(f"--target {options.target}: there is no such file or folder.")
    return path


def answered(course: Course, file: Path, command: str) -> Kata:
    """Return the kata that a file answers, by its name.

    Raises:
        UsageError: it bears no kata's name; `command` is told as the one that can be given both.

    """
    try:
        return course.find(str(file))
    except UsageError:
        raise UsageError(
            f"{file.name} bears no kata's name; say which it answers: {command} k03 --target {file}"
        ) from None


def given(options: argparse.Namespace) -> str:
    """Return the choice of what to test as it was typed, to be repeated in a command."""
    if options.target:
        return f" --target {options.target}"
    return " --solutions" if options.solutions else ""


def is_own(options: argparse.Namespace) -> bool:
    """Tell whether what is tested is the learner's own work, in katas/."""
    return not (options.solutions or options.target or options.course)


def verify(
    course: Course,
    katas: Iterable[Kata],
    target: Path,
    seed: int | None,
    isolation: str = "",
) -> "Report":
    """Run the suites of `katas` on `target`, with new random inputs unless there is a seed.

    Raises:
        UsageError: the suites cannot be collected, or the wall of that isolation not be built.

    """
    gc.disable()  # the imports make no garbage; with_suites freezes them, and enables it again
    from dojo.suite import with_suites

    katas = list(katas)
    return with_suites(course, katas, lambda bench: judged(bench, katas, target, seed, isolation))


def judged(
    bench: "Bench", katas: Iterable[Kata], target: Path, seed: int | None, isolation: str = ""
) -> "Report":
    """Run the collected suites of `katas` on `target`: `verify` for who has a bench."""
    from dojo.plugin import Trial, fresh_seed
    from dojo.results import Report
    from dojo.run import Job
    from dojo.source import shown

    trial = Trial(target, fresh_seed() if seed is None else seed)
    if not isolation:
        results = list(bench.verdicts(Job(kata, trial) for kata in katas))
        return Report(shown(target), results, trial.seed)
    from dojo.wall.sandbox import Sandbox

    with Sandbox.start(isolation=isolation) as trial.wall:
        # one after another: to end one that hangs, its whole sandbox is killed
        results = list(bench.in_turn([Job(kata, trial) for kata in katas]))
    return Report(shown(target), results, trial.seed, isolation)


def remember(course: Course, results: "Iterable[KataResult]") -> str:
    """Write down how the learner's own katas went; return a warning where that failed, or ""."""
    started = [kata for kata in results if kata.status != "not_started"]
    if not started:
        return ""
    from dojo.practice.history import Event, History, HistoryError, location
    from dojo.practice.levels import level_of

    history = History(location(course))
    try:
        history.record(
            *(
                Event(
                    "run",
                    kata.id,
                    kata.status,
                    kata.passed,
                    kata.total,
                    round(kata.seconds, 3),
                    level=level_of(history, kata.id),
                    mistakes=kata.mistakes,
                    detail={"unfinished": True} if kata.begun else {},
                )
                for kata in started
            )
        )
    except HistoryError as error:
        return str(error)
    return history.notice

"""What several commands share: the choice of what to test, and the run of the suites on it."""

import argparse
import gc
import signal
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dojo.digest import bytes_of
from dojo.registry import CORE, Course, Kata, UsageError, lent
from dojo.streams import announced

if TYPE_CHECKING:  # numpy and pytest are imported late: `--help` should not wait for them
    from dojo.kept import Kept
    from dojo.results import KataResult, Report
    from dojo.suite import Bench
    from dojo.trial import Trial

DONE, NOT_YET, CANNOT = 0, 1, 2  # the exit codes
# Begins a command in a process of its own; where there is no grader.py, too.
GRADER = (sys.executable, "-c", "from dojo.cli import main; raise SystemExit(main())")
REWARD = " reward"  # after the id of a kata, the name of its reward in the store


def end_as_ctrl_c_does() -> None:
    """Let a closed terminal or a plain `kill` end everything in good order, as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores one on purpose
            signal.signal(number, signal.default_int_handler)


def target_path(course: Course, options: argparse.Namespace) -> Path:
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


def store_of(course: Course, options: argparse.Namespace) -> "Kept | None":
    """Return the store of verdicts, which is for the learner's own work, run as usual, alone."""
    if not is_own(options) or options.seed is not None or options.isolation:
        return None
    from dojo.kept import Kept

    return Kept(course, fresh=options.fresh)


def opened(course: Course, options: argparse.Namespace) -> bool:
    """Tell whether the first track is known to be done, which opens the second, without a run."""
    core, store = course.only(CORE).katas, store_of(course, options)
    known = store.known(core) if store else {}
    done = all(kata in known and known[kata].status == "done" for kata in core)
    return done and len(course.katas) > len(core)


@dataclass(frozen=True)
class Order:
    """What is to be judged, and how."""

    course: Course
    katas: Sequence[Kata]
    target: Path
    seed: int | None = None  # of the random inputs; None: new ones
    isolation: str = ""
    store: "Kept | None" = None  # what it knows is not run again, and what it does not is kept
    reward: bool = False  # whether that of the whole course is wanted, once all is done
    next_only: bool = False  # judge only the first that is not done; failing that, the last


def verify(order: Order) -> "Report":
    """Run the suites, as far as it has to be done, and in the end the reward.

    Raises:
        UsageError: the suites cannot be collected, or the wall of that isolation not be built.

    """
    from dojo.practice.levels import mark_worked
    from dojo.results import Report
    from dojo.source import shown

    katas, store = order.katas, order.store
    known = store.known(katas) if store else {}
    if order.next_only:
        katas = _up_to_next(katas, known)
    left = [kata for kata in katas if kata not in known]
    report = Report(shown(order.target), list(known.values()), 0, order.isolation)
    holder = _holder(order.course) if order.reward and report.passed == report.total else None
    if holder and store:
        report.reward = store.known([holder], REWARD).get(holder)
    due = holder if holder and not report.reward else None
    wanted = [kata for kata in katas if kata in left or kata == due]
    texts = {kata: store.text(kata) for kata in wanted} if store else {}

    def body(bench: "Bench") -> None:
        from dojo.run import Job
        from dojo.trial import Trial, fresh_seed

        seed = fresh_seed() if order.seed is None else order.seed
        found = judged(bench, left, Trial(order.target, seed), order.isolation)
        mark_worked(order.course, order.target, found.katas)
        results = known | dict(zip(left, found.katas, strict=True))
        report.katas, report.seed = [results[kata] for kata in katas], found.seed
        if store:
            store.keep((kata, texts[kata], results[kata]) for kata in left)
        if due and report.passed == report.total:
            job = Job(due, Trial(order.target, seed), reward=True)
            with announced("All done. The reward is being computed, once: this takes a while"):
                (report.reward,) = bench.verdicts([job])
            if store:
                store.keep([(due, texts[due], report.reward)], REWARD)

    if wanted:
        gc.disable()  # the imports make no garbage; with_suites freezes them, and enables it again
        from dojo.suite import with_suites

        with_suites(order.course, wanted, body)
    else:
        report.katas = [known[kata] for kata in katas]
    if order.next_only:
        report.katas = [report.next or report.katas[-1]]
    return report


def _up_to_next(katas: "Sequence[Kata]", known: "dict[Kata, KataResult]") -> "Sequence[Kata]":
    """Return the katas up to the first that is known not to be done: those after it can wait."""
    for number, kata in enumerate(katas, 1):
        if kata in known and known[kata].status != "done":
            return katas[:number]
    return katas


def _holder(course: Course) -> Kata | None:
    """Return the kata whose suite holds the course's reward: a test that is marked so."""
    texts = ((kata, bytes_of(course.suite(kata)) or b"") for kata in course.katas)
    return next((kata for kata, text in texts if b"pytest.mark.reward" in text), None)


def judged(bench: "Bench", katas: Sequence[Kata], trial: "Trial", isolation: str = "") -> "Report":
    """Run the collected suites of `katas` on what is tried: `verify` for who has a bench."""
    from dojo.results import Report
    from dojo.run import Job
    from dojo.source import shown

    if not isolation:
        results = list(bench.verdicts(Job(kata, trial) for kata in katas))
    else:
        import dojo.notebooks.reading  # or every child would, anew; so it is with the next
        import dojo.wall.proxy  # noqa: F401
        from dojo.wall.sandbox import Sandbox

        with Sandbox.start(isolation=isolation, lent=lent(katas)) as trial.wall:
            # one after another: to end one that hangs, its whole sandbox is killed
            results = list(bench.in_lines([[Job(kata, trial) for kata in katas]]))
    return Report(shown(trial.target), results, trial.seed, isolation)


def remember(course: Course, results: "Iterable[KataResult]", store: "Kept | None" = None) -> str:
    """Write down how the learner's own katas went; return a warning where that failed, or "".

    What is known from before and has been written down then is no event again.
    """
    started = [kata for kata in results if kata.status != "not_started" and not kata.noted]
    if not started:
        return ""
    from dojo.practice.history import Event, History, HistoryError, location
    from dojo.practice.levels import level_of

    history = History(location(course))

    def event(kata: "KataResult") -> Event:
        score = (kata.status, kata.passed, kata.total, round(kata.seconds, 3))
        level = level_of(history.events(kata.id, "reset"))
        unfinished = {"unfinished": True} if kata.begun else {}
        return Event("run", kata.id, *score, level, kata.mistakes, unfinished)

    try:
        history.record(*map(event, started))
    except HistoryError as error:
        return str(error)
    if store:
        store.note(started)
    return history.file.notice

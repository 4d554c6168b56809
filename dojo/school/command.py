"""`grader.py class`: take in, grade what is not yet in the gradebook, store at once, report."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from rich import progress
from rich.console import Console
from rich.text import Text

from dojo.folding import fitting
from dojo.registry import Course, UsageError
from dojo.report.terminal import console
from dojo.school.assignment import agreed
from dojo.school.changes import changes
from dojo.school.class_csv import write_csv
from dojo.school.class_html import write_html
from dojo.school.class_json import write_json
from dojo.school.class_text import class_changes, class_summary
from dojo.school.gradebook import Gradebook
from dojo.school.grades import write_grades
from dojo.school.gradescope import as_gradescope
from dojo.school.grading import Graded, Task, cluster, grade_all, pool
from dojo.school.intake import Intake
from dojo.school.junit import write_junit
from dojo.school.row import Row, Versions, graded
from dojo.school.submission import Submission
from dojo.school.summary import summarize
from dojo.source import shown
from dojo.trial import fresh_seed
from dojo.verify import DONE
from dojo.wall.sandbox import Sandbox

WAITING = 2  # submissions in flight for each that is being graded, so that none has to wait


def grade_class(course: Course, options: argparse.Namespace) -> int:
    """Grade a folder of submissions and write the reports that were asked for; 0 when done.

    Raises:
        UsageError: the submissions, the gradebook or a report cannot be read or written, or the
            wall not be built.

    """
    # What cannot be done is refused before the first submission is graded, not after the last.
    if not options.cluster:
        Sandbox.start(isolation=options.isolation).kill()
    _look_at_paths(options)
    intake = Intake(options.submissions, course, options.roster)
    with Gradebook(options.gradebook) as book:
        assignment, told = agreed(options, *book.kept(options.assignment, course))
        course, possible = assignment.of(course)
        intake.narrow(course, assignment.only, assignment.skip)
        said = len(intake.warnings)
        for line in filter(None, [*intake.warnings, book.notice, *told]):
            _say(line)
        options.assignment, options.points = assignment.name, possible
        options.patience = float(assignment.patience or 0)
        own = Versions.of(course, options.isolation, options.patience)
        run = book.begin(own, assignment, points=possible, regrade=options.regrade)
        counts = _grade(course, options, book, intake, own)
        book.finish()
        for warning in intake.warnings[said:]:  # found in what was read since
            _say(warning)
        _say(f"{counts[0]} graded, {counts[1]} unchanged since they were; {shown(book.path)}")
        students = set(intake.students)
        reports = _reports(course, options, book, students)
        for path, write in reports.items():
            _write(path, write)
        if options.regrade:
            console().print(class_changes(changes(book.pairs(run))))
        console().print(class_summary(summarize(book.rows(students))))
        if not reports:
            _say("Each student:  --html FILE has a page to click through, --csv FILE a table")
    return DONE


def _look_at_paths(options: argparse.Namespace) -> None:
    """Refuse what could not be written, or would be written over by another report."""
    seen = {path.resolve() for path in (options.gradebook, options.roster) if path}
    if options.grades and not options.roster:
        raise UsageError(
            "--grades fills in the --roster: name your worksheet or gradebook with that."
        )
    asked = (options.csv, options.json_file, options.junit, options.html, options.grades)
    for path in (*asked, options.gradescope):
        if path and not path.resolve().parent.is_dir():
            raise UsageError(f"{shown(path)} cannot be written: there is no such folder; make it.")
        if path and path.resolve() in seen:
            raise UsageError(f"{shown(path)} is named twice; give each file a name of its own.")
        seen |= {path.resolve()} if path else set()
    if options.copies and options.copies.exists():
        raise UsageError(f"{shown(options.copies)} is there already; name a new folder for copies.")


def _grade(
    course: Course, options: argparse.Namespace, book: Gradebook, intake: Intake, own: Versions
) -> tuple[int, int]:
    """Grade what is not in the book, storing each at once; return how many, and how many were."""
    root = None if options.course is None else course.root
    seed = fresh_seed() if options.seed is None else options.seed
    task = Task(options.isolation, seed, root, options.patience)
    new = known = 0
    with _executor(options) as (executor, size), _progress(len(intake)) as advance:

        def fresh() -> Iterator[Submission]:
            nonlocal known
            for submission in intake:
                if options.copies:
                    _copy(submission, options.copies)
                row = book.known(submission)
                if row:
                    _bring_up_to_date(book, row, submission)
                    known += 1
                    advance()
                else:
                    yield submission

        done: Graded
        for done in grade_all(executor, fresh(), task, size * WAITING):
            row = graded(
                course, done.submission, done.results, own, done.seconds, total=options.points
            )
            book.add(row)
            new += 1
            advance()
    return new, known


def _copy(submission: Submission, folder: Path) -> None:
    """Write the very files that are graded, by their own names, to a folder of the student's."""
    for file in submission.files:
        place = folder / _file_name(submission.student) / file.kata / _file_name(file.name)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
        except OSError as error:
            raise UsageError(f"{shown(place)} cannot be written: {error.strerror}.") from None


def _file_name(text: str) -> str:
    """Return a name fit for a file of any system, another one for each text."""
    plain = re.sub(r"[^\w.@-]", "_", text, flags=re.ASCII).lstrip(".")[-80:]
    own = sha256(text.encode(errors="surrogateescape")).hexdigest()[:8]
    return text if plain == text else f"{own}-{plain}"


def _bring_up_to_date(book: Gradebook, row: Row, submission: Submission) -> None:
    """Store anew what is known of the sender, such as by a roster that was not there before."""
    told = replace(
        row,
        name=submission.name,
        email=submission.email,
        origin=submission.origin,
        notes=submission.notes,
    )
    if told != row:
        book.add(told)


@contextmanager
def _executor(options: argparse.Namespace) -> Iterator[tuple[Executor, int]]:
    if options.cluster:
        with cluster(options.cluster, options.isolation) as lent:
            yield lent
    else:
        size = options.jobs or _cores()
        with pool(size) as executor:
            yield executor, size


class _Speed(progress.ProgressColumn):
    """Submissions a minute."""

    def render(self, task: progress.Task) -> Text:
        """Return the speed so far."""
        return Text(f"{60 * task.speed:.0f}/min" if task.speed else "", "dim")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar, the throughput and the time left on a terminal; yield what moves it on by one."""
    columns = (
        progress.TextColumn("grading"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        _Speed(),
        progress.TimeRemainingColumn(),
    )
    screen = Console(stderr=True)
    with progress.Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        row = bar.add_task("", total=total)
        yield lambda: bar.advance(row)


def _reports(
    course: Course, options: argparse.Namespace, book: Gradebook, students: set[str]
) -> dict[Path, Callable[[Path], None]]:
    """Return what writes each report that was asked for, by its path."""

    def rows() -> Iterator[Row]:
        return book.rows(students)

    def whole(write: Callable[[Path], None]) -> Callable[[Path], None]:
        def replace(path: Path) -> None:
            with replacing(path) as place:
                write(place)

        return replace

    def as_html(path: Path) -> None:
        title = options.title or options.assignment or options.submissions.resolve().name
        date = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        write_html(rows(), path, course.katas, title, date)

    def fill_in(path: Path) -> None:
        write_grades(rows(), options.roster, path, options.assignment)

    def for_gradescope(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for row in rows():
            with replacing(folder / f"{_file_name(row.student)}.json") as path:
                path.write_text(as_gradescope(row), encoding="utf-8")

    kata_ids = [kata.id for kata in course.katas]
    wanted = {
        options.csv: whole(lambda path: write_csv(rows(), path, kata_ids)),
        options.json_file: whole(lambda path: write_json(rows(), path, course.root.name)),
        options.junit: whole(lambda path: write_junit(rows(), path)),
        options.html: whole(as_html),
        options.grades: whole(fill_in),
        options.gradescope: for_gradescope,
    }
    return {path: write for path, write in wanted.items() if path}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield where to write what takes the place of `path` once it is complete, and not before."""
    if path.exists() and not path.is_file():  # a folder, a device or a pipe
        yield path
        return
    whole = path.resolve()  # where a link leads to
    beside = whole.with_name(f".{os.getpid()}.part")
    try:
        yield beside
        beside.replace(whole)
    finally:
        beside.unlink(missing_ok=True)


def _write(path: Path, write: Callable[[Path], None]) -> None:
    try:
        write(path)
    except OSError as error:
        raise UsageError(f"{shown(path)} cannot be written: {error.strerror}.") from None
    _say(f"Written: {shown(path)}")


def _say(line: str) -> None:
    print(fitting(line, sys.stderr), file=sys.stderr)


def _cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

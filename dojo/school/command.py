"""`grader.py class`: take in, grade what is not yet in the gradebook, store at once, report."""

import argparse
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from rich import progress
from rich.console import Console
from rich.text import Text

from dojo.registry import Course, UsageError
from dojo.report.terminal import console
from dojo.school.assignment import agreed
from dojo.school.class_html import write_html
from dojo.school.class_text import class_changes, class_summary
from dojo.school.formats import write_csv, write_json, write_junit
from dojo.school.gradebook import Gradebook
from dojo.school.gradescope import gradescope
from dojo.school.grading import Task, cluster, grade_all, pool
from dojo.school.intake import Intake
from dojo.school.row import Row, Versions, graded
from dojo.school.submission import Submission
from dojo.school.summary import Summary
from dojo.school.table import write_grades
from dojo.source import shown
from dojo.streams import complain
from dojo.trial import fresh_seed
from dojo.verify import DONE
from dojo.wall.sandbox import Sandbox


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
            complain(line)
        options.assignment, options.points = assignment.name, possible
        options.patience = float(assignment.patience or 0)
        own = Versions.of(course, options.isolation, options.patience)
        run = book.begin(own, assignment, points=possible, regrade=options.regrade)
        new = _grade(course, options, book, intake, own)
        book.finish()
        for warning in intake.warnings[said:]:  # found in what was read since
            complain(warning)
        known = len(intake) - new
        complain(f"{new} graded, {known} unchanged since they were; {shown(book.path)}")
        students = set(intake.students)
        asked = _report(course, options, book, students)
        if options.regrade:
            console().print(class_changes(book.pairs(run)))
        console().print(class_summary(Summary(book.rows(students))))
        if not asked:
            complain("Each student:  --html FILE has a page to click through, --csv FILE a table")
    return DONE


def _look_at_paths(options: argparse.Namespace) -> None:
    """Refuse what could not be written, or would be written over by another report."""
    seen = {path.resolve() for path in (options.gradebook, options.roster) if path}
    if options.grades and not options.roster:
        raise UsageError(
            "--grades fills in the --roster: name your worksheet or gradebook with that."
        )
    asked = (options.csv, options.json_file, options.junit, options.html, options.grades)
    for path in filter(None, (*asked, options.gradescope)):
        if not path.resolve().parent.is_dir():
            raise UsageError(f"{shown(path)} cannot be written: there is no such folder; make it.")
        if path.resolve() in seen:
            raise UsageError(f"{shown(path)} is named twice; give each file a name of its own.")
        seen.add(path.resolve())
    if options.copies and options.copies.exists():
        raise UsageError(f"{shown(options.copies)} is there already; name a new folder for copies.")


def _grade(
    course: Course, options: argparse.Namespace, book: Gradebook, intake: Intake, own: Versions
) -> int:
    """Grade what is not in the book, storing each at once; return how many those were."""
    root = None if options.course is None else course.root
    seed = fresh_seed() if options.seed is None else options.seed
    task = Task(options.isolation, seed, root, options.patience)
    at, jobs = options.cluster, options.jobs
    lent = cluster(at, options.isolation) if at else pool(jobs)
    count = 0
    with lent as (executor, size), _progress(len(intake)) as advance:
        unknown = _unknown(book, intake, options.copies, advance)
        for done in grade_all(executor, unknown, task, size):
            book.add(graded(course, done, own, options.points))
            count += 1
            advance()
    return count


def _unknown(
    book: Gradebook, intake: Intake, copies: Path | None, advance: Callable[[], None]
) -> Iterator[Submission]:
    """Yield what is not in the book, copy all there is if `copies`, and pass over the others."""
    for submission in intake:
        if copies:
            _copy(submission, copies)
        row = book.known(submission)
        if row is None:
            yield submission
            continue
        # By a roster that was not there before, more may be known of the sender.
        facts = ("name", "email", "origin", "notes")
        told = replace(row, **{fact: getattr(submission, fact) for fact in facts})
        if told != row:
            book.add(told)
        advance()


def _copy(submission: Submission, folder: Path) -> None:
    """Write the very files that are graded, by their own names, to a folder of the student's."""
    for file in submission.files:
        place = folder / _file_name(submission.student) / file.kata / _file_name(file.name)
        with _writing(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)


def _file_name(text: str) -> str:
    """Return a name fit for a file of any system, another one for each text."""
    plain = re.sub(r"[^\w.@-]", "_", text, flags=re.ASCII).lstrip(".")[-80:]
    own = sha256(text.encode(errors="surrogateescape")).hexdigest()[:8]
    return text if plain == text else f"{own}-{plain}"


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


def _report(
    course: Course, options: argparse.Namespace, book: Gradebook, students: set[str]
) -> bool:
    """Write what was asked for, and say so; return whether something was."""
    title = options.title or options.assignment or options.submissions.resolve().name
    date = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
    write: dict[Path | None, Callable[[Iterator[Row], Path], None]] = {
        options.csv: write_csv,
        options.json_file: lambda rows, path: write_json(rows, path, course.root.name),
        options.junit: write_junit,
        options.gradescope: _write_gradescope,
        options.html: lambda rows, path: write_html(rows, path, course.katas, title, date),
        options.grades: lambda rows, path: write_grades(
            rows, path, options.roster, options.assignment
        ),
    }
    if options.gradescope:
        with _writing(options.gradescope):
            options.gradescope.mkdir(exist_ok=True)
    for path in filter(None, write):
        with _writing(path), replacing(path) as place:
            write[path](book.rows(students), place)
        complain(f"Written: {shown(path)}")
    return any(write)


def _write_gradescope(rows: Iterator[Row], folder: Path) -> None:
    for row in rows:
        with replacing(folder / f"{_file_name(row.student)}.json") as path:
            path.write_text(json.dumps(gradescope(row), indent=2), encoding="utf-8")


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


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say in one sentence why something could not be written to `path`."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{shown(path)} cannot be written: {error.strerror}.") from None

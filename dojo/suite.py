"""Run suites on code under test, each kata in a child process of its own.

pytest collects the suites once. For every verdict a child is forked from that state, so it costs
milliseconds, and nothing one kata does can reach the next. The child reports over a private pipe,
never by its exit code; the parent holds the clock and kills what overruns it. Where forking is not
safe (anything but Linux), the child is a fresh process that collects its one suite again.
"""

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from dojo.apart import FORKS, Apart
from dojo.child import run_here, run_items
from dojo.notes import notes
from dojo.registry import Course, Kata, UsageError
from dojo.results import KataResult
from dojo.run import Job, Run, receive
from dojo.source import Broken, shown
from dojo.trial import Trial

if TYPE_CHECKING:
    from dojo.wall.sandbox import Sandbox

WORKERS = (os.cpu_count() or 1) + 1  # one more, so that none waits while a child is set up
PAUSE = 0.01  # seconds in which a suite says several times what happens
LONG_PAUSE = 0.04  # the same, where the child goes on with the next suite before that is read
# What pytest would set up and no verdict needs: together a tenth of a cold start.
UNUSED = (
    *("cacheprovider", "debugging", "doctest", "faulthandler", "legacypath", "logging"),
    *("monkeypatch", "pastebin", "recwarn", "setuponly", "setupplan", "stepwise", "subtests"),
    *("threadexception", "tmpdir", "unittest", "unraisableexception", "warnings"),
)

T = TypeVar("T")


class Bench:
    """Collected suites, ready to be run on anything."""

    def __init__(self, course: Course, items: Iterable[pytest.Item]) -> None:
        self.course = course
        self._items = defaultdict(list)
        for item in items:
            self._items[item.path, bool(item.get_closest_marker("reward"))].append(item)

    def items(self, job: Job) -> list[pytest.Item]:
        """Return the tests of a job: the kata's, or some of them."""
        if job.kata.lacking:
            return []
        items = self._items[self.course.suite(job.kata), job.reward]
        return [item for item in items if job.only is None or item.name in job.only]

    def warm(self, kata: Kata, seed: int, wall: "Sandbox | None" = None) -> None:
        """Run the suite from this process on the solution, if there is one, before many runs of it.

        What the suite works out for that seed and keeps, such as the oracles' answers, is then
        known to every child from the start, and Python has seen which code is the busy one.
        """
        if FORKS and self.course.solution(kata).exists():
            job = Job(kata, Trial(self.course.root / "solutions", seed, wall=wall))
            run_here(self.items(job), job.trial)
            self.prepare_names(kata)

    def prepare_names(self, kata: Kata) -> None:
        """Make the code of the known mistakes in this process, for those children that name one."""
        with suppress(Broken):
            known = notes(self.course.solution(kata))
            for mistake in (*known.mistakes, *known.common):
                with suppress(Exception):  # `check` says what is wrong with one
                    mistake.code  # noqa: B018  it is kept
        gc.freeze()

    def verdicts(self, jobs: Iterable[Job]) -> Iterator[KataResult]:
        """Run the jobs, each in a child of its own, and yield their results in the same order."""
        return self.in_lines([job] for job in jobs)

    def in_lines(self, lines: Iterable[Sequence[Job]]) -> Iterator[KataResult]:
        """Run lines of jobs, a few lines at a time, and yield the results in the order of the jobs.

        Those of a line run one after another in one child: it is for code that is not in there, but
        behind the wall, or that is the course's own.
        """
        waiting = filter(None, lines) if FORKS else ([job] for jobs in lines for job in jobs)
        working: list[_Line] = []
        try:
            while True:
                while sum(not line.ended for line in working) < WORKERS:
                    jobs = next(waiting, None)
                    if jobs is None:
                        break
                    working.append(_Line(self, jobs))
                while working and working[0].ended:
                    yield from working.pop(0).results
                if not working:
                    return
                at_work = [line for line in working if not line.ended]
                receive([line.run for line in at_work], min(line.pause for line in at_work))
                for line in at_work:
                    line.go_on()
        finally:  # also after Ctrl-C: no child outlives the run
            for line in working:
                line.stop()

    def start(self, job: Job) -> Run:
        """Start the job in a child of its own; `receive` what it says until it has `ended`."""
        return self.follow(job, self.child)

    def follow(self, job: Job, start: Callable[[Job], Apart]) -> Run:
        """Return the run of a job in children that `start` makes."""
        return Run(job, self.items(job), start)

    def child(self, job: Job) -> Apart:
        """Return a child that runs the job alone."""
        if FORKS:
            return Apart(run_items, [(self.items(job), job.trial)])
        return Apart(_run_fresh, self.course, job)


class _Line:
    """Jobs that run one after another, in one child for as long as that lives; and their results.

    A child that goes on is read after a pause: to be woken for each thing it says costs, too.
    """

    def __init__(self, bench: Bench, jobs: Sequence[Job]) -> None:
        self._bench, self._jobs = bench, jobs
        self.results: list[KataResult] = []
        self._begin(None)

    def _begin(self, ready: Apart | None) -> None:
        """Begin with the next job, in the child that is about to run it, if there is one."""
        job, *following = self._jobs[len(self.results) :]

        def child(job: Job) -> Apart:
            if ready and job.only is None:
                return ready
            if not following:
                return self._bench.child(job)
            work = [(self._bench.items(each), each.trial) for each in (job, *following)]
            return Apart(run_items, work)

        self.run = Run(job, self._bench.items(job), child, goes_on=bool(following))
        self.pause = LONG_PAUSE if following else PAUSE if self.results else 0.0

    @property
    def ended(self) -> bool:
        """Whether all jobs are done."""
        return len(self.results) == len(self._jobs)

    def go_on(self) -> None:
        """Note the result of a job that is done, and begin with the next."""
        if self.run.ended:
            self._jobs[len(self.results)].trial.patience -= self.run.spent
            self.results.append(self.run.result)
            if not self.ended:
                self._begin(self.run.child if self.run.finished else None)

    def stop(self) -> None:
        """End it now."""
        self.run.stop()
        self.run.child.stop()


def with_suites(course: Course, katas: Iterable[Kata], body: Callable[[Bench], T]) -> T:
    """Collect the suites of `katas` and return what `body` returns for them.

    Raises:
        UsageError: a suite is missing or cannot be collected.

    """
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # the report must not depend on them
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):  # nor on what a person likes to type
        os.environ.pop(name, None)
    suites = [course.suite(kata) for kata in katas]
    for suite in suites:
        if not suite.exists():
            raise UsageError(f"{shown(suite)} is missing; restore it with: git checkout tests/")
    options = ["-s", "--assert=plain", *(f"-pno:{plugin}" for plugin in UNUSED)]
    options += ["-m", "reward or not reward"]  # all of them: a bench tells them apart
    options += ["--target", ".", "--rootdir", ".", "-c", "pyproject.toml"]
    loop = _Loop(course, body)
    os.chdir(course.root)  # in the path to it, `[`, `::` and `$` would mean something to pytest
    try:
        pytest.main([*options, *(str(s.relative_to(course.root)) for s in suites)], plugins=[loop])
    finally:
        loop.go_back()
    if loop.error:
        raise loop.error
    return loop.value  # type: ignore[no-any-return]  # it is what body returned


class _Loop:
    """Takes the place of pytest's own loop over the collected tests, and of its reports."""

    def __init__(self, course: Course, body: Callable[[Bench], Any]) -> None:
        self._course, self._body = course, body
        self.value: Any = None
        self.error: BaseException | None = UsageError("pytest could not be started.")
        self._here = Path.cwd()

    def go_back(self) -> None:
        """Go back to where with_suites was called, if one still may."""
        with suppress(OSError):
            os.chdir(self._here)

    def pytest_addoption(self, parser: pytest.Parser) -> None:
        parser.addini("timeout", "the limit that pytest-timeout enforces under plain pytest")

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "timeout(seconds): the limit of one test")
        config.pluginmanager.unregister(name="terminalreporter")

    def pytest_keyboard_interrupt(self) -> None:
        self.error = KeyboardInterrupt()  # while pytest was still being started

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.error = UsageError(f"{report.nodeid} cannot be collected: {report.longreprtext}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.go_back()
        if not session.testsfailed:
            gc.freeze()  # a child then touches, and so copies, far fewer pages
            gc.enable()
            try:
                self.value, self.error = self._body(Bench(self._course, session.items)), None
            except BaseException as error:  # noqa: BLE001  carried out of pytest, raised there
                self.error = error
        return True


def _run_fresh(course: Course, job: Job, pipe: Connection) -> None:
    with_suites(course, [job.kata], lambda bench: run_items([(bench.items(job), job.trial)], pipe))

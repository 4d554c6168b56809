"""Run suites on code under test, each kata in a child process of its own.

pytest collects the suites once. For every verdict a child is forked from that state, so it costs
milliseconds, and nothing one kata does can reach the next. The child reports over a private pipe,
never by its exit code; the parent holds the clock and kills what overruns it. Where forking is not
safe (anything but Linux), the child is a fresh process that collects its one suite again.
"""

import gc
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, TypeVar

for _library in ("OPENBLAS", "OMP", "MKL"):  # a pool of threads does not survive a fork
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

import pytest

from dojo.apart import FORKS, Apart
from dojo.child import DEFAULT_LIMIT, limit_of, run_items
from dojo.plugin import Trial
from dojo.registry import Course, Kata, UsageError
from dojo.results import KataResult, TestResult
from dojo.source import shown

if TYPE_CHECKING:
    from dojo.wall.sandbox import Sandbox

TOGETHER = 3  # times what the slowest test of a kata may take is what all of them may
WORKERS = (os.cpu_count() or 1) + 1  # one more, so that none waits while a child is set up
# What pytest would set up and no verdict needs: together a tenth of a cold start.
UNUSED = (
    *("cacheprovider", "debugging", "doctest", "faulthandler", "legacypath", "logging"),
    *("monkeypatch", "pastebin", "recwarn", "setuponly", "setupplan", "stepwise", "subtests"),
    *("threadexception", "tmpdir", "unittest", "unraisableexception", "warnings"),
)

T = TypeVar("T")


@dataclass(frozen=True)
class Job:
    """One suite to run, and on what."""

    kata: Kata
    trial: Trial
    quick: bool = False  # without the slow tests, to catch a mistake: hundreds would be minutes


class Bench:
    """Collected suites, ready to be run on anything."""

    def __init__(self, course: Course, items: Iterable[pytest.Item]) -> None:
        self.course = course
        self._items = defaultdict(list)
        for item in items:
            self._items[item.path].append(item)

    def items(self, job: Job) -> list[pytest.Item]:
        """Return the tests of a job: the kata's, or only the quick ones."""
        items = self._items[self.course.suite(job.kata)]
        if job.quick:
            return [item for item in items if not item.get_closest_marker("timeout")]
        return items

    def verdicts(self, jobs: Iterable[Job], at_once: int = WORKERS) -> Iterator[KataResult]:
        """Run the jobs, `at_once` at a time, and yield their results in the order of the jobs."""
        started: list[Run] = []
        try:
            yield from self._verdicts(iter(jobs), started, at_once)
        finally:  # also after Ctrl-C: no child outlives the run
            for run in started:
                run.stop()

    def _verdicts(
        self, waiting: Iterator[Job], started: "list[Run]", at_once: int
    ) -> Iterator[KataResult]:
        while True:
            while sum(not run.ended for run in started) < at_once:
                job = next(waiting, None)
                if job is None:
                    break
                started.append(self.start(job))
            while started and started[0].ended:
                yield started.pop(0).result
            if not started:
                return
            _hear([run for run in started if not run.ended])

    def start(self, job: Job) -> "Run":
        """Start the job in a child of its own; `hear` what it says until it has `ended`."""
        if FORKS:
            return self.follow(job, Apart(run_items, self.items(job), job.trial))
        return self.follow(job, Apart(_run_fresh, self.course, job))

    def follow(self, job: Job, child: Apart) -> "Run":
        """Return the run of a job that the child has been given."""
        items = self.items(job)
        tests = [TestResult(item.name, _fact(item)) for item in items]
        budget = TOGETHER * max(map(limit_of, items), default=DEFAULT_LIMIT)
        result = KataResult(job.kata.id, job.kata.title, tests)
        return Run(result, child, budget, job.trial.wall)


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
    options += ["--rootdir", str(course.root), "-c", str(course.root / "pyproject.toml")]
    loop = _Loop(course, body)
    pytest.main([*options, *map(str, suites)], plugins=[loop])
    if loop.error:
        raise loop.error
    return loop.value  # type: ignore[no-any-return]  # it is what body returned


class _Loop:
    """Takes the place of pytest's own loop over the collected tests, and of its reports."""

    def __init__(self, course: Course, body: Callable[[Bench], Any]) -> None:
        self._course, self._body = course, body
        self.value: Any = None
        self.error: BaseException | None = UsageError("pytest could not be started.")

    def pytest_addoption(self, parser: pytest.Parser) -> None:
        parser.addini("timeout", "the limit that pytest-timeout enforces under plain pytest")

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "timeout(seconds): the limit of one test")
        config.pluginmanager.unregister(name="terminalreporter")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.error = UsageError(f"{report.nodeid} cannot be collected: {report.longreprtext}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if not session.testsfailed:
            gc.freeze()  # a child then touches, and so copies, far fewer pages
            gc.enable()
            try:
                self.value, self.error = self._body(Bench(self._course, session.items)), None
            except BaseException as error:  # noqa: BLE001  carried out of pytest, raised there
                self.error = error
        return True


def _run_fresh(course: Course, job: Job, pipe: Connection) -> None:
    with_suites(course, [job.kata], lambda bench: run_items(bench.items(job), job.trial, pipe))


def _fact(item: pytest.Item) -> str:
    documentation = getattr(getattr(item, "function", None), "__doc__", None) or ""
    return str(documentation).strip().partition("\n")[0]


def _hear(runs: "list[Run]") -> None:
    """Wait until a child says something, ends, or has used up its time; take that in."""
    patience = max(0.0, min(run.deadline for run in runs) - time.monotonic())
    wait([handle for run in runs for handle in run.child.handles], patience)
    for run in runs:
        run.hear()


class Run:
    """A child at work, and the result so far."""

    def __init__(
        self, result: KataResult, child: Apart, budget: float, wall: "Sandbox | None" = None
    ) -> None:
        self.result, self.child, self._wall = result, child, wall
        self.ended = False
        self.limit = DEFAULT_LIMIT
        self.budget, self._until = budget, time.monotonic() + budget
        self.deadline = time.monotonic() + DEFAULT_LIMIT
        self._tests = {test.name: test for test in result.tests}
        self._current = result.tests[0] if result.tests else TestResult("", "")
        self._loading = False
        self._file = ""

    def hear(self) -> None:
        """Take in what the child has sent; when it has ended, or must end, say how."""
        dead = not self.child.alive  # asked first, so that its last words are not missed
        try:
            while not self.ended and (events := self.child.hear()):
                for event in events:
                    self._take(event)
        except EOFError:
            dead = True
        late = time.monotonic() > self.deadline
        if not self.ended and (dead or late):
            self.stop()
            self._blame("" if late and not dead else self.child.ending())

    def stop(self) -> None:
        """End it now; its result stays as it is."""
        if not self.ended:
            self.child.stop()
            if self._wall:
                self._wall.kill()
            self.ended = True

    def _take(self, event: dict[str, Any]) -> None:
        match event:
            case {"event": "start", "test": name, "limit": limit}:
                self._current = self._tests[name]
                self.limit, self.deadline = limit, min(time.monotonic() + limit, self._until)
            case {"event": "loading", "path": path}:
                self._loading = path is not None
                self._file = shown(path) if path else self._file
            case {"event": "output", "text": text}:
                self.result.output += text
            case {"event": "test", "test": name, "figures": figures, **facts}:
                self.result.figures |= figures
                vars(self._tests[name]).update(facts)
            case {"event": "crashed", "how": how}:
                self.stop()
                self._blame(how)
            case {"event": "finished"}:
                self.child.stop()
                self.ended = True

    def _blame(self, ending: str) -> None:
        """Note, on the test that was running, how it ended the child; "" is its patience."""
        test = self._current
        what = f"{self._file}, while it was being loaded," if self._loading else "Your code"
        test.where, test.outcome = self._file, "crashed"
        if not ending:
            test.outcome, test.seconds = "timed_out", self.limit
            ending = f"did not finish within {self.limit:g} s. Is there an endless loop?"
            if self.deadline == self._until:
                ending = f"took more than {self.budget:g} s for its tests together."
        test.message = f"{what} {ending}"

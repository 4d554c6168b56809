"""A run of one suite: what its child process says, until all has been said or time is up."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing.connection import wait
from typing import Any

import pytest

from dojo.apart import Allowance, Apart, Usage, usage
from dojo.registry import Kata
from dojo.results import KataResult, TestResult
from dojo.source import shown
from dojo.trial import DEFAULT_LIMIT, Trial, called_by, limit_of

TOGETHER = 3  # times what the slowest test of a kata may take is what all of them may


@dataclass(frozen=True)
class Job:
    """One suite to run, and on what."""

    kata: Kata
    trial: Trial
    reward: bool = False  # its reward, in place of its suite
    only: frozenset[str] | None = None  # the names of the tests, if not all are to be run


def receive(runs: "list[Run]", pause: float = 0.0) -> None:
    """Wait until a child says something, ends, or may have used up its time; take that in.

    With a `pause` what it says in those seconds is taken in at once: to be woken costs, too.
    """
    patience = min(run.left for run in runs)
    wait([handle for run in runs for handle in run.child.handles], patience)
    time.sleep(pause)
    for run in runs:
        run.receive()


class Run:
    """A child at work, and the result so far.

    A test that hangs, or that ends Python, costs those after it that call the same functions; the
    others get a new child.
    """

    def __init__(
        self,
        job: Job,
        items: Sequence[pytest.Item],
        start: Callable[[Job], Apart],
        *,
        goes_on: bool = False,
    ) -> None:
        """Begin with the child that `start` gives the job, which has these tests.

        With `goes_on` the child has more to do when it has finished the job, and is left alone.
        """
        self._job, self._items, self._start, self._goes_on = job, items, start, goes_on
        tests = [
            TestResult(
                item.name,
                _fact(item),
                calls=sorted(called_by(item).intersection(job.kata.functions)),
                random="rng" in getattr(item, "fixturenames", ()),
            )
            for item in items
        ]
        if not items and (lacking := job.kata.lacking):
            tests = [TestResult("needs", "", "not_runnable", message=lacking)]
        kata, seed = job.kata, job.trial.seed
        self.result = KataResult(kata.id, kata.title, tests, belt=kata.belt, seed=seed)
        self._tests = {test.name: test for test in tests}
        self._lost: set[str] = set()  # functions that are not called again
        limit = max(map(limit_of, items), default=DEFAULT_LIMIT)
        seconds = min(TOGETHER * limit, max(0.0, job.trial.patience))
        self._whole = Allowance(seconds, Usage(0.0, 0.0, 0.0))
        self._stopped = self._whole.start  # what the last child had used when it was stopped
        self._file = ""
        self._at: tuple[str, str] | None = None  # where the code was when that was last heard
        self._begin(job, tests[0] if tests else TestResult("", ""))

    def _begin(self, job: Job, first: TestResult) -> None:
        self.child = self._start(job)
        self._processes = [self.child.process]  # and the one behind the wall, once there is one
        self.ended = self.finished = self._naming = False
        self._current, self._loading = first, False
        began = self._usage()
        self._time = Allowance(DEFAULT_LIMIT, began)
        self._whole = self._whole.carried(self._stopped, began)

    def _usage(self) -> Usage:
        return usage(*self._processes)

    @property
    def left(self) -> float:
        """The seconds in which its time cannot be used up."""
        now = self._usage()
        return min(self._time.left(now), self._whole.left(now))

    def receive(self) -> None:
        """Take in what the child has sent; when it has ended, or must end, say how."""
        child = self.child
        dead = not child.alive  # asked first, so that its last words are not missed
        try:
            while not self._over(child) and (events := child.receive()):
                for event in events:
                    self._take(event)
        except EOFError:
            dead = True
        if not self._over(child) and (dead or not self.left):
            self.stop()
            self._blame(child.ending() if dead else "")

    def _over(self, child: Apart) -> bool:
        """Tell whether that child has said all, or another one has taken its place."""
        return self.ended or self.child is not child

    @property
    def spent(self) -> float:
        """The seconds that it has taken, of those that are left to the submission."""
        return self._whole.seconds - self._whole.left(self._stopped)

    def stop(self) -> None:
        """End it now; its result stays as it is."""
        if not self.ended:
            self._stopped = self._usage()
            self.child.stop()
            if self._job.trial.wall:
                self._job.trial.wall.kill()
            self.ended = True

    def _take(self, event: dict[str, Any]) -> None:
        match event:
            case {"event": "start", "test": name, "limit": limit, "usage": began, "naming": naming}:
                self._current, self._at, self._naming = self._tests[name], None, naming
                self._time = Allowance(limit, Usage(*began))
            case {"event": "worker", "process": process}:
                self._processes.append(process)
            case {"event": "loading", "path": path}:
                self._loading = path is not None
                self._file = shown(path) if path else self._file
            case {"event": "at", "where": where, "line": line}:
                self._at = where, line
            case {"event": "output", "text": text}:
                self._print(text)
            case {"event": "test", "test": name, "figures": figures, **facts}:
                self.result.figures |= figures
                vars(self._tests[name]).update(facts)
            case {"event": "crashed", "how": how}:
                self.stop()
                self._blame(how)
            case {"event": "finished"}:
                self._stopped = self._usage()
                self.ended = self.finished = True
                if not self._goes_on:
                    self.child.stop()

    def _print(self, text: str) -> None:
        if self._loading:
            self.result.output += text
        elif not self._naming:  # what the code is asked again is no part of the test
            self._current.output += text

    def _blame(self, ending: str) -> None:
        """Note, on the test that was running, how it ended the child; "": by taking too long."""
        test = self._current
        if self._naming:  # the test has failed before, and that its mistake has no name is all
            self._job = replace(self._job, trial=replace(self._job.trial, naming=False))
            self._go_on(lost=False)
            return
        what = f"{self._file}, while it was being loaded," if self._loading else "Your code"
        test.where, test.outcome = self._file, "crashed"
        if not ending:
            test.outcome, test.seconds = "timed_out", self._time.seconds
            ending = self._time.sentence(self._stopped)
            if not self._whole.left(self._stopped):
                seconds, of_what = self._whole.used_up(self._stopped)
                ending = f"took more than {seconds:g} s of {of_what} for its tests together."
                if self._whole.seconds == max(0.0, self._job.trial.patience):
                    ending = "has used up the time that there is for a whole submission."
            if self._at:
                test.where, line = self._at
                ending += f" It was here when it was stopped:\n    {test.where}: {line}"
        test.message = f"{what} {ending}"
        if not self._loading and self._whole.left(self._stopped):
            self._go_on()

    def _go_on(self, *, lost: bool = True) -> None:
        """Run those after the current test that call none of the functions that are lost now."""
        names = list(self._tests)
        here = names.index(self._current.name)
        if not lost:
            left = names[here + 1 :]
            if left:
                self._begin(replace(self._job, only=frozenset(left)), self._tests[left[0]])
            return
        calls = [called_by(item) & set(self._job.kata.functions) for item in self._items[here:]]
        if len(calls[0]) == 1:
            (self._current.function,) = calls[0]
        self._lost |= calls[0]
        left = [
            name
            for name, called in zip(names[here:], calls, strict=True)
            if called and not called & self._lost
        ]
        if calls[0] and left:
            self._begin(replace(self._job, only=frozenset(left)), self._tests[left[0]])


@cache
def _fact(item: pytest.Item) -> str:
    documentation = getattr(getattr(item, "function", None), "__doc__", None) or ""
    return str(documentation).strip().partition("\n")[0]

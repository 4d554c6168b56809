"""The child's side of a run: a suite's tests, one after another, each event sent to the parent."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dojo.apart import set_apart, usage
from dojo.diagnosis import OR
from dojo.explaining import Explanation
from dojo.observe import Crashed, printing, report_whereabouts
from dojo.plugin import LOADED, TRIAL
from dojo.source import Broken, said
from dojo.trial import Trial, limit_of

PLUGIN = "dojo.plugin"  # where our fixtures are
LONGEST_MESSAGE = 10_000  # characters; a message quotes what the code under test returned


def run_items(work: Sequence[tuple[Sequence[pytest.Item], Trial]], pipe: Connection) -> None:
    """Run tests on what is tried, one suite after another, and send what happens.

    What each prints is sent too, up to a cap.
    """
    held: list[dict[str, Any]] = []

    def send(event: dict[str, Any]) -> None:
        """Send the event; a test's outcome waits for the start of the next, to save a message."""
        held.append(event)
        if event["event"] != "test":
            try:
                pipe.send_bytes(json.dumps(held).encode())
            except OSError:  # the parent has gone, or the code under test has closed the pipe
                os._exit(1)
            held.clear()

    def tell(data: bytes) -> None:
        send({"event": "output", "text": data.decode(errors="replace")})

    set_apart()
    telling = _Telling(send)
    for config in {item.config for items, _trial in work for item in items[:1]}:
        config.pluginmanager.register(telling)
    for items, trial in work:
        sys.stdout = sys.stderr = printing(tell)
        run_here(items, trial)
        telling.forget_workers()
        send({"event": "finished"})


def run_here(items: Sequence[pytest.Item], trial: Trial) -> None:
    """Run the tests of a suite in this very process, and forget the code that they were run on."""
    for item, following in zip(items, [*items[1:], None], strict=False):
        item.config.stash[TRIAL] = trial
        failed = item.session.testsfailed
        item.config.hook.pytest_dojo_starting(item=item)
        if isinstance(item, pytest.Function) and (fixtures := _own_fixtures(item)) is not None:
            _run_simply(item, fixtures)
        else:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if trial.first_failure and item.session.testsfailed > failed:
            break
    for item in items[:1]:
        item.config.stash[LOADED].clear()


@cache  # a process that runs a suite once hands it on to those it forks
def _own_fixtures(item: pytest.Function) -> dict[str, Callable[[Any], Any]] | None:
    """Return what makes a test's arguments; None where it takes more than ours and parameters."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    fixtures: dict[str, Callable[[Any], Any]] = {}
    for name, definitions in item._fixtureinfo.name2fixturedefs.items():  # noqa: SLF001  nothing public tells it
        fixture = definitions[-1].func
        if name in given and fixture.__module__.startswith("_pytest."):
            fixtures[name] = partial(_parameter, given[name])
        elif fixture.__module__ == PLUGIN:
            fixtures[name] = fixture
        else:
            return None
    asks = "request" in item._fixtureinfo.argnames  # noqa: SLF001  as above
    marked = {mark.name for mark in item.iter_markers()} & {"skip", "skipif", "xfail"}
    return None if marked or asks else fixtures


def _parameter(value: Any, _request: object) -> Any:
    return value


def _run_simply(item: pytest.Function, fixtures: dict[str, Callable[[Any], Any]]) -> None:
    """Run a test that takes these fixtures as pytest's protocol does, in a tenth of its time."""
    hook, request = item.config.hook, SimpleNamespace(node=item, config=item.config, path=item.path)

    def make_arguments() -> None:
        item.funcargs = {name: fixture(request) for name, fixture in fixtures.items()}

    call = pytest.CallInfo.from_call(make_arguments, "setup", KeyboardInterrupt)
    if not call.excinfo:
        test = partial(hook.pytest_pyfunc_call, pyfuncitem=item)
        call = pytest.CallInfo.from_call(test, "call", KeyboardInterrupt)
    hook.pytest_dojo_ended(item=item, call=call)
    item.session.testsfailed += call.excinfo is not None
    item.funcargs = {}


class _Telling:
    """Sends an event for everything that happens to a test."""

    def __init__(self, send: Callable[[dict[str, Any]], None]) -> None:
        self._send = send
        self._processes = [os.getpid()]  # what a test takes is what all of these use

    def pytest_dojo_loading(self, path: Path | None) -> None:
        self._send({"event": "loading", "path": path and str(path)})
        if path:
            report_whereabouts(str(path), self.pytest_dojo_at)

    def pytest_dojo_at(self, where: str, line: str) -> None:
        self._send({"event": "at", "where": where, "line": line})

    def forget_workers(self) -> None:
        """Count the time of this process alone again."""
        del self._processes[1:]

    def pytest_dojo_worker(self, process: int) -> None:
        self._processes.append(process)
        self._send({"event": "worker", "process": process})

    def pytest_dojo_starting(self, item: pytest.Item) -> None:
        self._start(item)

    def pytest_dojo_naming(self, item: pytest.Item, error: BaseException) -> None:
        """Send what is known already: code that does not survive being asked again has failed."""
        self._send({"event": "test", "test": item.name, "figures": {}, **failure(error)})
        self._start(item, naming=True)

    def _start(self, item: pytest.Item, *, naming: bool = False) -> None:
        """Have the time of a test begin now: by the time this is read, some of it has been used."""
        facts = {"test": item.name, "limit": limit_of(item), "naming": naming}
        self._send({"event": "start", **facts, "usage": usage(*self._processes)})

    def pytest_dojo_ended(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Send the outcome."""
        facts: dict[str, Any] = {"outcome": "passed"}
        if call.excinfo is not None:
            self._end_if_crashed(call.excinfo.value)
            facts = failure(call.excinfo.value)
        facts |= {"seconds": call.duration, "figures": dict(item.user_properties)}
        self._send({"event": "test", "test": item.name, **facts})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Send the outcome, and return a report without pytest's costly rendering of a failure."""
        if call.when == "call" or call.excinfo is not None:
            self.pytest_dojo_ended(item, call)
        outcome = "failed" if call.excinfo else "passed"
        nowhere = (item.name, None, "")  # item.location takes time, and nobody asks for it
        return pytest.TestReport(item.nodeid, nowhere, {}, outcome, None, call.when)  # type: ignore[arg-type]  # outcome and when are the literals it wants

    def _end_if_crashed(self, error: BaseException) -> None:
        """End as the code under test has, if that was elsewhere: here it would have ended this."""
        if isinstance(error, Crashed):
            self._send({"event": "crashed", "how": error.how})
            os._exit(1)


def failure(error: BaseException) -> dict[str, Any]:
    """Return a failed test's facts: what it comes to, and the explanation attached to the error."""
    explanation = getattr(error, "explanation", None) or Explanation(said(error), "")
    outcome = "failed"
    if isinstance(error, Broken):
        outcome, explanation = "broken", Explanation(str(error), error.where)
    elif isinstance(error, NotImplementedError):
        outcome = "not_started"
    elif isinstance(error.__cause__, SystemExit):
        outcome = "crashed"
    return {
        "outcome": outcome,
        "message": explanation.message[:LONGEST_MESSAGE],
        "where": explanation.where,
        "function": explanation.function,
        "diagnosis": OR.join(mistake.name for mistake in explanation.mistakes) or None,
        "hint": explanation.mistakes[0].hint if explanation.mistakes else None,
    }

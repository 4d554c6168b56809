"""The suites' pytest plugin: `--target`, `--seed`, the fixtures, and failures that explain.

It is the same whether a person types `pytest`, an editor does, or the grader runs the suites.
There is no assert in here to rewrite, and the grader has imported it already: PYTEST_DONT_REWRITE.
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext, redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from dojo.answer import handed_in, locate, read
from dojo.checks import unjudged
from dojo.diagnosis import Witness
from dojo.explaining import Explanation, attach, explained
from dojo.notes import notes
from dojo.observe import Call, Code, Crashed, Misbehaved
from dojo.registry import lacking
from dojo.source import Broken, Part, assemble
from dojo.subject import Subject, UnderTest, WrongDefault
from dojo.trial import (
    LATE,
    SELDOM,
    Trial,
    arguments,
    called_by,
    fresh_seed,
    generator,
    limit_of,
    limited,
)

UNWRITTEN, BROKEN = "not written yet", "broken"  # what plain pytest counts by itself
TRIAL = pytest.StashKey[Trial]()
WITNESS = pytest.StashKey[Witness]()
LOADED = pytest.StashKey[dict[tuple[Path, str], Witness | Broken]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the suites."""
    group = parser.getgroup("dojo")
    group.addoption(
        "--target", default="katas", help="what to test: katas, solutions, or a file or folder"
    )
    group.addoption("--seed", type=int, help="repeat a run with the random inputs it printed")
    parser.addini("processor_time", "the seconds of processor time that a test may take")


def pytest_configure(config: pytest.Config) -> None:
    """Note what is under test."""
    target, seed = config.getoption("--target"), config.getoption("--seed")
    path = config.rootpath / target if target in ("katas", "solutions") else Path(target).absolute()
    if not path.exists():
        raise pytest.UsageError(f"--target {target}: there is no such file or folder.")
    config.stash[TRIAL] = Trial(path, fresh_seed() if seed is None else seed)
    config.stash[LOADED] = {}
    if config.getoption("usepdb", default=False):
        config.pluginmanager.import_plugin("dojo.debugging")
    config.addinivalue_line("markers", "reward: run once, when the whole course is done")
    config.addinivalue_line("markers", "slow: not run again to find the name of a mistake")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the reward to who asks for it: `pytest -m reward`, or the engine at the end.

    Skip what cannot be run here for want of a module.
    """
    for item in items:
        if reason := lacking(_kata_id(item.path)):
            item.add_marker(pytest.mark.skip(reason=reason))
    rewards = [item for item in items if item.get_closest_marker("reward")]
    if rewards and "reward" not in config.getoption("markexpr"):
        config.hook.pytest_deselected(items=rewards)
        items[:] = [item for item in items if item not in rewards]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Say what a test's inputs are, for reports: a shape 5x3, sizes 5-3-4, a dict of 5_errors."""
    if isinstance(val, tuple) and all(isinstance(size, int) for size in val):
        return ("x" if argname == "shape" else "-").join(map(str, val)) or "number"
    return f"{len(val)}_{argname}" if isinstance(val, dict) else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the repo's own tests to `--target solutions`; a learner's run is about the katas."""
    project = (config.rootpath / "tests" / "project").resolve()
    if collection_path.resolve() != project or config.getoption("--target") == "solutions":
        return None
    named = (Path(argument.partition("::")[0]).resolve() for argument in config.args)
    return None if any(path.is_relative_to(project) for path in named) else True


@pytest.fixture
def kata(request: pytest.FixtureRequest) -> Subject:
    """Return the code under test: `kata.sigmoid(x)` calls the learner's sigmoid."""
    trial = request.config.stash[TRIAL]
    kata_id = _kata_id(request.path)
    loaded, key = request.config.stash[LOADED], (trial.target, kata_id)
    if key not in loaded:
        path = _path(trial, kata_id)
        request.config.hook.pytest_dojo_loading(path=path)
        try:
            loaded[key] = Witness(_under_test(path, kata_id, request.config))
        except Broken as error:
            loaded[key] = error
        request.config.hook.pytest_dojo_loading(path=None)
    witness = loaded[key]
    if isinstance(witness, Broken):
        raise witness.with_traceback(None)
    request.node.stash[WITNESS] = witness
    return Subject(witness.code)


def _path(trial: Trial, kata_id: str) -> Path:
    """Return the file that answers the kata; of a class, under the name its writer gave it."""
    path = locate(trial.target, kata_id)
    return path.parent / path.readlink() if trial.wall and path.is_symlink() else path


def _under_test(path: Path, kata_id: str, config: pytest.Config) -> UnderTest:
    trial = config.stash[TRIAL]
    if wall := trial.wall:
        from dojo.wall.proxy import Proxy  # noqa: PLC0415  seldom needed

        def at(where: str, line: str) -> None:
            config.hook.pytest_dojo_at(where=where, line=line)

        def load(parts: list[Part]) -> UnderTest:
            connection, process = wall.worker()
            config.hook.pytest_dojo_worker(process=process)
            return Proxy(connection, parts, at)

        return handed_in(path, kata_id, load)
    parts = read(path, kata_id)
    # Ctrl-C and, under plain pytest, pytest-timeout must reach pytest through the learner's code
    code = Code(assemble(parts), parts, (KeyboardInterrupt, LATE))
    if trial.mistake:
        code.instead[trial.mistake.function] = trial.mistake.code
    return code


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Return a generator that is new in every run, and repeats under `--seed`."""
    return generator(request.config.stash[TRIAL].seed, request.node.name)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Put what was called, what came back and the mistake's name on a failure."""
    subject = pyfuncitem.funcargs.get("kata")
    if not isinstance(subject, Subject):
        return (yield)
    # Elsewhere somebody else holds the clock; pytest-timeout's goes by the wall.
    trial = pyfuncitem.config.stash[TRIAL]
    timed = limited if pyfuncitem.config.pluginmanager.hasplugin("timeout") else nullcontext
    try:
        with timed(limit_of(pyfuncitem)):
            return (yield)
    except Exception as error:
        if subject.calls:
            error.explanation = explained(error, subject, _kata_id(pyfuncitem.path))  # type: ignore[attr-defined]  # read by the grader's child
            with suppress(LATE, Broken), timed(limit_of(pyfuncitem)):
                error.explanation = _named(error, subject, pyfuncitem)  # type: ignore[attr-defined]  # as above
            seed = trial.seed if "rng" in pyfuncitem.funcargs else None
            attach(error, seed)
        raise
    finally:
        pyfuncitem.stash[WITNESS].calls += subject.calls


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note on the report of a test why nothing of its kata, or function, can be run yet."""
    report = yield
    match call.excinfo and call.excinfo.value:
        case Broken() as error:
            vars(report)["unready"] = BROKEN, str(error), ""
        case NotImplementedError() as error if hasattr(error, "explanation"):
            vars(report)["unready"] = UNWRITTEN, _kata_id(item.path), error.explanation.function
    return report


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Count these by themselves: they are failures, and there is nothing to read in each."""
    kind = getattr(report, "unready", [""])[0]
    return (kind, "·", kind.upper()) if kind else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what is not written yet, and what is broken, once a kata."""
    told: dict[str, dict[str, None]] = {}
    for kind in (UNWRITTEN, BROKEN):
        for report in terminalreporter.stats.get(kind, []):
            _, what, function = report.unready
            told.setdefault(what, {})[function] = None
    for what, functions in told.items():
        named = ", ".join(function for function in functions if function)
        terminalreporter.write_line(f"{what}: {UNWRITTEN}: {named}" if named else what)


class _Hooks:
    """The hooks of our own."""

    @pytest.hookspec
    def pytest_dojo_starting(self, item: pytest.Item) -> None:
        """Tell that the engine is about to run the test."""

    @pytest.hookspec
    def pytest_dojo_ended(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Tell how a test has ended that was run without pytest's protocol."""

    @pytest.hookspec
    def pytest_dojo_loading(self, path: Path | None) -> None:
        """Tell that the file at `path` is about to be run, or (None) that it has been."""

    @pytest.hookspec
    def pytest_dojo_worker(self, process: int) -> None:
        """Tell the number of the process behind the wall that runs the code under test."""

    @pytest.hookspec
    def pytest_dojo_naming(self, item: pytest.Item, error: BaseException) -> None:
        """Tell that the test has failed, and that its mistake is about to be named."""

    @pytest.hookspec
    def pytest_dojo_at(self, where: str, line: str) -> None:
        """Tell where code behind the wall is just now, and the text of that line."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Announce the hook."""
    pluginmanager.add_hookspecs(_Hooks)


def _kata_id(suite: Path) -> str:
    return suite.stem.removeprefix("test_")


def _named(error: Exception, subject: Subject, item: pytest.Function) -> Explanation:
    """Return the explanation that the error has, with the names of the mistake."""
    config = item.config
    explanation: Explanation = error.explanation  # type: ignore[attr-defined]  # it has been set
    nameless = isinstance(error, NotImplementedError | WrongDefault | Crashed)
    # What takes all the memory there is would take it again of each process that asks.
    exhausting = type(subject.calls[-1].error).__name__ == "MemoryError"
    if nameless or exhausting or not config.stash[TRIAL].naming:
        return explanation
    config.hook.pytest_dojo_naming(item=item, error=error)
    kata_id = _kata_id(item.path)
    path = _path(config.stash[TRIAL], kata_id)
    told = notes(item.path.parents[1] / "solutions" / f"{kata_id}.py")
    mistakes = [*told.mistakes, *told.common]
    fresh = partial(_under_test, path, kata_id, config)
    witness = item.stash[WITNESS]
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):  # noqa: PTH123  it takes milliseconds to import; nothing is written
        ask, right = partial(_asked, item, fresh), isinstance(error, Misbehaved)
        found = witness.name(subject.calls, mistakes, ask, fresh, right=right)
    return replace(explanation, mistakes=tuple(found))


def _asked(
    item: pytest.Function, fresh: Callable[[], UnderTest], function: str, turn: int
) -> Iterator[list[Call]]:
    """Yield the calls that each test of a function makes of a fresh copy of the code.

    With the seed of the run, those that have been run already are left out.
    """
    trial, copy = item.config.stash[TRIAL], fresh()
    suite = [other for other in item.session.items if other.path == item.path]
    for other in suite if turn else suite[suite.index(item) + 1 :]:
        if not isinstance(other, pytest.Function) or any(map(other.get_closest_marker, SELDOM)):
            continue
        subject = Subject(copy)
        given = arguments(other, subject, trial.seed + turn)
        if function in called_by(other) and given is not None:
            with suppress(Exception), unjudged():
                other.obj(**given)
            yield subject.calls

"""The suites' pytest plugin: `--target`, `--seed`, the fixtures, and failures that explain.

It is the same whether a person types `pytest`, an editor does, or the grader runs the suites.
There is no assert in here to rewrite, and the grader has imported it already: PYTEST_DONT_REWRITE.
"""

import inspect
import os
import zlib
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from dojo.checks import Mismatch
from dojo.diagnosis import WrongAnswer, diagnose, wrong_answers
from dojo.source import Broken, load, locate, place, said, shown
from dojo.subject import Call, Misbehaved, Subject
from dojo.values import short


@dataclass
class Trial:
    """What is under test: where it is, the seed of the inputs, a mistake put in its place."""

    target: Path
    seed: int
    mistake: WrongAnswer | None = None


@dataclass(frozen=True)
class Explanation:
    """A failure in a learner's terms."""

    message: str
    where: str
    function: str = ""
    mistakes: tuple[WrongAnswer, ...] = ()


def fresh_seed() -> int:
    """Return a seed that is different in every run, and short enough to type."""
    return int.from_bytes(os.urandom(3), "big") % 10**6


TRIAL = pytest.StashKey[Trial]()
MODULES = pytest.StashKey[dict[Path, ModuleType | Broken]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the suites."""
    group = parser.getgroup("dojo")
    group.addoption(
        "--target", default="katas", help="what to test: katas, solutions, or a file or folder"
    )
    group.addoption("--seed", type=int, help="repeat a run with the random inputs it printed")


def pytest_configure(config: pytest.Config) -> None:
    """Note what is under test."""
    target, seed = config.getoption("--target"), config.getoption("--seed")
    path = config.rootpath / target if target in ("katas", "solutions") else Path(target).absolute()
    if not path.exists():
        raise pytest.UsageError(f"--target {target}: there is no such file or folder.")
    config.stash[TRIAL] = Trial(path, fresh_seed() if seed is None else seed)
    config.stash[MODULES] = {}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the repo's own tests to `--target solutions`; a learner's run is about the katas."""
    project = config.rootpath / "tests" / "project"
    named = any("project" in str(argument) for argument in config.invocation_params.args)
    own = config.getoption("--target") == "solutions" or named
    return True if collection_path == project and not own else None


@pytest.fixture
def kata(request: pytest.FixtureRequest) -> Subject:
    """Return the code under test: `kata.sigmoid(x)` calls the learner's sigmoid."""
    trial = request.config.stash[TRIAL]
    path = locate(trial.target, _kata_id(request.path))
    modules = request.config.stash[MODULES]
    if path not in modules:
        request.config.hook.pytest_dojo_loading(path=path)
        try:
            modules[path] = load(path)
        except Broken as error:
            modules[path] = error
        request.config.hook.pytest_dojo_loading(path=None)
    module = modules[path]
    if isinstance(module, Broken):
        raise module.with_traceback(None)
    return Subject(lambda name: _function(module, path, name, trial.mistake))


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Return a generator that is new in every run, and repeats under `--seed`."""
    name = zlib.crc32(request.node.name.encode())
    return np.random.default_rng([request.config.stash[TRIAL].seed, name])


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Put what was called, what came back and the mistake's name on a failure."""
    try:
        return (yield)
    except Exception as error:
        subject = pyfuncitem.funcargs.get("kata")
        if isinstance(subject, Subject) and subject.calls:
            _explain(error, subject.calls, pyfuncitem)
        raise


class _Hooks:
    """The one hook of our own."""

    @pytest.hookspec
    def pytest_dojo_loading(self, path: Path | None) -> None:
        """Tell that the file at `path` is about to be run, or (None) that it has been."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Announce the hook."""
    pluginmanager.add_hookspecs(_Hooks)


def _kata_id(suite: Path) -> str:
    return suite.stem.removeprefix("test_")


def _function(
    module: ModuleType, path: Path, name: str, mistake: WrongAnswer | None
) -> Callable[..., Any]:
    """Return the module's function of that name, or the mistake that is tried in its place."""
    if mistake and mistake.function == name:
        return mistake.code
    function = getattr(module, name, None)
    if not callable(function):
        raise Broken(f"{shown(path)} has no function `{name}`, which the tests call.", shown(path))
    return function  # type: ignore[no-any-return]  # callable() cannot tell mypy the return type


def _explain(error: Exception, calls: list[Call], item: pytest.Function) -> None:
    """Attach the explanation to the error, and put it where plain pytest prints it."""
    explanation = _explanation(error, calls, item)
    error.explanation = explanation  # type: ignore[attr-defined]  # read by the grader's child
    if isinstance(error, Mismatch | Misbehaved):
        error.args = (explanation.message,)
    elif not isinstance(error, NotImplementedError):
        error.add_note(explanation.message)
    for mistake in explanation.mistakes:
        error.add_note(f"Mistake: {mistake.name}.\nHint: {mistake.hint}")
    if "rng" in item.funcargs and not isinstance(error, NotImplementedError):
        error.add_note(f"The same inputs again: --seed {item.config.stash[TRIAL].seed}")


def _explanation(error: Exception, calls: list[Call], item: pytest.Function) -> Explanation:
    call = calls[-1]
    path = locate(item.config.stash[TRIAL].target, _kata_id(item.path))
    function = getattr(item.config.stash[MODULES][path], call.function, None)
    code = getattr(inspect.unwrap(function) if function else None, "__code__", None)
    where = f"{shown(path)}:{code.co_firstlineno}" if code else shown(path)
    if isinstance(error, NotImplementedError):
        return Explanation(f"`{call.function}` is not written yet.", where, call.function)
    message = f"Called `{_signature(function, call)}`.\n"
    if call.error is error and not isinstance(error, Misbehaved):
        deepest, line = place(path, error.__traceback__)
        message += said(error)
        if line:  # there is none when the call itself did not fit
            where = deepest
            message += f"\n    {where}: {line}"
    else:
        message += str(error)
    if call.changed and call.changed not in message:
        message += f"\n{call.changed}"
    mistakes = diagnose(
        calls, wrong_answers(item.path.parent / "wrong" / f"{_kata_id(item.path)}.py")
    )
    return Explanation(message, where, call.function, tuple(mistakes))


def _signature(function: Any, call: Call) -> str:
    """Return the call as the learner would write it, under the names in their own file."""
    with suppress(TypeError, ValueError):
        bound = inspect.signature(function).bind(*call.arguments, **call.keywords)
        given = [f"{name}={short(value)}" for name, value in bound.arguments.items()]
        return f"{call.function}({', '.join(given)})"
    return f"{call.function}({', '.join(short(value) for value in call.arguments)})"

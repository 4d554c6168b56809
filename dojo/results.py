"""What a run found out, as plain data, and how single tests add up to the state of a kata."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from textwrap import indent
from typing import Any

CALLED = "Called "  # how the last part of a message begins: before it stands what went wrong
# From what stops a learner first to what merely is not there yet.
SEVERITY = (
    *("broken", "crashed", "timed_out", "failed", "not_run"),
    *("not_started", "not_runnable", "passed"),
)
SETTLED = ("done", "not_runnable")  # there is nothing to write, or no way to try it here
DAN = 3  # katas beyond the seven that make a degree


@dataclass
class TestResult:
    """One test: its name, the fact it states, and how it went."""

    name: str
    fact: str
    outcome: str = "not_run"  # one of SEVERITY
    seconds: float = 0.0
    message: str = ""
    where: str = ""
    function: str = ""
    diagnosis: str | None = None
    hint: str | None = None
    calls: list[str] = field(default_factory=list)  # the functions of the kata that it calls
    random: bool = False  # whether its inputs are new in every run
    output: str = ""  # what the code under test printed meanwhile

    @property
    def explained(self) -> str:
        """What happened, and the mistake and the hint where there are any, as lines of text."""
        mistake = f"Mistake: {self.diagnosis}." if self.diagnosis else ""
        hint = f"Hint: {self.hint}" if self.hint else ""
        return "\n".join(filter(None, (self.message, mistake, hint)))


@dataclass
class KataResult:
    """One kata: every test its suite has, whether or not it was reached."""

    id: str
    title: str
    tests: list[TestResult]
    output: str = ""  # what the code printed while it was loaded
    figures: dict[str, Any] = field(default_factory=dict)
    belt: str = ""  # of whoever has done it, and all before it
    seed: int = 0  # of the random inputs
    kept: bool = False  # known from before: this time it was not run
    noted: bool = False  # whether the history has it already
    reading: bool = False  # whether this is the worked example, which the learner did not write

    @property
    def passed(self) -> int:
        """How many tests were seen to pass."""
        return sum(test.outcome == "passed" for test in self.tests)

    @property
    def earning(self) -> set[str]:
        """The names of the tests that count for points.

        Inputs that stand in the suite can be answered by heart: such a test counts only where a
        random test of the same functions, if the suite has one, has passed as well.
        """
        chance = {name for test in self.tests if test.random for name in test.calls}
        passed = [test for test in self.tests if test.outcome == "passed"]
        proven = {name for test in passed if test.random for name in test.calls}
        return {t.name for t in passed if t.random or {*t.calls} & chance <= proven}

    @property
    def total(self) -> int:
        """How many tests the suite has."""
        return len(self.tests)

    @property
    def seconds(self) -> float:
        """How long the tests took."""
        return sum(test.seconds for test in self.tests)

    @property
    def status(self) -> str:
        """The state in one word: done only when every test of the suite was seen to pass."""
        if not self.tests:
            return "broken"
        worst = min((test.outcome for test in self.tests), key=SEVERITY.index)
        if self.begun:
            return "wrong"
        if self.reading and worst == "passed":
            return "reading"
        return {"passed": "done", "failed": "wrong", "not_run": "crashed"}.get(worst, worst)

    @property
    def begun(self) -> bool:
        """Whether what is written is right, and something is left to write."""
        return {test.outcome for test in self.tests} == {"passed", "not_started"}

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The names of the mistakes, each once, in the order of the tests."""
        return tuple(dict.fromkeys(test.diagnosis for test in self.tests if test.diagnosis))

    def printed(self, told: Sequence[TestResult] = ()) -> str:
        """Return what the code printed, by test, but for tests of which that has been `told`."""
        tests = (test for test in self.tests if test.output.strip() and test not in told)
        return self.output + "".join(
            f"{test.name}:\n{indent(test.output.rstrip(), '  ')}\n" for test in tests
        )

    def as_plain(self) -> dict[str, Any]:
        """Return it as dicts and lists, ready for JSON."""
        return vars(self) | {"tests": [vars(test) for test in self.tests]}

    @property
    def first_failure(self) -> TestResult | None:
        """The first test, in the suite's order, that did not pass."""
        return next((test for test in self.tests if test.outcome != "passed"), None)


@dataclass
class Report:
    """All katas of one run on one target."""

    target: str
    katas: list[KataResult]
    seed: int  # of the random inputs of those that were run
    isolation: str = ""  # the wall between tests and code: "strict", "basic", or none
    reward: KataResult | None = None  # what is run once, when all is done

    @property
    def core(self) -> list[KataResult]:
        """The katas that count: those with a belt, if there are any."""
        return [kata for kata in self.katas if kata.belt] or self.katas

    @property
    def beyond(self) -> list[KataResult]:
        """The katas of the second track."""
        return [kata for kata in self.katas if kata not in self.core]

    @property
    def dan(self) -> int:
        """The degree of mastery in the second track: one for every three katas done."""
        return sum(kata.status == "done" for kata in self.beyond) // DAN

    @property
    def passed(self) -> int:
        """How many of the katas that count are done."""
        return sum(kata.status == "done" for kata in self.core)

    @property
    def total(self) -> int:
        """How many katas count."""
        return len(self.core)

    @property
    def belt(self) -> str:
        """The belt of the last kata before the first that is not done, or ""."""
        done = takewhile(lambda kata: kata.status == "done", self.core)
        return "".join([kata.belt for kata in done][-1:])

    @property
    def next(self) -> KataResult | None:
        """The first kata that is not done, of those that can be run here."""
        return next((kata for kata in self.katas if kata.status not in SETTLED), None)

    def as_plain(self) -> dict[str, Any]:
        """Return all of it but the reward as dicts and lists, ready for JSON."""
        return vars(self) | {"katas": [kata.as_plain() for kata in self.katas], "reward": None}

    @classmethod
    def from_plain(cls, facts: dict[str, Any]) -> "Report":
        """Return what `as_plain` was made from."""
        katas = [
            KataResult(**{**kata, "tests": [TestResult(**test) for test in kata["tests"]]})
            for kata in facts["katas"]
        ]
        return cls(**{**facts, "katas": katas})


@dataclass(frozen=True)
class Finding:
    """One thing the self-check looked at, and what is wrong with it, if anything."""

    about: str
    fault: str = ""

"""What the screen shows, as plain data."""

from dataclasses import dataclass, field, replace

from dojo.notes import Notes
from dojo.registry import Kata
from dojo.results import SETTLED, KataResult, TestResult


@dataclass
class State:
    """All that a screen of the watch is made from."""

    katas: tuple[Kata, ...]
    given: str  # the options that say what to test, to repeat in a command
    own: bool  # whether this is the learner's own work, in katas/
    current: Kata | None = None  # None until the first kata that is not done is known
    results: dict[Kata, KataResult] = field(default_factory=dict)
    running: dict[Kata, int] = field(default_factory=dict)  # seconds, of what takes time
    note: str = ""
    lesson: str = ""  # of the current kata, where it is not started
    owned: str = ""  # of the current kata, when it is just done
    question: Notes | None = None  # that is put before its picture
    picture: str = ""
    drawing: bool = False  # whether that is under way
    asking: bool = False  # whether to reset
    outdated: bool = False  # whether the suites or the engine have changed meanwhile

    def copy(self) -> "State":
        """Return a state that stays as it is now."""
        return replace(self, results=dict(self.results))

    @property
    def result(self) -> KataResult | None:
        """How the current kata went last, if that is known yet."""
        return self.results.get(self.current) if self.current else None

    @property
    def failure(self) -> TestResult | None:
        """The first test of the current kata that does not pass."""
        return self.result.first_failure if self.result else None

    @property
    def stuck(self) -> str:
        """The function that this test is about, or ""."""
        return self.failure.function if self.failure else ""

    @property
    def begun(self) -> bool:
        """Whether this test is of written code."""
        return self.failure is not None and self.failure.outcome != "not_started"

    @property
    def done(self) -> set[Kata]:
        """The katas that are done."""
        return {kata for kata, result in self.results.items() if result.status == "done"}

    def _settled(self, kata: Kata) -> bool:
        return kata in self.results and self.results[kata].status in SETTLED

    def first(self) -> Kata | None:
        """Return the first kata to do, the last if there is none; None if not known yet."""
        for kata in self.katas:
            if not self._settled(kata):
                return kata if kata in self.results else None
        return self.katas[-1]

    def following(self) -> Kata | None:
        """Return the next kata to do after the current one, in a circle; or None."""
        here = self.katas.index(self.current) + 1 if self.current else 0
        circle = self.katas[here:] + self.katas[:here]
        return next((k for k in circle if not self._settled(k) and k != self.current), None)

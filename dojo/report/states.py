"""The states of a kata or a test as every report shows them, and the failures by their cause."""

from collections import Counter

from dojo.results import CALLED, KataResult, TestResult

# state or outcome → its sign, its word, its colour; the word says all that the colour does
LOOKS = {
    "done": ("✓", "done", "green"),
    "passed": ("✓", "passed", "green"),
    "wrong": ("✗", "wrong", "red"),
    "failed": ("✗", "wrong", "red"),
    "broken": ("!", "broken", "red"),
    "crashed": ("!", "crashed", "red"),
    "timed_out": ("!", "timed out", "red"),
    "not_started": ("·", "not started", "dim"),
    "begun": ("›", "begun", "yellow"),
    "reading": ("›", "reading", "yellow"),
    "not_runnable": ("–", "not runnable here", "dim"),
    "not_run": ("·", "not run", "dim"),
    "not_submitted": ("–", "not submitted", "dim"),
    "ungraded": ("?", "not graded", "dim"),
}
READING = (
    "This is the worked example, not your work yet. When you have read it, go on with:  "
    "python grader.py reset {} --level blanks"
)


def state_of(kata: KataResult) -> str:
    """Return the kata's key in LOOKS: its status, or that it is begun."""
    return "begun" if kata.begun else kata.status


def unusable(kata: KataResult) -> bool:
    """Tell whether the file cannot be used at all: every test then says so in the same words."""
    said = {(test.outcome, test.message) for test in kata.tests}
    return len(said) == 1 and kata.status == "broken"


def by_inputs(kata: KataResult) -> list[tuple[str, str, int]]:
    """Return fact, outcome and number of the tests, one for all inputs that went the same way."""
    same = Counter((test.name.partition("[")[0], test.fact, test.outcome) for test in kata.tests)
    return [(fact, outcome, times) for (_, fact, outcome), times in same.items()]


def by_mistake(tests: list[TestResult]) -> list[list[TestResult]]:
    """Return the failed tests, those with one cause together."""
    groups: dict[object, list[TestResult]] = {}
    for test in tests:
        if test.outcome not in ("passed", "not_started", "not_run"):
            cause = test.diagnosis or test.message.partition(f"\n{CALLED}")[0] or test.name
            groups.setdefault(cause, []).append(test)
    return list(groups.values())

"""The repo proves itself: what must hold of the stubs, the suites, the solutions and the mistakes.

A kata is only worth doing if its stub fails for the right reason, its solution passes, and every
known mistake is refused under its own name. The stubs are derived anew: what is in katas/ is the
learner's, and is not looked at.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from dojo.answer import load
from dojo.digest import INDEX
from dojo.index import Index
from dojo.notes import Mistake, Notes, notes
from dojo.practice.fading import faults
from dojo.registry import Course, Kata
from dojo.results import Finding, KataResult
from dojo.run import Job
from dojo.source import shown
from dojo.stub import stub
from dojo.suite import Bench
from dojo.trial import Trial

HELPERS = {
    "solutions": {"network.md", "beyond.md"},
    "tests": {"__init__.py", INDEX, "oracles.py", "project"},
}
TOGETHER = 30  # known mistakes that share a child: to fork one for each takes a third of the time
SEED = 20150712  # fixed: a proof must come out the same for everyone


def self_check(bench: Bench, katas: Sequence[Kata]) -> Iterator[Finding]:
    """Yield a finding for everything that is checked of some katas."""
    course = bench.course
    folders = list(_files(course))
    yield from folders
    if any("is missing" in finding.fault for finding in folders):
        return  # without its files, a kata cannot be looked at
    told = {kata: notes(course.solution(kata)) for kata in katas}
    for kata in katas:
        yield from _texts(course, kata, told[kata])
        yield Finding(f"levels of {kata.id}", "; ".join(faults(course, kata)))
    yield from _stubs(bench, katas)
    solutions = course.root / "solutions"
    answers = [Job(kata, Trial(solutions, SEED)) for kata in katas]
    for kata, result in zip(katas, bench.verdicts(answers), strict=True):
        yield Finding(f"solution of {kata.id} passes", _not_all(result, "passed"))
        if result.status == "done":  # so it ends, also in this process
            bench.warm(kata, SEED)
    rewards = [Job(kata, Trial(solutions, SEED), reward=True) for kata in katas]
    for result in bench.verdicts(job for job in rewards if bench.items(job)):
        yield Finding(f"reward of {result.id}", _not_all(result, "passed"))
    wrong = [(kata, mistake) for kata in katas for mistake in told[kata].mistakes]
    jobs = [
        Job(kata, Trial(solutions, SEED, mistake, first_failure=True)) for kata, mistake in wrong
    ]
    lines = [jobs[at : at + TOGETHER] for at in range(0, len(jobs), TOGETHER)]
    for (kata, mistake), result in zip(wrong, bench.in_lines(lines), strict=True):
        fault = _unnamed(mistake, told[kata], result)
        yield Finding(f"{kata.id}: {mistake.function} {mistake.name}", fault)


def _stubs(bench: Bench, katas: Sequence[Kata]) -> Iterator[Finding]:
    """Check that every stub, as it is derived from the solution now, fails as it should."""
    course, index = bench.course, Index(bench.course)
    stubs = {kata: stub(course, kata).encode() for kata in katas}
    with TemporaryDirectory(prefix="dojo-") as folder:
        for kata, text in stubs.items():
            (Path(folder) / course.stub(kata).name).write_bytes(text)
        jobs = [Job(kata, Trial(Path(folder), SEED)) for kata in katas]
        for kata, result in zip(katas, bench.verdicts(jobs), strict=True):
            yield Finding(f"stub of {kata.id} is not started", _not_all(result, "not_started"))
            if index.path.exists():
                fault = index.fault(kata, stubs[kata], result)
                yield Finding(f"{kata.id} in {shown(index.path)}", fault)


def _files(course: Course) -> Iterator[Finding]:
    """Check that the folders beside the learner's hold the files of every kata and nothing else."""
    folders = {
        course.root / "solutions": {
            path for kata in course.katas for path in (course.solution(kata), course.notes(kata))
        },
        course.root / "tests": {course.suite(kata) for kata in course.katas},
    }
    for folder, expected in folders.items():
        found = {path for path in folder.iterdir() if not path.name.startswith((".", "__pycache"))}
        extra = {p for p in found - expected if p.name not in HELPERS.get(folder.name, ())}
        names = [f"{path.name} is missing" for path in sorted(expected - found)]
        names += [f"{path.name} belongs to no kata" for path in sorted(extra)]
        yield Finding(f"files in {shown(folder)}/", "; ".join(names))


def _texts(course: Course, kata: Kata, told: Notes) -> Iterator[Finding]:
    mistakes = told.mistakes
    names = [(mistake.function, mistake.name) for mistake in mistakes]
    faults = list(told.faults)
    faults += [f"'{name}' has no hint" for name in (m.name for m in mistakes if not m.hint.strip())]
    faults += [f"'{mistake.name}' is no Python" for mistake in mistakes if not _compiled(mistake)]
    faults += [f"'{name[1]}' stands there twice" for name in set(names) if names.count(name) > 1]
    for function in kata.functions:
        if not all(hint.strip() for hint in told.hints.get(function, ("",))):
            faults.append(f"`{function}` lacks a hint")
    yield Finding(f"notes of {kata.id}", "; ".join(faults))
    yield Finding(f"worked numbers of {kata.id}", "; ".join(_unlike(course, kata, told)))


def _compiled(mistake: Mistake) -> bool:
    """Compile a mistake, once for all the children that are forked later; tell whether it can."""
    with suppress(SyntaxError):
        return callable(mistake.code)
    return False


def _unlike(course: Course, kata: Kata, told: Notes) -> Iterator[str]:
    """Yield a sentence for each worked number that the lesson or the solution lacks."""
    solution = load(course.solution(kata))
    lesson = solution.__doc__ or ""
    if "Worked number" in lesson and not told.worked:
        yield "the notes do not say what gives the lesson's worked number"
    for expression, number in told.worked.items():
        decimals = len(number.partition(".")[2])
        value = eval(expression, vars(solution))  # noqa: S307  it is the course's own
        if f"{value:.{decimals}f}" != number:
            yield f"{expression} is {value}, and not {number}"
        if number not in lesson:
            yield f"the lesson does not say {number}"


def _not_all(result: KataResult, outcome: str) -> str:
    other = next((test for test in result.tests if test.outcome != outcome), None)
    return f"{other.name} is {other.outcome}: {other.message}" if other else ""


def _unnamed(mistake: Mistake, told: Notes, result: KataResult) -> str:
    """Say why a mistake counts as not caught: no failure, or one under another name.

    What is borrowed may be called as the kata itself calls what behaves just so.
    """
    first = result.first_failure
    own = {m.name for m in told.mistakes if m.function == mistake.function and not m.borrowed}
    if first is None:
        return "no test fails"
    if first.message.startswith("NameError"):  # what an edit that was made for another place does
        return f"its edit does not fit: {first.message.splitlines()[0]}"
    called = f"{first.name} calls it: {first.diagnosis}"
    named = first.diagnosis == mistake.name or (mistake.borrowed and first.diagnosis in own)
    return "" if named else called

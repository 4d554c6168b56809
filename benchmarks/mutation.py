"""Mutate every solution, one operator at a time, and see that its suite refuses the mutant.

cosmic-ray makes the mutants; the grader's own engine runs the suite on each. A mutant that survives
is either a hole in the suite or the same function in other words; the latter are in EQUIVALENT.

    python benchmarks/mutation.py [k03 …]     exit code 1 if any mutant survives without a reason
"""

import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from dojo.registry import Course, Kata, load_course
from dojo.run import Job
from dojo.suite import Bench, with_suites
from dojo.trial import Trial

# The mutated line, as it stands in the mutant → why no test can tell it from the original.
EQUIVALENT = {
    "up = updates <= 0": "`not up` everywhere: where one differs from the next, so does the other",
    "if iteration % log_every <= 0:": "a remainder of a positive number is never below 0",
    "enough = [size for size, share in zip(sizes, shares, strict=False) if share >= wanted]": (
        "there are as many shares as sizes"
    ),
    "if norm < limit:": "a norm that is the limit itself makes the factor 1",
    "if rise <= 0 or random.random_sample() <= np.exp(-rise / temperature):": (
        "a draw is hardly ever the limit to the last digit"
    ),
    "factors = np.where(agreement > 0, up, np.where(agreement != 0, down, 1))": (
        "what is not above 0 and not 0 is below it"
    ),
}


def mutants(text: bytes) -> Iterator[str]:
    """Yield every different text that one operator makes of `text` in one place."""
    seen = {text.decode()}
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if operator.arguments():  # it would have to be told which names to replace
            continue
        for occurrence in count():
            mutant = mutate_code(text, operator(), occurrence)
            if mutant is None:
                break
            if mutant not in seen:
                seen.add(mutant)
                yield mutant


def survivors(bench: Bench, course: Course, kata: Kata, folder: Path) -> tuple[list[str], int]:
    """Return the changed lines of the mutants that pass the suite, and how many there were."""
    original = course.solution(kata).read_bytes()
    jobs, changes = [], []
    for number, mutant in enumerate(mutants(original)):
        path = folder / f"{kata.id}_{number}.py"
        path.write_text(mutant, encoding="utf-8")
        jobs.append(Job(kata, Trial(path, seed=number)))
        pairs = zip(original.decode().splitlines(), mutant.splitlines(), strict=False)
        changes.append(next((new.strip() for old, new in pairs if old != new), "(a line removed)"))
    results = bench.verdicts(jobs)
    alive = [
        change for change, result in zip(changes, results, strict=True) if result.status == "done"
    ]
    return alive, len(jobs)


def main() -> int:
    """Run the katas named on the command line, or all."""
    course = load_course()
    katas = [course.find(name) for name in sys.argv[1:]] or list(course.katas)
    unexplained = 0

    def body(bench: Bench) -> None:
        nonlocal unexplained
        for kata in katas:
            with tempfile.TemporaryDirectory() as folder:
                alive, total = survivors(bench, course, kata, Path(folder))
            print(f"{kata.id}: {total} mutants, {total - len(alive)} killed")
            for change in alive:
                reason = EQUIVALENT.get(change)
                unexplained += reason is None
                print(f"    survives: {change}\n        {reason or 'NOT EXPLAINED'}")

    with_suites(course, katas, body)
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())

"""Run suites many times, each time with other random inputs: a right answer must never fail.

    python benchmarks/flakes.py [k03 …] [--times 3000] [--target FOLDER]

Prints the seeds that failed, with the test; exit code 1 if there are any.
"""

import argparse
import sys
from pathlib import Path

from dojo.registry import UsageError, load_course
from dojo.run import Job
from dojo.suite import Bench, with_suites
from dojo.trial import Trial


def main() -> int:
    """Run the katas named on the command line, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("katas", nargs="*", help="k03, 3, … (default: all)")
    parser.add_argument("--times", type=int, default=3000, help="how many seeds, from 1 on")
    parser.add_argument("--target", type=Path, help="the answers (default: the solutions)")
    options = parser.parse_args()
    course = load_course()
    katas = [course.find(name) for name in options.katas] or list(course.katas)
    target = (options.target or course.root / "solutions").resolve()
    flakes = 0

    def body(bench: Bench) -> None:
        nonlocal flakes
        for kata in katas:
            jobs = [Job(kata, Trial(target, seed)) for seed in range(1, options.times + 1)]
            results = zip(jobs, bench.verdicts(jobs), strict=True)
            bad = [(job.trial.seed, result) for job, result in results if result.status != "done"]
            print(f"{kata.id}: {len(jobs) - len(bad)} of {len(jobs)} passed", flush=True)
            for seed, result in bad:
                first = result.first_failure
                print(f"    --seed {seed}: {result.status}, {first.name if first else 'no tests'}")
            flakes += len(bad)

    with_suites(course, katas, body)
    return 1 if flakes else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except UsageError as error:
        sys.exit(str(error))

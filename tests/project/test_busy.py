"""No verdict depends on how busy the machine is: all there are, alone and beside eight others."""

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict

import pytest

from dojo.notes import notes
from dojo.registry import CORE, lent, load_course
from dojo.run import Job
from dojo.suite import with_suites
from dojo.trial import Trial
from dojo.wall import STRICT
from dojo.wall.sandbox import Sandbox
from tests.project.grading import FAKE_COURSE, ROOT

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]
SEED = 20150712
BESIDE = 8
PARTS = 4  # of a kata's known mistakes: those of one share a child, as in `check`


def facts(result):
    """Return everything that a verdict says, except how long it took."""
    plain = asdict(result)
    for test in plain["tests"]:
        del test["seconds"]
    return plain


def verdicts(course, *, mistakes):
    """Return the facts of a course's katas, here and behind the wall, and of its mistakes."""
    folder = course.root / ("solutions" if mistakes else "katas")

    def body(bench):
        lines = [[Job(kata, Trial(folder, SEED))] for kata in course.katas]
        for kata in course.katas if mistakes else ():
            own = [m for m in notes(course.solution(kata)).mistakes if not m.borrowed]
            wrong = own[:: 1 if kata.track == CORE else 10]
            jobs = [Job(kata, Trial(folder, SEED, mistake)) for mistake in wrong]
            lines += [jobs[at::PARTS] for at in range(PARTS) if jobs[at:]]
            bench.prepare_names(kata)  # here, and not in every child
        here = [facts(result) for result in bench.in_lines(lines)]
        with Sandbox.start(isolation=STRICT, lent=lent(course.katas)) as wall:
            behind = [Job(kata, Trial(folder, SEED, wall=wall)) for kata in course.katas]
            return here + [facts(result) for result in bench.in_lines([behind])]

    return with_suites(course, course.katas, body)


def main():
    """Print the verdicts on all solutions and known mistakes, or on the fake course."""
    fake = sys.argv[1:] == ["fake"]
    course = load_course(FAKE_COURSE if fake else None)
    json.dump(verdicts(course, mistakes=not fake), sys.stdout)


@contextmanager
def company(count):
    """Keep so many processes busy."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


@pytest.mark.parametrize("course", ["real", "fake"])
def test_eight_busy_processes_beside_it_change_no_verdict(course):
    """Outcomes, messages, places, names, hints and output are the same to the letter."""
    command = [sys.executable, "-m", "tests.project.test_busy", course]
    told = []
    for count in (0, BESIDE):
        with company(count):
            told.append(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    alone, beside = map(json.loads, told)

    assert len(alone) > 7
    for one, other in zip(alone, beside, strict=True):
        assert one == other


if __name__ == "__main__":
    main()

"""Run solutions and known mistakes here and behind the wall; print what differs, as JSON.

`python -m tests.project.both_ways k03` is the whole of it: a list of differences, and how many
pairs of verdicts were compared. `k03 k04 --few` takes one mistake of each function of both katas.
"""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from dojo.notes import notes
from dojo.registry import CORE, lent, load_course
from dojo.run import Job
from dojo.suite import with_suites
from dojo.trial import Trial
from dojo.wall.sandbox import Sandbox

SEED = 20150727


def submission(course, kata, mistake):
    """Return a file in which the mistake stands in the place of the solution's function."""
    solution = course.solution(kata).read_text(encoding="utf-8")
    return f"{solution}\n\nimport math\n{mistake.text}"


def facts(result):
    """Return everything that a verdict says, except how long it took."""
    plain = asdict(result)
    for test in plain["tests"]:
        del test["seconds"]
    return plain


def chosen(course, kata, *, few):
    """Return the known mistakes of a kata, or one of each function, not always the first.

    What is borrowed is compared where it is at home.
    """
    told = notes(course.solution(kata))
    mistakes = [mistake for mistake in told.mistakes if not mistake.borrowed]
    if not few:
        return mistakes[:: 1 if kata.track == CORE else 10]  # beyond, a sample
    by_function = [[m for m in mistakes if m.function == name] for name in kata.functions]
    return [of_one[place % len(of_one)] for place, of_one in enumerate(by_function)]


def compared(bench, wall, kata, mistakes):
    """Yield what each verdict is of, then the verdict here and the one behind the wall."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "k.py"
        for mistake in (None, *mistakes):
            target = file if mistake else bench.course.solution(kata)
            if mistake:
                file.write_text(submission(bench.course, kata, mistake), encoding="utf-8")
            here = Job(kata, Trial(target, SEED))
            walled = Job(kata, Trial(target, SEED, wall=wall))
            one, other = bench.verdicts([here, walled])
            yield mistake.name if mistake else kata.id, facts(one), facts(other)


def main(*arguments):
    """Compare, print, and return nothing."""
    course = load_course()
    few = "--few" in arguments
    katas = [course.find(each) for each in arguments if each != "--few"]

    def body(bench):
        with Sandbox.start(lent=lent(katas)) as wall:
            for kata in katas:
                bench.prepare_names(kata)  # here, and not in every child
                pairs = list(compared(bench, wall, kata, chosen(course, kata, few=few)))
                differing = [(name, one, other) for name, one, other in pairs if one != other]
                yield kata.id, {"compared": len(pairs), "differing": differing}

    sys.stdout.write(json.dumps(with_suites(course, katas, lambda bench: dict(body(bench)))))


if __name__ == "__main__":
    main(*sys.argv[1:])

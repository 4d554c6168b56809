"""A scratch course of one kata, made as CONTRIBUTING says: a line and four files."""

import shutil

from dojo.registry import load_course
from dojo.stub import stub
from tests.project.grading import FAKE_COURSE

REGISTRY = """
from dojo.registry import Kata

KATAS = (Kata("k01_mean", "Mean", ("mean", "spread"), "white"),)
"""
SOLUTION = '''"""
# Mean: the middle of the numbers

Worked number: the mean of 1 and 4 is 2.5.
"""

import numpy as np


# Given: you know it.
def total(x):
    """Return the sum of the numbers in `x`."""
    return np.sum(x)


def mean(x):
    """Return the mean of the numbers in `x`."""
    return total(x) / len(x)


def spread(x):
    """Return how far the numbers are from their mean, on average."""
    away = np.abs(x - mean(x))
    return mean(away)
'''
NOTES = r"""
formula = '\\bar x = \\frac{1}{n} \\sum x'
worked = { "mean([1, 4])" = "2.5" }

[mean]
idea = "Add them up, then share."
formula = "mean = sum / how many"
skeleton = "return total(x) / …"

[[mean.mistake]]
name = "forgot to divide"
hint = "Share the sum."
edit = { " / len(x)" = "" }

[[mean.mistake]]
name = "divided by one more than there are"
hint = "There are len(x) numbers."
edit = { "len(x)" = "(len(x) + 1)" }
also = "spread"

[spread]
idea = "The mean of the distances."
formula = "spread = mean of |x - mean|"
skeleton = "away = …\nreturn mean(…)"

[[spread.mistake]]
name = "kept the signs, which cancel"
hint = "A distance has no sign."
edit = { "np.abs(x - mean(x))" = "x - mean(x)" }

[[spread.mistake]]
name = "took the middle number for the mean"
hint = "The mean is not the median."
edit = { "x - mean(x)" = "x - np.median(x)" }
"""
SUITE = '''"""The mean."""

import numpy as np

from dojo.checks import same


def test_mean_of_two(kata):
    """The mean of 1 and 4 is 2.5."""
    same(kata.mean(np.array([1.0, 4.0])), 2.5)


def test_mean_of_many(kata, rng):
    """It is the sum over how many there are."""
    x = rng.normal(size=7)
    same(kata.mean(x), sum(x) / 7)


def test_spread_of_three(kata):
    """1, 2 and 6 are 2 away from 3 on average."""
    same(kata.spread(np.array([1.0, 2.0, 6.0])), 2.0)


def test_spread_of_many(kata, rng):
    """It is the mean distance from the mean."""
    x = rng.normal(size=5)
    same(kata.spread(x), sum(abs(x - sum(x) / 5)) / 5)
'''


def scratch_course(folder, *, notes=NOTES, suite=SUITE, solution=SOLUTION, registry=REGISTRY):
    """Write the course into `folder`, derive its stub, and return where it is."""
    for name in ("katas", "solutions", "tests"):
        (folder / name).mkdir(parents=True)
    shutil.copy(FAKE_COURSE / "pyproject.toml", folder)
    (folder / "course.py").write_text(registry, encoding="utf-8")
    (folder / "solutions" / "k01_mean.py").write_text(solution, encoding="utf-8")
    (folder / "solutions" / "k01_mean.toml").write_text(notes, encoding="utf-8")
    (folder / "tests" / "test_k01_mean.py").write_text(suite, encoding="utf-8")
    course = load_course(folder)
    (folder / "katas" / "k01_mean.py").write_text(stub(course, course.katas[0]), encoding="utf-8")
    return folder

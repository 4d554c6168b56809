"""`hint --where`: the line of the learner's own code whose change makes the suite pass."""

import subprocess
import sys

import pytest

from dojo.registry import CORE, KATAS, Course
from dojo.where import look_for
from tests.project.grading import ROOT
from tests.project.practising import Practice

SLOPE_OF_THE_ERROR = """import numpy as np

def output_delta(layer_2, y):
    error = layer_2 - y
    slope = error * (1 - error)
    return error * slope
"""
ONE_INPUT_SHORT = """import numpy as np

def sig(z):
    return 1 / (1 + np.exp(-z))

def forward_layer(inputs, synapse):
    out = np.zeros((len(inputs), synapse.shape[1]))
    for r in range(len(inputs)):
        for n in range(synapse.shape[1]):
            total = 0
            for i in range(len(synapse) - 1):
                total += inputs[r, i] * synapse[i, n]
            out[r, n] = sig(total)
    return out
"""
OTHER_WAY_ROUND = """import numpy as np

def synapse_gradient(layer_in, delta):
    senders = layer_in.T
    return (senders @ delta).T
"""
TWO_MISTAKES = """import numpy as np

def synapse_gradient(layer_in, delta):
    total = delta.T @ layer_in
    total = total / len(layer_in)
    return total
"""
VARIANCE_FOR_SPREAD = """import numpy as np

def normalise(sums, gamma, beta, eps=1e-5):
    middle = sums.mean(axis=0)
    v = sums.var(axis=0)
    n = (sums - middle) / (v + eps)
    return gamma * n + beta
"""
SLOPE_IN_A_HELPER = """import numpy as np

def slope(out):
    return out * (2 - out)

def output_delta(layer_2, y):
    return -np.multiply(y - layer_2, slope(layer_2))
"""
STEP_FROM_AHEAD = """import numpy as np

def roll_nesterov(slopes, x, alpha, momentum, steps):
    v = 0
    places = [x]
    for _ in range(steps):
        ahead = x + momentum * v
        v = momentum * v - alpha * np.polyval(slopes, ahead)
        x = ahead + v
        places.append(x)
    return places
"""
MEAN_OF_A_ROW = """import numpy as np

def backward(delta, sums, gamma, eps=1e-5):
    spread = np.sqrt(sums.var(axis=0) + eps)
    normal = sums.copy()
    normal -= sums.mean(axis=0)
    normal /= spread
    d_sums = delta.copy()
    d_sums *= gamma
    slant = (d_sums * normal).mean(axis=1)
    d_sums -= d_sums.mean(axis=0)
    d_sums -= normal * slant
    d_sums /= spread
    return d_sums, (delta * normal).sum(axis=0), delta.sum(axis=0)
"""
ADDED_TO_A_COPY = """import numpy as np

def synapse_gradient(layer_in, delta):
    return sum(np.outer(a, d) for a, d in zip(layer_in, delta))

def update(synapse, layer_in, delta):
    new = synapse.copy()
    new += synapse_gradient(layer_in, delta)
    return new
"""
ONE_FACTOR_ALONE = """import numpy as np

def sigmoid_output_to_derivative(output):
    output = np.asarray(output, dtype=np.longdouble)
    return output
"""


@pytest.fixture
def grader(tmp_path):
    """Return a learner's copy of the repo."""
    return Practice(tmp_path)


def steps(grader, kata, code, function):
    """Return all that is said of a place, step by step."""
    (grader.katas / f"{kata}.py").write_text(code, encoding="utf-8")
    course = Course(grader.folder, KATAS)
    found = look_for(course, course.find(kata), function, 1)
    return found["steps"] if found else []


def test_the_place_is_found_in_whatever_style_it_is_written(grader):
    """By what statements come to, and by single changes; the change is told where it is sure."""
    line, values = steps(grader, "k03_deltas", SLOPE_OF_THE_ERROR, "output_delta")
    assert "k03_deltas.py:5: slope = error * (1 - error)\n" in line
    assert "That line comes to\n    [[-0.24,  0.25]," in values
    assert "if it came to\n    [[0.16, 0.25]," in values

    *_, change = steps(grader, "k02_forward", ONE_INPUT_SHORT, "forward_layer")
    assert "+             for i in range(len(synapse)):" in change

    line, *_, change = steps(grader, "k04_weight_update", OTHER_WAY_ROUND, "synapse_gradient")
    assert "(2, 3): the columns of `delta` by the columns of `layer_in`" in line
    assert "It should be (3, 2): the columns of `layer_in` by the columns of `delta`." in line
    assert "+     return senders @ delta" in change

    *_, change = steps(grader, "k18_batch_norm", VARIANCE_FOR_SPREAD, "normalise")
    assert "+     n = (sums - middle) / np.sqrt(v + eps)" in change

    line, *_ = steps(grader, "k03_deltas", SLOPE_IN_A_HELPER, "output_delta")
    assert "k03_deltas.py:4: return out * (2 - out)\n" in line, "and not where it is called"

    line, *_, change = steps(grader, "k17_momentum", STEP_FROM_AHEAD, "roll_nesterov")
    assert "k17_momentum.py:9: x = ahead + v\n" in line
    assert "+         x = x + v" in change

    *_, change = steps(grader, "k18_batch_norm", MEAN_OF_A_ROW, "backward")
    assert "+     slant = (d_sums * normal).mean(axis=0)" in change, "as near, but for its names"


def test_what_is_not_sure_is_not_said(grader):
    """Two mistakes, one after the other; a line that is right; a change that has an equal."""
    (grader.katas / "k04_weight_update.py").write_text(TWO_MISTAKES, encoding="utf-8")
    told = grader("hint", "k04", "--where")
    assert told.out.startswith("No place in `synapse_gradient` is sure")
    assert grader.events("hint") == []

    slope = "sigmoid_output_to_derivative"
    assert steps(grader, "k01_sigmoid", ONE_FACTOR_ALONE, slope) == [], "it may be meant to be so"

    told = steps(grader, "k04_weight_update", ADDED_TO_A_COPY, "update")
    assert "k04_weight_update.py:8: new += synapse_gradient(layer_in, delta)\n" in told[0]
    assert "change that makes it right" not in told[-1], "`-=`, or a minus behind it?"


def test_each_use_is_a_step_further_and_recorded(grader):
    """First the line, then the kind of change, then the change; another line begins anew."""
    grader.solve("k03_deltas", "layer_2 - y", "layer_2 + y")
    told = [grader("hint", "k03", "--where").out for _ in range(5)]
    assert [text.split(". ")[0] for text in told] == [
        *("Step 1 of 4", "Step 2 of 4", "Step 3 of 4", "Step 4 of 4", "Step 4 of 4")
    ]
    assert ": layer_2_error = layer_2 + y\n" in told[0]
    assert "another sign" in told[2]
    assert told[3].splitlines()[1:] == [
        "  -     layer_2_error = layer_2 + y",
        "  +     layer_2_error = layer_2 - y",
    ]
    grader.solve("k03_deltas", "synapse_1.T", "synapse_1")
    assert grader("hint", "k03", "--where").out.startswith("Step 1 of ")
    details = [event["detail"] for event in grader.events("hint")]
    assert [detail["number"] for detail in details] == [1, 2, 3, 4, 4, 1]
    assert {detail["where"] for detail in details[:5]} == {"layer_2_error = layer_2 + y"}
    assert "Hint 1 of 3" in grader("hint", "k03").out, "the named hints have their own count"


def test_where_there_is_nothing_to_look_for_a_sentence_says_so(grader):
    """In what is not written, what cannot be read, what is right; and without the solutions."""
    said = grader("hint", "k03", "--where")
    assert (said.code, said.err) == (
        2,
        "It cannot be looked for yet. First:\n`output_delta` is not written yet.\n",
    )
    (grader.katas / "k03_deltas.py").write_text("def f(:\n", encoding="utf-8")
    assert "k03_deltas.py:1: Python cannot read this line" in grader("hint", "k03", "--where").err
    grader.solve("k03_deltas")
    assert grader("hint", "k03", "--where").err.startswith("k03_deltas passes its tests")
    assert "k03_deltas has the functions" in grader("hint", "k03", "sigmoid", "--where").err
    grader.solve("k03_deltas", "synapse_1.T", "synapse_1")
    (grader.folder / "solutions" / "k03_deltas.py").unlink()
    assert "solutions/k03_deltas.py is not here" in grader("hint", "k03", "--where").err


@pytest.mark.soak
@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_every_change_that_is_told_makes_the_suite_pass(kata):
    """Of a sample of the known mistakes: of all of them, the benchmark says it in half an hour."""
    every = "20" if kata.track == CORE else "60"
    done = subprocess.run(
        [sys.executable, "benchmarks/hint_where.py", kata.id, "--every", every],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "placed" in done.stdout

"""Networks rebuilt in many styles pass; what is no trained network is refused, and told why."""

import ast
import json
import resource
import sys
import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from textwrap import indent
from types import ModuleType

import pytest

from dojo.rebuild import judge, new_attempt
from dojo.rebuild.clock import since
from dojo.rebuild.planting import too_early
from dojo.rebuild.probing import STEPS
from dojo.rebuild.text import code_lines
from dojo.registry import UsageError
from dojo.source import shown
from tests.project.grading import until
from tests.project.practising import Practice
from tests.project.test_busy import company
from tests.project.watching import alive

REBUILDS = Path(__file__).parent / "rebuilds"
GOOD = sorted(path.stem for path in (REBUILDS / "good").glob("*.py"))
# These say what they are within about a second; all others are judged among the soak tests.
QUICK = {
    *("closure", "every_weight_a_variable", "in_a_thread"),
    *("main_that_keeps_its_weights", "no_output_slope", "nonlin_with_deriv"),
    *("restarts_and_generator", "slots_dataclass_minibatch", "softmax_of_two_outputs"),
    *("tanh_in_the_hidden_layer", "tutorial_part_1_in_11_lines", "until_the_error_is_small"),
    *("by_formula", "empty", "from_the_solutions", "hard_coded_outputs", "import_by_name"),
    *("import_error", "least_squares_at_the_output", "look_up_table", "name_error_at_the_end"),
    *("nearest_neighbour", "one_layer", "one_step", "only_a_comment", "os_exit"),
    *("only_the_output_layer_trained", "random_then_typed_in", "segfault"),
    *("sklearn_did_the_work", "syntax_error", "sys_exit_before_training", "torch_in_a_function"),
    *("typed_in_goal_with_noise", "typed_in_weights", "untrained_weights"),
    *("names_that_two_scopes_share", "one_iteration_from_small_answers", "towards_or"),
    *("product_of_the_inputs_in_one_layer", "one_row_stays_wrong"),
    *("table_that_is_learned", "updated_too_early_from_a_table_in_a_string"),
    "weights_from_an_archive",
}
# What each of the bad attempts is told, to the letter; the folder before its name is left out.
REFUSED = tomllib.loads((REBUILDS / "refused.toml").read_text(encoding="utf-8"))


def about(name, *more):
    """Return a case about a sample."""
    return pytest.param(name, *more, marks=[pytest.mark.soak] * (name not in QUICK))


@cache
def judged(name):
    """Return the verdict on a good sample, which several tests look at."""
    return judge(REBUILDS / "good" / f"{name}.py")


@pytest.mark.parametrize("name", [about(name) for name in GOOD])
def test_a_network_that_was_trained_passes_in_any_style(name):
    """Names, signs, layers, biases, squashing, numpy or not: what counts is that it learned."""
    verdict = judged(name)

    assert verdict.passed, verdict.reasons
    assert verdict.reasons == ()
    assert verdict.error < 0.1


@pytest.mark.parametrize("name", [about(name) for name in REFUSED])
def test_what_is_no_trained_network_is_refused_and_told_why(name):
    """The reason names what is missing or wrong, as far as it was seen."""
    path = REBUILDS / "bad" / f"{name}.py"
    verdict = judge(path, 30)
    (reason,) = verdict.reasons

    assert not verdict.passed
    assert reason.replace(shown(path), path.name) == REFUSED[name]


def test_every_bad_attempt_is_expected_to_be_told_something():
    """No sample lies about untested."""
    files = {path.stem for path in (REBUILDS / "bad").glob("*.py")}

    assert files - set(REFUSED) == {"endless_loop"}
    assert files | set(GOOD) >= QUICK


def test_an_endless_loop_is_stopped_at_the_limit():
    """The clock is outside of the script."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    verdict = judge(REBUILDS / "bad" / "endless_loop.py", 1)

    assert verdict.reasons[0].endswith("within 1 s of processor time. Is there an endless loop?")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 2


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        about("tutorial_part_1_in_11_lines", 12),
        about("tutorial_part_2_in_13_lines", 13),
        about("two_hidden_layers", 16),
        about("biases_apart_and_transposed_weights", 15),
    ],
)
def test_a_verdict_tells_the_lines_and_the_answers(name, lines):
    """The tutorial's 11 lines do not count the import, its 13 lines do."""
    verdict = judged(name)

    assert verdict.code_lines == lines
    assert [round(answer) for answer in verdict.answers] == [0, 1, 1, 0]


@pytest.mark.soak
def test_a_bad_end_after_a_good_network_passes_with_a_remark():
    """The tutorial's sweep of alphas ends with 1000, which unlearns it."""
    verdict = judged("alpha_sweep_that_ends_on_a_bad_alpha")

    assert verdict.passed
    assert verdict.remarks[0].startswith("At its best it answered 0.0")


def test_a_missing_file_and_one_that_is_no_text_get_a_sentence(tmp_path):
    """Nothing that a path can lead to raises an error."""
    (tmp_path / "picture.py").write_bytes(b"\x89PNG\xff\x00")

    assert "missing.py is missing" in judge(tmp_path / "missing.py").reasons[0]
    assert "picture.py" in judge(tmp_path / "picture.py").reasons[0]
    assert not judge(tmp_path).passed


def test_what_a_script_prints_reads_and_starts_stays_apart(tmp_path, capfd):
    """Output is dropped, input is empty, and processes left behind are killed."""
    script = tmp_path / "noisy.py"
    sign = tmp_path / "pid"
    script.write_text(
        "import subprocess, sys\n"
        "print('loud'); sys.stderr.write('loud')\n"
        "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(sign)!r}, 'w').write(str(left.pid))\n"
        "input()\n"
    )
    verdict = judge(script)

    assert "input() asks for something" in verdict.reasons[0]
    assert capfd.readouterr() == ("", "")
    assert until(lambda: not alive(int(sign.read_text())))


def test_a_script_that_asks_whenever_it_is_called_ends(tmp_path):
    """It asks when it is run, and again when its training is called."""
    script = tmp_path / "asks.py"
    script.write_text("def train(X, y):\n    input()\n\n\ninput()\n")

    assert "input() asks for something" in judge(script, 5).reasons[0]


def test_only_lines_that_hold_code_are_counted():
    """Comments, blank lines and docstrings are free; every line of a long statement counts."""
    text = '"""A\nB."""\n\n# why\nx = [  # here\n    1,\n]\n\ndef f():\n    """Doc."""\n    "x"\n'

    assert code_lines(text, ast.parse(text)) == 5


def test_a_new_attempt_is_an_empty_file_and_never_an_old_one(tmp_path):
    """It is named after the second, or after the next one that is free."""
    now = datetime(2026, 11, 24, 9, 31, 5).astimezone()
    first, second = (new_attempt(tmp_path / "attempts", now) for _ in range(2))

    assert (first.name, second.name) == ("2026-11-24_093105.py", "2026-11-24_093106.py")
    assert since(first, now + timedelta(seconds=5)) == 5
    assert since(Path("2026-11-24_0931.py"), now) == 5  # as it was named once: by the minute
    assert first.read_bytes() == b""


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """The message is one sentence with the next step."""
    (tmp_path / "attempts").write_text("a file")

    with pytest.raises(UsageError, match="attempts cannot hold an attempt"):
        new_attempt(tmp_path / "attempts", datetime(2026, 1, 1))  # noqa: DTZ001  no zone matters


@pytest.mark.soak
def test_four_busy_processes_beside_it_change_no_verdict():
    """Limits are processor time and ticks: the same answers, remarks and reasons to the letter."""
    names = [*sorted(QUICK)[::4], "bad/uphill", "bad/hill_climbing"]
    paths = [path for name in names for path in REBUILDS.glob(f"*/{Path(name).name}.py")]
    alone = [judge(path) for path in paths]
    with company(4):
        beside = [judge(path) for path in paths]

    assert len(paths) >= 10
    assert alone == beside


def test_a_weight_that_is_updated_before_the_error_goes_back_is_remarked():
    """It learns all the same; the line that comes too late is named."""
    verdict = judged("updated_too_early_from_a_table_in_a_string")

    (remark,) = verdict.remarks
    assert remark.startswith(
        "`second` is updated before the hidden error goes back through it (line 11): compute all"
    )
    assert judged("tutorial_part_1_in_11_lines").remarks == ()


def test_a_layer_that_changes_before_it_sends_the_error_back_is_remarked():
    """In a layer's own method, too; but not where the turned weight leads forward."""
    layers = """
class Dense:
    def back(self, slope, rate):
        self.weights -= rate * self.given.T @ slope
        return slope @ self.weights.T
"""
    forward = """
def learn(w, x, goal):
    out = w.T @ x
    w += x @ (goal - out).T
    return w.T @ x
"""
    before = "        before = slope @ self.weights.T\n        self.weights -="
    right = layers.replace("        self.weights -=", before)
    right = right.replace("return slope @ self.weights.T", "return before")

    assert too_early(ast.parse(layers)) == ("self.weights", 5)
    assert too_early(ast.parse(forward)) is None
    assert too_early(ast.parse(right)) is None


@pytest.mark.soak
def test_a_generator_without_a_seed_gets_one(tmp_path):
    """Else two runs differ by chance, and a search seems to follow the targets."""
    script = tmp_path / "attempt.py"
    text = (REBUILDS / "bad" / "hill_climbing.py").read_text(encoding="utf-8")
    unseeded = text.replace("np.random.seed(1)", "np.random = np.random.RandomState()")
    script.write_text(unseeded, encoding="utf-8")
    verdict = judge(script)

    assert unseeded != text
    assert verdict.reasons == (REFUSED["hill_climbing"],)
    assert verdict == judge(script)


@pytest.mark.parametrize(
    "name",
    [
        *("no_output_slope", "every_weight_a_variable", "closure", "writes_a_log"),
        *(about("rprop"), about("layers_that_are_asked_again_afterwards")),
    ],
)
def test_a_network_that_passed_answers_between_the_rows_too(name):
    """Its own code is asked, of which the corners are the four rows."""
    surface = judged(name).surface
    at = {(u, v): STEPS.index(u) for u in (0, 1) for v in (0, 1)}
    corners = [surface[STEPS.index(u)][STEPS.index(v)] for u, v in at]

    assert [round(answer) for answer in corners] == [0, 1, 1, 0]
    assert 0 <= surface[STEPS.index(0.5)][STEPS.index(0.5)] <= 1


def test_a_judgement_shows_the_picture_and_names_the_mistake(tmp_path):
    """Who passes sees the own network; who has a kata's functions is told the mistake's name."""
    grader = Practice(tmp_path)
    source = (REBUILDS / "good" / "no_output_slope.py").read_text(encoding="utf-8")
    (grader.folder / "net.py").write_text(source, encoding="utf-8")
    passed = grader("rebuild", "--judge", "net.py")
    grader.solve("k07_network", "synapse_1.T", "synapse_1")
    wrong = grader("rebuild", "--judge", "katas/k07_network.py")
    (grader.folder / "one.py").write_text("import pandas", encoding="utf-8")
    one = grader("rebuild", "--judge", "one.py").out

    assert passed.code == 0, passed.out
    assert "What your network answers, also where nobody taught it" in passed.out
    assert "Drawn from net.py." in passed.out
    assert wrong.code == 1
    assert "The tests of k07_network name it:" in wrong.out
    assert "Mistake: " in wrong.out
    assert "Leave that module out" in one
    assert "\n1 line of code" in one


TRAINED = """
a = 2 * np.random.random((3, 4)) - 1
b = 2 * np.random.random((4, 1)) - 1
for i in range(4000):
    h = 1 / (1 + np.exp(-(X @ a)))
    o = 1 / (1 + np.exp(-(h @ b)))
    od = (o - y) * o * (1 - o)
    hd = od @ b.T * h * (1 - h)
    b -= h.T @ od
    a -= X.T @ hd
"""
BEGUN = """import numpy as np
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "input('Enter ends it: ')\n"),
        (
            "import matplotlib.pyplot as plt\n",
            "fig, ax = plt.subplots()\nax.plot([o])\nplt.show()\n",
        ),
        ("# -*- coding: latin-1 -*-\n# r\xe9seau\n", ""),
        ("\ufeff", "print('\\n' * 100_000)\n"),
    ],
)
def test_what_stands_around_a_network_does_not_matter(tmp_path, monkeypatch, before, after):
    """No keyboard, no screen, other encodings, much printing: it learns all the same."""
    for name in ("matplotlib", "matplotlib.pyplot"):  # nor who has imported what before
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    script = tmp_path / "attempt.py"
    encoding = "latin-1" if "latin" in before else "utf-8"
    script.write_bytes((before + BEGUN + TRAINED + after).replace("\n", "\r\n").encode(encoding))
    verdict = judge(script)

    assert verdict.passed, verdict.reasons


def test_a_network_that_has_only_just_learned_passes(tmp_path):
    """What counts is how it ends, in a function, too; a little earlier it is told so."""
    script = tmp_path / "attempt.py"
    inside = f"def main():{indent(TRAINED, '    ')}\nmain()\n"
    for iterations, code, passed in ((340, TRAINED, 0), (350, TRAINED, 1), (350, inside, 1)):
        script.write_text(BEGUN + code.replace("4000", str(iterations)), encoding="utf-8")
        verdict = judge(script)

        assert verdict.passed == passed
        assert passed or "The error is still falling" in verdict.reasons[0]


@pytest.mark.parametrize(
    "targets",
    [
        "y = (X[:, :1] != X[:, 1:2]).astype(int)",
        "y = np.logical_xor(X[:, :1], X[:, 1:2])",
        "y = np.bitwise_xor(X[:, 0], X[:, 1]).reshape(4, 1)",
        "y = np.array([[a ^ b] for a, b, _ in X])",
        "y = X[:, :2].sum(axis=1)[:, None] % 2",
        "y = np.where(X[:, 0] == X[:, 1], 0, 1)[:, None]",
        "y = np.array([0] + [1] * 2 + [0])[:, None]",
    ],
)
def test_computed_targets_can_be_replaced_too(tmp_path, targets):
    """The judge teaches such a script OR as well."""
    script = tmp_path / "attempt.py"
    rows = BEGUN[: BEGUN.index("y =")]
    script.write_text(rows + targets + TRAINED, encoding="utf-8")

    assert judge(script).passed


def test_answers_that_are_computed_are_not_learned(tmp_path):
    """They move, and they end right, but no weight follows the targets."""
    script = tmp_path / "attempt.py"
    fake = "for i in range(900):\n    o = (X[:, :1] ^ X[:, 1:2]) * (i / 900) + 0.001\n"
    script.write_text(BEGUN + fake, encoding="utf-8")

    assert not judge(script).passed


def test_a_notebook_and_python_2_get_their_own_sentence(tmp_path):
    """A notebook is judged by its code cells; Python 2 is called so."""
    lines = (BEGUN + TRAINED).splitlines(keepends=True)
    cells = [{"cell_type": "markdown", "source": ["XOR"]}, {"cell_type": "code", "source": lines}]
    (tmp_path / "net.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (tmp_path / "named.py").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (tmp_path / "old.py").write_text("for i in xrange(3):\n    print i\n", encoding="utf-8")

    assert judge(tmp_path / "net.ipynb").passed
    assert (
        judge(tmp_path / "named.py")
        .reasons[0]
        .endswith("named.py is a notebook: rename it to named.ipynb, then judge it.")
    )
    assert "It is written for Python 2." in judge(tmp_path / "old.py").reasons[0]


def test_what_only_compiling_refuses_is_told_in_pythons_words(tmp_path):
    """A late `from __future__` is no fault of the judge."""
    (tmp_path / "late.py").write_text("x = 1\nfrom __future__ import division\n", encoding="utf-8")

    assert (
        "late.py:2: Python cannot read this line: from __future__"
        in (judge(tmp_path / "late.py").reasons[0])
    )

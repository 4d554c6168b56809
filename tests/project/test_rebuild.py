"""Networks rebuilt in many styles pass; what is no trained network is refused, and told why."""

import ast
import resource
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from dojo.rebuild import Verdict, judge, new_attempt
from dojo.rebuild.text import code_lines
from dojo.registry import UsageError
from tests.project.grading import until
from tests.project.watching import alive

REBUILDS = Path(__file__).parent / "rebuilds"
GOOD = sorted(path.stem for path in (REBUILDS / "good").glob("*.py"))
# These say what they are within about a second; all others are judged among the soak tests.
QUICK = {
    *("class_that_is_only_defined", "closure", "every_weight_a_variable", "in_a_thread"),
    *("main_that_keeps_its_weights", "no_output_slope", "nonlin_with_deriv"),
    *("restarts_and_generator", "slots_dataclass_minibatch", "softmax_of_two_outputs"),
    *("tanh_in_the_hidden_layer", "tutorial_part_1_in_11_lines", "until_the_error_is_small"),
    *("by_formula", "empty", "from_the_solutions", "hard_coded_outputs", "import_by_name"),
    *("import_error", "least_squares_at_the_output", "look_up_table", "name_error_at_the_end"),
    *("nearest_neighbour", "one_layer", "one_step", "only_a_comment", "os_exit"),
    *("only_the_output_layer_trained", "random_then_typed_in", "segfault"),
    *("sklearn_did_the_work", "syntax_error", "sys_exit_before_training", "torch_in_a_function"),
    *("typed_in_goal_with_noise", "typed_in_weights", "untrained_weights"),
    "weights_from_an_archive",
}
STARTED_RIGHT = "It did so from the start"
NOT_TAUGHT = "it does not learn what it is taught"
NO_STEPS = "no weights were seen that go step by step after the targets"
NO_VALUE = "No value was found that answers the four rows of XOR."
DEAF = "does not follow the targets"
FROM_MEMORY = "is imported: from memory means that all of the network is written in this file."

# What each of the bad attempts is told, among other things.
REFUSED = {
    "by_formula": "",
    "empty": "is empty: write the network from memory, then run this again.",
    "from_the_solutions": f"`solutions` {FROM_MEMORY}",
    "hard_coded_outputs": "",
    "hill_climbing": "",
    "hidden_error_made_up": "",
    "hidden_not_squashed": "",
    "hidden_slope_left_out": "",
    "import_by_name": "import_by_name.py:2: ModuleNotFoundError: No module named 'micrograd'",
    "import_error": "import_error.py:1: ModuleNotFoundError: No module named 'numpyy'",
    "least_squares_at_the_output": "",
    "look_up_table": "",
    "mixed_signs": "",
    "moved_to_typed_in_weights": "",
    "name_error_at_the_end": "name_error_at_the_end.py:14: NameError: name 'layer_3'",
    "nearest_neighbour": "",
    "no_bias_for_tanh": "",
    "one_layer": "",
    "one_matrix_never_updated": "",
    "one_step": "",
    "only_a_comment": "is empty",
    "only_the_output_layer_trained": "`w0` starts at random and never changes",
    "os_exit": "os_exit.py ended Python itself, as os._exit(0) does",
    "population_search": "",
    "random_search": "",
    "random_then_typed_in": "",
    "read_differently_it_would_answer": "",
    "segfault": "segfault.py crashed Python with SIGSEGV.",
    "sklearn_did_the_work": "`sklearn` did the work: rebuild the network yourself",
    "stuck_with_lists": "",
    "syntax_error": "syntax_error.py:2: Python cannot read this line: '[' was never closed.",
    "sys_exit_before_training": "before a network had learned XOR. Take the exit out.",
    "the_best_of_many_at_random": "",
    "too_few_iterations": "",
    "torch_in_a_function": "`torch` did the work",
    "towards_and": "That is AND: look at `X` and `y`; the target is the XOR of two columns.",
    "typed_in_goal_with_noise": "",
    "typed_in_weights": "",
    "typed_in_weights_with_a_little_training": "",
    "untrained_weights": "",
    "uphill": "",
    "weights_from_an_archive": "",
    "weights_never_updated": "",
    "zero_start": "",
}


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
    verdict = judge(REBUILDS / "bad" / f"{name}.py", 30)

    assert not verdict.passed
    assert REFUSED[name] in " ".join(verdict.reasons)


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
def test_a_verdict_tells_the_lines_the_answers_and_the_time(name, lines):
    """The tutorial's 11 lines do not count the import, its 13 lines do."""
    verdict = judged(name)

    assert verdict.code_lines == lines
    assert [round(answer) for answer in verdict.answers] == [0, 1, 1, 0]
    assert verdict.seconds > 0


@pytest.mark.soak
def test_a_bad_end_after_a_good_network_passes_with_a_remark():
    """The tutorial's sweep of alphas ends with 1000, which unlearns it."""
    verdict = judged("alpha_sweep_that_ends_on_a_bad_alpha")

    assert verdict.passed
    assert verdict.remarks[0].startswith("At its best it answered 0.0")


def test_a_missing_file_and_one_that_is_no_text_get_a_sentence(tmp_path):
    """Nothing that a path can lead to raises an error."""
    (tmp_path / "picture.py").write_bytes(b"\x89PNG\xff\x00")

    assert "No such file" in judge(tmp_path / "missing.py").reasons[0]
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


def test_only_lines_that_hold_code_are_counted():
    """Comments, blank lines and docstrings are free; every line of a long statement counts."""
    text = '"""A\nB."""\n\n# why\nx = [  # here\n    1,\n]\n\ndef f():\n    """Doc."""\n    "x"\n'

    assert code_lines(text, ast.parse(text)) == 5


def test_a_new_attempt_is_an_empty_file_and_never_an_old_one(tmp_path):
    """It is named after the minute, or after the next one that is free."""
    now = datetime(2026, 11, 24, 9, 31).astimezone()
    first, second = (new_attempt(tmp_path / "attempts", now) for _ in range(2))

    assert (first.name, second.name) == ("2026-11-24_0931.py", "2026-11-24_0932.py")
    assert first.read_bytes() == b""


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """The message is one sentence with the next step."""
    (tmp_path / "attempts").write_text("a file")

    with pytest.raises(UsageError, match="attempts cannot hold an attempt"):
        new_attempt(tmp_path / "attempts", datetime(2026, 1, 1))  # noqa: DTZ001  no zone matters


def test_a_verdict_is_plain_data():
    """Reports, history and JSON take it as it is."""
    assert Verdict(False, ("why",)) == Verdict(False, ("why",), (), 0, 0.0, None, None, "")

"""The real grader on the small fake course and on the real katas: text, JSON and exit codes."""

import ast
import inspect
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from dojo.cli import COMMANDS
from dojo.registry import load_course
from tests.project.grading import (
    FAKE_COURSE,
    ROOT,
    answers,
    cold_grader,
    fake_course,
    grader,
    until,
)
from tests.project.watching import alive

STATES = {
    "k01_right": ("done", ""),
    "k02_wrong": ("wrong", "Returned 9, expected 6."),
    "k03_not_started": ("not_started", "`double` is not written yet."),
    "k04_syntax_error": ("broken", "k04_syntax_error.py:2: Python cannot read this line: '(' was"),
    "k05_import_error": ("broken", "k05_import_error.py:1: ModuleNotFoundError: No module named"),
    "k06_missing_function": ("broken", "k06_missing_function.py has no function `double`"),
    "k07_loop_in_python": ("timed_out", "Your code did not finish within 1 s of processor time."),
    "k08_loop_in_c": ("timed_out", "Your code did not finish within 1 s of processor time."),
    "k09_os_exit": ("crashed", "Your code ended Python itself, as os._exit(0) does."),
    "k10_skip": ("wrong", "your code called pytest.skip()"),
    "k11_sys_exit": ("crashed", "your code called sys.exit(0)"),
    "k12_chatter": ("done", ""),
    "k13_recursion": ("wrong", "RecursionError: maximum recursion depth exceeded"),
    "k14_exit_at_import": ("broken", "k14_exit_at_import.py:3: your code called sys.exit(0)"),
    "k15_loop_at_import": ("timed_out", "k15_loop_at_import.py, while it was being loaded, did"),
    "k16_liar": ("wrong", "Returned an object of type Anything"),
    "k17_begun": ("wrong", "`halve` is not written yet."),
    "k18_segfault": ("crashed", "Your code crashed Python with SIGSEGV."),
    "k19_fork": ("done", ""),
}


@pytest.fixture(scope="module")
def fake():
    """Return the fake course's report, in JSON."""
    return grader("--course", FAKE_COURSE, "--json")


def some_of_the_fake_course(folder, wanted):
    """Put the fake course into `folder`, with those katas for which `wanted` holds."""
    root = shutil.copytree(FAKE_COURSE, folder / "course")
    with (root / "course.py").open("a", encoding="utf-8") as course:
        course.write(f"KATAS = tuple(kata for kata in KATAS if {wanted})\n")
    return root


@pytest.mark.parametrize("kata", STATES)
def test_every_way_a_kata_can_go_is_called_what_it_is(fake, kata):
    """The state and the first failure's message say what the code did."""
    result = next(entry for entry in fake.json["katas"] if entry["id"] == kata)
    failures = [test["message"] for test in result["tests"] if test["outcome"] != "passed"]

    assert result["status"] == STATES[kata][0]
    assert STATES[kata][1] in (failures[0] if failures else "")


def test_json_has_the_fields_of_schema_1(fake):
    """The object holds what the design promises, and the counts agree with the tests."""
    kata = fake.json["katas"][1]

    assert fake.code == 1
    assert list(fake.json) == ["schema", "target", "passed", "total", "katas"]
    assert (fake.json["schema"], fake.json["passed"], fake.json["total"]) == (1, 3, 19)
    keys = ["id", "title", "status", "passed", "total", "seconds", "tests", "kept"]
    assert list(kata) == keys
    assert kata["kept"] is False
    assert list(kata["tests"][0]) == ["name", "outcome", "seconds", "message", "diagnosis", "hint"]
    assert kata["tests"][0]["diagnosis"] == "squared instead of doubling"
    assert kata["tests"][0]["hint"] == "Twice, not times itself."


def test_a_killed_kata_names_the_test_that_ran(fake):
    """The test that overran is the one to blame; those after it were not run."""
    loop = next(kata for kata in fake.json["katas"] if kata["id"] == "k07_loop_in_python")

    assert [test["outcome"] for test in loop["tests"]] == ["timed_out", "not_run"]


def in_short_time(root):
    """Have the tests of a course end sooner: seven tenths of a second are more than they need."""
    settings = root / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    assert "processor_time = 1\n" in text
    settings.write_text(text.replace("processor_time = 1\n", "processor_time = 0.7\n"), "utf-8")


@pytest.mark.parametrize(
    "walled",
    [pytest.param([], id="here"), pytest.param(["--walled"], id="walled", marks=pytest.mark.soak)],
)
@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        ("while True: pass", "timed_out"),
        ("while True: print('-' * 9999)", "timed_out"),  # it is silenced after the first
        ("__import__('os')._exit(0)", "crashed"),
    ],
)
def test_what_ends_the_child_costs_only_those_that_call_it(tmp_path, statement, outcome, walled):
    """A function that hangs or ends Python is not called again; the other one is still tested.

    Where it hung is known to the line.
    """
    answer = f"def double(x):\n    {statement}\n\n\ndef halve(x):\n    return x / 2\n"
    (tmp_path / "k17_begun.py").write_text(answer, encoding="utf-8")
    suite = (
        "def test_double(kata):\n    assert kata.double(3) == 6\n\n\n"
        "def test_double_again(kata):\n    assert kata.double(4) == 8\n\n\n"
        "def test_halve(kata):\n    assert kata.halve(6) == 3\n\n\n"
        "def test_both(kata):\n    assert kata.halve(kata.double(3)) == 3\n\n\n"
        "def test_halve_again(kata):\n    assert kata.halve(8) == 4\n"
    )
    root = fake_course(tmp_path, "k17_begun", suite)
    in_short_time(root)
    done = grader("--course", root, "run", "k17", "--target", tmp_path, "--json", *walled)
    (kata,) = done.json["katas"]

    assert kata["status"] == outcome
    outcomes = [test["outcome"] for test in kata["tests"]]
    assert outcomes == [outcome, "not_run", "passed", "not_run", "passed"]
    place = f"k17_begun.py:2: {statement}"
    assert (place in kata["tests"][0]["message"]) == (outcome == "timed_out")


LOOKED_AT = '''
import signal, time
from dojo import observe
observe.OFTEN = 0.0005
told = set()
observe.report_whereabouts("k.py", lambda where, line: told.add(where))
text = """
def loop(now, end):
    for t in iter(now, 0):
        if t > end:
            return
        if t < 0 and end < 0:
            end = 0
"""
code = {}
exec(compile(text, "k.py", "exec"), code)
code["loop"](time.process_time, time.process_time() + 1)
for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):  # either ends a Python that is ending
    signal.setitimer(timer, 0)
print(sorted(told))
'''


def test_looking_where_code_is_never_disturbs_it():
    """However often it is looked at, a loop goes on, and is found, also at its way back."""
    done = subprocess.run(
        [sys.executable, "-c", LOOKED_AT], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    told = set(ast.literal_eval(done.stdout))
    assert told
    assert told <= {f"k.py:{line}" for line in range(3, 8)}


@pytest.mark.parametrize("statement", ["return 0", pytest.param("pass", marks=pytest.mark.soak)])
def test_who_does_nothing_passes_nothing(tmp_path, statement):
    """Not even a test of what is left unchanged is passed by a function that computes nothing."""
    for kata in load_course().katas:
        stubs = [f"def {name}(*_, **__):\n    {statement}\n" for name in kata.functions]
        (tmp_path / f"{kata.id}.py").write_text("\n\n".join(stubs), encoding="utf-8")
    done = grader("--target", tmp_path, "--json")

    assert [kata["passed"] for kata in done.json["katas"]] == [0] * 7


def test_output_is_capped():
    """Of 100 MB the report shows a little, and says that there was more."""
    run = grader("--course", FAKE_COURSE, "run", "k12")

    assert run.code == 0
    assert "and more, which is left out here" in run.out
    assert len(run.out) < 15_000


@pytest.mark.parametrize("walled", [[], ["--walled"]], ids=["here", "walled"])
def test_what_was_printed_stands_with_its_test(tmp_path, walled):
    """A clue is shown under the failure that it belongs to, also in the report on all katas."""
    (tmp_path / "k01_right.py").write_text(
        "print('loaded')\n\n\ndef double(x):\n    print('got', x)\n    return x + 3\n",
        encoding="utf-8",
    )
    suite = (
        "from dojo.checks import same\n\n\n"
        "def test_of_three(kata):\n    same(kata.double(3), 6)\n\n\n"
        "def test_of_four(kata):\n    same(kata.double(4), 8)\n    same(kata.double(5), 10)\n"
    )
    root = fake_course(tmp_path, "k01_right", suite)
    with (root / "course.py").open("a", encoding="utf-8") as course:
        course.write("KATAS = KATAS[:1]\n")
    command = ("--course", root, "--target", tmp_path, *walled)
    report = grader(*command).out
    one = grader("--course", root, "run", "k01", *command[2:]).out

    for told in (report, one):
        failure = told.partition("Returned 7, expected 8.")[2]
        assert "It printed:\n  got 4\n" in failure
        assert "Open:" in failure.partition("It printed:")[0]
    assert "got 3" not in report
    assert one.endswith(
        "What your code printed besides:\n  loaded\n  test_of_three:\n    got 3\n\n"
    )


def test_report_leads_to_the_next_thing_only(tmp_path):
    """A row a kata, the bar, and then one failure: what was called, returned and expected."""
    root = some_of_the_fake_course(tmp_path, "'loop' not in kata.id")  # which take a while
    report = grader("--course", root, cwd=root).out

    assert "3 of 16 katas done" in report
    assert report.count("Called ") == 1
    assert "Mistake: squared instead of doubling." in report
    assert "Open:    " + str(Path("katas", "k02_wrong.py")) in report
    assert "\x1b[" not in report
    assert "Traceback" not in report


def test_an_edit_of_the_same_size_in_the_same_second_counts(tmp_path):
    """No bytecode cache can give yesterday's verdict."""
    for factor, code in [("2 * x", 0), ("3 * x", 1), ("2 * x", 0)]:  # each would leave a cache
        answer = tmp_path / "k01_right.py"
        answer.write_text(f"def double(x):\n    return {factor}\n", encoding="utf-8")
        os.utime(answer, (1_700_000_000, 1_700_000_000))

        assert grader("--course", FAKE_COURSE, "run", "k01", "--target", tmp_path).code == code
    assert not list(tmp_path.rglob("*.pyc"))


def test_a_copy_of_a_kata_does_nothing(tmp_path):
    """A kata that forks in every call leaves no copy that goes on with the suite."""
    seen = tmp_path / "seen"
    (tmp_path / "k01_right.py").write_text(
        f"import os\ndef double(x):\n    os.fork()\n    open({str(seen)!r}, 'a').write('one\\n')\n"
        "    return 2 * x\n",
        encoding="utf-8",
    )

    assert grader("--course", FAKE_COURSE, "run", "k01", "--target", tmp_path).code == 0
    assert seen.read_text(encoding="utf-8") == "one\n" * 2


def test_what_a_kata_starts_dies_with_it(tmp_path):
    """A process left behind by the code under test does not outlive the verdict."""
    sign = tmp_path / "pid"
    (tmp_path / "k01_right.py").write_text(
        "import subprocess, sys\nfrom pathlib import Path\n"
        "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"Path({str(sign)!r}).write_text(str(left.pid))\n"
        "def double(x):\n    return 2 * x\n",
        encoding="utf-8",
    )

    assert grader("--course", FAKE_COURSE, "run", "k01", "--target", tmp_path).code == 0
    assert until(lambda: not alive(int(sign.read_text())))


@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_stopping_the_grader_stops_everything(tmp_path, ending):
    """One word, exit code 2, and the endless loop ends with the grader, however it is stopped."""
    sign = tmp_path / "pid"
    (tmp_path / "k01_sigmoid.py").write_text(
        f"import os\nopen({str(sign)!r}, 'w').write(str(os.getpid()))\nwhile True: pass\n",
        encoding="utf-8",
    )
    command = [sys.executable, "grader.py", "run", "k01", "--target", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        while not (sign.exists() and sign.read_text()):
            time.sleep(0.05)
        running.send_signal(getattr(signal, ending))

        assert running.wait() == 2
        assert running.stderr.read() == "\nStopped.\n"
    with pytest.raises(ProcessLookupError):
        os.kill(int(sign.read_text()), 0)


AT_THE_FORK = """
import os, signal, time, multiprocessing
from dojo.apart import Apart
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    Apart(lambda pipe: time.sleep(600))
except KeyboardInterrupt:
    print("stopped, and left running:", multiprocessing.active_children())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_ctrl_c_at_the_moment_of_a_fork_is_not_lost():
    """Python itself passes over what is raised just then."""
    command = [sys.executable, "-c", AT_THE_FORK]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("stopped, and left running: []\n", "")


def test_fresh_katas_are_not_started():
    """The stubs, as the repo derives them, are all not started: 0 of 7, and exit code 1."""
    report = cold_grader("--json")

    assert report.code == 1
    assert (report.json["passed"], report.json["total"]) == (0, 7)
    assert {kata["status"] for kata in report.json["katas"]} == {"not_started"}


def test_solutions_are_done():
    """The solutions give 7 of 7 and exit code 0."""
    report = grader("--solutions", "--json")

    assert (report.code, report.json["passed"], report.json["total"]) == (0, 7, 7)


@pytest.mark.soak
def test_solutions_print_the_tutorials_table():
    """In the end the tutorial's figures stand beside those of the solutions."""
    report = grader("--solutions")

    assert report.code == 0
    assert "7 of 7 katas done: black belt" in report.out
    assert report.out.count("0.0085845257") == 2
    assert report.out.count("0.0035101226") == 2


def test_one_wrong_kata_does_not_touch_the_others(tmp_path):
    """A mistake in k03 is named and placed; the other six are done."""
    answers(tmp_path, k03_deltas={"layer_2 - y": "y - layer_2"})
    report = grader("--target", tmp_path, "--json")
    states = {kata["id"]: kata["status"] for kata in report.json["katas"]}
    first = report.json["katas"][2]["tests"][0]

    assert states.pop("k03_deltas") == "wrong"
    assert set(states.values()) == {"done"}
    assert first["diagnosis"].startswith("took target minus prediction")


def test_one_file_is_a_target(tmp_path):
    """`run k03 --target FILE` tests that file, whatever it is called; so does `watch k03`."""
    mine = Path(shutil.copy(ROOT / "solutions" / "k03_deltas.py", tmp_path / "mine.py"))

    assert grader("run", "k03", "--target", mine).code == 0
    assert "run k03 --target" in grader("--target", mine).err
    assert "watch k03 --target" in grader("watch", "--target", mine).err

    mine.write_text(mine.read_text("utf-8").replace("layer_2 - y", "y - layer_2"), "utf-8")
    assert "Mistake: took target minus prediction" in grader("run", "k03", "--target", mine).out
    assert grader("--target", ROOT / "solutions" / "k03_deltas.py").code == 0


def test_a_missing_answer_is_broken(tmp_path):
    """A folder without the file says so, and the others are still run."""
    (answers(tmp_path) / "k02_forward.py").unlink()
    report = grader("--target", tmp_path, "--json").json

    assert report["katas"][1]["status"] == "broken"
    missing = f"{tmp_path / 'k02_forward.py'} is missing."
    assert {test["message"] for test in report["katas"][1]["tests"]} == {missing}
    assert report["passed"] == 6


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "k99"], "There is no kata 'k99'; choose one of: k01_sigmoid,"),
        (["--target", "nowhere"], "--target nowhere: there is no such file or folder."),
        (["--course", "nowhere"], "does not exist; a course lists its KATAS there."),
    ],
)
def test_a_usage_error_is_one_sentence(arguments, sentence):
    """Exit code 2, one line on stderr, nothing on stdout."""
    outcome = cold_grader(*arguments)

    assert outcome.code == 2
    assert sentence in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.out == ""


def test_seed_repeats_the_inputs(tmp_path):
    """With the same seed a wrong answer fails on the same numbers."""
    answers(tmp_path, k02_forward={"(inputs @ synapse)": "(inputs @ synapse) - 1"})
    first = grader("run", "k02", "--target", tmp_path).out
    told = first.partition("The same inputs again: --seed ")[2].split()[0]
    again = grader("run", "k02", "--target", tmp_path, "--seed", told, PYTEST_ADDOPTS="-k nothing")
    other = grader("run", "k02", "--target", tmp_path, "--seed", int(told) + 1)
    messages = [run.partition("Called")[2] for run in (first, again.out, other.out)]

    numbers = [message.partition("The same inputs")[0] for message in messages]
    assert numbers[0] == numbers[1] != numbers[2]


@pytest.mark.soak
def test_show_draws_from_the_code_under_test(tmp_path):
    """`show` writes a PNG and an SVG, or draws in the terminal; a missing kata is one sentence."""
    written = grader("show", "bucket", "--solutions", "--out", tmp_path)
    drawn = grader("show", "bucket", "--solutions", "--text")
    missing = grader("show", "bucket")
    listed = grader("show")

    assert (written.code, drawn.code, missing.code, listed.code) == (0, 0, 2, 0)
    assert "show bucket      A ball in a bucket, with four alphas (k05)\n" in listed.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bucket.png", "bucket.svg"]
    assert "diverging" in drawn.out
    assert "`roll` is not written yet; open katas/k05_alpha.py:" in missing.err


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("hnt", "did you mean `hint`?"),
        ("k03", "did you mean `run k03`?"),
        ("nonsense", "--help lists those there are."),
    ],
)
def test_a_command_that_there_is_none_of_is_one_sentence(typed, hint):
    """The nearest one is named, and what a kata's number alone may mean."""
    outcome = grader(typed)
    assert (outcome.code, outcome.err) == (2, f"There is no command '{typed}'; {hint}\n")


@pytest.mark.parametrize("place", COMMANDS.values())
def test_what_carries_out_a_command_is_there(place):
    """It is imported by its name when it is asked for, which no type checker looks into."""
    module, _, function = place.rpartition(".")
    course, options = inspect.signature(getattr(import_module(module), function)).parameters

    assert (course.strip("_"), options.strip("_")) == ("course", "options")


def test_check_finds_what_is_wrong(tmp_path):
    """What passes on a stub, a stray file, an empty hint, a mistake not caught: all are told.

    What a learner has written in katas/ is not: there, k01 is done.
    """
    course = some_of_the_fake_course(tmp_path, "kata.id == 'k01_right'")
    with (course / "solutions" / "k01_right.toml").open("a", encoding="utf-8") as notes:
        notes.write('\n[[double.mistake]]\nname = "did nothing wrong"\nhint = ""\n')
        notes.write('edit = { "2 *" = "2  *" }\n')
    with (course / "tests" / "test_k01_right.py").open("a", encoding="utf-8") as suite:
        suite.write("\n\ndef test_that_asks_for_nothing():\n    assert 2 * 3 == 6\n")
    check = grader("--course", course, "check")

    assert check.code == 1
    assert "katas/" not in check.out
    (course / "solutions" / "k01_right.py").unlink()
    missing = grader("--course", course, "check")
    assert missing.code == 1
    assert "k01_right.py is missing" in missing.out

    for fault in (
        "k02_wrong.py belongs to no kata",
        "'did nothing wrong' has no hint",
        "stub of k01_right is not started: test_that_asks_for_nothing is passed",
        "did nothing wrong: no test fails",
    ):
        assert fault in check.out


@pytest.mark.soak
def test_tests_that_only_crawl_are_stopped_together(tmp_path):
    """A kata whose tests each stay within their limit may not take three times the longest one."""
    (tmp_path / "k01_right.py").write_text(
        "import time\ndef double(x):\n    until = time.process_time() + 0.16\n"
        "    while time.process_time() < until:\n        pass\n    return 2 * x\n",
        encoding="utf-8",
    )
    suite = (
        "import pytest\n\n"
        '@pytest.mark.parametrize("n", range(20))\n'
        "@pytest.mark.timeout(0.4)\n"
        "def test_it(kata, n):\n    assert kata.double(n) == 2 * n\n"
    )
    root = fake_course(tmp_path, "k01_right", suite)
    done = grader("--course", root, "run", "k01", "--target", tmp_path, "--json")
    (kata,) = done.json["katas"]

    assert kata["status"] == "timed_out"
    assert 5 <= kata["passed"] <= 7
    stopped = next(test for test in kata["tests"] if test["outcome"] == "timed_out")
    assert stopped["message"].startswith(
        "Your code took more than 1.2 s of processor time for its tests together."
    )


def test_a_terminal_without_the_signs_still_gets_the_report(tmp_path):
    """Where ✓ cannot be written, a plus stands for it, and the words say the rest."""
    root = some_of_the_fake_course(tmp_path, "kata.id == 'k01_right'")
    report = grader("--course", root, PYTHONIOENCODING="cp1252")

    assert (report.code, report.err) == (0, "")
    assert "+ k01  Right" in report.out


@pytest.mark.parametrize("line", ["from katas.k01_sigmoid import sigmoid", "import solutions"])
def test_a_kata_stands_alone(tmp_path, line):
    """Another kata cannot be imported, nor a solution; a sentence about that is no import."""
    right = (ROOT / "solutions" / "k02_forward.py").read_text(encoding="utf-8")
    file = tmp_path / "k02_forward.py"
    file.write_text(f"{right}\n{line}\n", encoding="utf-8")
    said = grader("run", "k02", "--target", file)
    assert said.code == 1
    assert f"k02_forward.py:{len(right.splitlines()) + 2}: Katas do not import" in said.out

    file.write_text(f"{right}\n# not {line}\n", encoding="utf-8")
    assert grader("run", "k02", "--target", file).code == 0


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_a_full_disk_behind_the_output_is_one_sentence(arguments):
    """What cannot be written is said on the other stream, and the exit code is 2."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "grader.py", *arguments],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "The report cannot be written: No space left on device.\n"


ANY_SUITE = """
import pytest

@pytest.fixture
def three():
    yield 3

@pytest.fixture
def doubled(request):
    return 2 * request.param

@pytest.mark.parametrize("number", [4, 5])
def test_parameters(kata, rng, number):
    assert kata.double(number) == 2 * number

@pytest.mark.parametrize("doubled", [4], indirect=True)
def test_a_fixture_of_its_own(kata, three, doubled):
    assert kata.double(three) + doubled == 14

@pytest.mark.skip(reason="not today")
def test_left_out(kata):
    assert kata.double(1) == 2

def test_what_pytest_gives(kata, request, record_property):
    record_property("figure", kata.double(1))
    assert request.node.name == "test_what_pytest_gives"

def test_wrong(kata, three):
    assert kata.double(three) == 7
"""


def test_a_suite_may_use_what_pytest_has(tmp_path):
    """Fixtures of its own, marks and pytest's fixtures work in it as they do in plain pytest."""
    root = fake_course(tmp_path, "k01_right", ANY_SUITE)
    (kata,) = grader("--course", root, "run", "k01", "--solutions", "--json").json["katas"]
    outcomes = {test["name"]: test["outcome"] for test in kata["tests"]}
    assert outcomes == {
        "test_parameters[4]": "passed",
        "test_parameters[5]": "passed",
        "test_a_fixture_of_its_own[4]": "passed",
        "test_left_out": "failed",
        "test_what_pytest_gives": "passed",
        "test_wrong": "failed",
    }

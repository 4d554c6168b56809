"""`grader.py watch` in a real terminal: what is saved, what is pressed, what the screen says."""

import os
import re
import signal
import subprocess
import sys
import termios
import time
from io import StringIO

import pytest
from rich.console import Console

from dojo import results
from dojo.practice.fading import text
from dojo.registry import load_course
from dojo.watch.state import State
from dojo.watch.view import Frame
from tests.project.watching import PATIENCE, Desk, Terminal, alive, children, environment

LOOP = (
    "def output_delta(layer_2, y):\n    while True:\n        pass\n"
    "def hidden_delta(layer_2_delta, synapse_1, layer_1):\n    raise NotImplementedError\n"
)
NO_FORK = (
    "import sys, dojo.apart\ndojo.apart.FORKS = False\n"
    "from dojo.cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_what_is_saved_is_run_and_the_screen_stays_until_a_key(desk):
    """A mistake is named, a pass offers the next kata, n goes there; the history has both runs."""
    with Terminal(desk) as terminal:
        step = "Next: write `sigmoid` in katas/k01_sigmoid.py:"
        rows = terminal.until("· k01_sigmoid  Sigmoid: not started, 0/", step, "0 of 7 katas done")
        lesson = next(n for n, row in enumerate(rows) if row.startswith("The sigmoid of x is one"))
        assert lesson < next(n for n, row in enumerate(rows) if row.startswith(step))
        desk.file.write_text(desk.wrong)
        rows = terminal.until("Mistake: took target minus prediction")
        terminal.press("h")
        terminal.until("Hint 1 of 3 for `output_delta`, the idea:")
        assert rows[0].startswith("✗ k03_deltas  Deltas: wrong, ")
        assert rows[-1] == "n next  h hint  o open  r run  a all  x reset  q quit"
        desk.file.write_text(desk.right)
        rows = terminal.until("✓ k03_deltas  Deltas: done", "1 of 7 katas done")
        assert re.fullmatch(r".*: done, (\d+)/\1 tests", rows[0])
        step = "Next: press n to go on to k04_weight_update, katas/k04_weight_update.py:"
        assert any(row.startswith(step) for row in rows)
        terminal.until("Yours now: the deltas; which way each node was wrong")
        assert "Hint" not in "\n".join(rows)
        terminal.press("n")
        terminal.until("· k04_weight_update  Weight update: not started")
        terminal.press("q")
        assert terminal.end() == 0
    assert desk.done() == [("run", "k03", "wrong"), ("hint", "k03", ""), ("run", "k03", "done")]


@pytest.mark.soak
def test_an_endless_loop_stops_neither_keys_nor_saves(desk):
    """While it runs, n and a newer save work at once."""
    with Terminal(desk, "3") as terminal:
        terminal.until("k03_deltas  Deltas: not started", "0 of 7")
        desk.file.write_text(LOOP)
        terminal.until("… k03_deltas  Deltas: running")
        (looping,) = children(terminal.process.pid)
        terminal.press("n")
        terminal.until("k04_weight_update  Weight update: not started")
        desk.file.write_text(desk.right)
        terminal.until("✓ k03_deltas  Deltas: done, ")
        assert not alive(looping)  # another child may draw the picture by now
    assert [status for _, _, status in desk.done()] == ["done"]


@pytest.mark.soak
def test_o_opens_the_file_at_the_line_and_the_watch_comes_back(desk, tmp_path):
    """The editor has the terminal until it ends; without one, it is said what to set."""
    seen = tmp_path / "seen"
    script = tmp_path / "nano"
    script.write_text(f'#!/bin/sh\necho "$1 $2" > {seen}\n')
    script.chmod(0o755)
    alone = {"VISUAL": "", "TERM_PROGRAM": "", "TMUX": "", "ZELLIJ": ""}
    with Terminal(desk, "3", EDITOR=str(script), **alone) as terminal:
        terminal.until("k03_deltas  Deltas: not started", "write `output_delta` in katas/")
        terminal.press("o")
        terminal.press("h")
        terminal.until("Hint 1 of 3 for `output_delta`")
    rows = desk.file.read_text().splitlines()
    line = next(n for n, row in enumerate(rows, 1) if row.startswith("def output_delta("))
    opened = re.match(r"\+(\d+) (.*)", seen.read_text())
    assert opened
    assert int(opened[1]) >= line
    assert opened[2] == str(desk.file)
    with Terminal(desk, "3", EDITOR="", **alone) as terminal:
        terminal.until("k03_deltas  Deltas: not started", "write `output_delta` in katas/")
        terminal.press("o")
        terminal.until("No editor is known: set VISUAL or EDITOR")


@pytest.mark.soak
def test_an_endless_loop_ends_with_its_time_or_with_the_watch(desk):
    """Left alone, it is timed out; q ends it."""
    with Terminal(desk, "3") as terminal:
        terminal.until("k03_deltas  Deltas: not started", "0 of 7")
        desk.file.write_text(LOOP)
        terminal.until("! k03_deltas  Deltas: timed out", "did not finish within 2 s")
        terminal.press("r")
        terminal.until("… k03_deltas  Deltas: running")
        (looping,) = children(terminal.process.pid)
        terminal.press("q")
        assert terminal.end() == 0
        assert not alive(looping)
    assert [status for _, _, status in desk.done()] == ["timed_out"]


@pytest.mark.soak
def test_every_way_of_saving_is_noticed(desk):
    """In two halves, by renaming, after a deletion, and twice with one size and one time."""
    with Terminal(desk, "k03") as terminal:
        terminal.until("k03_deltas  Deltas: not started")
        with desk.file.open("w") as file:
            file.write(desk.right[: desk.right.index("layer_2 - y")])
            file.flush()
            terminal.until("! k03_deltas  Deltas: broken", "Python cannot read this line")
            file.write(desk.right[desk.right.index("layer_2 - y") :])
        terminal.until("✓ k03_deltas  Deltas: done")
        beside = desk.file.with_suffix(".tmp")
        beside.write_text(desk.wrong)
        beside.replace(desk.file)
        terminal.until("✗ k03_deltas  Deltas: wrong")
        desk.file.unlink()
        terminal.until(
            "! k03_deltas  Deltas: broken",
            "k03_deltas.py is missing. If you renamed it, rename it back; for a new stub: python",
            "Next: bring k03_deltas.py back.",
        )
        moment = (time.time_ns() + 60 * 10**9,) * 2
        desk.file.write_text(desk.right)
        os.utime(desk.file, ns=moment)
        terminal.until("✓ k03_deltas  Deltas: done")
        assert len(desk.wrong) == len(desk.right)
        desk.file.write_text(desk.wrong)
        os.utime(desk.file, ns=moment)
        terminal.until("✗ k03_deltas  Deltas: wrong")


def test_keys_for_a_hint_a_reset_and_all_katas(desk):
    """H gives one hint more each time, w the place; x asks first; a runs every kata."""
    desk.file.write_text(desk.wrong)
    with Terminal(desk, "k03") as terminal:
        terminal.until("✗ k03_deltas  Deltas: wrong", "· k07")
        terminal.press("w")
        terminal.until("Step 1 of", "Look at this line:")
        terminal.press("h")
        terminal.until("Hint 1 of 3 for `output_delta`, the idea:")
        terminal.press("h")
        terminal.until("Hint 2 of 3 for `output_delta`, the formula:")
        terminal.press("h")
        terminal.until("Hint 3 of 3 for `output_delta`, the skeleton:")
        terminal.press("h")
        terminal.until("Step 2 of")
        terminal.press("a")
        deadline = time.monotonic() + PATIENCE
        while desk.done().count(("run", "k03", "wrong")) < 2:
            assert time.monotonic() < deadline, "\n".join(terminal.rows)
            terminal.read(0.1)  # unread, what it draws would stop it
        terminal.press("x")
        terminal.until("Reset k03_deltas to the stub? A backup is kept.  y/n")
        terminal.press("n")
        terminal.until("n next  h hint")
        assert desk.file.read_text() == desk.wrong
        terminal.press("xy")
        terminal.until("k03_deltas  Deltas: not started", "The stub is back; your work is in")
    (backup,) = (desk.folder / ".dojo" / "backups").glob("*/k03_deltas.py")
    assert backup.read_text() == desk.wrong
    kinds = [kind for kind, _, _ in desk.done()]
    assert kinds.count("hint") == 5
    assert kinds.count("run") == 2
    assert kinds[-1] == "reset"


@pytest.mark.parametrize(
    ("outcome", "diagnosis"), [("failed", ""), ("failed", "x"), ("passed", "")]
)
def test_where_a_mistake_has_no_name_its_place_is_offered(outcome, diagnosis):
    """In 60 columns there is room for that key, too."""
    (kata,) = load_course().only("k03").katas
    tests = [results.TestResult("test", "", outcome, diagnosis=diagnosis)]
    state = State((kata,), "", own=True, current=kata)
    state.results[kata] = results.KataResult(kata.id, kata.title, tests)
    console = Console(file=StringIO(), width=60, height=20)
    console.print(Frame(state), end="")
    (keys,) = re.findall("n next .*q quit", console.file.getvalue())

    assert ("w where" in keys) == (outcome == "failed" and not diagnosis)


def test_a_small_window_keeps_the_beginning_of_the_lesson_and_has_the_picture_by_a_key(desk):
    """In 24 lines: what is cut is found in the file; the last h is no dead end; p has all of it."""
    for path in set(desk.katas.glob("k0[1-7]*.py")) - {desk.file}:
        desk.solve(path.stem)
    with Terminal(desk, size=(24, 80), DOJO_QUESTIONS="off") as terminal:
        rows = terminal.until(
            "· k03_deltas  Deltas", "… the rest is at the top of katas/k03_deltas.py"
        )
        assert "Output: the error is prediction minus target." in "\n".join(rows)
        for number in (1, 2, 3):
            terminal.press("h")
            terminal.until(f"Hint {number} of 3 for `output_delta`")
        terminal.press("h")
        rows = terminal.until("There is no further hint for `output_delta`", "--level blanks")
        assert "--where" not in "\n".join(rows)
        desk.file.write_text(desk.right)
        terminal.until("Press p to see its picture", "all katas are done: press q, and see what")
        assert "Your code draws its picture …".encode() in terminal.raw
        terminal.press("p")
        terminal.until("Nearly 0 or 1, a node has a small slope", "Any key: back to the watch")
        terminal.press(" ")
        terminal.until("✓ k03_deltas  Deltas: done", "n next  h hint")


def test_a_narrow_window_breaks_lines_at_words_and_keeps_numbers_in_rows(desk):
    """In 60 columns, what was expected stands under what was returned; a hint under its start."""
    left = '    raise NotImplementedError("k01: sigmoid")\n    return 1 /'
    desk.solve("k01_sigmoid", "    return 1 /", left)
    with Terminal(desk, "k01", size=(30, 60)) as terminal:
        terminal.until("Next: `sigmoid` still has the stub's `raise`, which stops")
        desk.solve("k01_sigmoid", "np.exp(-x)", "np.exp(x)")
        rows = terminal.until("Mistake: lost the minus sign", "Hint:    A large x has to come out")
    returned = rows.index("      returned (* differs)")
    assert rows[returned + 1] == "      [ 0.8808*     0.5   0.3775* 0.04743*]"
    assert rows[returned + 2 : returned + 4] == [
        "      expected",
        "      [0.1192    0.5 0.6225 0.9526]",
    ]
    assert "         is minus x." in rows


SIGNALS = ["\x03", signal.SIGTERM, signal.SIGHUP]


@pytest.mark.parametrize(
    "end", ["q", *(pytest.param(each, marks=pytest.mark.soak) for each in SIGNALS)]
)
def test_the_terminal_is_left_as_it_was(desk, end):
    """After q, Ctrl-C or a signal: the modes, the first screen, the cursor; exit code 0."""
    with Terminal(desk, "k03") as terminal:
        terminal.until("k03_deltas  Deltas: not started")
        assert not termios.tcgetattr(terminal.fd)[3] & termios.ICANON
        if isinstance(end, str):
            terminal.press(end)
        else:
            terminal.process.send_signal(end)
        assert terminal.end() == 0
        assert termios.tcgetattr(terminal.fd) == terminal.modes
        assert terminal.raw.endswith(b"\x1b[?25h\x1b[?1049l")


@pytest.mark.soak
def test_a_window_that_is_closed_ends_the_watch(desk):
    """With the terminal gone, even in the middle of a run, nothing stays behind."""
    desk.file.write_text(LOOP)
    with Terminal(desk, "k03") as terminal:
        terminal.until("… k03_deltas  Deltas: running for 1 s")
        running = children(terminal.process.pid)
        assert running
        terminal.close()
        assert terminal.process.wait(PATIENCE) == 0
        assert not any(map(alive, running))


def test_the_screen_fits_any_window_and_obeys_no_color(desk):
    """The verdict's first line is on top and the keys are at the foot, after a resize as well."""
    desk.file.write_text(desk.wrong.replace("    return", "    print('\\x1b[2J')\n    return"))
    with Terminal(desk, "k03", NO_COLOR="1") as terminal:
        terminal.until("✗ k03_deltas  Deltas: wrong", "�[2J", "q quit")
        terminal.resize(16, 50)
        terminal.until("… cut here: python grader.py run k03 shows all", "q quit")
        keys = "n next h hint o open r run a all x reset q quit"
        while terminal.rows[-1] != keys:  # until it is drawn to the end
            assert terminal.read(PATIENCE), "\n".join(terminal.rows)
        rows = terminal.rows
        assert rows[0].startswith("✗ k03_deltas  Deltas: wrong")
        assert "Open:    katas/k03_deltas.py:" in "\n".join(rows)
    assert not re.search(rb"\x1b\[[\d;]*[349][0-7]", terminal.raw)


@pytest.mark.soak
def test_a_changed_suite_asks_for_a_new_start(desk):
    """The suites are loaded once; a change of them is said in one line."""
    with Terminal(desk, "k03") as terminal:
        terminal.until("k03_deltas  Deltas: not started")
        suite = desk.folder / "tests" / "test_k03_deltas.py"
        suite.write_text(suite.read_text() + "\n")
        terminal.until("The suites or the engine have changed: end the watch (q), and start it")


def test_without_a_terminal_verdicts_follow_one_another(desk):
    """Nobody can press a key: lines without escape codes, until a signal ends it."""
    with subprocess.Popen(
        [sys.executable, "grader.py", "watch", "k03"],
        cwd=desk.folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        said = [until(process, "0 of 7 katas done")]
        desk.file.write_text(desk.wrong)
        said.append(until(process, "0 of 7 katas done"))
        desk.file.write_text(desk.right)
        said.append(until(process, "1 of 7 katas done"))
        course = load_course()
        desk.file.write_text(text(course, course.find("k03"), "worked"), encoding="utf-8")
        said.append(until(process, "0 of 7 katas done"))
        process.terminate()
        assert process.wait(PATIENCE) == 0
    assert "k03_deltas  Deltas: not started" in said[0]
    assert "Mistake: took target minus prediction" in said[1]
    assert "k03_deltas  Deltas: done, " in said[2]
    assert "k03_deltas  Deltas: reading, " in said[3]
    assert "This is the worked example, not your work yet." in said[3]
    assert "\x1b" not in "".join(said)


def until(process, text):
    """Return the lines up to and with the one that has the text."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


@pytest.mark.soak
def test_where_nothing_can_be_forked_a_warm_process_waits(desk):
    """The same session with spare processes; none of them outlives it."""
    (desk.folder / "no_fork.py").write_text(NO_FORK)
    with Terminal(desk, "k03", script="no_fork.py") as terminal:
        terminal.until("k03_deltas  Deltas: not started", "· k07")
        desk.file.write_text(LOOP)
        terminal.until("… k03_deltas  Deltas: running")
        desk.file.write_text(desk.right)
        terminal.until("✓ k03_deltas  Deltas: done, ")
        spares = children(terminal.process.pid)
        terminal.press("q")
        assert terminal.end() == 0
    assert spares
    deadline = time.monotonic() + PATIENCE
    while any(map(alive, spares)):
        assert time.monotonic() < deadline


@pytest.mark.soak
def test_another_target_is_watched_and_not_recorded(desk):
    """`--target FILE` watches that file alone; a kata that is not there is a usage error."""
    file = desk.folder / "k03_deltas.py"
    file.write_text(desk.wrong)
    with Terminal(desk, "--target", str(file)) as terminal:
        rows = terminal.until("✗ k03_deltas  Deltas: wrong", "0 of 1 katas done")
        assert rows[-1] == "n next  o open  r run  a all  q quit"
        file.write_text(desk.right)
        rows = terminal.until("✓ k03_deltas  Deltas: done", "Next: all katas are done.")
    assert not (desk.folder / ".dojo").exists()
    with Terminal(desk, "k99") as terminal:
        assert terminal.end() == 2
        assert terminal.rows[0].startswith("There is no kata 'k99'; choose one of:")

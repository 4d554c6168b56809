"""The grading process that stays: the same verdicts, request after request."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dojo.apart import MOST_OPEN, usage
from dojo.registry import UsageError, load_course
from dojo.server import Grader
from tests.project.grading import FAKE_COURSE, ROOT, answers


@pytest.fixture
def grader():
    with Grader(load_course()) as grader:
        yield grader


def test_one_process_answers_request_after_request(grader, tmp_path):
    """Stubs, solutions and a mistake, judged by one process, each as by a command of its own."""
    stubs = grader.grade(["k01", "k03"], ROOT / "katas")
    assert [kata.status for kata in stubs.katas] == ["not_started", "not_started"]

    solutions = grader.grade(["k03"], ROOT / "solutions", seed=7)
    assert (solutions.katas[0].status, solutions.seed) == ("done", 7)

    answers(tmp_path, k03_deltas={"layer_2 - y": "y - layer_2"})
    first = grader.grade(["k03"], tmp_path).katas[0].first_failure
    assert first.diagnosis.startswith("took target minus prediction")


def test_files_can_be_sent_instead_of_named(grader):
    """Their contents come with the request, and a message names a file without any folder."""
    report = grader.grade(["k01"], {"k01_sigmoid.py": b"def sigmoid(x:"})
    assert report.katas[0].first_failure.message.startswith("k01_sigmoid.py:1: Python cannot")


def test_a_file_that_answers_several_katas_crosses_once(grader, monkeypatch):
    """And is called what its writer calls it, where that cannot be taken for anything else."""
    cells = [{"cell_type": "code", "source": "def sigmoid(x):\n    return x", "metadata": {}}]
    content = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode()
    files = dict.fromkeys(("k01_sigmoid.ipynb", "k02_forward.ipynb"), content)
    sent, send = [], grader.send
    monkeypatch.setattr(grader, "send", lambda *request: sent.append(request) or send(*request))
    for own, shown in {
        "Analyse 2.ipynb": "Analyse 2.ipynb",
        "../analysis.ipynb": "k01_sigmoid.ipynb",
        "k02_forward.ipynb": "k01_sigmoid.ipynb",
    }.items():
        called = dict.fromkeys(files, own)
        report = grader.grade(["k01", "k02"], files, isolation="strict", called=called)
        said = [kata.tests[-1].where or kata.tests[0].message for kata in report.katas]
        assert [each.startswith(shown) for each in said] == [True, True], said
    assert [len(contents) for _request, contents in sent] == 3 * [1]

    files["k02_forward.ipynb"] = content.replace(b"sigmoid(x)", b"forward_layer(x)")
    report = grader.grade(
        ["k01", "k02"], files, isolation="strict", called=dict.fromkeys(files, "a.ipynb")
    )
    assert "TypeError" in report.katas[1].first_failure.message, "each has its own, of one name"
    assert report.katas[0].first_failure.where.startswith("a.ipynb")


def test_a_submission_has_no_more_time_than_there_is_patience():
    """What one kata has used up is not there for the next; without patience it is."""
    with Grader(load_course(FAKE_COURSE)) as grader:
        katas, folder = ["k01", "k15", "k02", "k03"], FAKE_COURSE / "katas"
        report = grader.grade(katas, folder, isolation="strict", patience=0.5)
        assert [kata.status for kata in report.katas] == ["done", *3 * ["timed_out"]]
        for kata in report.katas[1:]:
            message = kata.first_failure.message
            assert "used up the time that there is for a whole submission" in message
        (known,) = grader.grade(["k02"], folder, isolation="strict").katas
        assert known.status == "wrong"


def test_an_endless_loop_costs_its_own_kata_only(tmp_path):
    """The request after one that was stopped is answered as ever."""
    (tmp_path / "k01_right.py").write_text("while True: pass\n")
    with Grader(load_course(FAKE_COURSE)) as grader:
        assert grader.grade(["k01"], tmp_path).katas[0].status == "timed_out"
        assert grader.grade(["k01"], FAKE_COURSE / "katas").katas[0].status == "done"


def test_what_cannot_be_answered_is_one_sentence(grader):
    """An unknown kata is refused, and the process goes on."""
    with pytest.raises(UsageError, match="There is no kata 'k99'"):
        grader.grade(["k99"], ROOT / "katas")
    assert grader.grade(["k01"], ROOT / "katas").total == 1


def test_closing_ends_whatever_it_runs(tmp_path):
    """A process that is still grading ends with `close`, and its endless loop with it."""
    sign = tmp_path / "pid"
    (tmp_path / "k01_sigmoid.py").write_text(
        f"import os\nopen({str(sign)!r}, 'w').write(str(os.getpid()))\nwhile True: pass\n"
    )
    grader = Grader(load_course())
    grader.send({"katas": ["k01"], "target": str(tmp_path), "seed": None, "isolation": ""})
    while not (sign.exists() and sign.read_text()):
        time.sleep(0.05)
    grader.close()

    with pytest.raises(ProcessLookupError):
        os.kill(int(sign.read_text()), 0)
    with pytest.raises(UsageError, match="has ended"):
        grader.grade(["k01"], ROOT / "katas")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it of other processes")
def test_what_a_process_has_used_is_known_until_it_ends():
    """However many are asked, few files stay open for it, and an ended one counts for nothing."""
    open_files = Path("/proc/self/fd")
    before = len(list(open_files.iterdir()))
    for _ in range(3 * MOST_OPEN):
        with subprocess.Popen([sys.executable, "-Sc", "while True: pass"]) as process:
            try:
                while not (alone := usage(process.pid)).ran:
                    time.sleep(0.001)  # some kernels count in ticks of hundredths of a second
                first, second = (usage(os.getpid(), process.pid) for _ in range(2))
            finally:
                process.kill()
        assert alone.ran < first.ran <= second.ran
        assert first.queued <= second.queued
        assert usage(process.pid)[1:] == (0, 0)
    assert len(list(open_files.iterdir())) <= before + MOST_OPEN + 1

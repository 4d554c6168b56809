"""`grader.py class` as an instructor types it: real submissions, the real wall, the real pool."""

import csv
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dojo.school.command import replacing
from dojo.school.gradebook import Gradebook
from tests.project.grading import ROOT, answers, grader, until
from tests.project.handing_in import put

RIGHT = (ROOT / "solutions" / "k01_sigmoid.py").read_text(encoding="utf-8")
KINDS = {
    "right": RIGHT,
    "wrong": RIGHT.replace("output * (1 - output)", "output"),
    "broken": "def sigmoid(x:\n",
    "crash": f"{RIGHT}\n\ndef sigmoid(x):\n    __import__('os')._exit(0)\n",
}


def hand_in(folder, count):
    """Fill the folder with submissions of k01, the kinds in turn; return it."""
    for number, kind in zip(range(count), list(KINDS) * count, strict=False):
        student = folder / f"{kind}-{number:03d}"
        student.mkdir(parents=True)
        (student / "k01_sigmoid.py").write_text(KINDS[kind], encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Grade a right submission and a wrong one; return the folder of both and their gradebook."""
    root = tmp_path_factory.mktemp("pair")
    done = grader("class", hand_in(root / "subs", 2), "--gradebook", root / "book.sqlite3")
    assert done.err.startswith("2 graded")  # nothing that ends with it has a line to leave
    return root


@pytest.fixture
def graded(pair, tmp_path):
    """Return a copy of the submissions, and one of the gradebook that knows them."""
    shutil.copytree(pair, tmp_path, dirs_exist_ok=True)
    return tmp_path / "subs", tmp_path / "book.sqlite3"


def book(path):
    """Return what the gradebook says of each student, without times and numbers of runs."""
    with Gradebook(path) as gradebook:
        rows = list(gradebook.rows())
    for row in rows:
        for kata in row.katas:
            for test in kata.tests:
                test.seconds = 0.0
    return [replace(row, seconds=0.0, at="", run=0) for row in rows]


def servers(mark):
    """Return the grading processes that were started with `mark` in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            if b"dojo.server" in words and mark.encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:  # it has just ended
            continue
    return found


def test_a_class_is_graded_stored_and_reported(tmp_path):
    """Each submission is a row with its points and mistake; a second run grades nothing again."""
    folder, gradebook = hand_in(tmp_path / "subs", 4), tmp_path / "book.sqlite3"
    whole = answers(tmp_path / "subs" / "right-000", k03_deltas={"layer_2 - y": "y - layer_2"})
    (whole / "k07_network.py").unlink()
    command = ["class", folder, "--gradebook", gradebook, "--csv", tmp_path / "c.csv"]
    done = grader(*command, "--json", tmp_path / "c.json")

    assert done.code == 0
    assert "4 graded, 0 unchanged" in done.err
    assert "4 students: 3 some points, 1 no points." in done.out
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows["right-000"]["k01_sigmoid status"] == "done"
    assert rows["right-000"]["k07_network status"] == "not_submitted"
    assert rows["right-000"]["mistakes"].startswith("took target minus prediction")
    assert rows["broken-002"]["k01_sigmoid status"] == "broken"
    assert rows["crash-003"]["k01_sigmoid status"] == "crashed"
    assert float(rows["crash-003"]["k01_sigmoid points"]) > 0  # for what does not
    assert {row["isolation"] for row in rows.values()} == {"strict"}
    told = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert [one["student"] for one in told["submissions"]] == sorted(rows)

    again = grader(*command)
    assert "0 graded, 4 unchanged" in again.err


@pytest.mark.soak
def test_a_regrade_says_what_changed_and_why(graded):
    """The old score stays in the book; the change is printed with its reason and its tests."""
    folder, gradebook = graded
    (folder / "wrong-001" / "k01_sigmoid.py").write_text(RIGHT, encoding="utf-8")
    done = grader("class", folder, "--gradebook", gradebook, "--regrade", "--jobs", 1)

    assert "because the submission has changed." in done.out
    assert "failed → passed" in done.out
    assert "right-000" not in done.out


def test_one_file_is_not_taken_for_a_zip(tmp_path):
    """A Python file in the place of the folder: one sentence, which says what to name."""
    (tmp_path / "mine.py").write_text(RIGHT, encoding="utf-8")
    done = grader("class", "mine.py", cwd=tmp_path)

    assert done.code == 2
    assert done.err == "mine.py is no zip; name the folder that holds submissions.\n"


@pytest.mark.soak
def test_without_a_wall_nothing_is_graded_unless_asked_for(tmp_path):
    """Where there is no bubblewrap, strict refuses and says what to install; basic is recorded."""
    folder, gradebook = hand_in(tmp_path / "subs", 1), tmp_path / "book.sqlite3"
    command = ["class", folder, "--gradebook", gradebook]
    refused = grader(*command, PATH="/nowhere")
    assert (refused.code, gradebook.exists()) == (2, False)
    assert "apt install bubblewrap" in refused.err

    assert grader(*command, "--isolation", "basic", PATH="/nowhere").code == 0
    assert [row.versions.isolation for row in book(gradebook)] == ["basic"]


@pytest.mark.soak
def test_what_is_handed_in_last_counts_even_if_it_was_there_before(graded):
    """A download of Monday's, then Tuesday's, then Monday's again: the row is Monday's."""
    folder, gradebook = graded
    file = folder / "right-000" / "k01_sigmoid.py"
    scores = [book(gradebook)[0].score]
    for kind in ("wrong", "right"):
        file.write_text(KINDS[kind], encoding="utf-8")
        assert grader("class", folder, "--gradebook", gradebook).code == 0
        scores.append(book(gradebook)[0].score)

    assert scores[0] == scores[2] > scores[1]
    assert "0 graded, 2 unchanged" in grader("class", folder, "--gradebook", gradebook).err


@pytest.mark.soak
def test_points_and_a_roster_that_come_later_reach_every_row(graded, tmp_path):
    """Another total is graded anew; a name and an address are only added."""
    folder, gradebook = graded
    shutil.rmtree(folder / "wrong-001")
    command = ["class", folder, "--gradebook", gradebook]
    (tmp_path / "r.csv").write_text("id,name,email\nright-000,Ada,ada@x.org\n", encoding="utf-8")
    assert "0 graded, 1 unchanged" in grader(*command, "--roster", tmp_path / "r.csv").err
    ada = book(gradebook)[0]
    assert (ada.student, ada.name, ada.email) == ("right-000", "Ada", "ada@x.org")

    assert "1 graded" in grader(*command, "--points", "50").err
    assert book(gradebook)[0].possible == 50


@pytest.mark.soak
def test_names_in_any_script_and_in_none_stop_no_report(tmp_path):
    """However a student is called, no file takes another's place; a file may have any name."""
    for name in ("小明", "小红", "𝔘" * 60):
        student = tmp_path / "subs" / name
        student.mkdir(parents=True)
        file = os.fsdecode(b"k01_sigmoid\xff.py")  # shown escaped, in JSON as elsewhere
        (student / file).write_text(RIGHT, encoding="utf-8")
    folder, told, reports = tmp_path / "subs", tmp_path / "results", tmp_path / "c.json"
    options = ("--gradebook", tmp_path / "b.sqlite3", "--json", reports, "--gradescope", told)
    done = grader("class", folder, *options, "--jobs", 1)

    assert done.code == 0
    assert len(list(told.glob("*.json"))) == 3
    rows = json.loads(reports.read_text(encoding="utf-8"))["submissions"]
    assert [row["files"] for row in rows] == 3 * [{"k01_sigmoid": "k01_sigmoid\\udcff.py"}]


def test_a_report_takes_the_place_of_another_only_when_it_is_whole(tmp_path):
    """A disk that is full leaves the old report as it was, and no half of the new one."""
    old, new, link = tmp_path / "c.csv", tmp_path / "new.csv", tmp_path / "link.csv"
    old.write_text("old", encoding="utf-8")
    link.symlink_to(old)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        for path in (old, new, link):
            with pytest.raises(OSError, match="File too large"), replacing(path) as place:
                place.write_text("new" * 100, encoding="utf-8")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "c.csv": "old",
        "link.csv": "old",
    }
    with replacing(link) as place:
        place.write_text("new", encoding="utf-8")
    assert (old.read_text(encoding="utf-8"), link.is_symlink()) == ("new", True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--jobs", "-1"], "invalid number above 0 (int) value: '-1'"),
        (["--points", "nan"], "invalid points (100, or k01=10,k02=15) value: 'nan'"),
        (["--points", "k01=10,20"], "invalid points (100, or k01=10,k02=15) value: 'k01=10,20'"),
        (["--patience", "0"], "invalid number above 0 (float) value: '0'"),
        (["--cluster", "nonsense://"], "No scheduler answers at nonsense://"),
        (["--csv", "/dev/full"], "/dev/full cannot be written: No space left on device."),
        (["--html", "no/such/r.html"], "no such folder; make it."),
        (["--gradebook", "import.csv"], "import.csv is no gradebook; name another file"),
        (["--csv", "one.txt", "--json", "one.txt"], "one.txt is named twice; give each file"),
        (["--csv", "book", "--gradebook", "book"], "book is named twice; give each file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tmp_path, arguments, sentence):
    """Exit code 2 and one sentence; a file that is no gradebook stays where and as it was."""
    folder = put(tmp_path / "subs" / "ada" / "essay.txt").parents[1]  # nothing that takes long
    (tmp_path / "import.csv").write_text("name,points\n", encoding="utf-8")
    done = grader("class", folder, *arguments, cwd=tmp_path)

    assert done.code == 2
    assert sentence in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "import.csv").read_text(encoding="utf-8") == "name,points\n"


@pytest.mark.soak
@pytest.mark.parametrize(("count", "times"), [(16, 2), (300, 20)])
def test_killed_again_and_again_the_gradebook_is_that_of_an_undisturbed_run(tmp_path, count, times):
    """After kill -9 at random moments, `class` goes on where it was; nothing is left running."""
    folder = hand_in(tmp_path / "subs", count)
    calm, killed = tmp_path / "calm.sqlite3", tmp_path / "killed.sqlite3"
    assert grader("class", folder, "--gradebook", calm, "--seed", 1).code == 0

    moments = random.Random(count)  # noqa: S311  any moments do
    command = [sys.executable, ROOT / "grader.py", "class", folder, "--seed", "1"]
    for _ in range(times):
        running = subprocess.Popen(
            [*map(str, command), "--gradebook", str(killed)],
            env=os.environ | {"DOJO_MARK": str(tmp_path)},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.3, 2.0))
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert grader("class", folder, "--gradebook", killed, "--seed", 1).code == 0

    assert book(killed) == book(calm)
    assert until(lambda: not servers(str(tmp_path)))


@pytest.mark.soak
def test_ctrl_c_ends_the_batch_and_keeps_what_was_graded(tmp_path):
    """One word, exit code 2, and what was finished is in the gradebook."""
    folder, gradebook = hand_in(tmp_path / "subs", 24), tmp_path / "book.sqlite3"
    command = [sys.executable, ROOT / "grader.py", "class", folder, "--gradebook", gradebook]
    with subprocess.Popen(
        [*map(str, command)],
        env=os.environ | {"DOJO_MARK": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        while not (gradebook.exists() and book(gradebook)):
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()

    assert running.returncode == 2
    assert said.endswith("Stopped.\n")
    assert 0 < len(book(gradebook)) < 24
    assert servers(str(tmp_path)) == []

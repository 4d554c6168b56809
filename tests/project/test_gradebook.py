"""The gradebook under everything that happens to files, and what it says after a regrade."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace

import pytest

from dojo.registry import UsageError
from dojo.school.assignment import Assignment
from dojo.school.class_text import class_changes
from dojo.school.gradebook import Gradebook
from dojo.school.row import Graded, graded
from dojo.school.submission import Submission
from tests.project.grading import ROOT
from tests.project.handing_in import COURSE, SAME, result, row, shown, submission

# Grades what is not in the gradebook yet, and says each student's name once the row is in it.
WRITER = """
import sys
from pathlib import Path
from dojo.school.gradebook import Gradebook
from tests.project.handing_in import SAME, row, submission
with Gradebook(Path(sys.argv[1])) as book:
    book.begin(SAME)
    for number in range(int(sys.argv[2])):
        student = f"{sys.argv[3]}{number:03}"
        if not book.known(submission(student)):
            book.add(row(student))
        print(student, flush=True)
    book.finish()
"""


@pytest.fixture
def path(tmp_path):
    """Return where a gradebook may be."""
    return tmp_path / "gradebook.sqlite3"


def writer(path, count, name="s"):
    command = [sys.executable, "-c", WRITER, str(path), str(count), name]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


def ended(process):
    process.communicate()
    return process.returncode


def store(path, *rows, versions=SAME, regrade=False):
    """Store the rows in a run of their own, and return its number."""
    with Gradebook(path) as book:
        run = book.begin(versions, regrade=regrade)
        for each in rows:
            book.add(each)
        book.finish()
    return run


def stored(path, **more):
    with Gradebook(path) as book:
        return list(book.rows(**more))


def raw_count(path):
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return db.execute("SELECT count(*), count(DISTINCT student) FROM rows").fetchone()


def test_a_row_comes_back_as_it_was_stored(path):
    """Every field survives the file, the tests of every kata included."""
    before = row("ada", ("passed", "failed"), diagnosis="took the slope", hint="No.", where="x:1")
    store(path, before)
    (after,) = stored(path)

    assert after == replace(before, run=1)
    assert after.katas[0].tests[1].hint == "No."
    assert (after.score, after.possible, after.status) == (round(100 / 14, 2), 100.0, "partly")


def test_a_finished_submission_is_not_graded_again(path):
    """Another content, suite, engine or isolation is; a folder of another name is not."""
    store(path, row("ada"))
    with Gradebook(path) as book:
        assert book._db.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"  # noqa: SLF001
        book.begin(SAME)
        assert book.known(replace(submission("ada"), origin="elsewhere"))
        assert not book.known(submission("ada", b"changed"))
        assert not book.known(submission("bob"))
        for field in ("engine", "suite", "isolation"):
            book.begin(replace(SAME, **{field: "other"}))
            assert not book.known(submission("ada"))


def test_a_submission_whose_grading_failed_is_tried_again(path):
    """A problem of the machine is not held against it; one of its own is."""
    store(path, row("ada", of=replace(submission("ada"), problem="The grading process has ended.")))
    store(path, row("bob", of=Submission("bob", "", problem="The zip is damaged.")))
    with Gradebook(path) as book:
        book.begin(SAME)
        assert not book.known(submission("ada"))
        assert book.known(Submission("bob", "", problem="The zip is damaged."))


@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.soak)])
def test_kill_9_loses_only_what_was_in_flight(path, times):
    """A run is killed at random moments and begun again each time; in the end all is there."""
    moments = random.Random(5)  # noqa: S311  no secret
    for _ in range(times):
        process = writer(path, 300)
        said = [process.stdout.readline() for _ in range(moments.randrange(1, 60))]
        time.sleep(moments.random() / 200)
        os.kill(process.pid, signal.SIGKILL)
        ended(process)
        students = {each.student for each in stored(path)}
        assert {line.strip() for line in said} <= students
    assert ended(writer(path, 300)) == 0
    assert raw_count(path) == (300, 300), "and nothing was graded twice"


def test_two_runs_at_once_do_no_harm(path):
    """Two processes, on a file neither has seen, store all they have."""
    writers = [writer(path, 100, name) for name in "ab"]
    assert [ended(process) for process in writers] == [0, 0]
    assert raw_count(path) == (200, 200)


ROT = {
    "noise": lambda _: random.Random(1).randbytes(5000),  # noqa: S311  no secret
    "truncated": lambda whole: whole[: len(whole) // 2],
    "torn page": lambda whole: whole[:4096] + bytes(4096) + whole[8192:],
    "a page in the middle": lambda whole: whole[:40_960] + b"\xff" * 4096 + whole[45_056:],
}


@pytest.mark.parametrize("rot", ROT.values(), ids=ROT)
def test_an_unreadable_gradebook_is_set_aside_and_said(path, rot):
    """Not a byte of it is lost, the sentence names where it is, and grading goes on."""
    store(path, *(row(f"s{number}") for number in range(40)))
    broken = rot(path.read_bytes())
    path.write_bytes(broken)
    with Gradebook(path) as book:
        notice = book.notice
        book.begin(SAME)
        book.add(row("ada"))

    (aside,) = path.parent.glob("*.corrupt-*")
    assert aside.read_bytes() == broken
    assert notice.endswith(f"was set aside as {aside.name}, and a new one was begun.")
    assert [each.student for each in stored(path)] == ["ada"]


def test_what_cannot_be_a_gradebook_is_one_sentence(tmp_path, path):
    """A folder, a missing folder, and a newer version's file are refused and left alone."""
    store(path, row("ada"))
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for place, sentence in {
        tmp_path: "cannot be used: unable to open",
        tmp_path / "no" / "book": "cannot be used: unable to open",
        path: r"is a newer version's \(schema 99, here 2\)",
    }.items():
        with pytest.raises(UsageError, match=f"^The gradebook .*{sentence}"):
            Gradebook(place)
    assert path.read_bytes() == before


def test_a_gradebook_of_the_version_before_is_taken_over(path):
    """It knew no assignments: what is in it is that of the one without a name."""
    store(path, row("ada"))
    with closing(sqlite3.connect(path)) as db:
        db.executescript("DROP TABLE asked; PRAGMA user_version = 1")
    with Gradebook(path) as book:
        assert (book.notice, book.kept(None, COURSE)) == ("", ("", None))
        book.begin(SAME)
        assert book.known(submission("ada"))
        assert [each.student for each in book.rows()] == ["ada"]
        book.begin(SAME, Assignment("hw2"))
        assert not book.known(submission("ada"))


@pytest.mark.parametrize("version", [0, 1, 2, 99])
@pytest.mark.parametrize("table", ["rows (id, student)", "moz_places (url)", "runs (id, x)"])
def test_another_program_s_file_is_refused_and_left_alone(path, table, version):
    """Whatever its tables are called, and whatever number they bear: not a byte of it changes."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"CREATE TABLE {table}; PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"another program's file and no gradebook|newer version"):
        Gradebook(path)
    assert path.read_bytes() == before


def test_a_full_disk_is_one_sentence_and_keeps_what_was_stored(path):
    """A write that fails says so, and leaves the rows before it."""
    store(path, row("ada"))
    with Gradebook(path) as book:
        book.begin(SAME)
        book._db.execute("PRAGMA max_page_count = 1")  # noqa: SLF001  no room for a further page
        with pytest.raises(UsageError, match=r"The gradebook .* cannot be used: .*full"):
            list(map(book.add, 100 * [row("bob")]))
    assert "ada" in [each.student for each in stored(path)]


def test_a_regrade_keeps_the_old_scores_and_says_what_changed_and_why(path):
    """The newest row counts; each change has the scores, the reason, and the tests behind it."""
    newer = replace(SAME, suite="new")
    store(path, row("ada"), row("bob"), row("eve"), row("mia"))
    run = store(
        path,
        row("ada", ("passed", "passed"), newer),
        row("bob", ("failed", "failed"), newer, of=submission("bob", b"new")),
        row("eve", ("failed", "failed"), newer),
        row("eve", versions=newer),  # graded twice, by two processes
        regrade=True,
        versions=newer,
    )
    store(path, row("mia", ("passed", "timed_out")))
    with Gradebook(path) as book:
        told = shown(class_changes(book.pairs(run)))
        mia = shown(class_changes(book.pairs(run + 1)))

    assert told == (  # and nothing of eve: her verdicts are the same
        "ada: 7.14 → 14.29, because the tests, weights or patience have changed.\n"
        "    k01  test_2: failed → passed\n"
        "bob: 7.14 → 0, because the submission has changed"
        " and the tests, weights or patience have changed.\n"
        "    k01  test_1: passed → failed\n"
    )
    assert "because nothing has changed: its code does not behave the same every time." in mia
    assert raw_count(path) == (9, 4)
    assert {each.student: each.score for each in stored(path)}["ada"] == 14.29


def test_a_regrade_that_was_broken_off_is_taken_up_again(path):
    """What it had graded is skipped; the next regrade begins anew."""
    store(path, row("ada"), row("bob"))
    with Gradebook(path) as book:
        first = book.begin(SAME, regrade=True)
        assert not book.known(submission("ada"))
        book.add(row("ada"))
    with Gradebook(path) as book:
        assert book.begin(SAME, regrade=True) == first
        assert book.known(submission("ada"))
        assert not book.known(submission("bob"))
        book.finish()
        assert book.begin(SAME, regrade=True) == first + 1


def test_a_regrade_for_other_katas_says_nothing_of_the_submission():
    """Nor of the tests: what is kept of both is what was due, and that has changed for sure."""
    first, suite = replace(COURSE, katas=COURSE.katas[:1]), replace(SAME, suite="of one kata")
    before = row("ada")
    after = graded(first, Graded(submission("ada"), [result("passed")], 0.5), suite)
    told = shown(class_changes([(before, replace(after, digest="of fewer files"))]))
    assert ", because other katas are due.\n" in told
    other = replace(after, versions=replace(suite, engine="newer"))
    told = shown(class_changes([(before, other)]))
    assert ", because other katas are due and the engine has changed.\n" in told

"""The grader in odd places: odd folders, closed streams, poor terminals, a clock that goes back.

Each either works or says one sentence on stderr, with exit code 2; never a traceback.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from dojo.practice.history import Event, History
from dojo.practice.reset import STAMP
from dojo.practice.review import schedule
from dojo.registry import KATAS
from dojo.streams import mend_streams
from tests.project.practising import Practice

SOAK = pytest.mark.soak
FOLDERS = [
    "a[b] $HOME::100%(x)s #*",
    pytest.param("line\nbreak", marks=SOAK),
    pytest.param("-ö'\"", marks=SOAK),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a learner's copy of the repo with one kata done, and one wrong that prints."""
    practice = Practice(tmp_path_factory.mktemp("odd"))
    practice.environment |= {"PYTHONIOENCODING": "", "LC_ALL": ""}
    practice.solve("k01_sigmoid")
    practice.solve("k03_deltas", "layer_2 - y", "y - layer_2")
    return practice


def shell(place, command, **environment):
    """Run `command` in a shell, where $GRADER is the grader; return code, stdout and stderr."""
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=place.folder,
        env=place.environment | {"GRADER": f"{sys.executable} grader.py"} | environment,
        capture_output=True,
        check=False,
    )
    streams = [stream.decode("utf-8") for stream in (done.stdout, done.stderr)]
    assert "Traceback" not in "".join(streams), streams
    assert "INTERNALERROR" not in "".join(streams), streams
    return done.returncode, *streams


def is_one_sentence(outcome, *parts):
    code, _, err = outcome
    return code == 2 and err.count("\n") == 1 and all(part in err for part in parts)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_checkout_may_have_any_name(place, tmp_path, name):
    """Signs that mean something to pytest or to a shell are a name like any other."""
    folder = tmp_path / name
    folder.mkdir()
    for part in ("dojo", "tests", "solutions", "pyproject.toml"):
        (folder / part).symlink_to(place.folder / part)
    shutil.copytree(place.katas, folder / "katas")
    shutil.copytree(place.folder / "dojo", folder / "own")  # where the checkout is, it is asked
    (folder / "dojo").unlink()
    (folder / "own").rename(folder / "dojo")
    shutil.copy(place.folder / "grader.py", folder)
    done = subprocess.run(
        [sys.executable, "grader.py", "run", "k01", "--json"],
        cwd=folder,
        env=place.environment,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["katas"][0]["status"] == "done"


def test_closed_streams_are_as_good_as_nothing(place):
    """The verdict is the exit code; a question without an answer is one sentence."""
    assert shell(place, "$GRADER run k03 <&- >&- 2>&-") == (1, "", "")
    assert is_one_sentence(shell(place, "$GRADER reset k02 <&-"), "add --yes")
    assert is_one_sentence(shell(place, "$GRADER run k99 >&-"), "There is no kata")


@pytest.mark.soak
def test_closed_streams_are_as_good_as_nothing_to_any_command(place):
    """The same for a pass, for lists, for files that are written, and for a refusal."""
    assert shell(place, "$GRADER run k01 <&- >&- 2>&-") == (0, "", "")
    assert shell(place, "$GRADER reset --list >&-") == (0, "", "")
    assert shell(place, "$GRADER rebuild --no-editor >&-")[0] == 1
    assert shell(place, "$GRADER run k99 2>&- <&-") == (2, "", "")


def test_a_file_does_not_get_the_number_of_a_closed_stream(place):
    """Otherwise what the learner's code prints would be written into it."""
    program = "import os, sys, grader; grader.main(['reset', '--list']); f = open('katas/new', 'w')"
    command = f'{sys.executable} -c "{program}; sys.exit(f.fileno() < 3)" <&- >&- 2>&-'

    assert shell(place, command) == (0, "", "")


def test_the_watch_goes_on_without_streams(place):
    """It watches until it is told to end."""
    command = f"exec {sys.executable} grader.py watch --target katas/k01_sigmoid.py <&-"
    watch = subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=place.folder,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    first = watch.stdout.read(1)  # comes with the first verdict
    watch.send_signal(signal.SIGINT)
    out, err = watch.communicate()

    assert (watch.returncode, err) == (0, b"")
    assert b"k01_sigmoid  Sigmoid: done" in first + out


def test_a_full_device_and_a_closed_pipe(place):
    """One sentence, and for a reader who has seen enough none."""
    assert is_one_sentence(shell(place, "$GRADER reset --list >/dev/full"), "cannot be written")
    assert shell(place, "$GRADER run k99 2>/dev/full") == (2, "", "")
    assert shell(place, "{ $GRADER --help; echo $? >&2; } | true")[2] in ("0\n", "2\n")
    assert shell(place, "$GRADER history | true") == (0, "", "")


def test_a_deleted_working_folder_is_one_sentence(place, tmp_path):
    """It names the folder to go to."""
    grader = f"{sys.executable} {place.folder}/grader.py"
    gone = f"mkdir {tmp_path}/gone && cd {tmp_path}/gone && rmdir {tmp_path}/gone && {grader}"

    assert is_one_sentence(shell(place, gone), "has been deleted", f"cd {place.folder}")
    assert is_one_sentence(shell(place, f"{gone} history"), "has been deleted")


def test_where_the_encoding_lacks_a_sign_it_is_spelled_in_ascii(place):
    """Words and tables keep their places; what has no spelling is escaped, and JSON stays JSON."""
    (place.katas / "k02_forward.py").write_text("print('é → 日')\n" + stub(place), encoding="utf-8")
    run = shell(place, "$GRADER run k02; $GRADER", LC_ALL="C")
    assert run[1].isascii()
    assert "+ k01  Sigmoid" in run[1]
    assert "x k03  Deltas" in run[1]
    assert ". k04  Weight update" in run[1]
    assert r"\xe9 -> \u65e5" in run[1]
    assert "?" not in run[1]
    report = shell(place, "$GRADER run k02 --json", LC_ALL="POSIX")[1]
    assert json.loads(report)["total"] == 1
    assert report.isascii()


def stub(place):
    return (place.folder / "solutions" / "k02_forward.py").read_text(encoding="utf-8")


def test_only_what_is_lacking_is_spelled():
    """A Windows console has some of the signs; a terminal in UTF-8 has them all."""
    mend_streams()

    for encoding, shown in {
        "cp1252": "+ x · › – … × -> ² é",
        "utf-8": "✓ ✗ · › – … × → ² é",
        "ascii": r"+ x . > - ... x -> ^2 \xe9",
    }.items():
        assert "✓ ✗ · › – … × → ² é".encode(encoding, "spelled") == shown.encode(encoding)


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "dumb", "COLUMNS": "20", "TMPDIR": "/nonexistent", "PYTHONWARNINGS": "error"},
        {"COLUMNS": "-5", "NO_COLOR": "1", "HOME": "/nonexistent", "PYTEST_ADDOPTS": "--nonsense"},
    ],
)
def test_an_odd_environment_changes_no_verdict(place, environment):
    """Neither the window's size nor a variable that nobody has set right."""
    code, out, err = shell(place, "$GRADER run k01", **environment)

    assert (code, err) == (0, "")
    assert "k01_sigmoid  Sigmoid: done, 15/15 tests" in out
    assert "\x1b" not in out


@pytest.mark.soak
def test_a_read_only_checkout_is_tested_all_the_same(place):
    """The verdict comes; what cannot be written down is one sentence. Plain pytest passes, too."""
    folder = place.folder
    shutil.rmtree(folder / ".dojo", ignore_errors=True)
    mount = f"bwrap --dev-bind / / --ro-bind {folder} {folder} --chdir {folder}"
    code, out, err = shell(place, f"{mount} $GRADER run k01")
    assert (code, err.count("\n")) == (0, 1)
    assert "15/15" in out
    assert is_one_sentence(shell(place, f"{mount} $GRADER reset k01 --yes"), "Read-only")
    plain = f"{mount} {sys.executable} -m pytest -q tests/test_k01_sigmoid.py"
    assert shell(place, plain)[::2] == (0, "")


def test_a_kata_that_is_no_file_is_named(place):
    """A pipe is never waited for, a folder never overwritten."""
    path = place.katas / "k04_weight_update.py"
    whole = path.read_bytes()
    path.unlink()
    os.mkfifo(path)
    try:
        for command in ("reset k04 --yes", "solution k04 --give-up"):
            outcome = shell(place, f"$GRADER {command}")
            assert is_one_sentence(outcome, "k04_weight_update.py is no file", "move it away")
    finally:
        path.unlink()
        path.write_bytes(whole)


def test_without_katas_the_next_step_is_named_and_works(place):
    """`reset --all` brings the folder back."""
    aside = place.folder / "aside"
    place.katas.rename(aside)
    try:
        assert is_one_sentence(shell(place, "$GRADER"), "katas/ is missing", "reset --all --yes")
        assert shell(place, "$GRADER reset --all --yes")[0] == 0
        assert len(list(place.katas.glob("*.py"))) == len(KATAS)
    finally:
        shutil.rmtree(place.katas)
        aside.rename(place.katas)


@pytest.mark.soak
def test_a_clock_that_goes_back_changes_no_order(place):
    """Hints count on, backups are the newest first, and a kata's own is found by its name."""
    ahead = datetime.now(UTC) + timedelta(days=400)
    history = History(place.folder / ".dojo" / "history.sqlite3")
    history.record(Event("hint", "k05_alpha", detail={"function": "roll", "number": 1}, when=ahead))
    told = shell(place, "$GRADER hint k05 roll; $GRADER hint k05 roll")[1]
    assert [line[:11] for line in told.splitlines() if line.startswith("Hint")] == [
        "Hint 2 of 3",
        "Hint 3 of 3",
    ]
    old = place.folder / ".dojo" / "backups" / ahead.strftime(STAMP)
    old.mkdir(parents=True)
    (old / "k01_sigmoid.py").write_text("old = 1\n", encoding="utf-8")
    mine = (place.katas / "k01_sigmoid.py").read_bytes()
    shell(place, "$GRADER reset k01 --yes; $GRADER reset k03 --yes")
    code, out, _ = shell(place, "$GRADER reset k01 --undo")
    assert (code, "k03" in out) == (0, False)
    assert (place.katas / "k01_sigmoid.py").read_bytes() == mine


def test_the_review_goes_by_the_order_of_the_rows():
    """A hint that is written down after a pass belongs to the next attempt, whatever its time."""
    now = datetime.now(UTC)
    passed = Event("run", "k01_sigmoid", "done", level="stub", when=now - timedelta(days=9))
    earlier = now - timedelta(days=30)
    later = [Event("hint", "k01_sigmoid", when=earlier)] * 3

    def due(events):
        (item,) = schedule(events, KATAS, now)
        return item.due

    assert due([passed, *later]) == due([passed])

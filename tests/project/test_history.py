"""The history under everything that happens to files: two writers, kill -9, rot, a full disk."""

import csv
import io
import json
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest

from dojo.practice.history import Event, History, HistoryError, location, record
from dojo.registry import load_course
from tests.project.grading import ROOT

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WRITER = """
import sys
from pathlib import Path
from dojo.practice.history import Event, record
for number in range(int(sys.argv[2])):
    warning = record(Path(sys.argv[1]), Event("run", sys.argv[3], detail={"number": number}))
    print(warning or number, flush=True)
    if warning:
        break
"""

READER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("SELECT * FROM events").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    """Return where a history may be; its folder does not exist yet."""
    return tmp_path / ".dojo" / "history.sqlite3"


def writer(path, count, kata="k01_sigmoid", before=""):
    """Start a process that records `count` events and prints each one's number once it is in."""
    command = [sys.executable, "-c", before + WRITER, str(path), str(count), kata]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


def numbers(path, kata=None):
    return [event.detail["number"] for event in History(path).events(kata)]


def is_sound(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def set_aside(path):
    return sorted(
        entry.name for entry in path.parent.glob("*.corrupt-*") if "-wal" not in str(entry)
    )


def test_an_event_comes_back_as_it_was_recorded(path):
    """Every field survives the file, the time to the millisecond and in UTC."""
    when = datetime(2026, 11, 24, 12, 0, 0, 123_000, tzinfo=timezone(timedelta(hours=2)))
    event = Event(
        *("run", "k03_deltas", "wrong", 3, 9, 0.25, "stub", ("swapped the factors",)),
        {"code_lines": 7},
        when,
    )

    assert record(path, event) == ""
    assert History(path).events() == [event]
    assert History(path).events()[0].when.isoformat() == "2026-11-24T10:00:00.123000+00:00"


def test_events_are_in_order_of_their_rows_and_can_be_chosen(path):
    """Events come oldest first, also after a clock was set back; all, or of one kata or kind."""
    late = Event("run", "k01_sigmoid", when=NOON)
    early = Event("hint", "k02_forward", when=NOON - timedelta(days=1))
    History(path).record(late, early)

    assert History(path).events() == [late, early]
    assert History(path).events("k02_forward") == [early]
    assert History(path).events(kind="run") == [late]


def test_reading_where_nothing_happened_yet_leaves_no_file(path):
    """An absent history is an empty one, and stays absent."""
    assert History(path).events() == []
    assert not path.parent.exists()


def test_a_mistake_that_stays_is_made_once(path):
    """A mistake counts again only after a run of the same kata without it."""
    made = [("signs",), ("signs",), (), ("signs", "shape"), ("shape",)]
    other = Event("run", "k02_forward", mistakes=("shape",), when=NOON + timedelta(minutes=9))
    runs = [
        Event("run", "k01_sigmoid", mistakes=mistakes, when=NOON + timedelta(minutes=minute))
        for minute, mistakes in enumerate(made)
    ]
    History(path).record(*runs, other)

    assert History(path).mistakes() == [("shape", 2), ("signs", 2)]


def test_the_environment_says_where_the_history_is(monkeypatch, tmp_path):
    """DOJO_HISTORY wins over the hidden folder in the course."""
    monkeypatch.delenv("DOJO_HISTORY", raising=False)
    assert location(load_course()) == ROOT / ".dojo" / "history.sqlite3"
    monkeypatch.setenv("DOJO_HISTORY", str(tmp_path / "mine"))
    assert location(load_course()) == tmp_path / "mine"


def test_two_writers_at_once_lose_nothing(path):
    """Two processes that record 200 events each, into a file neither has seen, leave 400."""
    writers = [writer(path, 200, kata) for kata in ("k01_sigmoid", "k02_forward")]
    for process in writers:
        process.communicate()

    assert sorted(numbers(path, "k01_sigmoid")) == list(range(200))
    assert sorted(numbers(path, "k02_forward")) == list(range(200))
    assert is_sound(path)


@pytest.mark.parametrize("rounds", [3, pytest.param(10, marks=pytest.mark.soak)])
def test_kill_9_loses_nothing_that_was_recorded(path, rounds):
    """However a writer is killed, the file is sound and holds all that was reported as in it."""
    luck = random.Random(9)  # noqa: S311  no secret
    for round_number in range(rounds):
        with writer(path, 100_000, f"round {round_number}") as process:
            first = process.stdout.readline()
            time.sleep(luck.uniform(0, 0.05))
            process.kill()
            rest = process.stdout.read()  # communicate() would miss what was read ahead
        acknowledged = [
            int(line) for line in (first + rest).splitlines(keepends=True) if "\n" in line
        ]

        assert numbers(path, f"round {round_number}")[: len(acknowledged)] == acknowledged
        assert is_sound(path)


@pytest.mark.parametrize("rot", ["noise", "truncated", "torn page"])
def test_an_unreadable_file_is_set_aside(path, rot):
    """It keeps its bytes under a name that says when, the caller is told, and recording goes on."""
    History(path).record(*[Event("run", "k01_sigmoid", when=NOON)] * 400)
    whole = path.read_bytes()
    broken = {
        "noise": random.Random(1).randbytes(5000),  # noqa: S311  no secret
        "truncated": whole[: len(whole) // 2],
        "torn page": whole[:4096] + bytes(4096) + whole[8192:],
    }[rot]
    path.write_bytes(broken)
    history = History(path)
    event = Event("hint", "k01_sigmoid", when=NOON)

    before = history.events()
    history.record(event)

    (name,) = set_aside(path)
    assert re.fullmatch(r"history\.sqlite3\.corrupt-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d", name)
    assert before == []
    assert f"could not be read: it was set aside as {name}, and a new" in history.file.notice
    assert path.with_name(name).read_bytes() == broken
    assert History(path).events() == [event]


def test_what_was_set_aside_is_never_overwritten(path):
    """A second unreadable file, be it within the same second, gets a name of its own."""
    path.parent.mkdir()
    texts = ["no database, for sure; not the first", "and neither is this, the second"]
    for text in texts:
        path.write_text(text, encoding="utf-8")
        History(path).record(Event("hint", "k01_sigmoid"))

    kept = [path.with_name(name).read_text(encoding="utf-8") for name in set_aside(path)]
    assert kept == texts


@pytest.mark.parametrize("looks", range(1, 5))
def test_a_file_that_another_process_is_just_making_is_no_foreign_one(path, monkeypatch, looks):
    """Whenever, between two looks at the file, the other one makes it."""
    path.parent.mkdir()
    history, connect, seen = History(path), sqlite3.connect, []

    class Overtaken(sqlite3.Connection):
        def execute(self, *arguments):
            seen.append(arguments)
            if len(seen) == looks:
                monkeypatch.undo()
                History(path).record(Event("run", "k01_sigmoid"))
            return super().execute(*arguments)

    def opened(name, **options):
        own = {"factory": Overtaken} if name == path else {}
        return connect(name, **options, **own)

    monkeypatch.setattr(sqlite3, "connect", opened)
    assert history.file.set_aside() == ""

    assert set_aside(path) == []
    assert [event.kata for event in history.events()] == ["k01_sigmoid"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames no file that is open")
def test_the_log_goes_with_the_file_it_belongs_to(path):
    """A write-ahead log that another process holds open is set aside too, and not replayed."""
    History(path).record(Event("run", "k01_sigmoid"))
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    reader.stdout.readline()
    path.write_bytes(b"no database" * 1000)
    History(path).record(Event("hint", "k02_forward"))
    reader.communicate()

    assert any(path.parent.glob("history.sqlite3.corrupt-*-wal"))
    assert [event.kata for event in History(path).events()] == ["k02_forward"]


def test_two_writers_that_find_an_unreadable_file_set_it_aside_once(path):
    """Neither takes the other's new file for the unreadable one, and nothing recorded is lost."""
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1000)
    writers = [writer(path, 20, kata) for kata in ("k01_sigmoid", "k02_forward")]
    printed = [process.communicate()[0] for process in writers]

    # A writer stops after its first warning, and one of the two has seen to the file.
    assert len(set_aside(path)) == 1
    assert sum("was set aside" in text for text in printed) == 1
    assert sorted(map(len, (numbers(path, "k01_sigmoid"), numbers(path, "k02_forward")))) == [1, 20]


def test_a_file_that_another_process_has_replaced_stays(path):
    """Who comes second with an unreadable file finds the new one sound and leaves it in place."""
    history = History(path)
    history.record(Event("run", "k01_sigmoid"))
    assert history.file.set_aside() == ""  # the race of the test above, made certain

    assert set_aside(path) == []
    assert history.file.notice == ""
    assert len(history.events()) == 1


def test_a_newer_history_is_refused_and_left_alone(path):
    """A file of a later schema is neither read nor written, and the sentence says what to do."""
    History(path).record(Event("run", "k01_sigmoid"))
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 2")
    content = path.read_bytes()

    with pytest.raises(HistoryError, match=r"newer version's \(schema 2, here 1\): update the"):
        History(path).events()
    assert "git pull" in record(path, Event("run", "k01_sigmoid"))
    assert path.read_bytes() == content


def test_where_no_file_can_be_there_is_one_sentence(tmp_path):
    """A file where the folder should be, or a folder where the file should be, is said plainly."""
    (tmp_path / "file").touch()

    for impossible in (tmp_path / "file" / "history.sqlite3", tmp_path):
        warning = record(impossible, Event("run", "k01_sigmoid"))
        assert warning.startswith("The history ")
        assert warning.endswith(".")
        assert "\n" not in warning


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
@pytest.mark.soak
def test_a_full_disk_stops_the_history_and_nothing_else(path):
    """When the file cannot grow any more, `record` says so, and what was in it stays."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (48_000, 48_000))\n"
    process = writer(path, 100_000, before=limit)
    *acknowledged, warning = process.communicate()[0].splitlines()

    assert process.returncode == 0
    assert "cannot be used: " in warning
    assert len(acknowledged) > 100
    assert numbers(path) == list(map(int, acknowledged))


def test_a_locked_history_is_waited_for_and_then_given_up(path, monkeypatch):
    """Who cannot write within the time to wait says that another process has locked the file."""
    monkeypatch.setattr("dojo.practice.history.PATIENCE", 0.1)
    History(path).record(Event("run", "k01_sigmoid"))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        assert "database is locked" in record(path, Event("run", "k01_sigmoid"))
        assert len(History(path).events()) == 1, "reading needs no lock"
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.soak
def test_a_lock_that_is_let_go_costs_no_event(path):
    """Who finds the file locked, for longer than SQLite itself would wait, writes after that."""
    History(path).record(Event("run", "k01_sigmoid"))
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.execute("BEGIN IMMEDIATE")
    release = threading.Timer(1.3, db.close)
    release.start()
    try:
        assert record(path, Event("run", "k01_sigmoid")) == ""
    finally:
        release.join()
    assert len(History(path).events()) == 2


def test_events_that_belong_together_are_all_in_or_none(path):
    """One bad event takes the rest of its transaction with it."""
    with pytest.raises(HistoryError):
        History(path).record(Event("run", "k01_sigmoid"), Event(object(), "k02_forward"))
    assert History(path).events() == []


def test_a_table_for_a_spreadsheet_holds_no_formula(path):
    """A cell that a spreadsheet would compute begins with an apostrophe; numbers stay numbers."""
    event = Event("run", "=1+1", "-x", 3, 9, 0.25, "@a", ("+b", "c"), {"code_lines": 7}, NOON)
    stream = io.StringIO(newline="")
    History(path).record(event)
    History(path).export_csv(stream)
    header, row = csv.reader(stream.getvalue().splitlines())

    assert header[:4] == ["when", "kind", "kata", "status"]
    assert row == [
        *("2026-11-24T12:00:00.000Z", "run", "'=1+1", "'-x", "3", "9", "0.25", "'@a"),
        *("'+b; c", '{"code_lines": 7}'),
    ]


def test_the_json_export_is_one_object(path):
    """The export holds every field of every event, lists as lists."""
    stream = io.StringIO()
    History(path).record(Event("hint", "k01_sigmoid", mistakes=("a", "b"), when=NOON))
    History(path).export_json(stream)
    exported = json.loads(stream.getvalue())

    assert exported["schema"] == 1
    assert exported["events"][0]["when"] == "2026-11-24T12:00:00.000Z"
    assert exported["events"][0]["mistakes"] == ["a", "b"]
    assert exported["events"][0]["detail"] == {}
    assert len(exported["events"][0]) == 10

"""The attack suite: nothing that is handed in wins a pass, harms the machine, or sees a secret."""

import json
import re
import resource
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dojo.observe import Call
from dojo.school.likeness import likeness
from dojo.school.submission import SubmittedFile
from tests.project.attacks.packed import SAID, drop, pack
from tests.project.attacks.registry import ATTACKS, SIGHTS, SUBMISSIONS
from tests.project.attacks.watch import NAME, PORT, Watch
from tests.project.grading import ROOT
from tests.project.grading import cold_grader as grader
from tests.project.handing_in import put

AT_ONCE = 6  # several only wait, until their time is up
HONEST = ("a_right", "m_wrong", "z_right")
MOST_MEMORY = 2 << 20  # kB of one process: the wall's own limit, and as much again for its judge
MOST_SAID = 100_000  # characters in the messages of one submission
ON_LIST = range(1, 46)
PACKED = {6, 7, 8, 12, 27, 34, 43, 44, 45}  # these are folders, archives and notebooks


def armed(attack, watch):
    """Return the attack's text, with what only this run knows put in its place."""
    text = attack.file.read_text(encoding="utf-8")
    text = text.replace(PORT, str(watch.port)).replace(NAME, watch.name)
    text = text.replace("THE REPO", str(ROOT))
    return text.replace("____", "x" * 900_000) if attack.name == "long_line" else text


def told(kata):
    """Return what is said of the first failing test, after what was printed."""
    failing = [test for test in kata["tests"] if test["outcome"] != "passed"]
    return kata.get("output", "") + failing[0]["message"]


def graded(folder, jobs=AT_ONCE):
    """Return the rows of a class by student, and the size of its gradebook."""
    book, out = folder.parent / f"{folder.name}.sqlite3", folder.parent / f"{folder.name}.json"
    options = ("--seed", 7, "--jobs", jobs, "--gradebook", book, "--json", out)
    done = grader("class", folder, *options)
    assert done.code == 0, done.err
    assert "\x1b" not in done.out + done.err
    rows = json.loads(out.read_text(encoding="utf-8"))["submissions"]
    return {row["student"]: row for row in rows}, book.stat().st_size


def hand_in(folder, attacks, watch):
    """Hand in the attacks, each as a student's; return the folder."""
    for attack in attacks:
        put(folder / attack.name / "k01_sigmoid.py", armed(attack, watch).encode())
    return folder


def honest(folder, name):
    """Put an honest submission into the folder."""
    right = ROOT / "solutions" / "k01_sigmoid.py"
    answer = right if name.endswith("right") else SUBMISSIONS / "other_construct.py"
    put(folder / name / "k01_sigmoid.py", answer.read_bytes())


@pytest.fixture(scope="module")
def watch():
    """Watch the machine for as long as the attacks go on."""
    with Watch() as watching:
        yield watching


@pytest.fixture(scope="module")
def alone(watch, tmp_path_factory):
    """Run every attack by itself, some at a time, and return the kata of each report."""
    folder = tmp_path_factory.mktemp("alone")

    def run(attack):
        file = put(folder / f"{attack.name}.py", armed(attack, watch).encode())
        return attack.name, grader("run", "k01", "--target", file, "--walled", "--json")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(pool.map(run, ATTACKS))


@pytest.fixture(scope="module")
def whole(watch, tmp_path_factory):
    """Grade every attack in one class, with honest submissions among them."""
    folder = tmp_path_factory.mktemp("whole") / "class"
    pack(hand_in(folder, ATTACKS, watch), ROOT)
    for name in HONEST:
        honest(folder, name)
    rows = graded(folder)
    shutil.rmtree(folder)
    return rows


def test_every_known_attack_is_among_them():
    """All 45 of the list are tried, and every submission in the folder is."""
    numbers = {number for attack in ATTACKS for number in attack.listed} | PACKED
    assert numbers == set(ON_LIST)
    assert {attack.file for attack in ATTACKS} == set(SUBMISSIONS.glob("*.py"))


@pytest.mark.soak
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_alone_is_refused_and_named(alone, attack):
    """It is not done, some test did not pass, and the report says what it was."""
    outcome = alone[attack.name]
    assert (outcome.code, outcome.err) == (1, "")
    (kata,) = outcome.json["katas"]
    assert kata["status"] == attack.status
    assert kata["passed"] < kata["total"] == 15
    assert re.search(attack.said, told(kata))


@pytest.mark.soak
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_in_a_class_is_one_row_like_any(whole, attack):
    """The verdict is that of the attack alone, whatever ran beside it; the row stays small."""
    row = whole[0][attack.name]
    kata = row["katas"][0]
    assert (row["problem"], kata["status"]) == ("", attack.status)
    assert kata["passed"] < kata["total"] == 15
    assert re.search(attack.said, told(kata))
    assert len(json.dumps(kata)) < MOST_SAID


@pytest.mark.soak
@pytest.mark.parametrize("name", SAID)
def test_an_attack_by_form_is_refused_and_named(whole, name):
    """A bad folder, archive or notebook is a row that earns no pass, and says what it was."""
    row = whole[0][name]
    kata = row["katas"][0]
    assert kata["status"] != "done"
    assert row["problem"] or kata["passed"] < kata["total"]
    said = " ".join([row["problem"], *row["notes"], told(kata) if kata["tests"] else ""])
    assert re.search(SAID[name], said)


@pytest.mark.soak
def test_honest_submissions_are_graded_as_if_alone(whole, tmp_path):
    """Among all these the right answers are done, and every word on the others is the same."""
    for name in HONEST:
        honest(tmp_path / "class", name)
    by_themselves, _ = graded(tmp_path / "class", jobs=1)
    for name in HONEST:
        one, other = whole[0][name], by_themselves[name]
        for row in (one, other):
            for key in ("seconds", "graded_at", "origin"):
                del row[key]
            for timed in (row["katas"][0], *row["katas"][0]["tests"]):
                del timed["seconds"]
        assert one == other
        assert (one["katas"][0]["status"] == "done") == name.endswith("right")


@pytest.mark.soak
def test_the_gradebook_is_whole_and_small(whole):
    """There is one row for each, and what hostile rows say fills no disk."""
    rows, size = whole
    assert rows.keys() == {attack.name for attack in ATTACKS} | SAID.keys() | set(HONEST)
    assert size < MOST_SAID * len(rows)


@pytest.mark.soak
@pytest.mark.parametrize("attack", SIGHTS, ids=lambda attack: attack.name)
def test_nothing_secret_was_seen(whole, attack):
    """What a submission could find out holds no test, no answer, and nothing of this machine."""
    texts = [test["message"] for test in whole[0][attack.name]["katas"][0]["tests"]]
    seen = " ".join(re.findall(r"RuntimeError: (.*)", "\n".join(texts)))
    assert len(seen) > 0
    machine = {socket.gethostname(), str(Path.home())} - {"localhost", "/"}
    for secret in ("oracles", "solutions", "test_k", "dojo-attack", str(ROOT), *machine):
        assert secret not in seen


@pytest.mark.soak
@pytest.mark.parametrize("tried", ["whole", "alone"])
def test_nothing_is_left_and_nothing_got_out(watch, request, tried):
    """After a round no file was made or changed, no process lives, and nothing was sent."""
    request.getfixturevalue(tried)
    assert watch.packets() == []
    assert watch.marks() == []
    assert watch.files() == watch.before
    assert watch.processes() == set()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY


def test_no_packet_gets_out_without_bubblewrap_either(tmp_path, watch):
    """Where only the layers inside a process are left, none of the ways out is open."""
    (attack,) = (each for each in ATTACKS if each.name == "network")
    file = put(tmp_path / "network.py", armed(attack, watch).encode())
    done = grader("run", "k01", "--target", file, "--isolation", "basic", "--json")
    assert re.search(attack.said, told(done.json["katas"][0]))
    assert watch.packets() == []


def test_dropped_files_are_not_even_read_where_they_lie(tmp_path, watch):
    """Run in the folder itself, where they would be found first, they change nothing."""
    folder = drop(tmp_path / "dropped_files")
    done = grader("run", "k01", "--target", folder, "--walled", "--json", cwd=folder)
    (kata,) = done.json["katas"]
    assert (done.code, kata["status"], kata["passed"]) == (1, "wrong", 0)
    assert watch.marks() == []


@pytest.mark.parametrize("coding", ["rot13", "hex", "undefined", "idna", "punycode"])
def test_an_encoding_that_no_text_is_in_is_passed_over(coding):
    """The grader itself reads every file of a class: it is read as if it said nothing of it."""
    answer = (ROOT / "solutions" / "k10_hidden_size.py").read_bytes()
    named = f"# coding: {coding}\n".encode() + answer
    alike = {
        likeness(SubmittedFile("k10_hidden_size", "k10_hidden_size.py", text), b"")
        for text in (answer, named)
    }
    assert len(alike) == 1
    assert alike != {""}


@pytest.mark.parametrize("lie", [None, 7.0, "text", {"a": 1}, (1, 2)])
def test_a_list_that_is_said_to_have_become_something_else_was_altered(lie):
    """A worker may say anything of what it was given: a list was changed if it is none now."""
    call = Call("settle", ([1, 2],), {}, (lie,), None, None, 0.0)
    assert call.changed == (0,)

"""What has not changed is not run again, and whatever a verdict depends on makes it void."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from dojo import digest, results
from dojo.index import Index
from dojo.kept import Kept
from dojo.practice.history import History
from dojo.registry import load_course
from dojo.stub import stub as derived
from tests.project.grading import until
from tests.project.practising import Practice

pytestmark = pytest.mark.timeout(120)

WRONG = ("k03_deltas", "layer_2 - y", "y - layer_2")
KEPT = "unchanged, not run again"


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """Return a learner's course in which k01 is done and k03 wrong, both kept, and a copy of it."""
    practice = beginning(tmp_path_factory.mktemp("kept") / "course")
    practice.solve("k01_sigmoid")
    practice.solve(*WRONG)
    practice("--json")
    return practice, shutil.copytree(practice.folder, practice.folder.with_name("before"))


@pytest.fixture
def course(judged):
    """Return that course as it was: a verdict belongs to its place, so it lies where it lay."""
    practice, before = judged
    shutil.rmtree(practice.folder)
    shutil.copytree(before, practice.folder)
    return practice


def beginning(folder):
    """Return a learner's copy of the repo, of which three katas are enough."""
    practice = Practice(folder)
    with (folder / "dojo" / "registry.py").open("a", encoding="utf-8") as text:
        text.write("\nKATAS = KATAS[:3]\n")
    return practice


def runs(practice):
    """Return the runs in the history."""
    return History(practice.folder / ".dojo" / "history.sqlite3").events(kind="run")


def own_course(practice):
    """Return the course as the engine sees it, in this process."""
    course = load_course()
    return type(course)(practice.folder, course.katas[:3])


def kept(practice, *arguments):
    """Return which katas a report knew without a run."""
    katas = json.loads(practice(*arguments, "--json").out)["katas"]
    return {kata["id"][:3] for kata in katas if kata["kept"]}


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


ALL = {"k01", "k02", "k03"}


def store(practice):
    return practice.folder / ".dojo" / "verdicts.sqlite3"


def rows(practice):
    with closing(sqlite3.connect(store(practice))) as db:
        return db.execute("SELECT * FROM verdicts").fetchall()


def without_times(report):
    for kata in report["katas"]:
        del kata["kept"], kata["seconds"]
        for test in kata["tests"]:
            del test["seconds"]
    return report


def test_what_has_not_changed_is_not_run_again(course):
    """The second report says the same, word for word, and says so; the seed repeats the inputs."""
    first = course("--fresh", "--json").json
    again = course("--json").json
    assert {kata["id"][:3] for kata in first["katas"] if kata["kept"]} == set()
    assert {kata["id"][:3] for kata in again["katas"] if kata["kept"]} == ALL
    assert without_times(first) == without_times(again)

    text, one = course().out, course("run", "k03").out
    assert f"2 {KEPT}" in text
    assert "Unchanged, so it was not run again" in one
    seed = one.partition("--seed ")[2].split()[0]
    repeated = course("run", "k03", "--seed", seed)
    messages = [out.partition("Called")[2] for out in (one, repeated.out)]
    assert messages[0] == messages[1] != ""
    assert "not run again" not in repeated.out


def test_an_untouched_stub_is_known_by_its_text(tmp_path):
    """A fresh clone lists what a run would, without numpy, pytest or a file of its own."""
    practice = beginning(tmp_path / "course")
    real, known = practice("--fresh", "--json"), practice("--json")
    assert known.code == real.code == 1
    assert all(kata["kept"] for kata in known.json["katas"])
    assert without_times(known.json) == without_times(real.json)
    shutil.rmtree(practice.folder / ".dojo", ignore_errors=True)
    for arguments in ([], ["run", "k02"]):
        texts = [practice(*arguments, *fresh).out for fresh in ([], ["--fresh"])]
        assert texts[0] == texts[1]
        shutil.rmtree(practice.folder / ".dojo", ignore_errors=True)
    assert "not run again" not in practice().out
    assert not (practice.folder / ".dojo").exists()

    code = "import sys, dojo.cli\ndojo.cli.main([])\nprint({*sys.modules} & {'numpy', 'pytest'})"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=practice.folder, capture_output=True, check=True)
    assert done.stdout.endswith(b"\nset()\n")


def test_a_stub_with_other_line_ends_is_the_same(tmp_path):
    """Git may write them as Windows does; one more blank is another text."""
    practice = beginning(tmp_path / "course")
    stub = practice.katas / "k01_sigmoid.py"
    stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))
    assert kept(practice, "run", "k01") == {"k01"}
    stub.write_bytes(stub.read_bytes() + b" ")
    assert kept(practice, "run", "k01") == set()
    assert kept(practice, "run", "k01") == {"k01"}  # from the store: not started, but touched


VOID = {
    "tests/test_k03_deltas.py": {"k03"},
    "solutions/k03_deltas.py": {"k03"},
    "tests/oracles.py": {"k01", "k03"},
    "solutions/k07_network.toml": {"k01", "k03"},  # from which the others may borrow
    "tests/helper.py": {"k01", "k03"},  # a new one
    "dojo/wall/seccomp.py": {"k01", "k03"},
    "pyproject.toml": {"k01", "k03"},
    "tests/test_k02_forward.py": {"k02"},
}


def test_what_judges_makes_verdicts_void(course, monkeypatch):
    """A changed suite, solution, oracle, helper, engine or setting; the time of a file is nothing.

    What was changed back is known again.
    """
    monkeypatch.delenv("DOJO_HISTORY", raising=False)
    monkeypatch.setattr(digest, "ENGINE", str(course.folder / "dojo"))
    monkeypatch.chdir(course.folder)
    own = own_course(course)

    def known():
        return {kata.id[:3] for kata in Kept(own).known(own.katas)}

    for name, void in VOID.items():
        path = course.folder / name
        before = path.read_bytes() if path.exists() else None
        if before:
            os.utime(path, ns=(1, 1))
        assert known() == ALL
        path.write_bytes((before or b"") + b"\n# another\n")
        os.utime(path, ns=(1, 1))
        assert known() == ALL - void, name
        if before:
            path.write_bytes(before)
        else:
            path.unlink()
    assert known() == ALL


def test_what_became_void_is_run_and_kept_again(course):
    """But a suite that the index does not know keeps nothing of its kata until that is renewed."""
    for name, sets in (
        ("oracles", [ALL - {"k01", "k03"}, ALL]),
        ("test_k03_deltas", [ALL - {"k03"}] * 2),
    ):
        with (course.folder / "tests" / f"{name}.py").open("a", encoding="utf-8") as text:
            text.write("\n# another\n")
        assert [kept(course) for _ in sets] == sets


def test_another_text_of_the_same_size_and_time_is_run(course):
    """Only what is in a file counts."""
    path = course.katas / "k01_sigmoid.py"
    times = path.stat()
    replace(path, "1 + np.exp", "2 + np.exp")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    report = course("--json").json
    assert report["katas"][0]["status"] == "wrong"


@pytest.mark.parametrize("changed", ["python", "numpy", "pytest", "installed"])
def test_another_machine_is_another_digest(tmp_path, monkeypatch, changed):
    """Python's version, that of numpy or pytest, and a package that was installed meanwhile."""
    site = tmp_path / "site"
    for package, version in (("numpy", "version.py"), ("_pytest", "_version.py")):
        (site / package).mkdir(parents=True)
        (site / package / "__init__.py").touch()
        (site / package / version).write_text("1", encoding="utf-8")
    monkeypatch.setattr(digest, "find_spec", lambda name: Spec(str(site / name / "__init__.py")))
    before = digest.machine()
    assert before == digest.machine()
    if changed == "python":
        monkeypatch.setattr(sys, "version", "3.99")
    elif changed == "installed":
        os.utime(site, ns=(1, 1))
    else:
        file = "numpy/version.py" if changed == "numpy" else "_pytest/_version.py"
        (site / file).write_text("2", encoding="utf-8")
    assert digest.machine() != before


class Spec:
    """What the import system knows of a package that is not imported."""

    def __init__(self, origin):
        self.origin = origin


@pytest.mark.soak
def test_the_place_a_message_names_belongs_to_the_verdict(course):
    """Seen from another folder, the same file is called another name."""
    done = subprocess.run(
        [sys.executable, "../grader.py", "run", "k03", "--json"],
        cwd=course.katas,
        env=course.environment,
        capture_output=True,
        check=False,
    )
    (kata,) = json.loads(done.stdout)["katas"]
    assert not kata["kept"]


@pytest.mark.parametrize("damage", ["rot", "foreign", "forged", "tests", "type"])
def test_a_store_that_is_not_ours_is_not_believed(course, damage):
    """Rot and other programs' files are set aside with a sentence; what was put in is run again."""
    path = store(course)
    told = damage in ("rot", "foreign")
    if told:
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink()
    if damage == "rot":
        path.write_bytes(b"SQLite format 3\0" + b"rot" * 5000)
    elif damage == "foreign":
        with closing(sqlite3.connect(path)) as db:
            db.executescript("CREATE TABLE verdicts (a); INSERT INTO verdicts VALUES ('mine')")
    else:
        forge(path, damage)

    report = course("--json")
    assert report.json["katas"][2]["status"] == "wrong"
    assert not report.json["katas"][2]["kept"]
    assert ("was set aside as" in report.err) == told
    assert report.err.count("\n") == told
    assert kept(course) == ALL
    aside = list(path.parent.glob("*.corrupt-*"))
    assert len(aside) == told
    if damage == "foreign":
        with closing(sqlite3.connect(aside[0])) as db:
            assert db.execute("SELECT a FROM verdicts").fetchall() == [("mine",)]


def forge(path, damage):
    """Have the store say that k03 is done: without the proof, with fewer tests, with odd values."""
    with closing(sqlite3.connect(path)) as db:
        query = "SELECT digest, seed, result FROM verdicts WHERE name = 'k03_deltas'"
        text, seed, result = db.execute(query).fetchone()
        facts = json.loads(result)
        if damage == "tests":
            del facts["tests"][0]
        for test in facts["tests"]:
            test |= {"outcome": "passed", "message": 5 if damage == "type" else ""}
        result = json.dumps(facts)
        proof = hashlib.sha256(repr(("k03_deltas", text, seed, result)).encode()).hexdigest()
        values = (result, proof if damage != "forged" else "0" * 64)
        db.execute("UPDATE verdicts SET result = ?, proof = ? WHERE name = 'k03_deltas'", values)
        db.commit()


def test_a_store_that_cannot_be_written_costs_nothing_but_time(course):
    """The report is the same without it, and nothing is said."""
    path = store(course)
    for part in path.parent.glob(f"{path.name}*"):
        part.unlink()
    path.mkdir()
    report = course("--json")
    assert [kata["status"] for kata in report.json["katas"]] == ["done", "not_started", "wrong"]
    assert report.err == ""
    assert kept(course) == {"k02"}


def test_a_file_that_changes_during_the_run_is_not_kept(course):
    """The verdict is about a text that is not there any more, or is there only again."""
    path = course.katas / "k01_sigmoid.py"
    code = f"import os\nos.utime({str(path)!r}, ns=(1, 1))\n"
    path.write_text(code + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert [kept(course, "run", "k01") for _ in range(3)] == [set(), set(), {"k01"}]


@pytest.mark.parametrize(
    "code",
    ["import helper", "import nowhere", "print(", "import os\nos._exit(1)"],
    ids=["helper", "missing", "broken", "crashed"],
)
def test_what_depends_on_more_than_the_text_is_not_kept(course, code):
    """Other files that it imports, missing ones, and what is broken or crashed."""
    (course.folder / "helper.py").write_text("", encoding="utf-8")
    path = course.katas / "k01_sigmoid.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{code}\n", encoding="utf-8")
    for _ in range(2):
        assert kept(course, "run", "k01") == set()


@pytest.mark.parametrize(
    ("outcome", "message", "is_kept"),
    [
        ("passed", "", True),
        ("failed", "Returned 1, expected 2.", True),
        ("not_started", "`sigmoid` is not written yet.", True),
        ("timed_out", "Your code did not finish within 5 s of processor time.", True),
        ("timed_out", "Your code had not finished after 20 s of waiting.", False),
        ("failed", "ModuleNotFoundError: No module named 'scipy'", False),
        ("crashed", "Your code crashed Python with SIGSEGV.", False),
        ("broken", "katas/k01_sigmoid.py: it cannot be read.", False),
    ],
)
def test_only_facts_are_kept(course, outcome, message, is_kept):
    """What another run, or another machine, would say otherwise is run again."""
    own = own_course(course)
    kata, keeper = own.katas[0], Kept(own)
    names = Index(own).names(kata)
    tests = [results.TestResult(name, "", outcome, 0.0, message) for name in names]
    keeper.forget([kata.id])
    keeper.keep(
        [(kata, keeper.text(kata), results.KataResult(kata.id, kata.title, tests, belt=kata.belt))]
    )
    assert (kata in Kept(own).known([kata])) == is_kept


def test_a_run_that_did_not_happen_is_no_event(course):
    """One event for each text that was judged, whichever command judged it first."""
    assert len(runs(course)) == 2
    course()
    course("run", "k03")
    assert len(runs(course)) == 2
    course("--fresh")
    assert len(runs(course)) == 4

    course.solve("k02_forward")
    assert course("solution", "k02").code == 0  # judges it, and writes down no run
    assert len(runs(course)) == 4
    assert kept(course, "run", "k02") == {"k02"}
    assert [event.kata for event in runs(course)[4:]] == ["k02_forward"]


@pytest.mark.soak
def test_the_same_text_after_a_reset_is_a_new_attempt(course):
    """It was written anew from an empty file, which is what the review counts."""
    course("reset", "k01", "--yes")
    course.solve("k01_sigmoid")
    assert kept(course, "run", "k01") == set()
    assert len(runs(course)) == 3


@pytest.mark.soak
def test_the_watch_keeps_its_verdicts(course):
    """What it has run is not run again by the report, and is in the history once."""
    before = {row[0]: row[2] for row in rows(course)}
    command = [sys.executable, "grader.py", "watch"]
    nothing = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    watch = subprocess.Popen(command, cwd=course.folder, env=course.environment, **nothing)
    try:
        assert until(lambda: all(before[row[0]] != row[2] for row in rows(course)), 60)
    finally:
        watch.terminate()
        watch.wait()
    assert kept(course) == ALL
    assert len(runs(course)) == 4


def test_the_commands_share_the_store(course):
    """hint, solution and rebuild --judge ask it: what one has found out is the others', too."""
    course("rebuild", "--kata", "k03", "--no-editor", "--yes")
    course.solve(*WRONG)
    assert "`output_delta`" in course("hint", "k03").out
    seeds = [row[2] for row in rows(course) if row[0] == "k03_deltas"]
    assert f"--seed {seeds[0]}" in course("rebuild", "--kata", "k03", "--judge").out
    assert "is not done yet" in course("solution", "k03").err
    assert seeds == [row[2] for row in rows(course) if row[0] == "k03_deltas"]


@pytest.mark.parametrize(
    "arguments",
    [["--target", "katas"], ["--solutions"], ["--seed", "5"], ["--isolation", "basic"]],
    ids=lambda arguments: arguments[0],
)
def test_it_is_for_the_learners_own_work_alone(course, arguments):
    """Whatever is chosen otherwise is run, and kept nowhere."""
    before = rows(course)
    assert kept(course, "run", "k01", *arguments) == set()
    assert rows(course) == before


def test_a_class_never_asks_it(course, tmp_path):
    """A store that says all is done changes nothing in a class of the same files."""
    (tmp_path / "class" / "ada").mkdir(parents=True)
    shutil.copy(course.katas / "k03_deltas.py", tmp_path / "class" / "ada")
    with closing(sqlite3.connect(store(course))) as db:
        before = db.execute("SELECT * FROM verdicts").fetchall()
    written = tmp_path / "class.json"
    command = ["class", str(tmp_path / "class"), "--isolation", "basic", "--json", str(written)]
    done = course(*command, "--gradebook", str(tmp_path / "book.sqlite3"))
    assert done.code == 0, done.err
    assert '"wrong"' in written.read_text(encoding="utf-8")
    assert '"kept"' not in written.read_text(encoding="utf-8")
    assert rows(course) == before


@pytest.mark.soak
def test_two_at_once_are_none_the_worse(course):
    """Both say the same, and what they leave is whole."""
    with ThreadPoolExecutor() as both:
        reports = [both.submit(course, "--fresh", "--json") for _ in range(2)]
    said = [without_times(report.result().json) for report in reports]
    assert said[0]["passed"] == said[1]["passed"] == 1
    assert kept(course) == ALL


@pytest.mark.soak
def test_an_old_index_makes_it_slower_and_never_wrong(course):
    """A stub that the index does not know is run; `check` tells which command renews it."""
    own = own_course(course)
    kata, index = own.katas[1], course.folder / "tests" / "index.json"
    run = Index(own).untouched(kata)
    text = own.stub(kata).read_bytes()
    assert Index(own).fault(kata, text, run) == ""
    assert "out of date" in Index(own).fault(kata, text + b"# changed", run)
    replace(own.suite(kata), "Kata 2", "Kata two")
    assert kept(course, "run", "k02") == set()
    assert Index(own).fault(kata, text, run).endswith("renew it with: python -m dojo.stub k02")
    renew = [sys.executable, "-m", "dojo.stub", "k02"]
    subprocess.run(renew, cwd=course.folder, check=True)
    assert kept(course, "run", "k02") == {"k02"}
    for text in ("", "[1]", '{"k02_forward": 5}', "{"):
        index.write_text(text, encoding="utf-8")
        assert (Index(own).names(kata), Index(own).untouched(kata)) == ([], None)
    (state,) = course("run", "k02", "--json").json["katas"]
    assert (state["status"], state["kept"]) == ("not_started", False)


def test_stubs_and_index_are_derived():
    """Those in the repo are of the solutions and suites that are there."""
    own = load_course()
    for kata in own.katas:
        assert own.stub(kata).read_text("utf-8") == derived(own, kata), (
            f"python -m dojo.stub {kata.id}"
        )
        assert Index(own).names(kata)
        assert Index(own).untouched(kata)


def test_a_worked_example_is_known_to_be_one_without_a_run(course):
    """It is kept as what it is; a change of its code is a new text, and the learner's."""
    text = course.katas / "k02_forward.py"
    course("reset", "k02", "--level", "worked", "--yes")
    said = [course("run", "k02", "--json").json["katas"][0] for _ in range(2)]
    assert [(state["status"], state["kept"]) for state in said] == [
        ("reading", False),
        ("reading", True),
    ]
    text.write_text(text.read_text("utf-8").replace("inputs @ synapse", "np.dot(inputs, synapse)"))
    (state,) = course("run", "k02", "--json").json["katas"]
    assert (state["status"], state["kept"]) == ("done", False)

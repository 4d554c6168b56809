"""Nobody of a class is lost, merged or misnamed, whichever platform hands it out."""

import csv
import re

import pytest

from dojo.registry import UsageError
from dojo.school.intake import Intake
from dojo.school.platforms import moment
from dojo.school.submission import MISSING
from tests.project.campus import (
    KATAS,
    LAYOUTS,
    STUDENTS,
    archive,
    letters,
    noisy,
    plain_roster,
    text,
    tree,
    wrapped,
    write,
)
from tests.project.grading import ROOT, grader
from tests.project.handing_in import COURSE, SIGMOID, put

TWICE = {student.id for student in STUDENTS if student.name == "Anna Schmidt"}


def whose(one):
    """Return whose texts a submission has, and whether all are of the last attempt."""
    said = [re.search(rb"return '(\d+)', (\w+)", file.content) for file in one.files]
    return {found[1].decode() for found in said}, all(found[2] == b"False" for found in said)


def look(place, layout, roster=None):
    """Assert that each student has one row, with their name and both files of the last attempt."""
    listed = roster.read_text(encoding="utf-8") if roster else ""
    rows = {}
    for one in Intake(place, COURSE, roster):
        if one.problem != MISSING:
            (student,), newest = whose(one)
            assert (student not in rows, newest, len(one.files)) == (True, True, len(KATAS))
            rows[student] = one
    assert rows.keys() == {student.id for student in layout.students}
    for student in layout.students:
        one, number = rows[student.id], str(student.number)
        known = (student.id, student.login, student.name, student.last + student.first, number)
        assert any(letters(each) in letters(one.student + one.name) for each in known)
        # Where a platform says no more than the name, it cannot be one of two namesakes.
        assert not roster or one.student in listed or student.id in TWICE


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_student_is_found_in_the_layout(tmp_path, name):
    """Unpacked or not, with a roster or not, in one more folder or not, files or a zip of them.

    What Macs and Windows leave beside them, and what the platform writes, is worth no word. The
    roster of another class is an error that names the platform and the column that it needs.
    """
    layout = LAYOUTS[name]
    roster = put(tmp_path / "r.csv", layout.roster().encode()) if layout.roster else None
    own = tree(layout, zipped=True, windows=True)
    plain = write(tree(layout), tmp_path / "plain")
    look(plain, layout)
    look(put(tmp_path / "a.zip", archive(wrapped(own), windows=True)), layout)
    look(put(tmp_path / "b.zip", archive(noisy(tree(layout)))), layout, roster)
    more = write(wrapped(noisy(own)), tmp_path / "more")
    look(more, layout, roster)
    (told,) = Intake(more, COURSE).warnings
    assert told.startswith(f"The class is in {more}/Homework 1 (export)")

    others = put(tmp_path / "o.csv", b"id,name\n900001,Ed Nobody\n900002,Flo Nobody\n")
    with pytest.raises(UsageError, match=r"from nobody on .*, such as .* needs a column") as error:
        Intake(plain, COURSE, others)
    looks = re.search(r"It looks like (?:a download from )?(.*), so the", str(error.value))[1]
    named_by_nobody = name.replace(",", "").split()[0] in ("codepost", "drive", "folders", "flat")
    assert "folders or files" in looks if named_by_nobody else name.startswith(looks.casefold())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Oct 9, 2025 1022 AM", "Oct 10, 2025 901 AM"),
        ("Sep 30, 2025 1159 PM", "Oct 3, 2025 1201 AM"),
        ("Dec 31, 2025 1100 PM", "Jan 1, 2026 100 AM"),
        ("Oct 9, 2025 1201 AM", "Oct 9, 2025 959 AM"),
        ("9 October 2025 10:22", "10 October 2025 9:22"),
        ("2025-09-30-23-59-59", "2025-10-03-00-00-00"),
        ("9", "10"),
    ],
)
def test_attempts_are_in_the_order_of_their_dates_or_versions(first, second):
    """Never in that of their texts."""
    assert moment(first) < moment(second)


TEAMS = "Name,Login,Group\nAnn Lee,alee,Team A\nBo Kim,bkim,Team A\nCy Doe,cdoe,Team B\n"
HANDED_IN_BY_TEAMS = {
    "Moodle": "{}_77_assignsubmission_file/k01_sigmoid.py",
    "Canvas": "{}_77_123_k01_sigmoid.py",
    "Blackboard": "Homework 1_{}_attempt_2025-10-03-01-02-03_k01_sigmoid.py",
    "GitHub Classroom": "xor-submissions/xor-{}/katas/k01_sigmoid.py",
    "folders": "{}/k01_sigmoid.py",
}


@pytest.mark.parametrize("pattern", HANDED_IN_BY_TEAMS.values(), ids=HANDED_IN_BY_TEAMS)
def test_every_member_of_a_team_gets_its_row(tmp_path, pattern):
    """By the roster's column Group; a note says for whom it was handed in."""
    names = {"Team A": b"a", "team-b": b"b"}
    files = {pattern.format(name): SIGMOID + letter for name, letter in names.items()}
    place = write(files, tmp_path / "class")
    rows = {one.name: one for one in Intake(place, COURSE, put(tmp_path / "r", TEAMS.encode()))}

    assert {name: one.files[0].content[-1:] for name, one in rows.items()} == {
        "Ann Lee": b"a",
        "Bo Kim": b"a",
        "Cy Doe": b"b",
    }
    assert rows["Bo Kim"].notes == ("It was handed in for Team A.",)


def test_two_with_one_file_pattern_both_have_what_fits(tmp_path):
    """The second is not missing."""
    place = write({"pair 1/k01_sigmoid.py": SIGMOID}, tmp_path / "class")
    roster = put(tmp_path / "r.csv", b"id,file\nann,pair*\nbo,pair*\n")
    assert [len(one.files) for one in Intake(place, COURSE, roster)] == [1, 1]


# Whose each file of a flat folder is on the roster of all; "" is nobody's there.
FLAT = {
    "hw1 jnunez final.py": "2001001",
    "Zoe O'Neill k01.py": "2001002",
    "k01 alevy@uni.example.edu.py": "2001003",
    "xor_2001004_sigmoid.py": "2001004",
    "aschmid12-forward.py": "2001005",
    "علي حسن - k01_sigmoid.py": "2001007",
    "K01_DE LA CRUZ_MARIA.PY": "2001008",
    "kim1_2.py": "2001011",
    "kim12 k03_deltas_v2_final.py": "2001012",
    "Mary Ann Lee - k01.py": "",
    "Kim - k01.py": "",
    "kim1_kim12_k02.py": "",
    "200100 and 2001001 k01.py": "",
}


def test_a_login_id_or_email_is_found_as_a_whole_word_and_never_guessed(tmp_path):
    """One within another's is not, nor a name within a longer one; between two, neither."""
    files = {name: text("7", "k01_sigmoid.py") + name.encode() for name in FLAT}
    roster = put(tmp_path / "r.csv", plain_roster().encode())
    found = {}
    for one in Intake(write(files, tmp_path / "class"), COURSE, roster):
        for file in one.files:
            found[file.name] = one.student if one.student in FLAT.values() else ""
    assert found == FLAT


def test_a_flat_files_version_is_no_part_of_its_students_name(tmp_path):
    """Nor what the kata is called; of what names nobody, the folder says whose it is."""
    names = ("jo_k01.py", "jo_k03_deltas_v2_final.py", "ed k02.py", "ed_forward (2).py")
    place = write(dict.fromkeys(names, SIGMOID), tmp_path / "class")
    assert Intake(place, COURSE).students == ["ed", "jo"]
    names = ("k01_sigmoid.py", "k02_forward_v2_final.py", "Copy of k03_deltas.py")
    assert Intake(write(dict.fromkeys(names, SIGMOID), tmp_path / "flo"), COURSE).students == [
        "flo"
    ]


def test_what_was_handed_in_instead_of_code_is_named(tmp_path):
    """An archive that stays closed, a document, a text; an empty folder is nothing at all."""
    files = {
        "doejo_1_11_hw.rar": b"x",
        "leeann_2_22_essay.docx": b"x",
        "kimbo_3_text.html": b"<p>def sigmoid(x)",
        "royed_4_44_k01.zip": archive({"k01_sigmoid.py.txt": SIGMOID, "photo.png": b""}),
        "fayflo_5_55_k01.zip": archive({"a/k01.zip": archive({"k01.py": SIGMOID})}),
        "Yu_6_assignsubmission_file/.DS_Store": b"",
    }
    said = {one.student: one.problem for one in Intake(write(files, tmp_path), COURSE)}
    no_code = "It holds no .py or .ipynb file, but"
    assert said == {
        "doejo_1": f"{no_code} doejo_1_11_hw.rar.",
        "leeann_2": f"{no_code} leeann_2_22_essay.docx.",
        "kimbo_3": f"{no_code} a text on the platform.",
        "royed_4": f"{no_code} k01_sigmoid.py.txt, photo.png.",
        "fayflo_5": "",
        "Yu_6": MISSING,
    }


def test_a_choice_between_two_files_is_noted_on_the_row(tmp_path):
    """Which there were, and which was used; the same text twice is none."""
    files = {
        "ada/k01_sigmoid.py": SIGMOID,
        "ada/old/k01_sigmoid.py": SIGMOID + b"# old",
        "bob/k01_sigmoid.py": SIGMOID,
        "bob/k01_sigmoid (2).py": SIGMOID,
    }
    ada, bob = Intake(write(files, tmp_path), COURSE)
    told = "k01_sigmoid is in ada/k01_sigmoid.py, ada/old/k01_sigmoid.py: ada/{}k01_sigmoid.py"
    assert ada.notes == (told.format("old/") + " was used.",)
    assert bob.notes == ()


def test_of_several_attempts_the_last_counts_without_a_warning(tmp_path):
    """That it was not the only one is on the row."""
    names = [f"Ada/Homework/Version {number}/k01_sigmoid.py" for number in (9, 10)]
    place = write({f"Submitted files/{n}": SIGMOID + n.encode() for n in names}, tmp_path)
    intake = Intake(place, COURSE)
    (ada,) = intake
    assert ada.files[0].content.endswith(b"Version 10/k01_sigmoid.py")
    assert ada.notes == (f"k01_sigmoid is in {names[1]}, {names[0]}: {names[1]} was used.",)
    assert intake.warnings == [f"The class is in {tmp_path / 'Submitted files'}."]


def test_names_in_old_zips_are_read_as_they_were_written(tmp_path):
    """In code page 437, and in UTF-8 without the flag that says so."""
    content = archive({"Jörg/k01_sigmoid.py": SIGMOID, "Åsa/k01_sigmoid.py": SIGMOID})
    assert content.count(b"\x00\x08\x08\x00") == 4  # the flag, before the method
    content = content.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    old = content.replace("Jörg".encode(), b"J\x94rgg").replace("Åsa".encode(), b"\x8fsaa")
    assert Intake(put(tmp_path / "a.zip", content), COURSE).students == ["Jörg", "Åsa"]
    assert Intake(put(tmp_path / "b.zip", old), COURSE).students == ["Jörgg", "Åsaa"]


def test_what_macs_leave_beside_blackboards_files_hides_no_login(tmp_path):
    """The assignment's name is what all of its files begin with, not what those others do."""
    layout = LAYOUTS["blackboard"]
    students = Intake(write(noisy(tree(layout)), tmp_path), COURSE).students
    assert students == sorted(student.login for student in layout.students)


def test_several_classes_and_none_are_errors(tmp_path):
    """Each says what to name."""
    files = {f"{week}/{s.login}/k01_sigmoid.py": SIGMOID for week in "12" for s in STUDENTS}
    with pytest.raises(
        UsageError, match="is more than a class: name the one that is meant, such as 1"
    ):
        Intake(write(files, tmp_path / "course"), COURSE)
    beside = {"a/b.zip": archive(tree(LAYOUTS["moodle"]))}
    beside |= wrapped(tree(LAYOUTS["moodle"]), "a/b")
    with pytest.raises(UsageError, match="name the one that is meant, such as b"):
        Intake(write(beside, tmp_path / "both"), COURSE)
    with pytest.raises(UsageError, match="holds no submissions: name the folder or zip"):
        Intake(write({"index.html": b""}, tmp_path / "empty"), COURSE)


def test_a_class_in_a_platforms_layout_is_graded(tmp_path):
    """Blackboard's zip through the real command: the last attempt counts; a wrong roster is 2."""
    right = (ROOT / "solutions" / "k01_sigmoid.py").read_bytes()
    old, new = (f"Homework 1_jo_attempt_2025-{day}-01-02-03" for day in ("09-30", "10-03"))
    files = {f"{old}_k01_sigmoid.py": SIGMOID, f"{new}_hw.zip": archive({"a/k01.py": right})}
    files |= {f"{attempt}.txt": b"Name: Jo Doe (jo)\n" for attempt in (old, new)}
    place = put(tmp_path / "gradebook.zip", archive(files))
    roster = put(tmp_path / "r.csv", b"Username,Last Name,First Name\njo,Doe,Jo\ned,Roe,Ed\n")
    command = ("class", place, "--katas", "k01", "--roster", roster, "--csv", tmp_path / "c.csv")
    done = grader(*command, "--gradebook", tmp_path / "g.sqlite3")
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}

    assert done.code == 0
    assert {name: row["k01_sigmoid status"] for name, row in rows.items()} == {
        "jo": "done",
        "ed": "not_submitted",
    }
    roster.write_text("Username\nsomebody\n", encoding="utf-8")
    refused = grader(*command, "--gradebook", tmp_path / "h.sqlite3")
    assert refused.code == 2
    assert "a download from Blackboard, so the roster needs a column login" in refused.err

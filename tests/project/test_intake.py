"""Who handed in what, in the layouts of real platforms, and on a roster."""

import json
import os
import unicodedata
import zipfile

import pytest

from dojo.registry import UsageError
from dojo.school.gradescope import gradescope_senders
from dojo.school.intake import Intake, read_one
from dojo.school.likeness import likeness
from dojo.school.submission import MISSING, SubmittedFile
from dojo.school.trees import LONGEST_LINE, Folder, lines
from dojo.school.zips import Zip
from dojo.stub import stub
from tests.project.grading import ROOT
from tests.project.handing_in import COURSE, SIGMOID, put, zipped

OTHER = SIGMOID + b"# another\n"
METADATA = """---
submission_111:
  :submitters:
  - :name: Ada O'Neill
    :sid: '1815'
    :email: ada@example.org
  :created_at: 2026-11-01 10:00:00.000000000 Z
  :results:
    :output: |
      submission_222:
        :submitters:
        - :name: Not a student
submission_222:
  :submitters:
  - :name: "J\\u00FCrgen"
    :sid: '1792'
    :email: j@example.org
  - :name: Mary
    :sid: '1780'
    :email: mary@example.org
"""


def notebook(*cells):
    return json.dumps(
        {"cells": [{"cell_type": "code", "source": cell.splitlines(True)} for cell in cells]}
    ).encode()


def taken(path, **more):
    """Return {student: {kata: content}} of an intake."""
    return {
        one.student: {file.kata: file.content for file in one.files}
        for one in Intake(path, COURSE, **more)
    }


LAYOUTS = {
    "plain folders": (["ada/k01_sigmoid.py", "bob/homework/k01_sigmoid.py"], ["ada", "bob"]),
    "flat files": (
        ["ada_k01_sigmoid.py", "k01-bob.py", "eve.py", "my_new.py"],
        ["ada", "bob", "eve", "my_new"],
    ),
    "Moodle": (
        [
            "Ada Lovelace_101_assignsubmission_file_/k01_sigmoid.py",
            "Ada Lovelace_101_assignsubmission_onlinetext_/onlinetext.html",
            "Ada Lovelace_102_assignsubmission_file_/week 1/k01_sigmoid.py",
        ],
        ["Ada Lovelace_101", "Ada Lovelace_102"],
    ),
    "Moodle of today": (
        [
            "Ada Lovelace_101_assignsubmission_file/k01_sigmoid.py",
            "Ada Lovelace_101_assignsubmission_onlinetext/onlinetext.html",
            "Bo Lee_102_assignsubmission_file/k01_sigmoid.py",
        ],
        ["Ada Lovelace_101", "Bo Lee_102"],
    ),
    "Moodle without folders": (
        ["Ada Lovelace_101_assignsubmission_file_sigmoid.py"],
        ["Ada Lovelace_101"],
    ),
    "Canvas": (
        ["lovelaceada_5_77_k01_sigmoid.py", "vonneumannjohn_LATE_6_78_k01_sigmoid-2.py"],
        ["lovelaceada_5", "vonneumannjohn_6"],
    ),
    "anonymous Canvas": (["anon_aB3x9_78_k01_sigmoid.py"], ["anon_aB3x9"]),
    "nbgrader": (["ada/ps1/k01_sigmoid.py", "x/ps1/k01_sigmoid.py"], ["ada", "x"]),
}


@pytest.mark.parametrize(("names", "students"), LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("archived", [False, True], ids=["folder", "archive"])
def test_the_layout_of_a_platform_is_understood(tmp_path, names, students, archived):
    """Every student is found under one name, with the answer to the first kata."""
    if archived:  # and zipped once more, as a whole folder, by a Mac
        inside = [(f"week 1/{name}", SIGMOID) for name in names]
        junk = [(f"__MACOSX/week 1/._{name}", b"\0") for name in names]
        target = put(tmp_path / "class.zip", zipped([*inside, *junk]))
    else:
        target = tmp_path / "class"
        for name in names:
            put(target / name)

    assert taken(target) == {student: {"k01_sigmoid": SIGMOID} for student in students}


ONE = {
    "nbgrader's": (["submitted/ada/ps1/k01_sigmoid.py"], ["ada"]),
    "GitHub Classroom's": (["ps1-submissions/ps1-ada/katas/k01_sigmoid.py"], ["ada"]),
    "in a folder": (["class/ada/k01_sigmoid.py"], ["ada"]),
    "in a folder of their own": (["ada/k01_sigmoid.py", "ada/k02-2.ipynb"], ["ada"]),
    "beside what answers nothing": (["class/ada/k01.py", "class/ada/photo.png"], ["ada"]),
    "in the learner's folders": (["class/ada/katas/k01.py", "class/ada/notebooks/k02.py"], ["ada"]),
    "in one of them": (["class/ada/katas/k01.py", "class/ada/katas/k02.py"], ["ada"]),
    "as a clone": (
        ["class/ada/katas/k01.py", "class/ada/tests/t.py", "class/ada/grader.py"],
        ["ada"],
    ),
    "without a folder": (["k01_sigmoid.py"], ["class.zip"]),
    "as a file of their own": (["class/ada_k01_sigmoid.py"], ["ada"]),
    "two": (["a/class/ada/k01_sigmoid.py", "a/class/bob/k01_sigmoid.py"], ["ada", "bob"]),
}


@pytest.mark.parametrize(("names", "students"), ONE.values(), ids=ONE)
def test_the_zip_of_a_class_of_one_has_that_students_name(tmp_path, names, students):
    """Files named after katas alone are one student's, so the folder above them says whose."""
    path = put(tmp_path / "class.zip", zipped([(name, SIGMOID) for name in names]))
    assert Intake(path, COURSE).students == students


@pytest.mark.parametrize("name", ["x\\..\\..\\k01.py", "../k01.py"])
def test_one_students_file_name_does_not_refuse_the_class(tmp_path, name):
    """That member alone is left out, with a warning and a note on that student's row."""
    members = [("Ada_1_assignsubmission_file_/k01.py", SIGMOID), ("/k02.py", b""), (".", b"")]
    members += [(f"Mal_2_assignsubmission_file_/{name}", OTHER)]
    intake = Intake(put(tmp_path / "class.zip", zipped(members)), COURSE)
    ada, mal = intake

    assert (ada.student, len(ada.files), ada.notes) == ("Ada_1", 1, ())
    assert (mal.student, mal.files) == ("Mal_2", ())
    assert "would land outside its folder" in mal.problem
    assert len(intake.warnings) == 2
    assert all("outside its folder. It was left out." in told for told in intake.warnings)
    many = [(f"../{number}.py", b"") for number in range(1000)]
    path = put(tmp_path / "many.zip", zipped([*many, ("ada/k01.py", SIGMOID)]))
    assert Intake(path, COURSE).warnings[20:] == ["And 980 more like these."]


def test_a_late_canvas_file_says_so(tmp_path):
    """What Canvas calls LATE is noted in the row."""
    put(tmp_path / "ada_LATE_5_77_k01_sigmoid.py")
    (one,) = Intake(tmp_path, COURSE)
    assert one.notes == ("It was handed in late.",)


def test_github_classroom_repositories_count_by_their_katas(tmp_path):
    """Of a clone only katas/ is taken, not its solutions and tests; the assignment's name goes."""
    for student in ("ada", "bob-b"):
        clone = tmp_path / "ps1-submissions" / f"ps1-{student}"
        put(clone / "katas" / "k01_sigmoid.py", SIGMOID)
        put(clone / "katas" / "test_k01_sigmoid.py", OTHER)
        put(clone / "notebooks" / "k01_sigmoid.ipynb", notebook(SIGMOID.decode()))
        for folder in ("solutions", "tests", "tests/wrong", ".git"):
            put(clone / folder / "k01_sigmoid.py", OTHER)
            put(clone / folder / "test_k02_forward.py", OTHER)

    put(tmp_path / "ps1-submissions" / "grades.csv", b"name,grade\n")  # and what else lies about
    put(tmp_path / "ps1-submissions" / ".DS_Store", b"")
    expected = {"k01_sigmoid": SIGMOID}
    assert taken(tmp_path / "ps1-submissions") == {"ada": expected, "bob-b": expected}
    for name in ("grader.py", "pyproject.toml", "dojo/cli.py"):
        put(clone / name)
    with pytest.raises(UsageError, match="is one submission, not a class: name the folder"):
        Intake(clone, COURSE)


@pytest.mark.parametrize("folder", ["s", "sam-submissions", "s-submissions"])
def test_what_names_begin_with_is_left_off_only_where_github_has_put_it(tmp_path, folder):
    """Not because a folder happens to be called so, and not of a flat file."""
    for name in ("sam/k01_sigmoid.py", "sue/k01_sigmoid.py"):
        put(tmp_path / folder / name)
    assert Intake(tmp_path / folder, COURSE).students == ["sam", "sue"]
    flat = put(tmp_path / "flat" / folder / "s-ann_k01.py").parent
    assert Intake(flat, COURSE).students == ["s-ann"]


def test_gradescope_says_who_a_folder_is_from(tmp_path):
    """A group is a submission for each member, and what a student printed names nobody."""
    export = tmp_path / "assignment_9_export"
    put(export / "submission_metadata.yml", METADATA.encode())
    put(export / "submission_111" / "k01_sigmoid.py")
    put(export / "submission_222" / "k01_sigmoid.py", OTHER)

    contents = {student: katas["k01_sigmoid"] for student, katas in taken(export).items()}
    assert contents == {"1815": SIGMOID, "1792": OTHER, "1780": OTHER}
    people = gradescope_senders(METADATA.splitlines(keepends=True))
    assert [person.name for found in people.values() for person in found] == [
        *("Ada O'Neill", "Jürgen", "Mary")
    ]


def bomb():
    """Return a list of submitters that says little, by names for names for names."""
    lists = ["&a0 [x,x,x,x,x,x,x,x,x,x]"]
    lists += [f"&a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    maps = ["&b0 {x: y}"]
    maps += [f"&b{n} {{<<: [{','.join([f'*b{n - 1}'] * 10)}]}}" for n in range(1, 9)]
    each = "".join(f"      - {one}\n" for one in [*lists, *maps])
    return f"submission_1:\n  :submitters:\n  - :name: Al\n    :sid:\n{each}"


def test_a_list_of_submitters_that_unfolds_endlessly_names_them_all_the_same(tmp_path):
    """Only a text or a number is an id: a number keeps its zeros, anything else counts as none."""
    put(tmp_path / "a" / "submission_1" / "k01.py")
    put(tmp_path / "a" / "submission_metadata.yml", bomb().encode())
    assert Intake(tmp_path / "a", COURSE).students == ["Al"]

    text = "submission_1:\n  :submitters:\n  - :name: Al\n    :sid: 0017\n    :email: ~\n"
    (people,) = gradescope_senders(text.splitlines(keepends=True)).values()
    assert [(one.student, one.email) for one in people] == [("0017", "")]
    with pytest.raises(UsageError, match="is not as Gradescope writes it"):
        gradescope_senders(["submission_1:\n", "  :submitters:\n", "  - " + "[" * 1000 + "\n"])


def test_a_damaged_list_of_submitters_is_one_sentence(tmp_path):
    """It names the archive and says what to do."""
    members = [("submission_1/k01.py", SIGMOID), ("submission_metadata.yml", METADATA_OF_ALICE)]
    content = zipped(members, compress=zipfile.ZIP_STORED).replace(b":sid: alice", b":sid: bobby")
    with pytest.raises(UsageError, match=r"class.zip cannot be read: The zip is damaged: .* again"):
        Intake(put(tmp_path / "class.zip", content), COURSE)


@pytest.mark.parametrize("archived", [False, True], ids=["folder", "archive"])
def test_a_long_line_is_neither_kept_nor_taken_for_several(tmp_path, archived):
    """What a student prints can fill no memory, and not begin a line where a piece begins."""
    forged = "submission_1:\n  :submitters:\n  - :name: Eve\n    :sid: '6'\n"
    long = "    " + "x" * (LONGEST_LINE - 4) + forged.replace("\n", "\r") + "x" * 3_000_000
    text = f"{METADATA_OF_ALICE.decode()}  :results:\n{long}submission_1:\n{long}\n"
    members = {"submission_1/k01.py": SIGMOID, "submission_metadata.yml": text.encode()}
    if archived:
        place = put(tmp_path / "class.zip", zipped(members.items()))
    else:
        place = tmp_path / "class"
        for name, content in members.items():
            put(place / name, content)

    tree = Zip(place, of_class=True) if archived else Folder(place)
    assert max(map(len, lines(tree, ("submission_metadata.yml",)))) == LONGEST_LINE
    assert Intake(place, COURSE).students == ["alice"]


METADATA_OF_ALICE = b"submission_1:\n  :submitters:\n  - :name: Alice\n    :sid: alice\n"
OF_ALICE = "alice_1_assignsubmission_file_/k01_sigmoid.py"
LONE = {
    "a zip with Moodle's names": {OF_ALICE: OTHER},
    "a zip with Gradescope's list": {
        "submission_1/k01_sigmoid.py": OTHER,
        "submission_metadata.yml": METADATA_OF_ALICE,
    },
}


@pytest.mark.parametrize("files", LONE.values(), ids=LONE)
def test_a_lone_zip_cannot_stand_for_the_class(tmp_path, files):
    """It is one row under its own name, and a warning says how to grade it if it is the class."""
    put(tmp_path / "eve.zip", zipped(files.items()))
    intake = Intake(tmp_path, COURSE)

    assert intake.students == ["eve"]
    (warning,) = intake.warnings
    assert warning.endswith("eve.zip looks like a whole class; to grade that, name it.")
    assert Intake(tmp_path / "eve.zip", COURSE).students in (["alice"], ["alice_1"])
    put(tmp_path / "eve.zip", zipped([("k01_sigmoid.py", OTHER)]))
    assert Intake(tmp_path, COURSE).warnings == []


@pytest.mark.parametrize("files", LONE.values(), ids=LONE)
def test_a_lone_folder_is_what_the_class_was_unpacked_into(tmp_path, files):
    """One line says which folder was read."""
    for path, content in files.items():
        put(tmp_path / "week 1" / path, content)
    intake = Intake(tmp_path, COURSE)

    assert intake.students in (["alice"], ["alice_1"])
    (told,) = intake.warnings
    assert told.startswith("The class is in ")
    assert told.endswith("/week 1.")


def test_nothing_a_student_is_called_by_replaces_the_class(tmp_path):
    """Entries named as nbgrader's folder, as parts of this repo or as Gradescope's list are rows.

    A link to elsewhere that is called so is not followed.
    """
    for name in ("alice/k01.py", "katas/k01.py", "grader.py", "submission_1/k01.py"):
        put(tmp_path / "class" / name)
    put(tmp_path / "class" / "submission_metadata.yml", METADATA_OF_ALICE)
    put(tmp_path / "elsewhere" / "alice" / "k01.py", OTHER)
    (tmp_path / "class" / "submitted").symlink_to(tmp_path / "elsewhere")
    intake = Intake(tmp_path / "class", COURSE)

    students = ["alice", "grader", "katas", "submission_1", "submitted"]
    assert intake.students == students
    assert [len(one.files) for one in intake] == [1, 1, 1, 1, 0]
    assert intake.warnings == [
        "submission_metadata.yml was left out: alice beside it is not Gradescope's."
    ]
    (tmp_path / "class" / "submitted").unlink()
    put(tmp_path / "class" / "submitted" / "alice" / "k01.py", OTHER)
    assert Intake(tmp_path / "class", COURSE).students == students


def test_nbgraders_course_leads_to_what_it_has_collected(tmp_path):
    """Beside nbgrader's own files `submitted` is gone into; beside anything else it is a name."""
    for name in ("submitted/ada/ps1/k01.py", "source/ps1/k01.py", "nbgrader_config.py"):
        put(tmp_path / name)
    assert Intake(tmp_path, COURSE).students == ["ada"]
    put(tmp_path / "bob" / "k01.py")
    assert "submitted" in Intake(tmp_path, COURSE).students


def test_a_file_that_is_not_gradescopes_is_one_sentence(tmp_path):
    """Nonsense in place of the submitters names the file and what to do."""
    put(tmp_path / "submission_metadata.yml", b"submission_1:\n  :submitters:\n  - ':\n")
    with pytest.raises(UsageError, match=r"submission_metadata.yml is not as Gradescope writes it"):
        Intake(tmp_path, COURSE)


def test_the_newest_attempt_counts(tmp_path):
    """Canvas' -2 beats -1, a browser's (3) beats both, and an edited file beats a later stub."""
    for name in ("k01_sigmoid.py", "k01_sigmoid-1.py", "k01_sigmoid-2.py"):
        put(tmp_path / "ada" / name, SIGMOID + name.encode())
        put(tmp_path / "bob" / name, SIGMOID + name.encode())
    put(tmp_path / "bob" / "k01_sigmoid (3).py", OTHER)
    put(tmp_path / "eve" / "k01_sigmoid.py", OTHER)
    put(tmp_path / "eve" / "k01_sigmoid-1.py", stub(COURSE, COURSE.katas[0]).encode())

    found = {student: katas["k01_sigmoid"] for student, katas in taken(tmp_path).items()}
    assert found == {"ada": SIGMOID + b"k01_sigmoid-2.py", "bob": OTHER, "eve": OTHER}


def test_a_file_that_names_its_kata_beats_one_that_only_looks_like_it(tmp_path):
    """Scratch files with the same functions do not push the answer out."""
    put(tmp_path / "ada" / "k01_sigmoid.py", SIGMOID)
    put(tmp_path / "ada" / "scratch-9.py", OTHER)
    assert taken(tmp_path) == {"ada": {"k01_sigmoid": SIGMOID}}


def test_a_nameless_file_counts_for_the_kata_whose_functions_it_has(tmp_path):
    """One function of two will do, in a file that Python cannot read, too; `update` is a guess."""
    ada, bob = b"def sigmoid(x): return x\nnot python (", b"forward_layer = forward = max\n"
    put(tmp_path / "ada" / "sigmoid_final(2).py", ada)
    put(tmp_path / "bob" / "answer.py", bob + b"forward = min")
    put(tmp_path / "eve" / "notes.py", b"def nothing(): pass")

    assert taken(tmp_path)["ada"] == {"k01_sigmoid": ada}
    assert taken(tmp_path)["bob"] == {"k02_forward": bob + b"forward = min"}
    eve = list(Intake(tmp_path, COURSE))[2]
    assert eve.problem == "notes.py names no kata, and defines no kata's functions."


def test_students_whose_names_are_alike_stay_apart(tmp_path):
    """A number at the end, bytes that are no text, and a long name are not taken for the same."""
    names = [b"student-1.py", b"student-2.py", b"M\xfcller.py", b"M\xf6ller.py"]
    names += [
        b"k01_sigmoid_eve-1.py",
        b"k01_sigmoid_eve-2.py",
        100 * b"x" + b"1",
        100 * b"x" + b"2",
    ]
    for name in names:
        put(tmp_path / os.fsdecode(name))
    assert len(Intake(tmp_path, COURSE)) == len(names)


def test_two_entries_with_the_same_kata_are_told_of(tmp_path):
    """A note and a warning name both, and the one that was used; two katas are no clash."""
    for name in ("ada/k01_sigmoid.py", "ada_k01-2.py", "bob_k01.py", "bob_k02.py"):
        put(tmp_path / name, name.encode())
    intake = Intake(tmp_path, COURSE)
    for _ in range(2):  # read again, it is not told of again
        ada, bob = intake

    assert ada.files[0].content == b"ada_k01-2.py"
    assert ada.notes == (
        "k01_sigmoid is in ada/k01_sigmoid.py, ada_k01-2.py: ada_k01-2.py was used.",
    )
    assert (len(bob.files), bob.notes) == (2, ())
    assert intake.warnings == [f"ada: {ada.notes[0]}"]


def test_a_kata_in_a_folders_name_is_the_students(tmp_path):
    """Seats named K01 and K02 are two students, and `alice k05` is not alice."""
    for name in ("K01", "K02", "alice", "alice k05"):
        put(tmp_path / name / "k01_sigmoid.py", name.encode())
    assert {name: one["k01_sigmoid"].decode() for name, one in taken(tmp_path).items()} == {
        name: name for name in ("K01", "K02", "alice", "alice k05")
    }


def test_a_name_made_to_look_like_an_escaped_one_stays_apart(tmp_path):
    """Each of these names is shown differently, and only the login itself is on the roster."""
    roster = put(tmp_path / "roster.csv", b"id,name\nSCHOOL\\nick,Nick\na\\u000ab,Ab\n")
    names = ["SCHOOL\\nick", "a\nb", "a\\u000ab", "a\\u005cu000ab", "\U000e0001", "\\U000e0001"]
    for name in names:
        put(tmp_path / "class" / name / "k01_sigmoid.py", name.encode())
    found = taken(tmp_path / "class", roster=roster)

    assert {one["k01_sigmoid"].decode(): student for student, one in found.items()} == {
        "SCHOOL\\nick": "SCHOOL\\nick",
        "a\nb": "a\\u000ab",
        "a\\u000ab": "a\\u005cu000ab",
        "a\\u005cu000ab": "a\\u005cu005cu000ab",
        "\U000e0001": "\\U000e0001",
        "\\U000e0001": "\\u005cU000e0001",
    }


@pytest.mark.parametrize("sign", "\u115f\u1160\u2800\u3164\uffa0")
def test_a_name_of_signs_that_draw_nothing_is_spelt_out(tmp_path, sign):
    """Python calls these printable, but a row of the gradebook would have no name to be seen."""
    spelt = f"\\u{ord(sign):04x}"
    roster = put(tmp_path / "roster.csv", f"id,name\nada,{sign}\n{sign},Bo\n".encode())
    for name in ("ada", sign):
        put(tmp_path / "class" / name / "k01_sigmoid.py")
    found = taken(tmp_path / "class")
    assert sorted(found) == sorted(["ada", spelt])
    with_roster = list(Intake(tmp_path / "class", COURSE, roster))
    assert {(one.student, one.name) for one in with_roster} == {("ada", ""), (spelt, "Bo")}


def test_what_else_lies_in_the_folder_is_left_out_and_said(tmp_path):
    """A roster or a hidden file is no student; a folder with a dot in its name is one."""
    put(tmp_path / "ada.lovelace" / "k01_sigmoid.py")
    for name in ("roster.csv", ".DS_Store", "__MACOSX/x.py", ".bo/k01_sigmoid.py", "venv/lib/x.py"):
        put(tmp_path / name)
    intake = Intake(tmp_path, COURSE)
    assert intake.students == ["ada.lovelace"]
    assert sorted(intake.warnings) == [
        ".bo was left out: no submission has such a name.",
        "roster.csv was left out: it is no code and no zip.",
        "venv was left out: no submission has such a name.",
    ]
    content = zipped((str(p.relative_to(tmp_path)), b"") for p in tmp_path.rglob("*.*"))
    zipped_ = Intake(put(tmp_path.with_suffix(".zip"), content), COURSE)
    assert sorted(zipped_.warnings) == sorted(intake.warnings)


def test_a_notebook_may_answer_several_katas(tmp_path):
    """Each kata all of whose functions are in its cells gets the notebook; text cells are none."""
    forward = "def forward_layer(a, b): ...\n\ndef forward(a, b, c): ..."
    content = notebook(SIGMOID.decode(), "%matplotlib inline", forward)
    put(tmp_path / "ada.ipynb", content)
    put(tmp_path / "bob.ipynb", b'{"cells": [[[[' + b"[" * 100_000)
    put(tmp_path / "cleo" / "k01_k02.ipynb", content)

    assert taken(tmp_path)["ada"] == dict.fromkeys(("k01_sigmoid", "k02_forward"), content)
    assert taken(tmp_path)["cleo"] == taken(tmp_path)["ada"]
    assert taken(tmp_path)["bob"] == {}


def test_a_roster_names_the_students_and_misses_the_missing(tmp_path):
    """Ids, names, e-mails and patterns lead to the roster's id; strangers are warned of."""
    roster = put(
        tmp_path / "roster.csv",
        "\ufeffStudent ID;Full Name;E-Mail;Folder\n1815;Lovelace, Ada;ada@x.org;\n"
        "1912;Alan Turing;alan@x.org;enigma*\n1906;Gräce Hopper;g@x.org;\n"
        '0001;No Show;;\n7777;"An attachment\'s\nnumber";;\n'.encode(),
    )
    for name in ("lovelaceada_5_7777_k01_sigmoid.py", "enigma 3.zip", "g@x.org", "mallory.py"):
        put(tmp_path / "class" / name, zipped([("k01.py", SIGMOID)]) if "zip" in name else SIGMOID)
    (tmp_path / "class" / "g@x.org").unlink()
    put(tmp_path / "class" / "g@x.org" / "k01_sigmoid.py")
    put(tmp_path / "class" / "team of 1906 k02.py")
    intake = Intake(tmp_path / "class", COURSE, roster)

    found = {one.student: (one.name, len(one.files), one.problem) for one in intake}
    assert found == {
        "0001": ("No Show", 0, MISSING),
        "1815": ("Lovelace, Ada", 1, ""),
        "1906": ("Gräce Hopper", 1, ""),
        "1912": ("Alan Turing", 1, ""),
        "team of 1906": ("", 1, ""),
        "7777": ("An attachment's\nnumber", 0, MISSING),
        "mallory": ("", 1, ""),
    }
    assert sorted(intake.warnings) == [
        "mallory.py is from nobody on the roster.",
        "team of 1906 k02.py might be 1906's, but something surer is there: it stays apart.",
    ]
    assert len(intake) == 7


def test_nobody_gets_into_another_students_row_by_a_name(tmp_path):
    """A login letter for letter beats one that only looks like it, and a number in a name."""
    roster = put(tmp_path / "roster.csv", b"id,name,github\n7003,Vic Ham,janedoe\n7004,Bo Lee,bo\n")
    put(tmp_path / "class" / "janedoe" / "k01_sigmoid.py")
    for name in ("jane-doe", "mallory-7003"):
        put(tmp_path / "class" / name / "k01_sigmoid.py", OTHER)
    intake = Intake(tmp_path / "class", COURSE, roster)

    assert {one.student: len(one.files) for one in intake} == {
        "7003": 1,
        "7004": 0,
        "jane-doe": 1,
        "mallory-7003": 1,
    }
    assert next(one for one in intake if one.student == "7003").files[0].content == SIGMOID
    assert len(intake.warnings) == 2


def test_moodles_participant_number_is_no_students_id(tmp_path):
    """It counts only against the grading sheet's `Participant 501`, which tells namesakes apart."""
    folder = tmp_path / "class"
    for name in ("Bo Lee_7003", "Jane Doe_501", "Jane Doe_502"):
        put(folder / f"{name}_assignsubmission_file_" / "k01_sigmoid.py")
    roster = b"Identifier,Full name\nParticipant 501,Jane Doe\nParticipant 502,Jane Doe\n"
    sheet = Intake(folder, COURSE, put(tmp_path / "sheet.csv", roster))
    assert sheet.students == ["Bo Lee_7003", "Participant 501", "Participant 502"]

    imitation = "Jane Doe_501_assignsubmission_file_x_503_assignsubmission_file_"
    put(folder / imitation / "k01_sigmoid.py", OTHER)
    sheet = Intake(folder, COURSE, tmp_path / "sheet.csv")
    assert [len(one.files) for one in sheet] == [1, 1, 1, 1]
    assert imitation in sheet.students

    one = put(tmp_path / "one.csv", b"Identifier,Full name\nParticipant 501,Jane Doe\n")
    found = {one.student: len(one.files) for one in Intake(folder, COURSE, one)}
    assert found["Participant 501"] == 1  # a namesake who is not on the roster changes nothing
    assert "Jane Doe_502" in found

    ids = put(tmp_path / "ids.csv", b"id,name\n7003,Vic Ham\n7004,Bo Lee\n")
    found = {one.student: len(one.files) for one in Intake(folder, COURSE, ids)}
    assert (found["7003"], found["7004"]) == (0, 1)


RIVALS = {
    "two spellings": (["jane-doe", "janedoe"], "jane-doe, janedoe"),
    "two participants": (
        ["Jane Doe_11_assignsubmission_file_", "Jane Doe_22_assignsubmission_file_"],
        "Jane Doe_11, Jane Doe_22",
    ),
    "two cases": (["JANE DOE", "jane doe"], "JANE DOE, jane doe"),
    "an id and a name": (["1", "Jane Doe"], "1, Jane Doe"),
}


@pytest.mark.parametrize(("names", "listed"), RIVALS.values(), ids=RIVALS)
def test_where_no_sender_is_surer_none_gets_the_students_row(tmp_path, names, listed):
    """An impostor neither replaces the work nor passes for it; the row says what to do.

    Each is graded in a row of its own, and the roster's column `file` settles it.
    """
    for name, content in zip(names, (SIGMOID, OTHER), strict=True):
        put(tmp_path / "class" / name / "k01_sigmoid-9.py", content)
    lines = "id,name,file\n1,Jane Doe,\n2,Bo Lee,\n"
    intake = Intake(tmp_path / "class", COURSE, put(tmp_path / "r.csv", lines.encode()))

    found = {one.student: one for one in intake}
    doubt = (
        f"{listed} might each be 1's, so all stay apart;"
        " name the right one in a column `file` of the roster."
    )
    assert (found["1"].files, found["1"].problem) == ((), doubt)
    assert found["2"].problem == MISSING
    apart = [one for name, one in found.items() if name not in "12"]
    assert sorted(one.files[0].content for one in apart) == sorted([SIGMOID, OTHER])
    assert all("so might others: it stays apart." in one.notes[0] for one in apart)
    assert doubt in intake.warnings

    settled = put(tmp_path / "r.csv", lines.replace("Doe,", f"Doe,{names[0]}").encode())
    assert taken(tmp_path / "class", roster=settled)["1"] == {"k01_sigmoid": SIGMOID}


def test_letter_for_letter_is_surer_than_in_capitals(tmp_path):
    """ALICE neither replaces alice nor joins her, by her id, her name or her file's."""
    lines = b"id,name,file\nalice,,\n2,Bo Lee,\n3,Cy,cy_hw\n"
    for name in ("alice", "Bo Lee", "cy_hw"):
        put(tmp_path / "class" / name / "k01_sigmoid.py")
        put(tmp_path / "class" / name.upper() / "k01_sigmoid-9.py", OTHER)
    found = taken(tmp_path / "class", roster=put(tmp_path / "r.csv", lines))

    assert {name: one["k01_sigmoid"] for name, one in found.items()} == {
        **dict.fromkeys(("alice", "2", "3"), SIGMOID),
        **dict.fromkeys(("ALICE", "BO LEE", "CY_HW"), OTHER),
    }


def test_what_the_roster_gives_a_student_is_put_together_and_said(tmp_path):
    """A pattern may fit what several senders have sent: that is the instructor's word."""
    put(tmp_path / "class" / "enigma 1" / "k01_sigmoid.py")
    put(tmp_path / "class" / "enigma 2" / "k02_forward.py")
    roster = put(tmp_path / "roster.csv", b"id,file\nalan,enigma*\n")
    intake = Intake(tmp_path / "class", COURSE, roster)

    (alan,) = intake
    assert len(alan.files) == 2
    assert intake.warnings == ["enigma 1, enigma 2 were all taken for alan."]
    assert alan.notes == ("enigma 1, enigma 2 were all taken for alan.",)


ROSTERS = {
    "a folder with the last name first": ("id,name\n7,Zoé Lévêque\n", "Lévêque, Zoé", "7"),
    "an underscore for the comma": ("id,name\n7,Max Müller\n", "Müller_Max", "7"),
    "zeros that a spreadsheet has taken": ("id,name\n12345,Ada\n", "0012345", "12345"),
    "zeros that the roster alone has": ("id,name\n0012345,Ada\n", "12345", "0012345"),
    "lines that end as on old Macs": ("id,name\rada,Ada\r", "ada", "ada"),
    "a test student of Canvas'": (
        'Student,ID,SIS User ID\n"Doe, Jo",5,s5\n"Student, Test",9,\n',
        "doejo_5_77_k01_sigmoid.py",
        "5",
    ),
    "strokes that are no accents": ("id,name\n7,Lukasz Ostergard\n", "Łukasz Østergård", "7"),
    "the assignment beside the name": ("id,name\n7,Bo Kim\n", "Bo Kim - HW1 (late)", "7"),
    "a number before the name": ("id,name\n7,Bo Kim\n", "01 Bo Kim", "7"),
    "a first name that is a word": ("id,name\n7,My Nguyen\n", "My Nguyen - k01.py", "7"),
    "a last name that is a word": ("id,name\n7,Bo New\n", "Bo New_k01.py", "7"),
    "first and last": ("First,Last,NetID\nBo,Kim,bk7\n", "Kim, Bo", "bk7"),
    "a German list": ("Name;Vorname;Matrikelnummer\nMüller;Max;7\n", "Max Müller", "7"),
    "a French worksheet": (
        "Identifiant;Nom complet;Adresse de courriel\nParticipant7;Bo Kim;b@x.org\n",
        "Bo Kim_7_assignsubmission_file",
        "Participant7",
    ),
    "a title that looks like a header": (
        "Semester;1;Vorname\nLogin;Name\nbk7;Bo Kim\n",
        "bk7",
        "bk7",
    ),
    "a project under a word for names": (
        "Full name,Login,Nom\nBo Kim,bk7,Projet A\n",
        "Kim, Bo",
        "bk7",
    ),
    "a Catalan list": ("Nom,Cognoms,Número ID\nBo,Kim Roca,7\n", "Kim Roca, Bo", "7"),
    "an Italian list": ("Nome,Cognome,Indirizzo email\nBo,Kim,b@x\n", "Kim Bo", "b@x"),
    "a Chinese list": ("学号,姓,名\n7,王,小明\n", "王小明", "7"),
    "a Korean list of whole names": ("학년,이름\n1,김보\n", "김보", "김보"),
    "a Spanish list": ("Nombre,Apellido(s),Correo electrónico\nBo,Kim,b@x\n", "Kim Bo", "b@x"),
    "a title above": ("Class of 2027\n\nName;Login\nBo Kim;bk7\n", "Bo Kim", "bk7"),
}


@pytest.mark.parametrize(("roster", "entry", "student"), ROSTERS.values(), ids=ROSTERS)
def test_an_honest_student_is_found_on_the_roster(tmp_path, roster, entry, student):
    """However the platform or the spreadsheet writes them; nobody is missing or doubted."""
    entry = entry if entry.endswith(".py") else f"{entry}/k01_sigmoid.py"
    put(tmp_path / "class" / entry)
    listed = put(tmp_path / "roster.csv", roster.encode())
    intake = Intake(tmp_path / "class", COURSE, listed)

    assert [(one.student, len(one.files)) for one in intake] == [(student, 1)]
    assert intake.warnings == []


@pytest.mark.parametrize(
    ("sheet", "folder"),
    [
        ("ID;Status\nTeilnehmer/in 501;\nTeilnehmer/in 502;\n", "Teilnehmerin_502"),
        ("Идентификатор,Полное имя\nУчастник7,Анна Ким\nУчастник8,Анна Ким\n", "Анна Ким_8"),
    ],
)
def test_moodles_number_is_found_in_any_language(tmp_path, sheet, folder):
    """In blind marking, and where two have one name, nothing else tells who it is."""
    put(tmp_path / "class" / f"{folder}_assignsubmission_file" / "k01_sigmoid.py")
    intake = Intake(tmp_path / "class", COURSE, put(tmp_path / "sheet.csv", sheet.encode()))

    assert [len(one.files) for one in intake] == [0, 1]
    assert intake.warnings == []


@pytest.mark.parametrize("ids", ["ID-Nummer;-", "Identificador;DNI"])
def test_what_all_have_alike_is_no_id(tmp_path, ids):
    """Then the e-mail tells them apart, or the name."""
    put(tmp_path / "class" / "Ann Lee" / "k01_sigmoid.py")
    head, cell = ids.split(";")
    lines = f"Name;E-Mail;{head}\nAnn Lee;a@x;{cell}\nBo Kim;b@x;{cell}\n"
    intake = Intake(tmp_path / "class", COURSE, put(tmp_path / "list.csv", lines.encode()))

    assert {one.student: len(one.files) for one in intake} == {"a@x": 1, "b@x": 0}


def test_a_tutorial_group_is_no_team(tmp_path):
    """A folder of theirs holds everybody's own file."""
    for name in ("A/ann", "A/bo", "B/cy", "B/di"):
        put(tmp_path / "class" / f"{name}_k01_sigmoid.py", name.encode())
    lines = "Login;Name;Gruppe\nann;Ann Lee;A\nbo;Bo Kim;A\ncy;Cy Roe;B\ndi;Di Fox;B\n"
    intake = Intake(tmp_path / "class", COURSE, put(tmp_path / "list.csv", lines.encode()))

    assert [one.files[0].content.decode()[2:] for one in intake] == ["ann", "bo", "cy", "di"]


def test_ids_that_look_like_times_are_those_of_several(tmp_path):
    """An id is no noise: without a roster, the names of the files alone tell students apart."""
    for name in ("20T0123", "20T0124", "21T0077"):
        put(tmp_path / "class" / f"k01_sigmoid_{name}.py")
    found = [one.student for one in Intake(tmp_path / "class", COURSE)]
    assert found == ["20T0123", "20T0124", "21T0077"]


def test_a_teams_number_is_no_participants(tmp_path):
    """Moodle calls a team's folder by the team's number, which may be a student's as well."""
    for name in ("Team A_1001", "Ann Lee_1002"):
        put(tmp_path / "class" / f"{name}_assignsubmission_file" / "k01_sigmoid.py")
    sheet = b"Identifier,Full name\nParticipant 1001,Jo Roe\nParticipant 1002,Ann Lee\n"
    intake = Intake(tmp_path / "class", COURSE, put(tmp_path / "sheet.csv", sheet))

    assert {one.student: len(one.files) for one in intake} == {
        "Participant 1001": 0,
        "Participant 1002": 1,
        "Team A_1001": 1,
    }
    told = "Team A_1001_assignsubmission_file is from nobody on the roster."
    assert intake.warnings == [told]


def test_what_cannot_be_graded_is_said_before_who_sent_it_and_when(tmp_path):
    """A late photo is no answer because it is a photo, not because it is late."""
    put(tmp_path / "class" / "doejo_LATE_5_77_photo.zip", zipped([("photo.png", b"\x89PNG")]))
    (one,) = Intake(tmp_path / "class", COURSE)

    assert one.problem == "It holds no .py or .ipynb file, but photo.png."
    assert one.notes == ("It was handed in late.",)


def test_a_roster_that_lacks_fewer_than_half_is_no_other_class_s(tmp_path):
    """Each of the strangers is a row and a warning."""
    for number in range(9):
        put(tmp_path / "class" / f"student {number}" / "k01.py")
    known = "\n".join(f"student {number}" for number in range(5))
    roster = put(tmp_path / "r.csv", f"name\n{known}\n".encode())
    intake = Intake(tmp_path / "class", COURSE, roster)
    assert (len(intake), len(intake.warnings)) == (9, 4)
    roster.write_text("name\nstudent 1\nstudent 2\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"Of 9 submissions in .*, 7 are from nobody on"):
        Intake(tmp_path / "class", COURSE, roster)


def test_a_name_that_two_students_share_is_neithers(tmp_path):
    """The surname first or last makes no difference; two of the same name need their ids."""
    roster = put(tmp_path / "roster.csv", b'id,name\n1,Kim Lee\n2,Kim Lee\n3,"Hopper, Grace"\n')
    for name in ("Grace Hopper_8_assignsubmission_file_", "Kim Lee_9_assignsubmission_file_"):
        put(tmp_path / "class" / name / "k01_sigmoid.py")
    intake = Intake(tmp_path / "class", COURSE, roster)
    assert {one.student: len(one.files) for one in intake} == {
        "1": 0,
        "2": 0,
        "3": 1,
        "Kim Lee_9": 1,
    }
    (told,) = intake.warnings
    assert "Kim Lee_9_assignsubmission_file_ fits several on the roster; say whose it is" in told


def test_a_name_is_the_same_however_its_accents_are_written(tmp_path):
    """Macs write them apart from their letters; the roster may, too."""
    for form, name in (("NFC", "k01_sigmoid.py"), ("NFD", "k02_forward.py")):
        put(tmp_path / "class" / f"{unicodedata.normalize(form, 'José Núñez')}_{name}")
    listed = unicodedata.normalize("NFD", "id,name\n7,José Núñez\n").encode()
    for roster in (None, put(tmp_path / "roster.csv", listed)):
        (one,) = Intake(tmp_path / "class", COURSE, roster)
        assert len(one.files) == 2


def test_what_one_student_has_sent_is_put_together(tmp_path):
    """Files with one login among other words; attempts that Brightspace has numbered anew."""
    names = ["hw1 bkim final_k01.py", "bkim k02.py"]
    names += [f"771-{n} - Ann Lee - Oct {n}, 2025 100 PM/k01.py" for n in (9, 10)]
    for name in names:
        put(tmp_path / "class" / name, name.encode())
    roster = put(tmp_path / "r.csv", b"id,name\nbkim,Bo Kim\n7,Ann Lee\n")
    intake = Intake(tmp_path / "class", COURSE, roster)
    ann, bo = intake
    assert [file.content.decode() for file in ann.files] == names[3:]
    assert (len(bo.files), intake.warnings) == (2, [])


def test_in_a_section_s_folder_the_last_attempt_counts(tmp_path):
    """As elsewhere, by its version and not by its name."""
    for version in (9, 10):
        for login in ("ann", "bob"):
            name = f"{login}@x.org_{version}_k01.py"
            put(tmp_path / "class" / "Monday" / name, name.encode())
    for login in ("cleo", "dan"):
        put(tmp_path / "class" / f"{login}@x.org" / "k01.py")
    listed = b"id\nann@x.org\nbob@x.org\ncleo@x.org\ndan@x.org\n"
    roster = put(tmp_path / "r.csv", listed)
    ann, bob, *_ = Intake(tmp_path / "class", COURSE, roster)
    assert ann.files[0].content == b"ann@x.org_10_k01.py"
    assert bob.files[0].content == b"bob@x.org_10_k01.py"


SECTIONS = {
    "sections": ("id,name\n1,Ann Lee\n2,Bo Kim\n3,Cy Doe\n4,Di Roe\n", "Section"),
    "teams": ("id,name,team\n1,Ann Lee,T 1\n2,Bo Kim,T 1\n3,Cy Doe,T 2\n4,Di Roe,T 2\n", "T"),
}


@pytest.mark.parametrize(("roster", "above"), SECTIONS.values(), ids=SECTIONS)
def test_a_folder_of_several_students_folders_is_nobodys_own(tmp_path, roster, above):
    """Each gets what is in the folder with their name, not what a neighbour has handed in."""
    names = (("Ann Lee", "Bo Kim"), ("Doe, Cy", "4"))
    for number, both in enumerate(names, 1):
        for name in both:
            put(tmp_path / "class" / f"{above} {number}" / name / "k01.py", name.encode())
    found = taken(tmp_path / "class", roster=put(tmp_path / "r.csv", roster.encode()))
    assert {student: one["k01_sigmoid"].decode() for student, one in found.items()} == {
        "1": "Ann Lee",
        "2": "Bo Kim",
        "3": "Doe, Cy",
        "4": "4",
    }


def test_a_section_s_folder_is_gone_into_whatever_else_is_in_it(tmp_path):
    """Files and zips of students, and what is nobody's, which is a row or left out as elsewhere."""
    names = ("bkim.zip", "cdoe_k01_sigmoid.py", "alee/k01.py", "stranger/k01.py", "notes.txt")
    for name in names:
        content = zipped([("k01.py", SIGMOID)]) if name.endswith(".zip") else SIGMOID
        put(tmp_path / "class" / "Monday" / name, content)
    put(tmp_path / "class" / "droe" / "k01.py")
    roster = put(tmp_path / "r.csv", b"id\nalee\nbkim\ncdoe\ndroe\n")
    intake = Intake(tmp_path / "class", COURSE, roster)

    students = ["alee", "bkim", "cdoe", "droe", "stranger"]
    assert [(one.student, len(one.files)) for one in intake] == [(each, 1) for each in students]
    assert intake.warnings == [
        "Monday/notes.txt was left out: it is no code and no zip.",
        "Monday/stranger is from nobody on the roster.",
    ]


def test_what_a_team_has_put_together_stays_together(tmp_path):
    """Though each file is called by the member who wrote it."""
    for name in ("ann_k01_sigmoid.py", "bob_k02_forward.py"):
        put(tmp_path / "class" / "Team 1" / name)
    put(tmp_path / "class" / "cleo" / "k01.py")
    roster = put(tmp_path / "r.csv", b"id,team\nann,Team 1\nbob,Team 1\ncleo,\n")
    found = {one.student: len(one.files) for one in Intake(tmp_path / "class", COURSE, roster)}
    assert found == {"ann": 2, "bob": 2, "cleo": 1}


def test_folders_in_a_students_own_are_that_students(tmp_path):
    """Whatever they are called, so that nobody is given work by a classmate."""
    for name in ("Bo Kim", "Cy Doe"):
        put(tmp_path / "class" / "Ann Lee" / name / "k01.py")
    put(tmp_path / "class" / "2" / "k01.py", OTHER)
    roster = put(tmp_path / "r.csv", b"id,name\n1,Ann Lee\n2,Bo Kim\n3,Cy Doe\n")
    found = taken(tmp_path / "class", roster=roster)
    assert found == {"1": {"k01_sigmoid": SIGMOID}, "2": {"k01_sigmoid": OTHER}, "3": {}}


def test_beside_a_clone_s_folders_a_file_with_a_kata_s_name_counts(tmp_path):
    """Where what lies in katas/ is still the stub; never what is the course's own."""
    clone = tmp_path / "class" / "ada" / "repo"
    put(clone / "katas" / "k01_sigmoid.py", stub(COURSE, COURSE.katas[0]).encode())
    put(clone / "katas" / "k02_forward.py", OTHER)
    put(clone / "k01_sigmoid.py", SIGMOID)
    put(clone / "k02_forward.py", SIGMOID)
    put(clone / "grader.py", b"def train(): ...")
    for folder in ("solutions", "tests/wrong"):
        put(clone / folder / "k03_deltas.py")
    (ada,) = Intake(tmp_path / "class", COURSE)
    contents = {file.kata: file.content for file in ada.files}
    assert contents == {"k01_sigmoid": SIGMOID, "k02_forward": OTHER}
    (told,) = ada.notes
    assert told.endswith(": repo/katas/k02_forward.py was used.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (zipped([("xl/workbook.xml", b"")]), "is a workbook: save it as CSV"),
        (b"colour,shape\nred,round\n", "needs a first line with at least one of: id, name, email"),
        (b"", "needs a first line"),
        (b"id\nada\nada\n", "lists ada twice"),
    ],
)
def test_a_roster_that_is_none_is_one_sentence(tmp_path, text, sentence):
    """The sentence names the file."""
    put(tmp_path / "class" / "ada.py")
    with pytest.raises(UsageError, match=rf"roster.csv.* {sentence}"):
        Intake(tmp_path / "class", COURSE, put(tmp_path / "roster.csv", text))


def test_what_a_verdict_depends_on_is_in_the_digest(tmp_path):
    """The content and the kind of file count, the file's name and place do not."""
    one = read_one(put(tmp_path / "a" / "k01_sigmoid.py"), COURSE)
    same = read_one(put(tmp_path / "b" / "k01_sigmoid-7.py").parent, COURSE)
    content = SIGMOID.replace(b"return x", b"return 0")  # of the same length
    other = read_one(put(tmp_path / "c" / "k01_sigmoid.py", content), COURSE)
    kind = read_one(put(tmp_path / "d" / "k01_sigmoid.ipynb"), COURSE)
    assert one.digest == same.digest
    assert len({one.digest, other.digest, kind.digest}) == 3


def test_an_own_folder_of_answers_is_a_submission():
    """The reference solutions, read as one submission, answer every kata."""
    one = read_one(ROOT / "solutions", COURSE)
    assert [file.kata for file in one.files] == [kata.id for kata in COURSE.katas]
    assert one.origin == os.path.relpath(ROOT / "solutions")


def test_notebooks_are_alike_by_their_code():
    """Notes between the cells say nothing of whose code it is; the code in a file is the same."""
    name = "k10_hidden_size"
    code = (ROOT / "solutions" / f"{name}.py").read_text("utf-8")

    def digest(cells, suffix=".ipynb"):
        kinds = ({"cell_type": kind, "source": source} for kind, source in cells)
        content = json.dumps({"cells": list(kinds)}) if suffix == ".ipynb" else cells
        return likeness(SubmittedFile(name, name + suffix, content.encode()), b"")

    noted = [("markdown", "It's (mine"), ("code", code.splitlines(keepends=True))]
    assert digest([("code", code)]) == digest(noted) == digest(code, ".py") != ""
    assert digest([("code", code + "\nx = y + 1\n")]) != digest(noted)

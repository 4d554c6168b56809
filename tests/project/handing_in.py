"""What students hand in, made for the tests: zips of every kind, and graded rows."""

import io
import stat
import zipfile

from dojo.registry import load_course
from dojo.report.terminal import console
from dojo.results import KataResult, TestResult
from dojo.school.row import Graded, Versions, graded
from dojo.school.submission import Submission, SubmittedFile

COURSE = load_course().only("core")
SIGMOID = (
    b"def sigmoid(x):\n    return x\n\n"
    b"def sigmoid_output_to_derivative(output):\n    return output\n"
)
SAME = Versions("0.1+abc", "def", "strict")


def zipped(members, links=(), compress=zipfile.ZIP_DEFLATED):
    """Return a zip of the (name, content) pairs, and of symbolic links to /etc/passwd."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compress) as archive:
        for name, content in members:
            archive.writestr(name, content)
        for name in links:
            link = zipfile.ZipInfo(name)
            link.create_system = 3
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def put(path, content=SIGMOID):
    """Write a file, and the folders it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def submission(student="ada", content=SIGMOID, **more):
    """Return a submission for the first kata."""
    file = SubmittedFile("k01_sigmoid", "k01_sigmoid.py", content)
    return Submission(student, f"class/{student}", (file,), **more)


def result(*outcomes, kata="k01_sigmoid", **facts):
    """Return a kata's result with a test for each outcome; the facts are of those that failed."""
    tests = [
        TestResult(f"test_{number}", f"Fact {number}.", outcome, 0.01)
        for number, outcome in enumerate(outcomes, 1)
    ]
    for test in tests:
        if test.outcome != "passed":
            vars(test).update({"message": "Called.\nReturned 1."} | facts)
    return KataResult(kata, "Sigmoid", tests)


def row(student="ada", outcomes=("passed", "failed"), versions=SAME, of=None, **facts):
    """Return a graded row: the first kata handed in, the others not."""
    handed_in = of or submission(student)
    results = [] if handed_in.problem else [result(*outcomes, **facts)]
    return graded(COURSE, Graded(handed_in, results, 0.5), versions)


def shown(report):
    """Return a report as a wide terminal shows it, without colours."""
    terminal = console()
    terminal.file, terminal.width = io.StringIO(), 100
    terminal.print(report)
    return terminal.file.getvalue()

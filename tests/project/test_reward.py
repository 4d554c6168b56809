"""The reward: a test marked so, which runs once, when the whole course is done."""

import subprocess
import sys

import pytest

from tests.project.grading import ROOT
from tests.project.practising import Practice

pytestmark = pytest.mark.timeout(120)

REWARD = '''

@pytest.mark.reward
@pytest.mark.timeout(30)
def test_what_comes_of_it(kata, record_property):
    """The middle comes out."""
    with open("count", "a") as count:
        count.write(".")
    middle = kata.sigmoid(0)
    same(middle, MIDDLE)
    record_property("error_table", [[0.125], [middle / 8]])


MIDDLE = 0.5
'''


@pytest.fixture
def course(tmp_path):
    """Return a course of one kata, whose suite holds a reward that notes how often it was run."""
    practice = Practice(tmp_path / "course")
    for file, more in (
        ("dojo/registry.py", "\nKATAS = KATAS[:1]\n"),
        ("tests/test_k01_sigmoid.py", f"import pytest\n{REWARD}"),
    ):
        with (practice.folder / file).open("a", encoding="utf-8") as text:
            text.write(more)
    renew = [sys.executable, "-m", "dojo.stub", "k01"]
    subprocess.run(renew, cwd=practice.folder, check=True)
    return practice


def runs(course):
    count = course.folder / "count"
    return len(count.read_text(encoding="utf-8")) if count.exists() else 0


def test_it_is_run_once_when_all_is_done(course):
    """Not before, not for one kata or for JSON, not twice; and again when something has changed."""
    assert "0.125" not in course().out
    course.solve("k01_sigmoid")
    assert course("run", "k01").code == course("--json").code == runs(course) == 0
    for _ in range(2):
        report = course()
        assert (report.code, report.err, runs(course)) == (0, "", 1)
        assert "All done. This came out of the network:" in report.out
        assert "0.0625000000" in report.out
    assert "what_comes_of_it" not in course("--json").out

    course("--fresh")
    assert runs(course) == 2
    course.solve("k01_sigmoid", "1 + np.exp(-x)", "np.exp(-x) + 1")
    assert "0.0625000000" in course().out
    assert runs(course) == 3
    assert "0.0625000000" in course("--solutions").out
    assert runs(course) == 4


def test_when_it_does_not_come_out_that_is_said(course):
    """With the test's own message; the katas are done all the same."""
    course.solve("k01_sigmoid")
    suite = course.folder / "tests" / "test_k01_sigmoid.py"
    text = suite.read_text(encoding="utf-8").replace("MIDDLE = 0.5", "MIDDLE = 0.75")
    suite.write_text(text, encoding="utf-8")
    report = course()
    assert report.code == 0
    assert "All done. But the reward did not come out as it should:" in report.out
    assert "Returned 0.5, expected 0.75." in report.out


@pytest.mark.soak
def test_pytest_leaves_it_out_unless_it_is_asked_for():
    """Plain pytest deselects it; `-m reward` runs it alone."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/test_k07_network.py"]
    plain, asked = (
        subprocess.run([*command, *more], cwd=ROOT, capture_output=True, text=True, check=True)
        for more in ([], ["-m", "reward"])
    )
    assert "tutorials_table" not in plain.stdout
    assert "1 deselected" in plain.stdout
    assert asked.stdout.count("::") == asked.stdout.count("tutorials_table") == 1

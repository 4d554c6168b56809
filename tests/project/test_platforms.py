"""The autograder for Gradescope and the workflow for GitHub Classroom, run as these run them."""

import base64
import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest
import yaml

from dojo.registry import UsageError
from dojo.school.gradescope import build
from dojo.stub import stub
from tests.project.grading import ROOT
from tests.project.handing_in import COURSE, put

SOLUTION = (ROOT / "solutions" / "k01_sigmoid.py").read_bytes()


@pytest.fixture
def autograder(tmp_path):
    """Return the folder /autograder as Gradescope sets it up, but for the virtual environment."""
    build(COURSE, tmp_path / "autograder.zip", isolation="basic")
    root = tmp_path / "autograder"
    shutil.unpack_archive(tmp_path / "autograder.zip", root / "source")
    (root / "results").mkdir()
    (root / "run_autograder").write_bytes((root / "source" / "run_autograder").read_bytes())
    (root / "run_autograder").chmod(0o755)
    metadata = {"id": 1, "assignment": {"total_points": "70.0"}}
    (root / "submission_metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return root


def run(root):
    """Run the script as Gradescope does, and return what it wrote."""
    environment = os.environ | {"AUTOGRADER_ROOT": str(root), "AUTOGRADER_PYTHON": sys.executable}
    done = subprocess.run(
        [root / "run_autograder"], env=environment, cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))


def test_gradescope_grades_an_upload(autograder):
    """A right answer gets its kata's share of the assignment's points, a wrong one fewer."""
    put(autograder / "submission" / "k01_sigmoid.py", SOLUTION)
    right = run(autograder)
    put(autograder / "submission" / "k01_sigmoid.py", b"def sigmoid(x):\n    return x\n")
    wrong = run(autograder)

    assert right["score"] == 10.0
    assert wrong["score"] < 5
    assert sum(test["max_score"] for test in wrong["tests"]) == pytest.approx(70)
    assert {test["status"] for test in right["tests"] if "k01_sigmoid" in test["tags"]} == {
        "passed"
    }
    assert "isolation level: basic" in right["output"]


def test_gradescope_is_told_why_an_upload_cannot_be_graded(autograder):
    """An upload without any answer is graded with 0 points and one sentence."""
    put(autograder / "submission" / "essay.txt", b"Dear professor")
    told = run(autograder)
    assert told["score"] == 0
    assert told["output"].startswith("It holds no .py or .ipynb file, but essay.txt.\n")


def test_the_autograder_has_the_tests_and_not_the_answers(tmp_path):
    """Both scripts are at its root and can be run; katas/ holds stubs; it is reproducible."""
    for name in ("one.zip", "two.zip"):
        build(COURSE, tmp_path / name)
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        modes = {member.filename: member.external_attr >> 16 for member in archive.infolist()}
        script = archive.read("run_autograder").decode()
        katas = [archive.read(f"katas/{kata.id}.py").decode() for kata in COURSE.katas]

    assert modes["setup.sh"] == modes["run_autograder"] == 0o100755
    assert {"tests/test_k01_sigmoid.py", "solutions/k01_sigmoid.json", "dojo/cli.py"} <= set(modes)
    assert katas == [stub(COURSE, kata) for kata in COURSE.katas]
    assert not [
        n for n in modes if n.startswith(("solutions/", "tests/project/")) and ".json" not in n
    ]
    assert "--isolation strict" in script
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with pytest.raises(UsageError, match=r"one.zip exists already; choose another name"):
        build(COURSE, tmp_path / "one.zip")


def test_the_scripts_are_sound(tmp_path):
    """Bash reads both without complaint."""
    build(COURSE, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        for name in ("setup.sh", "run_autograder"):
            script = archive.read(name)
            subprocess.run(["bash", "-n"], input=script, check=True)  # noqa: S607


@pytest.mark.soak
def test_github_classroom_gets_its_points(tmp_path):
    """The workflow's own command prints one output, whose points the reporter adds up."""
    path = ROOT / ".github" / "classroom" / "autograding.yml"
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["grade"]["steps"]
    (grading,) = [step["run"] for step in steps if step.get("id") == "dojo"]
    put(tmp_path / "submission" / "katas" / "k01_sigmoid.py", SOLUTION)
    output = tmp_path / "output"
    words = grading.replace("../submission", str(tmp_path / "submission")).split()
    assert words[0] == "python"
    assert words[-2:] == [">>", '"$GITHUB_OUTPUT"']
    with output.open("w", encoding="utf-8") as file:
        command = [sys.executable, *words[1:-2], "--isolation", "basic"]
        subprocess.run(command, cwd=ROOT, stdout=file, check=True)

    name, _, value = output.read_text(encoding="utf-8").strip().partition("=")
    told = json.loads(base64.b64decode(value))
    assert name == "result"
    assert sum(test["score"] for test in told["tests"]) == pytest.approx(100 / 7, abs=0.01)
    assert steps[-1]["env"] == {"DOJO_RESULTS": "${{ steps.dojo.outputs.result }}"}

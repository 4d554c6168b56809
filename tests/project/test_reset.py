"""`reset` on a copy of the repo: nothing a learner wrote is ever lost."""

import shutil
import subprocess
import sys

import pytest

from tests.project.grading import ROOT

pytestmark = pytest.mark.timeout(60)
WORK = "def sigmoid(x):\n    return 'mine'  # caf\xe9\r\n".encode("latin-1")


@pytest.fixture
def repo(tmp_path):
    """Return a copy of the repo, with work in k01."""
    for name in ("dojo", "katas", "solutions", "grader.py", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    (tmp_path / "katas" / "k01_sigmoid.py").write_bytes(WORK)
    return tmp_path


def reset(repo, *arguments, keys=""):
    """Run `python grader.py reset` in the copy; return exit code, stdout and stderr."""
    command = [sys.executable, "grader.py", "reset", *arguments]
    done = subprocess.run(
        command, cwd=repo, input=keys, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_reset_asks_and_keeps_a_backup_that_comes_back(repo):
    """After a yes the stub is there, the work in the backup; undo exchanges them, byte for byte."""
    kata = repo / "katas" / "k01_sigmoid.py"
    stub = (ROOT / "katas" / "k01_sigmoid.py").read_text(encoding="utf-8")

    assert reset(repo, "k01", keys="n\n")[0] == 1
    assert kata.read_bytes() == WORK

    assert reset(repo, "k01", keys="y\n")[0] == 0
    assert kata.read_text(encoding="utf-8") == stub
    assert "k01_sigmoid.py" in reset(repo, "--list")[1]

    assert reset(repo, "--undo")[0] == 0
    assert kata.read_bytes() == WORK
    assert reset(repo, "--undo")[0] == 0
    assert kata.read_text(encoding="utf-8") == stub


def test_reset_all_touches_what_differs_only(repo):
    """All seven are pristine afterwards; the backup holds the one that was not."""
    assert reset(repo, "--all", "--yes")[0] == 0
    (folder,) = (repo / ".dojo" / "backups").iterdir()

    assert [path.name for path in folder.iterdir()] == ["k01_sigmoid.py"]
    assert "pristine already" in reset(repo, "--all", "--yes")[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--undo"], "There is no backup to go back to"),
        (["k01"], "add --yes"),
        (["k99"], "no kata"),
    ],
)
def test_what_cannot_be_reset_is_one_sentence(repo, arguments, sentence):
    """Exit code 2, one line, and the work untouched."""
    code, _, err = reset(repo, *arguments)

    assert (code, err.count("\n")) == (2, 1)
    assert sentence in err
    assert (repo / "katas" / "k01_sigmoid.py").read_bytes() == WORK


def test_without_a_place_for_the_backup_nothing_is_written(repo):
    """Where the backup cannot be kept, the work stays."""
    (repo / ".dojo").write_text("in the way", encoding="utf-8")
    code, _, err = reset(repo, "k01", "--yes")

    assert code == 2
    assert "nothing that has no backup was overwritten" in err
    assert (repo / "katas" / "k01_sigmoid.py").read_bytes() == WORK

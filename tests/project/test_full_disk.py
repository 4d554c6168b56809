"""A folder that cannot be written and a disk that is full: one sentence, and nothing lost.

A file where a folder should be, a limit on the size of files and /dev/full stand for both, since
they stop the administrator as well.
"""

import resource
from pathlib import Path

import pytest

from tests.project.practising import Practice


@pytest.fixture
def grader(tmp_path):
    """Return a learner's copy of the repo with all katas done."""
    practice = Practice(tmp_path)
    # Python 3.11 would keep what fits of its bytecode, for whichever test comes next.
    practice.environment["PYTHONDONTWRITEBYTECODE"] = "1"
    for kata in practice.katas.glob("k*.py"):
        practice.solve(kata.stem)
    return practice


def small_files_only():
    """Let no file that is written grow beyond 100 bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def contents(grader):
    """Return what is in the learner's own files."""
    return {path.name: path.read_bytes() for path in grader.katas.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    ("in_the_way", "arguments", "sentence"),
    [
        (".dojo", "reset k01 --yes", "nothing that has no backup was overwritten"),
        (".dojo", "rebuild --kata k01 --yes", "nothing that has no backup was overwritten"),
        ("attempts", "rebuild", "attempts cannot hold an attempt (File exists)"),
        pytest.param(
            "pictures",
            "show sigmoid",
            "pictures: File exists; --out names another folder",
            marks=pytest.mark.soak,
        ),
    ],
)
def test_a_file_in_place_of_a_folder(grader, in_the_way, arguments, sentence):
    """Exit code 2 and one line that names what is in the way; no kata has changed."""
    before = contents(grader)
    (grader.folder / in_the_way).write_text("in the way", encoding="utf-8")
    refused = grader(*arguments.split())

    assert (refused.code, refused.err.count("\n")) == (2, 1), refused.err
    assert in_the_way in refused.err
    assert sentence in refused.err
    assert contents(grader) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("reset k01 --yes", "k01_sigmoid.py: File too large; nothing that has no backup"),
        ("reset --all --level blank --yes", "File too large; nothing that has no backup"),
        pytest.param(
            "show sigmoid",
            "File too large; --out names another folder",
            marks=pytest.mark.soak,
        ),
    ],
)
def test_a_full_disk(grader, arguments, sentence):
    """One line, no kata has changed, and no half of a backup is there to be put back."""
    before = contents(grader)
    refused = grader(*arguments.split(), preexec_fn=small_files_only)

    assert (refused.code, refused.err.count("\n")) == (2, 1), refused.err
    assert sentence in refused.err
    assert contents(grader) == before
    assert list(grader.folder.glob(".dojo/backups/*")) == []


@pytest.mark.soak
def test_a_full_disk_costs_no_verdict_and_no_hint(grader):
    """What was asked for is printed, with one sentence on the history that was not written."""
    for arguments, printed in [(["run", "k01"], "done, 15/15"), (["hint", "k01"], "Hint 1 of 3")]:
        told = grader(*arguments, preexec_fn=small_files_only)

        assert told.code == 0
        assert printed in told.out
        assert told.err.startswith("The history ")
        assert told.err.count("\n") == 1


@pytest.mark.soak
@pytest.mark.parametrize("form", ["--csv", "--json"])
def test_an_export_to_a_full_disk_is_not_taken_for_whole(grader, form):
    """Exit code 2 and one sentence, although the last bytes fail only when they are flushed."""
    grader("run", "k01")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        export = grader("history", form, stdout=full)

    assert export.code == 2
    assert export.err == "The export is not complete: No space left on device.\n"

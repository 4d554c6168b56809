"""Right answers in other people's styles pass; no style of numpy, and no plain loop, is refused."""

import shutil
from pathlib import Path

import pytest

from tests.project.grading import answers, grader

STYLES = sorted((Path(__file__).parent / "styles").glob("*.py"))


@pytest.mark.parametrize("walled", [[], ["--walled"]], ids=["here", "walled"])
@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.stem)
def test_a_right_answer_in_another_style_passes(tmp_path, style, walled):
    """What the function returns counts, not how it gets there."""
    kata = style.stem.partition("__")[0]
    shutil.copy(style, answers(tmp_path) / f"{kata}.py")
    run = grader("run", kata, "--target", tmp_path, *walled)

    assert run.code == 0, run.out

"""Right answers in other people's styles pass; no style of numpy, and no plain loop, is refused."""

from pathlib import Path

import pytest

from dojo.registry import load_course
from dojo.server import Grader

STYLES = sorted((Path(__file__).parent / "styles").glob("*.py"))


@pytest.fixture(scope="module")
def grader():
    """Return a grading process for all of them."""
    with Grader(load_course()) as grader:
        yield grader


# What is walled is left to the soak tests, but for the first katas, and what is long.
BOTH = [
    pytest.param(
        path,
        isolation,
        id=f"{path.stem}-{isolation or 'here'}",
        marks=[pytest.mark.soak] * (path.stem > ("k03" if isolation else "k22")),
    )
    for path in STYLES
    for isolation in ("", "strict")
]


@pytest.mark.parametrize(("style", "isolation"), BOTH)
def test_a_right_answer_in_another_style_passes(grader, style, isolation):
    """What the function returns counts, not how it gets there."""
    kata = style.stem.partition("__")[0]
    report = grader.grade([kata], {f"{kata}.py": style.read_bytes()}, isolation=isolation)

    assert report.passed == 1, report.next.first_failure


@pytest.mark.parametrize("product", ["synapse @ inputs", "synapse.dot(inputs)"])
def test_a_product_that_does_not_fit_has_a_name_in_either_spelling(grader, product):
    """What `.dot` says of sizes is worded otherwise than what `@` says of the same ones."""
    solution = load_course().solution(load_course().find("k02")).read_text("utf-8")
    wrong = solution.replace("inputs @ synapse", product)
    report = grader.grade(["k02_forward"], {"k02_forward.py": wrong.encode()})

    assert report.next.first_failure.diagnosis == "swapped the operands of the product"


# A small fault in each, in single precision: how much is forgiven is not for the result to say.
FAULTS = {
    "k01_sigmoid": ("return 1 / (1 + np.exp(-x))", "return np.float32(1 / (1 + 2.7183**-x))"),
    "k03_deltas": ("return", "return np.float32(1.00015) *"),
}


@pytest.mark.parametrize("kata", FAULTS)
def test_a_wrong_answer_in_single_precision_is_refused(grader, kata):
    """Rounding to float32 makes nothing right."""
    right = load_course().solution(load_course().find(kata)).read_text(encoding="utf-8")
    wrong = right.replace(*FAULTS[kata])
    report = grader.grade([kata], {f"{kata}.py": wrong.encode()})

    assert wrong != right
    assert report.katas[0].status == "wrong"


@pytest.mark.parametrize(
    "seed", [20, *(pytest.param(n, marks=pytest.mark.soak) for n in range(21, 26))]
)
def test_single_precision_is_not_taken_for_another_mistake(grader, seed):
    """Its rounding is as far from what is right as a hardly wrong e is, which is named."""
    right = load_course().solution(load_course().find("k02")).read_text(encoding="utf-8")
    product = "inputs.astype(np.float32) @ synapse.astype(np.float32)"
    wrong = right.replace("inputs @ synapse", product)
    report = grader.grade(["k02_forward"], {"k02_forward.py": wrong.encode()}, seed)

    assert wrong != right
    assert not report.katas[0].mistakes

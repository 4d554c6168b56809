"""The proof with the real client: JupyterLab, driven in Chromium as a learner drives it."""

import json
import re
from itertools import starmap

import pytest

from tests.project.browser import chromium, resize
from tests.project.grading import ROOT, grader
from tests.project.lab import Page, jupyterlab, setting

pytestmark = [pytest.mark.browser, pytest.mark.soak]

# the colour of every element in the verdict, and what is painted behind it
COLOURS = """
return [...document.querySelectorAll('section.dojo, section.dojo *')].map(element => {
  const painted = e => getComputedStyle(e).backgroundColor;
  let behind = element;
  while (painted(behind) === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
  return [getComputedStyle(element).color, painted(behind)];
})
"""
# what reaches out of the output's area; arrays scroll in a place of their own
TOO_WIDE = """
return [...document.querySelectorAll('section.dojo, section.dojo :not(.beside *)')]
  .filter(e => !e.closest('.beside > div *'))  // these scroll
  .filter(e => e.getBoundingClientRect().right > e.closest('.jp-OutputArea-child')
    .getBoundingClientRect().right + 1).map(e => e.outerHTML)
"""
READABLE = 4.5  # contrast, after WCAG 2, level AA


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with the notebooks that a learner begins with."""
    made = tmp_path_factory.mktemp("notebooks")
    assert grader("notebook", "--all", "--out", made).code == 0
    return made


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Return a folder for what JupyterLab and the dojo keep."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def lab(folder, home):
    """Return the address of a JupyterLab that shows the folder."""
    with jupyterlab(folder, home) as address:
        yield address


@pytest.fixture
def driver():
    """Return a browser that is gone after the test, high enough to see a whole notebook."""
    with chromium() as started:
        resize(started, 1200, 2400)
        yield started


def test_from_the_failing_verdict_to_the_graded_file(driver, lab, folder):
    """A learner runs all, errs, is told how, gets it right, sees the picture, saves: it counts."""
    notebook = folder / "k01_sigmoid.ipynb"
    page = Page(driver, lab, notebook)
    page.run_all()
    assert "sigmoid is not written yet. Its place: In [2], line 1." in page.verdict("0 of 15 tests")
    assert page.wait(lambda: "`sigmoid` is not written yet; open In [2], line 4." in page.text)

    page.rewrite('NotImplementedError("k01: sigmoid")', "return 1 / (1 + np.exp(x))")
    page.rewrite('sigmoid_output_to_derivative")', "return output * (1 - output)")
    page.run('check("k01")')
    assert "Mistake: lost the minus sign of the exponent" in page.verdict("7 of 15 tests")

    page.rewrite("return 1 / (1 + np.exp(x))", "return 1 / (1 + np.exp(-x))")
    page.run('check("k01")')
    assert "done, 15 of 15 tests" in page.verdict("done")

    page.run('show("sigmoid")')
    picture = page.wait(lambda: page.find("img[alt^='The sigmoid and its slope']"))[0]
    assert page.wait(lambda: picture.get_property("naturalWidth")) == 1600
    assert picture.size["width"] > 600

    page.save("15 of 15 tests")
    graded = grader("run", "k01", "--target", notebook)
    assert graded.code == 0
    assert "done, 15/15 tests" in graded.out


def test_a_verdict_is_readable_in_every_theme_and_width(driver, lab, folder, home):
    """Text stands out from what is behind it, light or dark; nothing is cut off at 800 pixels."""
    page = Page(driver, lab, folder / "k03_deltas.ipynb")
    page.rewrite('NotImplementedError("k03: output_delta")', "return (y - layer_2) / layer_2")
    page.rewrite('NotImplementedError("k03: hidden_delta")', "return layer_2_delta @ synapse_1")
    page.run_all()
    tests = json.loads((ROOT / "tests" / "index.json").read_text("utf-8"))["k03_deltas"]["tests"]
    none = f"0 of {len(tests)} tests"
    page.verdict(none)
    page.save(none)
    lightness = {}
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        setting(home, "themes", theme=theme)
        page.load()
        page.verdict(none)
        colours = driver.execute_script(COLOURS)
        lightness[theme] = luminance(colours[0][1])
        assert min(starmap(contrast, colours)) >= READABLE
    assert lightness["JupyterLab Light"] > 0.9
    assert lightness["JupyterLab Dark"] < 0.1

    resize(driver, 800, 2400)
    assert driver.execute_script(TOO_WIDE) == []


def luminance(colour):
    """Return how bright a colour like `rgb(22, 26, 31)` is, from 0 to 1."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21."""
    dark, bright = sorted(map(luminance, (one, other)))
    return (bright + 0.05) / (dark + 0.05)

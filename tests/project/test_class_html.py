"""The report of a class, opened and clicked through in a real browser."""

import pytest
from selenium.webdriver import ActionChains, Keys

from dojo.school.submission import MISSING, Submission
from tests.project.browser import prefer_dark, resize
from tests.project.class_page import class_page
from tests.project.handing_in import row, submission

ADDED = {"diagnosis": "added the gradient", "hint": "Subtract it."}
DOUBT = {"diagnosis": "added the gradient; or: doubled it", "hint": "Subtract it."}
CLASS = [
    row("s10", of=submission("s10", name="Zoë Zhang"), outcomes=("passed", "passed")),
    row("s2", of=submission("s2", name="Bob Øster"), outcomes=("failed", "failed"), **ADDED),
    row("s9", of=submission("s9", name="ada Lovelace"), outcomes=("passed", "failed"), **DOUBT),
    row("s1", of=submission("s1", name="Cleo", notes=("b.txt names no kata.",))),
    row("late", of=Submission("late", "", problem=MISSING, email="late@uni.example")),
    row("zip", of=Submission("zip", "", problem="The zip is damaged.")),
]
BY_NAME = ["ada Lovelace", "Bob Øster", "Cleo", "late", "zip", "Zoë Zhang"]


@pytest.fixture(scope="module")
def browser():
    with class_page() as page:
        yield page


@pytest.fixture
def page(browser, tmp_path):
    return browser.open(CLASS, tmp_path / "class.html")


def press(page, *keys):
    ActionChains(page.driver).send_keys(*keys).perform()


def test_the_page_opens_from_its_file_and_asks_for_nothing(page):
    """No message in the console, no request, and the numbers of the class at the head."""
    assert page.driver.get_log("browser") == []
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    assert page.driver.title == "Autumn: class report, 24 November 2026"
    tiles = [tile.text for tile in page.all(".tiles dd")]
    assert tiles == ["6", "5", "0", "3.57 of 100", "4.76 of 100", "1"]
    assert page.text("#about") == "24 November 2026 · engine 0.1+abc, isolation strict (6)"
    assert page.names == BY_NAME


def test_the_cards_say_what_to_talk_about_and_with_whom(page):
    """Each mistake counts once, and the one that was not told from it too; with who made it."""
    (told, *_) = [chart.accessible_name for chart in page.all("[role=img]")]
    assert told == "Sigmoid: 1 done, 3 wrong, 1 not submitted, 1 not graded"
    fill = "return getComputedStyle(document.querySelector('.key rect')).fill"
    assert page.run(fill) == "rgb(11, 107, 80)"  # as the words of that state
    page.run("document.querySelectorAll('.cards details').forEach((each) => { each.open = true; })")
    named = page.section("Mistakes to talk about")
    assert "added the gradient\n2 of 6\nSubtract it.\nWho\nBob Øster\nada Lovelace" in named
    assert "doubled it" not in named
    assert "k01 Fact 2.\n1 of 4\nWho\nCleo" in page.section("Missed for no known reason")
    write_to = page.section("Whom to write to")
    assert "Nothing submitted: 1\nlate <late@uni.example>" in write_to
    assert "Far behind: 4\n" in write_to
    assert "Not gradable: 1\nzip" in write_to


def test_the_same_answers_are_shown_together(browser, tmp_path):
    """However names, comments and layout differ; short answers, and other ones, are not."""
    long = "def sigmoid(x):\n    '''Doc.'''\n" + "    x = x + x * x - 2 * x / (1 + x)\n" * 20
    other = long.replace("x", "value").replace("'''Doc.'''", "# mine").replace(" + ", "+")
    answers = {"a": long, "b": other, "c": long.replace("2", "3"), "d": "x = 1", "e": "x = 1"}
    rows = [row(who, of=submission(who, text.encode())) for who, text in answers.items()]
    page = browser.open(rows, tmp_path / "class.html")
    page.run("document.querySelectorAll('.cards details').forEach((each) => { each.open = true; })")
    assert page.section("The same answers").endswith("k01: 2 students\na\nb")


def test_it_is_sorted_by_mouse_and_by_keyboard(page):
    """A click sorts, another one turns the order round; so do Enter and the space bar."""
    score, student = page.header("Score"), page.header("Student")
    assert student.get_attribute("aria-sort") == "ascending"
    score.find_element("tag name", "button").click()
    assert page.names[0] == "Zoë Zhang"
    assert score.get_attribute("aria-sort") == "descending"
    assert student.get_attribute("aria-sort") is None
    press(page, Keys.ENTER)
    assert (page.names[-1], score.get_attribute("aria-sort")) == ("Zoë Zhang", "ascending")
    ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    press(page, Keys.SPACE)
    assert (page.names, student.get_attribute("aria-sort")) == (BY_NAME, "ascending")
    page.header("k01").find_element("tag name", "button").click()
    assert page.names[0] == "Zoë Zhang"


def test_it_is_filtered(page):
    """By part of a name or id, by state, and by mistake; a card leads to the last."""
    page.one("#search").send_keys("øST")
    assert page.names == ["Bob Øster"]
    assert page.text("#count") == "1 of 6 submissions"
    page.one("[type=reset]").click()
    page.until(lambda: page.names == BY_NAME)
    assert page.choose("state", "done") == ["Zoë Zhang"]
    assert page.choose("state", "not gradable") == ["zip"]
    assert page.choose("state", "with a note") == ["Cleo"]
    assert page.choose("state", "any") == BY_NAME
    page.one("[data-mistake]").click()
    assert page.names == ["ada Lovelace", "Bob Øster"]


def test_a_submission_opens_and_closes(page):
    """The learner's own verdict is in it, the hint, the problem and the notes."""
    text = page.unfold("Bob")
    assert "k01 wrong, 0 of 14.29 points · k01_sigmoid.py" in text
    assert "Called.\nReturned 1.\nMistake: added the gradient.\nHint: Subtract it." in text
    assert text.count("Mistake:") == 1
    press(page, Keys.ENTER)
    assert [each for each in page.all(".detail") if each.is_displayed()] == []
    assert "The zip is damaged." in page.unfold("zip")
    press(page, Keys.ENTER)
    assert "b.txt names no kata." in page.unfold("Cleo")


def test_its_parts_have_names_and_roles(page):
    """Language, headings of rows and columns, names of all fields and buttons; no link is dead."""
    page.unfold("Bob")
    assert page.run("return document.documentElement.lang") == "en"
    assert page.all("#table th:not([scope])") == []
    fields = page.all("button, input, select")
    assert len(fields) > 15
    assert [field for field in fields if field.is_displayed() and not field.accessible_name] == []
    expanded = page.one("[aria-expanded=true]").get_attribute("aria-controls")
    assert page.one(f"#{expanded}").tag_name == "tr"


@pytest.mark.soak
def test_it_suits_window_and_night(page):
    """Narrow windows do not scroll sideways, and dark is dark."""
    page.unfold("Bob")
    for width in (1400, 800, 400, 320):
        resize(page.driver, width)
        page.until(lambda: page.fits)  # from one width to the next takes a moment
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert page.run(ground) == "rgb(244, 245, 242)"
    prefer_dark(page.driver)
    assert page.run(ground) == "rgb(18, 22, 26)"
    prefer_dark(page.driver, dark=False)

"""The report of a class whose submissions attack it, and of a class of ten thousand."""

import contextlib
import socket
import tracemalloc
from dataclasses import replace

import pytest

from dojo.school.class_html import MOST
from dojo.school.class_html.lists import HIDDEN
from dojo.school.submission import SubmittedFile
from dojo.school.summary import Summary
from tests.project.class_page import class_page
from tests.project.handing_in import row, submission


@pytest.fixture(scope="module")
def browser():
    with class_page() as page:
        yield page


@pytest.fixture
def listener():
    """Return an address on localhost, and what has been asked of it so far."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/stolen", lambda: asked(server)


def asked(server):
    heard = []
    while True:
        try:
            caller, _ = server.accept()
        except TimeoutError:
            return heard
        with caller, contextlib.suppress(TimeoutError):
            caller.settimeout(0.5)
            heard.append(caller.recv(1000))


def attacks(address):
    """Return texts each of which would set `hacked` or call the address, were it markup."""
    return [
        "<script>window.hacked=1</script>",
        "</script><script>window.hacked=1</script>",
        "<!--<script>",
        f'"><img src="{address}" onerror="window.hacked=1">',
        f"'><svg onload='window.hacked=1'><image href='{address}'/></svg>",
        f"</title></style></pre></option></select><iframe src='{address}'></iframe>",
        "javascript:window.hacked=1",
        "${title}{{7*7}}<%= 7 %>__proto__",
        "\u2028\u2029]]>\x00\ud800&lt;b&gt;",
    ]


def everywhere(number, text):
    """Return a row that says the text wherever a submission may say anything."""
    file = SubmittedFile("k01_sigmoid", text, b"")
    sent = submission(f"{number} {text}", name=f"{number} {text}", email=text, notes=(text,))
    told = row(
        of=replace(sent, origin=text, files=(file,)),
        message=text, diagnosis=text, hint=text, where=text, fact=text, name=f"test_{text}",
    )  # fmt: skip
    kata = told.katas[0]
    kata.output = text
    return told


def test_nothing_that_a_submission_says_becomes_markup(browser, listener, tmp_path):
    """Every attack stands in the page as the text that it is."""
    address, heard = listener
    texts = attacks(address)
    rows = [everywhere(*each) for each in enumerate(texts)]
    page = browser.open(rows, tmp_path / "class.html", title=texts[1])
    seen = [" ".join(HIDDEN.sub("", text).split()) for text in texts]
    assert [name.partition(" ")[2] for name in page.names] == seen
    for button in page.all(".who > button[aria-expanded=false]"):
        button.click()
    page.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    printed = [" ".join(each.text.split()) for each in page.all(".dojo .failure > pre")]
    assert printed == seen
    assert page.text("h1 small") == texts[1]
    assert page.run("return window.hacked") is None
    assert page.all("img, iframe, svg image, script ~ script") == []
    assert page.driver.get_log("browser") == []
    assert [each for each in heard() if b"stolen" in each] == []


@pytest.mark.soak
def test_the_page_forbids_itself_what_it_does_not_need(browser, listener, tmp_path):
    """Should markup ever get in, its scripts do not run and its pictures are not fetched."""
    page = browser.open([row()], tmp_path / "class.html")
    address, heard = listener
    for markup in attacks(address)[3:6]:
        page.run("document.body.insertAdjacentHTML('beforeend', arguments[0])", markup)
    page.run(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
        "document.body.append(s)"
    )
    page.until(lambda: "violates the following" in str(page.driver.get_log("browser")))
    assert page.run("return window.hacked") is None
    assert [each for each in heard() if b"stolen" in each] == []


@pytest.mark.soak
def test_nothing_that_a_submission_says_breaks_the_layout(browser, tmp_path):
    """Ten megabytes of output, endless names, accents without end and reversed text."""
    told = row(of=submission("x" * 5000, name="W" * 5000), message="\u202eabc\u202c" + "M" * 10**7)
    told.katas[0].output = "o" * 10**7
    zalgo = row("z", of=submission("z", name="\u202eZ" + "\u0301" * 150 + "\u2066o\x1b[31m\r\n!"))
    page = browser.open([told, zalgo], tmp_path / "class.html")
    assert page.names == ["W" * 200 + "…", "Z\u0301\u0301\u0301o !"]
    assert "abc" + "M" * 9995 + "\n… and 9,990,005 more characters" in page.unfold("W")
    assert page.fits
    for width in (800, 400):
        page.open([told, zalgo], tmp_path / "class.html", width=width).unfold("W")
        assert page.fits, width
        assert max(name.rect["width"] for name in page.all(".who")) < 360
    assert (tmp_path / "class.html").stat().st_size < 100_000


@pytest.mark.soak
@pytest.mark.parametrize("count", [MOST + 1, 10_000])
def test_of_a_large_class_the_first_are_shown_one_by_one(browser, tmp_path, count):
    """The numbers are of all of them, and it says where they all are."""
    sent = (row(f"s{number:05}", of=submission(f"s{number:05}")) for number in range(count))
    page = browser.open(sent, tmp_path / "class.html")
    assert page.text("#count").startswith(f"{count:,} submissions. Of a class of this size, the")
    assert len(page.names) == MOST
    assert page.text(".tiles dd") == f"{count:,}"
    page.one("#search").send_keys("s00007")
    assert "class/s00007" in page.unfold("s00007")


@pytest.mark.soak
def test_a_large_class_does_not_wait_in_memory():
    """Of a row that is not shown, some names stay."""

    def peak(count):
        tracemalloc.start()
        sent = (row(f"s{number}", of=submission(f"s{number}")) for number in range(count))
        Summary(sent)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(2000) - peak(1000) < 1000 * 500

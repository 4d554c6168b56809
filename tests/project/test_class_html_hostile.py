"""The report of a class whose submissions attack it, and of a class of ten thousand."""

import contextlib
import gzip
import json
import re
import socket
import tracemalloc
from base64 import b64decode
from dataclasses import replace

import pytest

from dojo.school.class_html import write_html
from dojo.school.class_html.clean import block, line
from dojo.school.submission import SubmittedFile
from tests.project.class_page import class_page
from tests.project.handing_in import COURSE, row, submission


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
    assert [name.partition(" ")[2] for name in page.names] == [line(text) for text in texts]
    for button in page.all(".who > button[aria-expanded=false]"):
        button.click()
    page.until(lambda: len(page.all(".detail pre")) == 2 * len(texts))
    page.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    messages = [each.text for each in page.all(".test[open] > pre")]
    assert messages == [block(text).strip() for text in texts for _ in ("message", "output")]
    assert page.text(".course") == texts[1]
    assert page.run("return window.hacked") is None
    assert page.all("img, iframe, svg image, body > script:not([id]) ~ script:not([id])") == []
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


@pytest.mark.parametrize("count", [201, pytest.param(10_000, marks=pytest.mark.soak)])
def test_many_submissions_are_shown_a_hundred_at_a_time(browser, tmp_path, count):
    """Each can be found, opened and printed."""
    sent = (row(f"s{number:05}", of=submission(f"s{number:05}")) for number in range(count))
    last = f"s{count - 1:05}"
    page = browser.open(sent, tmp_path / "class.html")
    assert page.text("#count") == f"All {count:,} submissions"
    assert len(page.names) == 100
    page.one("#next").click()
    assert (page.names[0], page.text("#page")) == ("s00100", f"101–200 of {count:,}")
    page.one("#search").send_keys(last)
    assert page.names == [last]
    assert f"class/{last}" in page.unfold(last)
    page.one("[type=reset]").click()
    page.until(lambda: len(page.names) == 100)
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert len(page.names) == count
    page.run("dispatchEvent(new Event('afterprint'))")
    assert len(page.names) == 100


@pytest.mark.parametrize(
    ("count", "most"), [(60, 7_000), pytest.param(200, 200, marks=pytest.mark.soak)]
)
def test_the_details_do_not_wait_in_memory(tmp_path, count, most):
    """Of a row with 70,000 characters, only `most` stay; what was said is in the file, whole."""
    noise = "".join(chr(33 + number * number % 90) for number in range(9000))

    def told(number):
        one = row(f"s{number}", of=submission(f"s{number}"), outcomes=("failed",) * 8)
        one.katas[0].output = noise
        for test in one.katas[0].tests:
            test.message = f"{number} {noise}"
        return one

    def peak(rows):
        tracemalloc.start()
        write_html((told(number) for number in range(rows)), path, COURSE.katas, "Big", "now")
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    path = tmp_path / "class.html"
    assert peak(2 * count) - peak(count) < most * count
    chunks = re.findall(r'id="chunk-\d+">([^<]+)<', path.read_text(encoding="utf-8"))
    assert len(chunks) > count // 20
    last = json.loads(gzip.decompress(b64decode(chunks[-1])))[-1]
    assert last["katas"][0]["tests"][7]["message"] == f"{count - 1} {noise}"

"""JUnit XML, which most build servers and test viewers read: a suite for each student and kata."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from dojo.results import KataResult, TestResult
from dojo.school.points import NOT_HANDED_IN
from dojo.school.row import Row

# What XML 1.0 cannot hold, not even escaped.
IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Outcomes; whatever else did not pass is a failure.
ERRORS = ("broken", "crashed", "timed_out", "not_run", "error")

Case = tuple[str, float, str, str, str]  # name, seconds, outcome or "", message, text


def write_junit(rows: Iterable[Row], path: Path) -> None:
    """Write the rows to `path`, one at a time."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
        xml.startDocument()
        xml.startElement("testsuites", AttributesImpl({"name": "backprop-dojo"}))
        for row in rows:
            for suite, cases in _suites(row):
                _write_suite(xml, f"{row.student}/{suite}", row.at, cases)
        xml.endElement("testsuites")
        xml.endDocument()


def possible(text: str) -> str:
    """Return the text with a replacement character for each that XML cannot hold."""
    return IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _suites(row: Row) -> Iterator[tuple[str, list[Case]]]:
    if row.problem:
        yield "submission", [("submission", row.seconds, "error", row.problem, row.problem)]
        return
    results = {kata.id: kata for kata in row.katas}
    for share in row.shares:
        if share.kata in results:
            yield share.kata, _cases(results[share.kata])
        else:
            yield share.kata, [("submission", 0.0, NOT_HANDED_IN, share.reason, share.reason)]


def _cases(kata: KataResult) -> list[Case]:
    return [
        (test.name, test.seconds, "", "", "")
        if test.outcome == "passed"
        else (test.name, test.seconds, test.outcome, test.message.partition("\n")[0], _text(test))
        for test in kata.tests
    ]


def _text(test: TestResult) -> str:
    return "\n".join(filter(None, (test.fact, test.explained)))


def _write_suite(xml: XMLGenerator, name: str, at: str, cases: list[Case]) -> None:
    errors = sum(case[2] in ERRORS for case in cases)
    failures = sum(bool(case[2]) for case in cases) - errors
    numbers = {"tests": len(cases), "failures": failures, "errors": errors, "skipped": 0}
    seconds = {"time": f"{sum(case[1] for case in cases):.3f}", "timestamp": at.rstrip("Z")}
    counts = {key: str(number) for key, number in numbers.items()}
    facts = {"name": possible(name)} | counts | seconds
    xml.startElement("testsuite", AttributesImpl(facts))
    for test, took, outcome, message, text in cases:
        attributes = {"classname": possible(name), "name": possible(test), "time": f"{took:.3f}"}
        xml.startElement("testcase", AttributesImpl(attributes))
        if outcome:
            element = "error" if outcome in ERRORS else "failure"
            facts = {"type": outcome, "message": possible(message)}
            xml.startElement(element, AttributesImpl(facts))
            xml.characters(possible(text))
            xml.endElement(element)
        xml.endElement("testcase")
    xml.endElement("testsuite")

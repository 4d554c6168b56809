"""A verdict as HTML, for notebooks and for a class: the tests, the named mistakes, the arrays.

What colour says, a word or a star says, too: a notebook that is not trusted yet, or a mail, loses
the colours. Everything that comes from the learner is escaped.
"""

import re
from html import escape
from itertools import takewhile

from dojo.registry import number_of
from dojo.report.states import LOOKS, READING, by_inputs, by_mistake, state_of, unusable
from dojo.results import KataResult, TestResult

HEADER = re.compile(r" *(returned \(\* differs\)) +(expected)")  # as dojo.checks prints it
PART = re.compile(r"`([^`\n]+)`")

CSS = """.dojo { color-scheme: light dark; max-width: 60rem; padding: .8em 1em; border-radius: 4px;
  color: light-dark(#1f2328, #e6e6e6); background: light-dark(#fff, #161a1f);
  border: 1px solid light-dark(#d0d4da, #41474f); line-height: 1.45;
  --ok: light-dark(#116329, #6fdd8b); --bad: light-dark(#a40e26, #ff9a93);
  --mark: light-dark(#ffe0dc, #6b1f1f); --faint: light-dark(#59626d, #a7b0ba);
  --line: light-dark(#d0d4da, #41474f); }
[data-jp-theme-light="true"] .dojo, .vscode-light .dojo { color-scheme: light; }
[data-jp-theme-light="false"] .dojo, .vscode-dark .dojo, [theme="dark"] .dojo {
  color-scheme: dark; }
.dojo p { color: inherit; margin: .5em 0 0; }
.dojo.dojo table { color: inherit; background: none; border: 0; border-collapse: collapse;
  margin: 0; font-size: inherit; table-layout: auto; }
.dojo.dojo tr:nth-child(n) { color: inherit; background: none; }
.dojo.dojo th, .dojo.dojo td { color: inherit; text-align: left; vertical-align: top;
  padding: .15em 1.2em .15em 0; border: 0; white-space: normal; max-width: none; }
.dojo.dojo caption { color: inherit; text-align: left; font-weight: bold; font-style: normal;
  caption-side: top; padding: 0 0 .4em; }
.dojo.dojo .tests th { font-weight: normal; }
.dojo.dojo .tests .state { white-space: nowrap; }
.dojo.dojo thead th { color: var(--faint); font-weight: normal; }
.dojo.dojo .green { color: var(--ok); }
.dojo.dojo .red { color: var(--bad); }
.dojo.dojo .dim, .dojo.dojo .yellow { color: var(--faint); }
.dojo .failure { border-top: 1px solid var(--line); margin-top: .8em; padding-top: .8em; }
.dojo summary { font-weight: bold; cursor: pointer; }
.dojo .beside { display: flex; flex-wrap: wrap; gap: .6em 2.5em; margin: .6em 0 .6em 1.2em;
  overflow-x: auto; }
.dojo .beside > div { max-width: 100%; overflow-x: auto; }
.dojo.dojo .array th, .dojo.dojo .array td { font-family: monospace; text-align: right;
  padding: .1em .5em; white-space: pre; font-variant-numeric: tabular-nums; }
.dojo.dojo .array th { color: var(--faint); font-weight: normal; }
.dojo.dojo .array td { border: 1px solid var(--line); }
.dojo.dojo .array caption { font-weight: normal; }
.dojo.dojo .array .differs { background: var(--mark); font-weight: bold; }
.dojo.dojo code, .dojo.dojo pre { color: inherit; background: none; padding: 0; font-size: .95em; }
.dojo pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3em 0 .3em 1.2em; }
"""


def verdict(kata: KataResult, warning: str = "") -> str:
    """Return the account of a kata with the style that it needs, and how to run it again."""
    more = f"<p>{escape(warning)}</p>" if warning else ""
    if kata.status == "wrong":
        again = escape(f'check("{number_of(kata.id)}", seed={kata.seed})')
        more += f'<p class="dim">The same inputs again: <code>{again}</code></p>'
    return f"<style>{CSS}</style>{account(kata, more)}"


def account(kata: KataResult, more: str = "") -> str:
    """Return how a kata stands: every test, every failure, what the code printed, and `more`."""
    sign, word, colour = LOOKS[state_of(kata)]
    title = f"{kata.id}, {kata.title}: {sign} {word}, {kata.passed} of {kata.total} tests passed"
    heading = f'<p class="{colour}"><strong>{escape(title)}</strong></p>'
    parts = [heading if unusable(kata) else _tests(kata, title, colour)]
    parts += [_failure(tests, number == 0) for number, tests in enumerate(by_mistake(kata.tests))]
    unwritten = next((test for test in kata.tests if test.outcome == "not_started"), None)
    if unwritten:
        where = f" Its place: {escape(unwritten.where)}." if unwritten.where else ""
        parts.append(f"<p>{_prose(unwritten.message)}{where}</p>")
    if kata.status == "reading":
        parts.append(f"<p>{escape(READING.format(number_of(kata.id)))}</p>")
    if output := kata.printed():
        printed = f"<p><strong>What your code printed</strong></p><pre>{escape(output)}</pre>"
        parts.append(f'<div class="failure">{printed}</div>')
    label = escape(f"Verdict on {kata.id}: {word}")
    return f'<section class="dojo" aria-label="{label}">{"".join(parts)}{more}</section>'


def image(png: str, words: str) -> str:
    """Return a picture, encoded in base 64, with the words that say what is to be seen in it."""
    style = "width: 800px; max-width: 100%; height: auto; background: white"
    return f'<img src="data:image/png;base64,{png}" alt="{escape(words)}" style="{style}">'


def monospaced(text: str) -> str:
    """Return text in which every character is equally wide."""
    return f"<pre>{escape(text)}</pre>"


def _tests(kata: KataResult, title: str, colour: str) -> str:
    rows = []
    for fact, outcome, times in by_inputs(kata):
        sign, word, look = LOOKS[outcome]
        state = f'<td class="state {look}">{sign} {word}</td>'
        count = f' <span class="dim">({times} times)</span>' if times > 1 else ""
        rows.append(f'<tr>{state}<th scope="row">{_prose(fact)}{count}</th></tr>')
    head = '<thead><tr><th scope="col">state</th><th scope="col">what is tested</th></tr></thead>'
    caption = f'<caption class="{colour}">{escape(title)}</caption>'
    return f'<table class="tests">{caption}{head}<tbody>{"".join(rows)}</tbody></table>'


def _failure(tests: list[TestResult], is_open: bool) -> str:
    """Return what went wrong in the first of the tests, which all failed for one reason."""
    test = tests[0]
    about = _fact(test) if test.outcome != "broken" else "Why it cannot be used as it is"
    parts = [f"<summary>{about}</summary>", _message(test.message)]
    if test.diagnosis:
        parts.append(f'<p><strong class="red">Mistake:</strong> {_prose(test.diagnosis)}.</p>')
        parts.append(f"<p><strong>Hint:</strong> {_prose(test.hint or '')}</p>")
    if test.where:
        parts.append(f"<p><strong>Look at:</strong> {escape(test.where)}</p>")
    if len(tests) > 1 and test.outcome != "broken":
        parts.append(f'<p class="dim">Wrong for the same reason: {len(tests) - 1} more.</p>')
    return f'<details class="failure"{" open" * is_open}>{"".join(parts)}</details>'


def _fact(test: TestResult) -> str:
    """Return what a test states, and which of its inputs it is about."""
    inputs = "".join(test.name.partition("[")[1:])
    return f'{_prose(test.fact)} <span class="dim">{escape(inputs)}</span>'


def _message(message: str) -> str:
    """Return the lines of a message: sentences, quoted code, arrays."""
    parts, lines = [], message.splitlines()
    while lines:
        block = list(takewhile(lambda line: line.startswith("    "), lines)) or lines[:1]
        del lines[: len(block)]
        if header := HEADER.fullmatch(block[0]):
            parts.append(_beside(block[1:], header.start(2)))
        elif block[0].startswith("    "):
            parts.append(monospaced("\n".join(line[4:] for line in block)))
        else:
            parts.append(f"<p>{_prose(block[0])}</p>")
    return "".join(parts)


def _beside(rows: list[str], middle: int) -> str:
    """Return two tables from lines that hold a row of each, the second from column `middle` on."""
    returned = [row[:middle].strip(" []").split() for row in rows]
    expected = [row[middle:].strip(" []").split() for row in rows]
    differs = [[cell.endswith("*") for cell in row] for row in returned]
    left = _array("returned (* differs)", returned, differs)
    return f'<div class="beside">{left}{_array("expected", expected, differs)}</div>'


def _array(name: str, rows: list[list[str]], differs: list[list[bool]]) -> str:
    several = len(rows) > 1
    room = "&nbsp;" if "*" in name else ""  # where the others have a star
    columns = "".join(f'<th scope="col">{number}</th>' for number in range(len(rows[0])))
    body = ""
    for number, cells in enumerate(zip(rows, differs, strict=True)):
        body += f'<tr><th scope="row">{number}</th>' if several else "<tr>"
        for cell, other in zip(*cells, strict=True):
            body += f'<td class="differs"><b>{cell}</b></td>' if other else f"<td>{cell}{room}</td>"
        body += "</tr>"
    head = f"<thead><tr>{'<th></th>' * several}{columns}</tr></thead>"
    table = f'<table class="array"><caption>{name}</caption>{head}<tbody>{body}</tbody></table>'
    return f"<div>{table}</div>"  # which scrolls, where the window is narrow


def _prose(text: str) -> str:
    """Return a sentence, what stands between backticks as code."""
    return PART.sub(r"<code>\1</code>", escape(text))

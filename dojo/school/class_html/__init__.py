"""The report of a class as one HTML file: it asks for nothing from anywhere, and can be mailed.

What a submission says is text here, never markup: it is escaped, cut to a length, and freed of
what nobody can see. The page's own policy allows its one style and its one script, and no more.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from string import Template

from dojo.diagnosis import OR
from dojo.registry import Kata, number_of
from dojo.report import html
from dojo.report.states import LOOKS
from dojo.results import KataResult
from dojo.school.class_html import lists
from dojo.school.class_html.lists import HIDDEN, line
from dojo.school.row import Row, Share
from dojo.school.summary import WORDS, Summary

MOST = 500  # submissions that are shown one by one; of a larger class, the CSV has them all
BLOCK = 10_000  # characters of a message or of what was printed
TO_READ = ("wrong", "broken", "crashed", "timed_out")  # such katas are open at once


def write_html(
    rows: Iterable[Row], path: Path, katas: Sequence[Kata], title: str, date: str
) -> None:
    """Write the report of a class to `path`; `title` and `date` stand at its head."""
    rows = iter(rows)
    shown = list(islice(rows, MOST))
    summary = Summary(chain(shown, rows))
    css, js = html.CSS + _part("page.css"), _part("page.js")
    page = Template(_part("page.html")).substitute(
        {"css": css, "css_hash": _hash(css), "js": js, "js_hash": _hash(js)},
        title=line(title),
        date=escape(date),
        tiles="".join(f"<div><dt>{what}</dt><dd>{n}</dd></div>" for what, n in _tiles(summary)),
        settings=escape("; ".join(f"{each} ({n:,})" for each, n in summary.settings.items())),
        states=lists.states(summary, katas),
        scores=lists.scores(summary),
        mistakes=lists.mistakes(summary),
        unnamed=lists.unnamed(summary),
        write_to=lists.write_to(summary),
        alike=lists.alike(summary),
        columns="".join(map(_column, katas)),
        options="".join(f"<option>{line(each.name)}</option>" for each in summary.mistakes),
        possible=f"{summary.possible:g}",
        total=f"{summary.students:,}",
        more=""
        if summary.students <= MOST
        else f"Of a class of this size, the first {MOST} are here, and all of them in the CSV.",
        submissions="".join(_submission(number, row) for number, row in enumerate(shown)),
    )
    path.write_text(HIDDEN.sub("", page), encoding="utf-8", newline="\n")


def _tiles(summary: Summary) -> list[tuple[str, str]]:
    of, count = f"<small>of {summary.possible:g}</small>", summary.statuses
    return [
        ("students", f"{summary.students:,}"),
        ("submitted", f"{summary.students - count['missing']:,}"),
        ("all katas done", f"{count['done']:,}"),
        ("median score", f"{summary.median:.3g} {of}"),
        ("mean score", f"{summary.mean:.3g} {of}"),
        ("not gradable", f"{count['ungradable']:,}"),
    ]


def _column(kata: Kata) -> str:
    said = f'title="{escape(kata.title)}"'
    return f'<th scope="col"><button type="button" {said}>{number_of(kata.id)}</button></th>'


def _submission(number: int, row: Row) -> str:
    """Return the body of a table: a line, and below it, to be opened, all that there is."""
    named = sorted({each for name in row.mistakes for each in (name, *name.split(OR))})
    problem = WORDS[row.status] if row.problem else ""
    states = [problem, *(LOOKS[share.status][1] for share in row.shares)]
    data = "\n".join(filter(None, [*states, "with a note" * bool(row.notes)]))
    badge = problem or "a note" * bool(row.notes)
    score = "" if row.status == "ungradable" else f"{row.score:.2f}"
    done = sum(share.status == "done" for share in row.shares)
    cells = "".join(_cell(share, kata.passed if kata else 0) for share, kata in row.parts)
    who = f"<span>{line(row.label)}</span>"
    if row.label != row.student:
        who += f"<small>{line(row.student)}</small>"
    return (
        f'<tbody data-states="{escape(data)}" data-mistakes="{escape(chr(10).join(named))}"><tr>'
        f'<th scope="row" class="who"><button type="button" aria-expanded="true"'
        f' aria-controls="row-{number}"><span class="names">{who}</span></button>'
        f"{f'<b>{badge}</b>' * bool(badge)}</th><td>{score}</td><td>{done}</td>{cells}</tr>"
        f'<tr class="opened" id="row-{number}"><td colspan="{len(row.shares) + 3}">'
        f'<div class="detail">{_detail(row)}</div></td></tr></tbody>\n'
    )


def _cell(share: Share, passed: int) -> str:
    sign, word, _ = LOOKS[share.status]
    count = "" if share.status in ("not_submitted", "ungraded") else f"{passed} "
    seen = f'<span aria-hidden="true">{sign}</span><span class="hidden">{word}</span>'
    return f'<td class="s-{share.status}">{count}{seen}</td>'


def _detail(row: Row) -> str:
    graded = f"{row.at[:16].replace('T', ' ')} UTC" if row.at else ""
    facts = (row.student, row.email, row.origin, graded, f"{row.seconds:g} s")
    said = [row.problem] * bool(row.problem) + list(row.notes)
    names = {kata: name for kata, name, _ in row.files}
    answered = [(share, kata, names.get(kata.id, "")) for share, kata in row.parts if kata]
    rest = [number_of(share.kata) for share, kata in row.parts if not kata]
    left = "" if row.problem or not rest else f"<p>Not submitted: {', '.join(rest)}.</p>"
    return (
        f"<p>{' · '.join(line(fact) for fact in facts if fact)}</p>"
        + "".join(f'<p class="note">{line(each, BLOCK)}</p>' for each in said)
        + "".join(_kata(*each) for each in answered)
        + left
    )


def _kata(share: Share, result: KataResult, file: str) -> str:
    points = f"{share.earned:.4g} of {share.possible:.4g} points"
    title = f"{number_of(share.kata)} {LOOKS[share.status][1]}, {points} · {line(file)}"
    is_open = " open" * (share.status in TO_READ)
    account = html.account(_cut(result))
    return f"<details{is_open}><summary>{title}</summary>{account}</details>"


def _cut(kata: KataResult) -> KataResult:
    """Return the result with no text in it that is longer than anybody reads."""
    tests = [
        replace(test, message=_block(test.message), output=_block(test.output))
        for test in kata.tests
    ]
    return replace(kata, tests=tests, output=_block(kata.output))


def _block(text: str) -> str:
    left = len(text) - BLOCK
    return f"{text[:BLOCK]}\n… and {left:,} more characters" if left > 0 else text


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return what the page's own policy allows: this text, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

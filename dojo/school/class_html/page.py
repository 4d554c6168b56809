"""The page around the details: its head, its charts, its filters and the table's own data."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template

from dojo.registry import Kata, number_of
from dojo.school.class_html import charts
from dojo.school.class_html.clean import line, number, shown
from dojo.school.class_html.collecting import Collected
from dojo.school.class_html.pack import Lines, element
from dojo.school.class_html.states import STATES
from dojo.school.summary import Summary

STYLES = ("theme.css", "page.css")
SCRIPTS = ("data.js", "submission.js", "table.js", "events.js")


def page(
    title: str, date: str, katas: Sequence[Kata], summary: Summary, collected: Collected
) -> str:
    """Return everything but the details and the end of the body."""
    parts = {"css": "".join(map(_part, STYLES)), "js": "".join(map(_part, SCRIPTS))}
    return Template(_part("page.html")).substitute(
        parts,
        **{f"{name}_hash": _hash(text) for name, text in parts.items()},
        **{name: escape(text) for name, text in _head(summary, collected).items()},
        title=escape(line(title)),
        date=escape(line(date)),
        states=charts.states_by_kata(summary, katas),
        scores=charts.scores(summary),
        mistakes=charts.mistakes(summary, collected.mistakes),
        hurdles=charts.hurdles(summary),
        columns="".join(_column(kata, collected.totals[kata.id]) for kata in katas),
        kata_options=_options((i, kata.title) for i, kata in enumerate(katas)),
        state_options=_options((i, word) for i, (_, word) in enumerate(STATES.values())),
        mistake_options=_options(
            (mistake.index, name) for name, mistake in sorted(collected.mistakes.items())
        ),
        setting=element("setting", _setting(katas, summary, collected)),
        table=element("table-data", collected.table.packed()),
    )


def _head(summary: Summary, collected: Collected) -> dict[str, str]:
    return {
        "students": f"{summary.students:,}",
        "handed_in": f"{summary.students - summary.statuses['missing']:,}",
        "all_done": f"{summary.statuses['done']:,}",
        "ungradable": f"{summary.statuses['ungradable']:,}",
        "possible": shown(summary.possible),
        "mean": shown(round(summary.mean, 1)),
        "median": shown(round(summary.median, 1)),
        "isolation": _counted(collected.isolation),
        "engine": _counted(collected.engines),
    }


def _counted(values: Counter[str]) -> str:
    """Return the one value there is, or each with its number."""
    if len(values) == 1:
        return next(iter(values)) or "not recorded"
    named = ((value or "not recorded", count) for value, count in values.most_common())
    return ", ".join(f"{value} ({count:,})" for value, count in named) or "not recorded"


def _setting(katas: Iterable[Kata], summary: Summary, collected: Collected) -> bytes:
    setting = Lines()
    signs = [{"key": key, "sign": sign, "word": word} for key, (sign, word) in STATES.items()]
    columns = [
        {"id": kata.id, "title": kata.title, "total": collected.totals[kata.id]} for kata in katas
    ]
    setting.add(
        {
            "possible": number(summary.possible),
            "states": signs,
            "katas": columns,
            "tests": [(line(name), line(fact, 500)) for name, fact in collected.tests],
        }
    )
    return setting.packed()


def _column(kata: Kata, total: int) -> str:
    title = escape(kata.title)
    tests = f'<span class="total">of {total}</span>' if total else ""
    return (
        f'<th scope="col"><button type="button" title="{title}">'
        f'{escape(number_of(kata.id))}<span class="hidden"> {title}</span></button>'
        f"{tests}</th>"
    )


def _options(entries: Iterable[tuple[int, str]]) -> str:
    return "".join(f'<option value="{i}">{escape(line(text))}</option>' for i, text in entries)


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return what the page's own policy allows: this text, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

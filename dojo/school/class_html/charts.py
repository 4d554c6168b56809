"""The charts of a class: SVG that stretches with the page, and text that does not.

Every number is written out; signs and hatching say what the colours say.
"""

from collections.abc import Iterable, Mapping
from html import escape

from dojo.registry import Kata, number_of
from dojo.school.class_html.clean import line
from dojo.school.class_html.collecting import Mistake
from dojo.school.class_html.states import STATES, state
from dojo.school.summary import Summary

MOST = 8  # lines of a list
WIDE, ROOMY = 0.11, 0.22  # share of a bar from which its number fits: on a desk, on a telephone
BANDS = 11  # of the scores: ten of 10 % each, and full marks
HEIGHT = 190  # pixels of the tallest score bar

Counts = dict[str, int]  # state → how many, in the order of STATES


def states_by_kata(summary: Summary, katas: Iterable[Kata]) -> str:
    """Return a stacked bar for each kata, their legend, and the same in figures."""
    counts = {kata: _counts(summary, kata) for kata in katas}
    used = [key for key in STATES if any(each[key] for each in counts.values())]
    legend = "".join(
        f'<li><svg class="key" aria-hidden="true">{_box(key, 0, 1)}</svg>'
        f"{STATES[key][0]} {STATES[key][1]}</li>"
        for key in used
    )
    bars = "".join(
        f'<div class="bar-row"><span>{_name(kata)}</span>{_stack(kata.title, each)}</div>'
        for kata, each in counts.items()
    )
    return f'<ul class="legend">{legend}</ul>{bars}{_figures(counts, used)}'


def _counts(summary: Summary, kata: Kata) -> Counts:
    counts = dict.fromkeys(STATES, 0)
    if kata.id in summary.katas:
        for status, count in summary.katas[kata.id].statuses.items():
            counts[state(status)] += count
    return counts


def _stack(title: str, counts: Counts) -> str:
    total = sum(counts.values()) or 1
    parts, start = [], 0.0
    for key, count in counts.items():
        share = count / total
        if count:
            parts.append(_box(key, start, share))
        if share >= WIDE:
            room = "" if share >= ROOMY else " tight"
            middle = _percent(start + share / 2)
            label = f"{STATES[key][0]} {count:,}"
            parts.append(f'<text class="on-{key}{room}" x="{middle}" y="19">{label}</text>')
        start += share
    spoken = ", ".join(f"{count:,} {STATES[key][1]}" for key, count in counts.items() if count)
    name = escape(f"{title}: {spoken or 'nothing yet'}")
    return f'<svg class="stack" role="img" aria-label="{name}">{"".join(parts)}</svg>'


def _box(key: str, start: float, share: float) -> str:
    place = f'x="{_percent(start)}" width="{_percent(share)}" height="100%"'
    return f'<rect class="fill-{key}" {place}/><rect class="hatch-{key}" {place}/>'


def _figures(counts: Mapping[Kata, Counts], used: Iterable[str]) -> str:
    used = list(used)
    head = "".join(f'<th scope="col">{STATES[key][1]}</th>' for key in used)
    body = "".join(
        f'<tr><th scope="row">{_name(kata)}</th>'
        + "".join(f"<td>{each[key]:,}</td>" for key in used)
        + "</tr>"
        for kata, each in counts.items()
    )
    return (
        '<details class="figures"><summary>The same in figures</summary><div class="scroll">'
        f'<table><thead><tr><th scope="col">kata</th>{head}</tr></thead><tbody>{body}</tbody>'
        "</table></div></details>"
    )


def scores(summary: Summary) -> str:
    """Return how many students reached how much of the points."""
    bands = [0] * BANDS
    for score in summary.scores:
        bands[_band(score, summary.possible)] += 1
    columns = "".join(_score(band, count, max(bands)) for band, count in enumerate(bands))
    spoken = ", ".join(f"{_span(band)} %: {n:,}" for band, n in enumerate(bands) if n)
    base = HEIGHT + 20.5
    return (
        f'<svg class="scores" role="img" aria-label="Students by percent of the points: {spoken}">'
        f'{columns}<line x1="0" x2="100%" y1="{base}" y2="{base}"/></svg>'
        '<p class="axis">percent of the points</p>'
    )


def _band(score: float, possible: float) -> int:
    share = score / possible if possible else 0
    return min(max(int(share * (BANDS - 1) + 1e-9), 0), BANDS - 1)


def _score(band: int, count: int, most: int) -> str:
    middle = _percent((band + 0.5) / BANDS)
    minor = ' class="minor"' if band % 2 else ""
    label = f'<text{minor} x="{middle}" y="{HEIGHT + 38}">{_span(band)}</text>'
    if not count:
        return label
    height = max(round(count / most * HEIGHT), 2)
    top = HEIGHT + 20 - height
    return (
        f'<rect class="bar" x="{_percent((band + 0.08) / BANDS)}" y="{top}"'
        f' width="{_percent(0.84 / BANDS)}" height="{height}" rx="2"/>'
        f'<text class="count" x="{middle}" y="{top - 5}">{count:,}</text>{label}'
    )


def _span(band: int) -> str:
    return "100" if band == BANDS - 1 else f"{band * 10}–{band * 10 + 9}"


def mistakes(summary: Summary, known: Mapping[str, Mistake]) -> str:
    """Return the commonest mistakes; each is a button that shows who made it."""
    lines = [
        f'<li><button type="button" data-mistake="{known[name].index}"'
        f' title="Show who made this mistake">{escape(line(name))}</button>'
        f"{_measure(count / summary.mistakes[0][1])}"
        f'<span class="of">{_of(count, summary.students)}</span>'
        f'<span class="hint">{escape(known[name].hint)}</span></li>'
        for name, count in summary.mistakes[:MOST]
    ]
    return _list(lines, "No known mistake was recognised.")


def hurdles(summary: Summary) -> str:
    """Return the hardest tests."""
    lines = [
        f'<li><span class="fact">{_kata(test.kata)} {escape(line(test.fact or test.test))}</span>'
        f"{_measure(test.failed / test.tried)}"
        f'<span class="of">missed by {_of(test.failed, test.tried)}</span>'
        f'<span class="hint"><code>{escape(line(test.test))}</code></span></li>'
        for test in summary.hardest[:MOST]
    ]
    return _list(lines, "No test was missed.")


def _list(lines: list[str], nothing: str) -> str:
    return f'<ol class="ranking">{"".join(lines)}</ol>' if lines else f"<p>{nothing}</p>"


def _measure(share: float) -> str:
    bar = f'<rect width="{_percent(share)}" height="100%" rx="3"/>'
    return f'<svg class="measure" aria-hidden="true">{bar}</svg>'


def _of(count: int, total: int) -> str:
    return f"{count:,} of {total:,} ({count / total:.0%})"


def _name(kata: Kata) -> str:
    return f"{_kata(kata.id)} {escape(kata.title)}"


def _kata(kata_id: str) -> str:
    return f'<span class="kata">{escape(number_of(kata_id))}</span>'


def _percent(share: float) -> str:
    return f"{share * 100:.6g}%"

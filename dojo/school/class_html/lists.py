"""The cards of a class report: bars with their numbers written out, and lists with names."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from dojo.registry import Kata, number_of
from dojo.report.states import LOOKS
from dojo.school.summary import WORDS, Finding, KataSummary, Summary

ORDER = (  # from what the instructor hopes for to what is not there
    *("done", "reading", "wrong", "broken", "crashed", "timed_out"),
    *("not_started", "not_submitted", "ungraded"),
)
FULL = 10  # the last band of the scores, above ten of 10 % each: full marks
WIDE = 0.08  # share of a bar from which its number fits
MOST_NAMES, LONGEST = 100, 200  # of a list, and characters of one of its entries
MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Colours of a terminal; control signs; signs that reverse or hide what stands after them; halves
# of a surrogate pair; and more accents on one letter than any language has.
HIDDEN = re.compile(
    r"\x1b\[[0-9;?]*[@-~]"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    rf"|(?<={MARKS}{{3}}){MARKS}+"
)


def states(summary: Summary, katas: Sequence[Kata]) -> str:
    """Return a stacked bar for each kata, and what its parts are."""
    used = [each for each in ORDER if any(k.statuses[each] for k in summary.katas.values())]
    legend = "".join(
        f'<li><svg class="key" aria-hidden="true">{_box(each, 0, 1)}</svg>{LOOKS[each][1]}</li>'
        for each in used
    )
    bars = "".join(
        f"<dt>{number_of(kata.id)} {escape(kata.title)}</dt>"
        f"<dd>{_stack(kata.title, summary.katas[kata.id])}</dd>"
        for kata in katas
    )
    return f'<ul class="legend">{legend}</ul><dl class="bars">{bars}</dl>'


def _stack(title: str, kata: KataSummary) -> str:
    total = sum(kata.statuses.values()) or 1
    parts, spoken, start = "", [], 0.0
    for state in ORDER:
        if not (count := kata.statuses[state]):
            continue
        share = count / total
        parts += _box(state, start, share)
        if share >= WIDE:
            middle = f"{100 * (start + share / 2):.4g}%"
            parts += f'<text class="on-{state}" x="{middle}" y="19">{count:,}</text>'
        spoken.append(f"{count:,} {LOOKS[state][1]}")
        start += share
    name = escape(f"{title}: {', '.join(spoken) or 'nothing yet'}")
    return f'<svg class="stack" role="img" aria-label="{name}"><title>{name}</title>{parts}</svg>'


def _box(state: str, start: float, share: float) -> str:
    place = f'x="{100 * start:.4g}%" width="{100 * share:.4g}%" height="100%"'
    return f'<rect fill="var(--{state})" {place}/>'


def scores(summary: Summary) -> str:
    """Return how many students reached how much of the points."""
    bands = Counter(int(FULL * score / (summary.possible or 1) + 1e-9) for score in summary.scores)
    most = max(bands.values(), default=1)
    rows = "".join(
        f"<dt>{'100' if band == FULL else f'{band * 10}–{band * 10 + 9}'} %</dt>"
        f"<dd>{_bar(bands[band] / most)}<span>{bands[band]:,}</span></dd>"
        for band in range(FULL, -1, -1)
    )
    return f'<dl class="bars scores">{rows}</dl>'


def _bar(share: float) -> str:
    width = f"{100 * share:.4g}%"
    return f'<svg class="bar" aria-hidden="true"><rect width="{width}" height="100%"/></svg>'


def mistakes(summary: Summary) -> str:
    """Return the commonest mistakes; each is a button that shows who made it."""
    return _findings(
        (
            f'<button type="button" data-mistake="{line(each.name)}">{line(each.name)}</button>',
            each,
        )
        for each in summary.mistakes
    )


def unnamed(summary: Summary) -> str:
    """Return the tests that failed for no known reason, the first of each student's function."""
    return _findings(
        (f"<b>{number_of(each.kata)} {line(each.name)}</b>", each) for each in summary.unnamed
    )


def _findings(lines: Iterable[tuple[str, Finding]]) -> str:
    items = "".join(
        f"<li>{title}{_bar(len(each.who) / max(each.tried, 1))}"
        f"<span>{len(each.who):,} of {each.tried:,}</span>"
        f"{f'<p>{line(each.hint)}</p>' * bool(each.hint)}{_names('Who', each.who)}</li>"
        for title, each in lines
    )
    return f'<ol class="findings">{items}</ol>' if items else "<p>Nothing of the kind.</p>"


def write_to(summary: Summary) -> str:
    """Return the lists of those who handed in nothing, or little, to be copied."""
    lists = (
        _names(f"{WORDS.get(reason, reason).capitalize()}: {len(who):,}", who)
        for reason, who in sorted(summary.write_to.items())
    )
    return "".join(lists) or "<p>Nobody is missing or far behind.</p>"


def alike(summary: Summary) -> str:
    """Return who handed in the same; names, comments and layout do not count."""
    lists = [_names(f"{ids}: {len(who)} students", who) for ids, who in summary.alike]
    note = "<p>The same after renaming and formatting, of some length, beyond what is given.</p>"
    return note + "".join(lists) if lists else "<p>No two answers of some length are the same.</p>"


def _names(title: str, who: list[str]) -> str:
    more = f"\nand {len(who) - MOST_NAMES:,} more" if len(who) > MOST_NAMES else ""
    names = "\n".join(map(line, who[:MOST_NAMES])) + more
    return f"<details><summary>{line(title)}</summary><pre>{names}</pre></details>"


def line(text: str, longest: int = LONGEST) -> str:
    """Return a text from outside as one line of HTML, cut off where it is too long."""
    kept = " ".join(HIDDEN.sub("", re.sub(r"[\r\n\u2028\u2029]", " ", text[:longest])).split())
    return escape(f"{kept}…" if len(text) > longest else kept)

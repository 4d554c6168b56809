"""Spaced repetition: which katas, and when, are due to be rebuilt from memory.

The schedule is worked out anew from the history each time, so the two cannot disagree. FSRS
(https://github.com/open-spaced-repetition) says how long a memory lasts. It is proven on
flashcards only, so this is a sensible default for code rather than a measured one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count

from dojo.practice.history import Event
from dojo.registry import Course, Kata, UsageError, number_of

NETWORK = "network"  # stands for a kata's id where the whole network was rebuilt
RECALL = ("stub", "blank")  # from these levels, a pass shows that it was remembered
FAILED = ("wrong", "broken", "timed_out", "crashed")
MANY = 3  # failing runs, or hints, that make a pass a hard one
LONGEST = 180  # days: nothing is done for ever
SHARE = 0.2  # of the days left until the target date

# Whether two drills are so alike that the second would be done from the first, not from memory.
Alike = Callable[[str, str], bool]


@dataclass(frozen=True)
class Item:
    """One kata in rotation, or the whole network; days are those of the learner's own zone."""

    id: str
    title: str
    due: date
    overdue: int  # days; negative while there is still time
    last_pass: datetime


@dataclass(frozen=True)
class _Review:
    day: date
    rating: str
    last: datetime  # the last clean pass of that day


def due(
    events: Iterable[Event],
    katas: Iterable[Kata],
    now: datetime,
    alike: Alike = lambda *_: False,
) -> list[Item]:
    """Return what is to be rebuilt today, in the order to do it in.

    The most overdue comes first, unless two that are alike would be neighbours, or the first
    would be like the drill done last: mixed practice beats blocked practice (Rohrer et al. 2014).
    The rest is as for `schedule`, errors included.
    """
    items = schedule(events, katas, now)
    late = sorted((item for item in items if item.overdue >= 0), key=lambda item: item.due)
    last = max(items, key=lambda item: item.last_pass, default=None)
    return _mixed(late, last.id if last else "", alike)


def schedule(events: Iterable[Event], katas: Iterable[Kata], now: datetime) -> list[Item]:
    """Return everything that was ever recalled, the soonest due first.

    A day is one of the zone of `now`. With a target date in the history, nothing is due
    later than that, and no gap is longer than 20 % of the days left until it, which is the gap
    that is best for a test some weeks away (Cepeda et al. 2008, Psychological Science 19).

    Raises:
        UsageError: there is something to schedule, and the library for it is not installed.

    """
    told = list(events)
    by = target_date(told)
    titles = {kata.id: kata.title for kata in katas} | {NETWORK: "The whole network"}
    of_kata = defaultdict(list)
    for event in told:
        of_kata[event.kata].append(event)
    items = []
    for kata, its_events in of_kata.items():
        reviews = _reviews(its_events, now.tzinfo)
        if reviews and kata in titles:
            items.append(_item((kata, titles[kata]), reviews, now, by))
    return sorted(items, key=lambda item: (item.due, item.id))


def rating(attempt: Iterable[Event]) -> str:
    """Return how well a kata was recalled, by what came between its last clean pass and this one.

    `Again` after giving up; `Hard` after three failing runs or three hints; else `Good`. `Easy` is
    never given: after `Good` alone the gaps are 2, 11 and 46 days, bold enough for code. A run
    that fails only because a function is not written yet is no failure.
    """
    attempt = list(attempt)
    if any(_gave_up(event) for event in attempt):
        return "Again"
    failed = sum(event.status in FAILED and not event.detail.get("unfinished") for event in attempt)
    hints = sum(event.kind == "hint" for event in attempt)
    return "Hard" if max(failed, hints) >= MANY else "Good"


def one_line(items: Sequence[Item]) -> str:
    """Return what `due` found as one line for the end of a report; "" when it found nothing."""
    if not items:
        return ""
    names = ", ".join(number_of(item.id) for item in items)
    count = "1 rebuild is" if len(items) == 1 else f"{len(items)} rebuilds are"
    return f"{count} due today: {names}.  python grader.py review"


def target_event(text: str, now: datetime) -> Event:
    """Return the event that sets the target date, such as `2027-03-01`, or with "" clears it.

    Raises:
        UsageError: it is not a date, or not one to come.

    """
    try:
        late = bool(text) and date.fromisoformat(text) <= now.date()
    except ValueError:
        raise UsageError(f"'{text}' is not a date; write it as 2027-03-01.") from None
    if late:
        raise UsageError(f"The target date {text} has passed; choose one to come.")
    return Event("review", "", detail={"by": text}, when=now)


def target_date(events: Iterable[Event]) -> date | None:
    """Return the target date that was set last, or None."""
    told = [event.detail["by"] for event in events if "by" in event.detail]
    return date.fromisoformat(told[-1]) if told and told[-1] else None


def _reviews(events: Iterable[Event], zone: tzinfo | None) -> list[_Review]:
    """Return the passes that count: from memory, and the first such of a day.

    Code that passed passes again every day; it shows recall only once the kata was emptied in
    between. For the same reason a run that fails meanwhile is a refactoring and no attempt.
    """
    reviews: list[_Review] = []
    attempt: list[Event] = []
    emptied = True  # as it was in the beginning
    for event in events:
        if event.kind == "reset":  # or the old code put back, which passed already
            emptied = not (reviews and event.detail.get("undone"))
        emptied = emptied or event.status == "not_started"
        from_memory = emptied or event.kind == "rebuild"  # which has a file of its own
        if not _passed(event):
            if from_memory or event.kind == "hint" or _gave_up(event):
                attempt.append(event)
            continue
        if from_memory and event.level in RECALL:
            day = event.when.astimezone(zone).date()
            if reviews and reviews[-1].day >= day:
                reviews[-1] = replace(reviews[-1], last=event.when)
            else:
                reviews.append(_Review(day, rating([*attempt, event]), event.when))
            attempt = []
        elif from_memory:  # with much of it given: the real attempt is still to come
            attempt = [earlier for earlier in attempt if _gave_up(earlier)]
        emptied = emptied and event.kind == "rebuild"
    return reviews


def _passed(event: Event) -> bool:
    return event.kind in ("run", "rebuild") and event.status == "done"


def _gave_up(event: Event) -> bool:
    return bool(event.detail.get("gave_up"))


def _item(kata: tuple[str, str], reviews: list[_Review], now: datetime, by: date | None) -> Item:
    """Replay the reviews of one kata; FSRS counts whole days, so each is put at midnight."""
    try:
        # Imported late: it costs more than all the rest, and at first there is nothing to review.
        from fsrs import Card, Rating, Scheduler  # noqa: PLC0415
    except ImportError:
        raise UsageError("The review needs the fsrs library: pip install -e '.[review]'") from None
    scheduler = Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
    )
    card = Card(card_id=1)  # without an id of its own it would sleep to find one
    for review in reviews:
        midnight = datetime.combine(review.day, time(), UTC)
        card, _log = scheduler.review_card(card, Rating[review.rating], midnight)
    day, today = reviews[-1].day, now.date()
    gap = (card.due.date() - day).days
    if by and today <= by and day < by:
        gap = min(gap, max(1, int(SHARE * (by - day).days)))
    when = day + timedelta(days=gap)
    return Item(*kata, when, (today - when).days, reviews[-1].last)


def alike(course: Course, one: str, other: str) -> bool:
    """Tell whether the notes of one of two drills say that it is like the other."""
    from dojo.notes import notes  # noqa: PLC0415  every report asks what is due, seldom is anything

    pair = {number_of(one), number_of(other)}
    katas = (kata for kata in course.katas if kata.id in (one, other))
    return any(not pair.isdisjoint(notes(course.solution(kata)).alike) for kata in katas)


def _mixed(items: list[Item], last: str, alike: Alike) -> list[Item]:
    """Return the items in the first order, by urgency, with the fewest alike neighbours."""
    orders = (_ordered(items, last, allowed, alike) for allowed in count())
    return next(order for order in orders if order is not None)


def _ordered(items: list[Item], last: str, allowed: int, alike: Alike) -> list[Item] | None:
    if not items:
        return []
    for index, item in enumerate(items):
        left = allowed - alike(last, item.id)
        if left >= 0:
            rest = _ordered(items[:index] + items[index + 1 :], item.id, left, alike)
            if rest is not None:
                return [item, *rest]
    return None

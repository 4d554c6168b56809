"""The review on learners whose history is made up, under a clock that the tests set."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from itertools import pairwise

import pytest

from dojo.practice.history import Event, History
from dojo.practice.review import (
    alike,
    due,
    one_line,
    rating,
    schedule,
    target_date,
    target_event,
)
from dojo.registry import KATAS, UsageError, load_course
from tests.project.grading import ROOT

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(day, minute=0):
    return START + timedelta(days=day, minutes=minute)


def drill(kata, day, fails=0, level="stub", **gave_up):
    """Return what a drill leaves behind: the kata emptied, failing runs, and the pass."""
    events = [Event("reset", kata, level=level, when=at(day))]
    events += [Event("solution", kata, detail=gave_up, when=at(day))] if gave_up else []
    events += [Event("run", kata, "wrong", level=level, when=at(day, 1))] * fails
    return [*events, Event("run", kata, "done", level=level, when=at(day, 2))]


def aim(day):
    """Return the setting of that day as the target date."""
    return target_event(at(day).date().isoformat(), at(0))


def gap(events, kata="k01_sigmoid"):
    """Return the days from the last pass to the day the kata is due."""
    items = {item.id: item for item in schedule(events, KATAS, at(0))}
    return (items[kata].due - items[kata].last_pass.date()).days


def simulate(days, katas, fails=lambda _kata, _round: 0, first=()):
    """Return the days on which each kata was drilled by someone who does all that is due."""
    events = [*first, *(event for kata in katas for event in drill(kata, 0))]
    drilled = {kata: [0] for kata in katas}
    for day in range(1, days):
        for item in due(events, KATAS, at(day)):
            events += drill(item.id, day, fails(item.id, len(drilled[item.id])))
            drilled[item.id].append(day)
    return drilled


def test_gaps_grow_while_the_kata_is_recalled():
    """In 60 days of passes, each gap is longer than the one before, and no kata is left out."""
    drilled = simulate(60, [kata.id for kata in KATAS])

    for days in drilled.values():
        gaps = [later - earlier for earlier, later in pairwise(days)]
        assert gaps == [2, 11, 46]


def test_gaps_are_shorter_for_who_needs_many_runs():
    """Three failing runs before each pass make the gaps grow, but more slowly."""
    drilled = simulate(60, ["k01_sigmoid"], fails=lambda *_: 3)["k01_sigmoid"]

    assert [later - earlier for earlier, later in pairwise(drilled)] == [2, 8, 19]


def test_a_gap_shrinks_after_giving_up():
    """Who had a gap of weeks, and then looked at the solution, is asked again within days."""
    well = drill("k01_sigmoid", 0) + drill("k01_sigmoid", 2) + drill("k01_sigmoid", 13)
    badly = well + drill("k01_sigmoid", 59, gave_up=True)

    assert gap(well) == 46
    assert gap(badly) < 7


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ([], "Good"),
        ([Event("run", "k", "wrong")] * 2, "Good"),
        ([Event("run", "k", "wrong")] * 3, "Hard"),
        ([Event("run", "k", "timed_out"), Event("rebuild", "k", "broken")] * 2, "Hard"),
        ([Event("hint", "k")] * 2, "Good"),
        ([Event("hint", "k")] * 3, "Hard"),
        ([Event("run", "k", "not_started")] * 9, "Good"),
        ([Event("run", "k", "wrong", detail={"unfinished": True})] * 9, "Good"),
        ([Event("solution", "k", detail={"gave_up": True})], "Again"),
        ([Event("solution", "k")], "Good"),
    ],
)
def test_the_rating_follows_from_the_attempt(between, expected):
    """Giving up is Again, three failures or hints are Hard, work in progress is no failure."""
    assert rating(between) == expected


def test_failing_runs_and_hints_on_the_way_count():
    """What happened between the reset and the pass makes the gap after the pass shorter."""
    hints = [Event("hint", "k01_sigmoid", when=at(2)) for _ in range(3)]
    before = drill("k01_sigmoid", 0)

    assert gap(before + drill("k01_sigmoid", 2)) == 11
    assert gap(before + drill("k01_sigmoid", 2, fails=3)) < 11
    assert gap(before + hints + drill("k01_sigmoid", 2)) < 11


def test_failing_runs_alone_change_nothing():
    """A run that fails is no review, and the date stays as it was."""
    events = drill("k01_sigmoid", 0)
    assert gap([*events, *drill("k01_sigmoid", 1, fails=5)[:-1]]) == gap(events) == 2


def test_one_pass_a_day_counts():
    """Further passes on the same day leave the date as it is, however they went."""
    once = drill("k01_sigmoid", 0)
    again = [
        replace(event, when=event.when + timedelta(hours=hour))
        for hour in range(1, 6)
        for event in drill("k01_sigmoid", 0, fails=4)
    ]

    (item,) = schedule(once + again, KATAS, at(1))

    assert item.due == at(2).date()
    assert item.last_pass == at(0, 2) + timedelta(hours=5)
    assert gap(once + again + drill("k01_sigmoid", 2)) == gap(once + drill("k01_sigmoid", 2)) == 11


def test_a_day_is_one_of_the_learner():
    """Two passes around midnight in UTC are one day's in New York, and two days' in London."""
    late = [
        replace(event, when=event.when + timedelta(hours=16)) for event in drill("k01_sigmoid", 0)
    ]
    events = drill("k01_sigmoid", 0) + late
    for zone, expected in ((timezone(timedelta(hours=-5)), 2), (UTC, 8)):
        (item,) = schedule(events, KATAS, at(5).astimezone(zone))
        assert (item.due - START.date()).days == expected


def test_code_that_still_passes_is_no_recall():
    """Running finished code day after day does not move its date; emptying it first does."""
    events = drill("k01_sigmoid", 0)
    reruns = [Event("run", "k01_sigmoid", "done", level="stub", when=at(day)) for day in (1, 2, 3)]
    emptied = Event("run", "k01_sigmoid", "not_started", level="stub", when=at(2, -1))

    assert gap(events + reruns) == gap(events)
    assert gap([*events, reruns[0], emptied, reruns[1]]) == 11


def test_a_reset_that_was_undone_is_no_recall():
    """Code that was put back from the backup passes without anybody having remembered it."""
    undone = Event("reset", "k01_sigmoid", detail={"undone": True}, when=at(2, 1))
    reset, passed = drill("k01_sigmoid", 2)

    assert gap([*drill("k01_sigmoid", 0), reset, passed]) == 11
    assert gap([*drill("k01_sigmoid", 0), reset, undone, passed]) == 2
    assert gap([undone, passed]) == 2, "the first pass of all counts in any case"


@pytest.mark.parametrize("level", ["worked", "blanks", ""])
def test_a_pass_with_much_of_it_given_is_no_recall(level):
    """It puts nothing into rotation, and its failing runs do not count against the real one."""
    given = drill("k01_sigmoid", 0, fails=5, level=level)

    assert due(given, KATAS, at(30)) == []
    assert gap(given + drill("k01_sigmoid", 1, level="blank")) == 2


def test_the_whole_network_and_a_rebuild_need_no_reset():
    """A rebuild starts from an empty file of its own, so each one that is done counts."""
    rebuilds = [Event("rebuild", "network", "done", level="blank", when=at(day)) for day in (0, 2)]
    failed = Event("rebuild", "network", "wrong", level="blank", when=at(1))
    (item,) = due([rebuilds[0], failed, rebuilds[1]], KATAS, at(13))

    assert (item.id, item.title, item.overdue) == ("network", "The whole network", 0)

    rebuilt = Event("rebuild", "k01_sigmoid", "done", level="blank", when=at(2))
    assert gap([*drill("k01_sigmoid", 0), rebuilt]) == 11


def test_an_item_says_how_things_stand():
    """It has the title, the day it is due, how many days ago that was, and the last pass."""
    (item,) = due(drill("k01_sigmoid", 0), KATAS, at(2))
    (later,) = due(drill("k01_sigmoid", 0), KATAS, at(30))

    assert (item.title, item.due, item.overdue) == ("Sigmoid", date(2026, 3, 4), 0)
    assert item.last_pass == at(0, 2)
    assert later.overdue == 28


def test_nothing_is_done_for_ever():
    """After ten good passes a kata is still asked for within half a year."""
    day, events = 0, []
    for _ in range(10):
        events += drill("k01_sigmoid", day)
        day += gap(events)
    assert gap(events) == 180


def test_the_target_date_caps_every_gap():
    """No gap is longer than a fifth of the days left, and none goes past the target date."""
    drilled = simulate(51, ["k01_sigmoid", "k02_forward"], first=[aim(50)])

    for days in drilled.values():
        assert days[:3] == [0, 2, 11]
        for earlier, later in pairwise(days):
            assert later - earlier <= max(1, 0.2 * (50 - earlier))
        assert days[-1] == 50
    assert gap([aim(3), *drill("k01_sigmoid", 0)]) == 1, "never the same day again"


def test_a_target_date_that_has_passed_caps_nothing():
    """The day after, the gaps are what they would have been."""
    events = [aim(12), *drill("k01_sigmoid", 0), *drill("k01_sigmoid", 2)]

    (before,) = schedule(events, KATAS, at(3))
    (after,) = schedule(events, KATAS, at(13))
    assert (before.due, after.due) == (at(4).date(), at(13).date())


def test_the_target_date_lives_in_the_history(tmp_path):
    """The one set last holds, an empty one clears it, and the schedule finds it by itself."""
    history = History(tmp_path / "history.sqlite3")
    history.record(target_event("2026-03-30", at(0)), target_event("2026-03-12", at(1)))
    assert target_date(history.events()) == date(2026, 3, 12)

    history.record(*drill("k01_sigmoid", 0), *drill("k01_sigmoid", 2))
    assert gap(history.events()) == 1
    history.record(target_event("", at(3)))
    assert target_date(history.events()) is None
    assert gap(history.events()) == 11


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "2026-03-02"])
def test_a_target_date_has_to_be_one(text):
    """What is no date, or has passed, is refused in one sentence."""
    with pytest.raises(UsageError, match=f"{text}.*\\.$"):
        target_event(text, at(0))


ALIKE = partial(alike, load_course())


def neighbours(items):
    """Return the pairs of neighbours that are alike."""
    return [pair for pair in pairwise(item.id for item in items) if ALIKE(*pair)]


def test_alike_drills_are_no_neighbours():
    """All katas and the network, due at once, come without two alike in a row, the oldest first."""
    events = [event for day, kata in enumerate(KATAS) for event in drill(kata.id, day)]
    events.append(Event("rebuild", "network", "done", level="blank", when=at(7)))
    items = due(events, KATAS, at(40), alike=ALIKE)

    assert len(items) == len(KATAS) + 1
    assert items[0].id == "k01_sigmoid"
    assert ALIKE("k07_network", "network")
    assert neighbours(items) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"k03_deltas": 0, "k04_weight_update": 1, "k01_sigmoid": 2}, ["k03", "k01", "k04"]),
        ({"k03_deltas": 0, "k05_alpha": 1, "k04_weight_update": 2, "k06_direction_counting": 3},
         ["k05", "k03", "k06", "k04"]),
        ({"k03_deltas": 0, "k04_weight_update": 1}, ["k03", "k04"]),
    ],
)  # fmt: skip
def test_urgency_decides_where_likeness_does_not(days, expected):
    """The order is the most urgent one without alike neighbours; where there is none, urgency."""
    events = [event for kata, day in days.items() for event in drill(kata, day)]
    events += drill("k02_forward", 39)  # the drill before these is unlike them all

    items = due(events, KATAS, at(40), alike=ALIKE)
    assert [item.id[:3] for item in items] == expected


def test_the_first_is_unlike_the_drill_done_last():
    """Who has just done k04 is not given k03 next, unless there is nothing else."""
    k03, k01 = drill("k03_deltas", 0), drill("k01_sigmoid", 1)
    k04 = drill("k04_weight_update", 20)

    assert [item.id[:3] for item in due(k03 + k01 + k04, KATAS, at(20, 9), alike=ALIKE)] == [
        "k01",
        "k03",
    ]
    assert [item.id[:3] for item in due(k03 + k04, KATAS, at(20, 9))] == ["k03"]


def test_one_line_names_what_is_due():
    """The line counts and names what is due, in the order to do it in; else there is none."""
    k03, k01 = drill("k03_deltas", 0), drill("k01_sigmoid", 1)

    assert one_line(due([], KATAS, at(0))) == one_line(due(k03, KATAS, at(1))) == ""
    assert one_line(due(k03, KATAS, at(2))) == (
        "1 rebuild is due today: k03.  python grader.py review"
    )
    assert one_line(due(k03 + k01, KATAS, at(3))) == (
        "2 rebuilds are due today: k03, k01.  python grader.py review"
    )


def test_a_kata_that_is_no_longer_in_the_course_is_left_out():
    """The history may know more katas than the course."""
    assert due(drill("k99_gone", 0), KATAS, at(9)) == []


def test_without_the_library_there_is_one_sentence(monkeypatch):
    """Who has something to review and no fsrs is told how to install it."""
    monkeypatch.setitem(sys.modules, "fsrs", None)

    assert due([], KATAS, at(9)) == []
    with pytest.raises(UsageError, match=r"pip install -e '\.\[review\]'"):
        due(drill("k01_sigmoid", 0), KATAS, at(9))


def test_the_library_is_not_imported_for_a_beginner():
    """Before the first pass, asking what is due costs no import."""
    program = (
        "import sys; from datetime import datetime; from dojo.practice.review import due, one_line;"
        "from dojo.registry import KATAS;"
        "assert one_line(due([], KATAS, datetime.now().astimezone())) == '';"
        "assert 'fsrs' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)

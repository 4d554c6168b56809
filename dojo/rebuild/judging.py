"""The parent's side of a rebuild: the runs of a script, one after another, and the verdict."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import fmean
from typing import Any

from dojo.apart import Allowance, Apart
from dojo.rebuild import reasons
from dojo.rebuild.imports import borrowed, imported
from dojo.rebuild.text import Unreadable, code_lines, read
from dojo.rebuild.verdict import Verdict
from dojo.source import shown

LIMIT = 110.0  # seconds of processor time for the script's own run
AGAIN, START = 1.5, 5.0  # times what its own run took, and seconds, for each of the others
DIFFER = 0.5  # of the ticks at which what depends on the targets has to be another
SEEDED = re.compile(r"seed|(default_rng|RandomState|Random)\(\s*\w")
ENOUGH = 6  # ticks that are compared
FEWEST = 6  # weights of the smallest network that answers XOR


class Stopped(Exception):
    """A run gave no account of itself; the message says why."""


Told = dict[str, Any]


@dataclass
class _Judge:
    """One script, and what is asked of it."""

    path: Path
    text: str
    limit: float
    progress: Callable[[str], object]
    shift: int = 0  # of the seeds, in all runs

    def verdict(self) -> Verdict:
        """Run the script, teach it something else, and say whether it learns."""
        self.progress("Running it")
        plain = self._run(self.limit)
        if not _learned(plain) and "random" in self.text and not SEEDED.search(self.text):
            self.progress("It sets no seed: running it once more")
            self.shift = 1
            again = self._run(self.limit, shift=1)
            plain = again if _learned(again) else plain
        self.plain = plain
        seconds = plain["seconds"]
        if plain["stolen"] or plain["trouble"]:
            return Verdict(False, (plain["stolen"] or plain["trouble"],), seconds=seconds)
        places = _learned(plain)
        if not places:
            why = reasons.unlearned(plain, self.path.name)
            frozen = self._frozen()
            return self._refused(f"{why} {reasons.never_changes(frozen)}" if frozen else why)
        if not plain["taught"]:
            return self._refused(reasons.NO_TARGETS)
        return self._taught_otherwise(places)

    def _refused(self, why: str) -> Verdict:
        answers, error = reasons.nearest(self.plain)
        return Verdict(False, (why,), seconds=self.plain["seconds"], error=error, answers=answers)

    def _taught_otherwise(self, places: dict[str, Told]) -> Verdict:
        self.progress("Teaching it OR")
        other = self._again(lesson="OR", follow=tuple(places))
        followed = {key for key in places if _follows(other["places"].get(key))}
        if not followed:
            return self._refused(reasons.follows_not(other, places))
        self.progress("Moving its targets a little")
        close = self._again(lesson="CLOSE", short=True)
        if close["trouble"] or not close["prints"]:  # it uses its targets as labels
            close = other
        moving, depending = _dependence(self.plain, close)
        if sum(depending.values()) >= FEWEST and len(depending) < len(moving) and close != other:
            # steps of one size, as rprop's, change only where the change is not that tiny
            moving, depending = _dependence(self.plain, self._again(lesson="NEARLY", short=True))
        self.progress("Starting it from elsewhere")
        frozen = self._frozen()
        why = reasons.steps(moving, depending, frozen, FEWEST)
        if why:
            return self._refused(why)
        best = min((places[key] for key in followed), key=lambda one: min(one["errors"]))
        error = _error(best["best"])
        remarks = reasons.remarks(best)
        how = "taught OR instead, it learns OR; every weight follows the targets"
        return Verdict(True, (), remarks, 0, self.plain["seconds"], error, tuple(best["best"]), how)

    def _frozen(self) -> list[str]:
        """Return the random arrays that never move, though the training reads them."""
        still = self.plain["still"]
        if not still:
            return []
        moved = self._again(short=True, shift=self.shift + 1)["still"]
        return [path for path, state in still.items() if moved.get(path, state) != state]

    def _again(self, **task: Any) -> Told:
        calls = self.plain["called"]
        task.setdefault("shift", self.shift)
        return self._run(
            START + AGAIN * self.plain["seconds"], calls=tuple(calls) if calls else None, **task
        )

    def _run(self, limit: float, **task: Any) -> Told:
        """Run the script once, and return what is told of it.

        Raises:
            Stopped: it did not end in time, or ended Python.

        """
        child = Apart(_child, self.path, self.text, task)
        allowance = Allowance(limit, child.usage())
        try:
            told: Told | None = child.answer(allowance)
        except EOFError:
            ending = child.ending()
            if "os._exit" in ending:
                ending = ending.rstrip(".") + ": let the script run to its end, so that its network"
                ending += " can be looked at."
            raise Stopped(f"{shown(self.path)} {ending}") from None
        finally:
            why = f"{shown(self.path)} {allowance.sentence(child.usage())}"
            child.stop()
        if told is None:
            raise Stopped(why)
        return told


def judge(
    path: Path, limit: float = LIMIT, progress: Callable[[str], object] = lambda _: None
) -> Verdict:
    """Run the script at `path` apart and say whether it trains a network that answers XOR.

    Whatever is wrong with the script, and wherever it is, becomes a reason of the verdict.
    """
    import numpy  # noqa: F401, ICN001, PLC0415  once, and not in each child that is forked

    path = path.absolute()
    try:
        text, tree = read(path)
    except Unreadable as error:
        return Verdict(False, (str(error),))
    lines = code_lines(text, tree)
    if not lines:
        why = f"{shown(path)} is empty: write the network from memory, then run this again."
        return Verdict(False, (why,))
    stolen = borrowed(imported(tree), path.parent)
    if stolen:
        return Verdict(False, (stolen,), code_lines=lines)
    try:
        verdict = _Judge(path, text, limit, progress).verdict()
    except Stopped as error:
        verdict = Verdict(False, (str(error),), seconds=limit)
    return replace(verdict, code_lines=lines)


def _child(path: Path, text: str, task: dict[str, Any], pipe: Connection) -> None:
    from dojo.rebuild.child import Task, run  # noqa: PLC0415  numpy is for the child alone

    run(Task(path, text, **task), pipe)


def _learned(told: Told) -> dict[str, Told]:
    return {key: place for key, place in told["places"].items() if place["learned"]}


def _follows(place: Told | None) -> bool:
    return bool(place and (place["running"] or place["longest"] > 1))


def _error(answers: list[float]) -> float:
    wanted = reasons.WANTED
    low = -1.0 if min(answers) < -reasons.NEAR * 2 else 0.0
    return fmean(abs(a - (low + w * (1 - low))) for a, w in zip(answers, wanted, strict=True))


def _dependence(plain: Told, close: Told) -> tuple[dict[str, int], dict[str, int]]:
    """Return, by path, what moves, and of that what is another where the targets are."""
    moving: dict[str, int] = {}
    depending: dict[str, int] = {}
    for site, paths in plain["prints"].items():
        for path, ticks in paths.items():
            others = close["prints"].get(site, {}).get(path, {})
            first = next(iter(ticks.values()))
            common = [tick for tick, state in ticks.items() if state != first and tick in others]
            if len(common) < ENOUGH or "__init__()" in path:
                continue
            moving[path] = max(first[1], moving.get(path, 0))
            if sum(ticks[tick] != others[tick] for tick in common) >= DIFFER * len(common):
                depending[path] = moving[path]
    return moving, depending

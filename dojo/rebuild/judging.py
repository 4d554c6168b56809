"""The parent's side of a rebuild: the runs of a script, one after another, and the verdict."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import fmean
from typing import Any

from dojo.apart import Allowance, Apart
from dojo.rebuild import reasons
from dojo.rebuild.planting import too_early
from dojo.rebuild.reasons import FEWEST, NEAR, WANTED, Moving, Told
from dojo.rebuild.text import borrowed, code_lines, imported, read
from dojo.source import Broken, shown

LIMIT = 110.0  # seconds of processor time for the script's own run
AGAIN, START = 1.5, 5.0  # times what its own run took, and seconds, for each of the others
DIFFER = 0.5  # of the ticks at which what depends on the targets has to be another
SEEDED = re.compile(r"seed|(default_rng|RandomState|Random)\(\s*\w")
TRIES, SHORT = 3, 10.0  # seeds of a script that sets none; seconds of one that is tried again
LATE = 40  # ticks at the end of a run
CLOSE = 2 * NEAR  # an error at the last look that may have come down to NEAR until the end
ENOUGH = 6  # ticks that are compared
ROWS = len(WANTED)


@dataclass(frozen=True)
class Verdict:
    """Whether an attempt passed; if not, why, each reason a sentence with what to do next."""

    passed: bool
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    code_lines: int = 0
    error: float | None = None  # the smallest mean absolute error that was seen
    answers: tuple[float, ...] | None = None  # for 00, 01, 10, 11: the best, or the nearest
    surface: Sequence[Sequence[float]] = ()  # its answers between the rows, for a picture


@dataclass
class _Judge:
    """One script, and what is asked of it."""

    path: Path
    text: str
    limit: float
    progress: Callable[[str], object]
    shift: int = 0  # of the seeds, in all runs
    other: Told | None = None  # the run that was taught OR

    def verdict(self) -> Verdict:
        """Run the script, teach it something else, and say whether it learns."""
        self.progress("Running it")
        self.plain = plain = self._own()
        trouble, places = plain["stolen"] or plain["trouble"], _learned(plain)
        if trouble:
            return Verdict(False, (trouble,))
        if not places:
            return self._refused(reasons.unlearned(plain, self.path.name, *self._steps()))
        if not plain["taught"]:
            return self._refused(reasons.NO_TARGETS)
        self.progress("Teaching it OR")
        self.other = other = self._again(lesson="OR", follow=tuple(places))
        followed = _following(places, other)
        if not followed:
            return self._refused(reasons.follows_not(other, places))
        moving, depending, frozen = self._steps()
        why = reasons.steps(moving, depending, frozen)
        if not why and {*depending.values()} == {ROWS} and self._rows_are_apart(depending):
            why = reasons.one_each(depending)
        return self._refused(why) if why else self._passed(followed)

    def _own(self) -> Told:
        """Run it as it is; where it has not learned, and sets no seed, from others, too."""
        first = self._to_its_end(0)
        unseeded = "random" in self.text and not SEEDED.search(self.text)
        for shift in range(1, TRIES) if unseeded and first["seconds"] < SHORT else ():
            if _learned(first) or first["trouble"]:
                break
            self.progress("It sets no seed: running it once more")
            again = self._to_its_end(shift)
            if _learned(again):
                self.shift = shift
                return again
        return first

    def _to_its_end(self, shift: int) -> Told:
        """Run it; where it comes near, once more with an eye on its last iterations.

        A training may stop as soon as the answers are good, and looks come seldom by then.
        """
        told = self._run(self.limit, shift=shift)
        if not _learned(told) and any(p["errors"][-1] < CLOSE for p in told["places"].values()):
            late = {site: max(1, ticks - LATE) for site, ticks in told["ticks"].items()}
            again = self._run(self.limit, shift=shift, late=late)
            return again if _learned(again) else told
        return told

    def _refused(self, why: str) -> Verdict:
        answers, error = reasons.nearest(self.plain)
        return Verdict(False, (why,), error=error, answers=answers)

    def _passed(self, followed: list[Told]) -> Verdict:
        best = min(followed, key=lambda place: min(place["errors"]))
        answers = tuple(best["best"])
        low = -1.0 if min(answers) < -NEAR * 2 else 0.0
        error = fmean(abs(a - low - w * (1 - low)) for a, w in zip(answers, WANTED, strict=True))
        remarks = reasons.remarks(best, too_early(ast.parse(self.text)))
        return Verdict(True, (), remarks, 0, error, answers, self.plain["surface"])

    def _steps(self) -> tuple[Moving, Moving, list[str]]:
        """Return what moves, what of that follows the targets, and what is random and still."""
        moving: Moving = {}
        depending: Moving = {}
        wanted = _wanted(self.plain)
        if wanted and self.plain["taught"]:
            self.progress("Moving its targets a little")
            close = self._again(lesson="CLOSE", wanted=wanted)
            if self.other and (close["trouble"] or not close["prints"]):
                close = self.other  # it uses its targets as labels
            moving, depending = _dependence(self.plain, close)
            deaf = len(depending) < len(moving)
            if deaf and sum(depending.values()) >= FEWEST and close is not self.other:
                # steps of one size, as rprop's, change only where the change is not that tiny
                nearly = self._again(lesson="NEARLY", wanted=wanted)
                moving, depending = _dependence(self.plain, nearly)
        return moving, depending, self._frozen()

    def _rows_are_apart(self, depending: Moving) -> bool:
        """Tell whether one row's target moves one number alone of all that follows the targets.

        That is so where each row has weights of its own; four weights of four nodes all move.
        """
        self.progress("Moving one of its targets")
        one = self._again(lesson="ONE ROW", wanted=_wanted(self.plain))["prints"]
        moved = [
            sum(a != b for a, b in zip(state, one[key][tick][0], strict=True))
            for key, ticks in self.plain["prints"].items()
            for tick, (state, size) in ticks.items()
            if key.partition(" ")[2] in depending
            if size == one.get(key, {}).get(tick, (0, 0))[1] == ROWS
        ]
        return max(moved, default=0) == 1

    def _frozen(self) -> list[str]:
        """Return what never moves, and is another from another seed."""
        still = self.plain["still"]  # the first state of each, and when which counter saw it
        if not still:
            return []
        self.progress("Starting it from elsewhere")
        wanted: dict[str, list[int]] = {}
        for _, site, tick, _ in still.values():
            wanted.setdefault(site, []).append(tick)
        others = self._again(wanted=wanted, shift=self.shift + 1)["firsts"]
        return [path for path, seen in still.items() if others.get(path, seen)[0] != seen[0]]

    def _again(self, **task: Any) -> Told:
        task = {"shift": self.shift, "calls": self.plain["called"], **task}
        limit = START + AGAIN * self.plain["seconds"]
        return self._run(limit, reasons.NO_END.format(shown(self.path)), **task)

    def _run(self, limit: float, endless: str = "", **task: Any) -> Told:
        """Run the script once, and return what is told of it.

        Raises:
            Broken: it ended Python, or did not end in time.

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
            raise Broken(f"{shown(self.path)} {ending}", shown(self.path)) from None
        finally:
            late = f"{shown(self.path)} {allowance.sentence(child.usage())}"
            child.stop()
        if told is None:
            raise Broken(endless or late, shown(self.path))
        return told


def judge(
    path: Path, limit: float = LIMIT, progress: Callable[[str], object] = lambda _: None
) -> Verdict:
    """Run the script at `path` apart and say whether it trains a network that answers XOR.

    Whatever is wrong with the script, and wherever it is, becomes a reason of the verdict.
    """
    import numpy  # noqa: F401, ICN001, PLC0415  once, and not in each child that is forked

    path = path.absolute()
    verdict = Verdict(False)
    try:
        text, tree = read(path)
        verdict = replace(verdict, code_lines=code_lines(text, tree))
        empty = f"{shown(path)} is empty: write the network from memory, then run this again."
        why = borrowed(imported(tree), path.parent) if verdict.code_lines else empty
        if why:
            return replace(verdict, reasons=(why,))
        found = _Judge(path, text, limit, progress).verdict()
        return replace(found, code_lines=verdict.code_lines)
    except Broken as error:
        return replace(verdict, reasons=(str(error),))


def _child(path: Path, text: str, task: dict[str, Any], pipe: Connection) -> None:
    from dojo.rebuild.child import run  # noqa: PLC0415  it imports numpy
    from dojo.rebuild.watching import Task  # noqa: PLC0415  the same

    run(Task(path, text, **task), pipe)


def _learned(told: Told) -> dict[str, Told]:
    return {key: place for key, place in told["places"].items() if place["learned"]}


def _following(places: dict[str, Told], other: Told) -> list[Told]:
    """Return those of the places that are right in the other run, too."""
    seen = ((place, other["places"].get(key)) for key, place in places.items())
    return [place for place, then in seen if then and (then["running"] or then["longest"] > 1)]


def _wanted(plain: Told) -> dict[str, list[int]]:
    """Return by counter at which ticks anything had moved."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for key, ticks in _moving(plain).items():
        wanted[key.partition(" ")[0]] |= {*map(int, ticks)}
    return {site: sorted(ticks) for site, ticks in wanted.items()}


def _moving(plain: Told) -> dict[str, list[str]]:
    """Return by counter and path at which ticks it had moved, where there are enough of them."""
    found = {}
    for key, ticks in plain["prints"].items():
        first = next(iter(ticks.values()))
        moved = [tick for tick, state in ticks.items() if state != first]
        if len(moved) >= ENOUGH and "__init__()" not in key:
            found[key] = moved
    return found


def _dependence(plain: Told, close: Told) -> tuple[Moving, Moving]:
    """Return, by path, what moves, and of that what is another where the targets are.

    Where some counters see a training, what moves at others is no part of it.
    """
    moving: Moving = {}
    depending: Moving = {}
    seen: dict[str, set[str]] = defaultdict(set)  # what moves, by counter
    training = set()  # counters
    for key, ticks in _moving(plain).items():
        site, _, path = key.partition(" ")
        own, others = plain["prints"][key], close["prints"].get(key, {})
        common = [tick for tick in ticks if tick in others]
        if len(common) >= ENOUGH:
            seen[site].add(path)
            moving[path] = max(own[common[0]][1], moving.get(path, 0))
            if sum(own[tick] != others[tick] for tick in common) >= DIFFER * len(common):
                depending[path] = moving[path]
                training.add(site)
    beside = {path for site in training or seen for path in seen[site]}
    return {path: size for path, size in moving.items() if path in beside}, depending

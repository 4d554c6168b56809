"""What was seen of an attempt that did not pass, in sentences that say what to do next."""

from statistics import fmean
from typing import Any

WANTED = (0.0, 1.0, 1.0, 0.0)
NEAR = 0.25
STUCK = 0.1  # from 0.5: an answer that says nothing
FELL = 0.02  # of the error, over the last part of a run: it is still learning
NO_TARGETS = (
    "It answers XOR, but the judge found no targets that it could replace by others, to see whether"
    " the network learns them. Write the targets as a list beside the rows:"
    " y = np.array([[0], [1], [1], [0]])."
)
LEAVE = (
    "No value was found that answers the four rows of XOR. Train a network when the file is run, or"
    " define `train(X, y)` or a class with `train` or `fit`, and keep the output of the network in"
    " a variable."
)
RIGHT_AT_FIRST = (
    "It did so from the start: start from random weights, and let the training find them."
)
STILL = (
    "The answers never change. Update the weights in every iteration (k04), and start from random"
    " weights, not from equal ones."
)
AT_HALF = (
    "It is stuck at 0.5. If the deltas (k03) are right, try another, larger start, and give the"
    " rows a column of ones, or the layers biases (k02)."
)
OTHER = "That is {}: look at `X` and `y`; the target is the XOR of two columns."
UPHILL = (
    "The answers move away from the targets. Turn the sign of the step: `y - layer_2` goes with"
    " `+=`, `layer_2 - y` with `-=` (k04)."
)
LOOK = "Look at the deltas (k03) and the update (k04); then try another alpha (k05) or start."
Told = dict[str, Any]
NAMES = {(0, 0, 0, 1): "AND", (0, 1, 1, 1): "OR", (1, 0, 0, 1): "XNOR", (1, 1, 1, 0): "NAND"}


def nearest(plain: Told) -> tuple[tuple[float, ...] | None, float | None]:
    """Return the answers that came nearest at the end of the run, and their error."""
    place = _nearest(plain)
    if place is None:
        return None, None
    answers = tuple(place["answers"])
    return answers, fmean(abs(a - w) for a, w in zip(answers, WANTED, strict=True))


def _nearest(plain: Told) -> Told | None:
    places = [p for p in plain["places"].values() if any(a % 1 for a in p["answers"])]
    low, high = min(plain["scales"]), max(plain["scales"])
    places = [
        p for p in places if min(p["answers"]) > low - NEAR and max(p["answers"]) < high + NEAR
    ]
    places = [p for p in places if _moves(p)] or places
    return min(places, key=lambda place: place["errors"][-1], default=None)


def unlearned(plain: Told, name: str) -> str:
    """Return why none of its own answers became right."""
    place = _nearest(plain)
    idle = place is None or not _moves(place)
    if plain["left"] and not plain["called"] and idle:
        early = f"{name}: {plain['left']} before a network had learned XOR."
        if "sys.exit" in plain["left"]:
            return f"{early} Take the exit out."
        return early if "input()" in plain["left"] else f"{plain['left']}. {LEAVE}"
    if place is None:
        return LEAVE
    wanted = "" if place["errors"][-1] < NEAR else ", and should answer 0, 1, 1, 0"
    return f"It answers {spoken(place['answers'])} for 00, 01, 10, 11{wanted}. {_advice(place)}"


def _moves(place: Told) -> bool:
    return bool(place["first"] != place["answers"])


def _advice(place: Told) -> str:
    answers, errors = place["answers"], place["errors"]
    rounded = tuple(round(answer) for answer in answers)
    sure = all(abs(a - r) < NEAR for a, r in zip(answers, rounded, strict=True))
    lately = errors[-len(errors) // 5 - 1 :]
    falling = lately == sorted(lately, reverse=True) and lately[0] - lately[-1] > FELL
    causes = (
        (errors[-1] < NEAR, RIGHT_AT_FIRST),
        (not _moves(place), STILL),
        (falling, "The error is still falling: try more iterations."),
        (all(abs(answer - 0.5) < STUCK for answer in answers), AT_HALF),
        (sure and rounded in NAMES, OTHER.format(NAMES.get(rounded))),
        (errors[-1] > errors[0] + NEAR, UPHILL),
    )
    return next((said for holds, said in causes if holds), LOOK)


def follows_not(other: Told, places: Told) -> str:
    """Return the sentence about a script that does not learn what it is taught."""
    seen = next((other["places"][key] for key in places if key in other["places"]), None)
    said = f"It answers {spoken(seen['answers'])} then" if seen else "It does not answer then"
    return (
        "It answers XOR, but it does not learn what it is taught: the judge replaced its targets by"
        f" those of OR (0, 1, 1, 1) and ran it again. {said}. Start from random weights, and let"
        " the targets alone decide what they become."
    )


def never_changes(frozen: list[str]) -> str:
    """Return the sentence about random weights that the training leaves as they are."""
    return (
        f"`{frozen[0]}` starts at random and never changes. Update every matrix in every iteration"
        " (k04)."
    )


def _deaf(moving: dict[str, int], depending: dict[str, int]) -> list[str]:
    """Return what moves whatever the targets are.

    An attribute that is reached from inside a function may be one object's and then another's.
    """
    paths = [path for path, size in moving.items() if path not in depending and size > 1]
    inside = [path for path in paths if path.startswith("line ") or "()" in path]
    return [p for p in paths if p not in inside or "." not in p.replace("().", "")]


def steps(moving: dict[str, int], depending: dict[str, int], frozen: list[str], fewest: int) -> str:
    """Return what is wrong with the steps of the training, or nothing."""
    deaf = _deaf(moving, depending)
    if frozen:
        return f"It answers XOR, but {never_changes(frozen)}"
    if deaf:
        return (
            f"It answers XOR, but {_quoted(deaf)} does not follow the targets: with targets a"
            " little off it makes the same steps, so it was not backpropagation that found it."
            " Compute the deltas (k03) and update by them (k04)."
        )
    if sum(depending.values()) < fewest:
        return (
            "It answers XOR, but no weights were seen that go step by step after the targets:"
            " compute the deltas (k03), and update the weights by them in every iteration (k04)."
        )
    return ""


def remarks(place: Told) -> tuple[str, ...]:
    """Return what is worth knowing about a network that passed."""
    best, end = min(place["errors"]), place["errors"][-1]
    if end < NEAR or end - best < NEAR:
        return ()
    best, last = spoken(place["best"]), spoken(place["answers"])
    return (f"At its best it answered {best}, at the end {last}: what counts is that it did.",)


def spoken(answers: Any) -> str:
    """Return answers with two places."""
    return ", ".join(f"{answer:.2f}" for answer in answers)


def _quoted(paths: list[str]) -> str:
    return " and ".join(f"`{path}`" for path in list(dict.fromkeys(paths))[:2])

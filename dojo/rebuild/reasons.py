"""What was seen of an attempt, in sentences that say what to do next; only what is certain."""

from collections.abc import Iterable
from statistics import fmean
from typing import Any

WANTED = (0.0, 1.0, 1.0, 0.0)
NEAR = 0.25  # of the way from one target to the other: an answer that misses by less is right
STUCK = 0.1  # from 0.5: an answer that says nothing
FEWEST = 6  # weights of the smallest network that answers XOR
SAME = 2  # answers at most, of what tells the rows no better apart than a weight would
MANY = 20  # looks, in about a hundred iterations, after which the last counts, even alone
FELL = 0.05  # of the error, over the last part of a run: it is still learning
NO_TARGETS = (
    "It answers XOR, but the judge found no targets that it could replace by others, to see whether"
    " the network learns them. Write the targets as a list beside the rows:"
    " y = np.array([[0], [1], [1], [0]])."
)
NO_END = (
    "{} ends when it is run as it is, but not when the judge runs it once more to teach it"
    " something else: end the training after a fixed number of iterations."
)
ANSWERS_BUT = "It answers XOR, but {}"
ONE_EACH = (
    "each row has weights of its own, one number a row in {}. Add the gradients up over the rows"
    " (k04), so that all rows share the weights."
)
LEAVE = (
    "No value was found that answers the four rows of XOR. Train a network when the file is run, or"
    " define `train(X, y)` or a class with `train` or `fit`, and keep the output of the network in"
    " a variable."
)
RIGHT_AT_FIRST = (
    "It did so when it was first seen: start from random weights, and let the training find them."
)
STILL = (
    "They were never seen to change. Update the weights in every one of many iterations (k04), and"
    " start from random weights, not from equal ones."
)
FALLING = "The error is still falling: try more iterations, or a larger alpha (k05)."
AT_HALF = "It is stuck at 0.5."
OTHER = "That is {}: look at the targets; they should be the XOR of two columns."
UPHILL = (
    "The answers move away from the targets. Turn the sign of the step: `y - layer_2` goes with"
    " `+=`, `layer_2 - y` with `-=` (k04)."
)
LOOK = (
    "If the deltas (k03) and the update (k04) are right, try more iterations, another start or"
    " alpha (k05); each layer needs biases, or a column of ones beside what it is given (k02)."
)
FROZEN = "`{}` starts at random and never changes. Update every matrix in every iteration (k04)."
DEAF = (
    "{} not follow the targets: with targets a little off it makes the same steps, so it is not"
    " backpropagation that moves it. Compute the deltas (k03) and update by them (k04)."
)
NO_STEPS = (
    "{} numbers were seen that go step by step after the targets, and all weights of a hidden layer"
    " have to: compute the deltas (k03), and update the weights by them in every iteration (k04)."
)
TOO_EARLY = (
    "`{}` is updated before the hidden error goes back through it (line {}): compute all deltas"
    " first (k03), then update (k04)."
)
NAMES = {
    (0, 0, 0, 1): "AND",
    (0, 1, 1, 1): "OR",
    (1, 0, 0, 1): "XNOR",
    (1, 1, 1, 0): "NAND",
    (0, 0, 1, 1): "the first column",
    (0, 1, 0, 1): "the second column",
}
Told = dict[str, Any]
Moving = dict[str, int]  # how many numbers there are, by path


def nearest(plain: Told) -> tuple[tuple[float, ...] | None, float | None]:
    """Return the answers that came nearest at the end of the run, and their error."""
    place = _nearest(plain)
    if place is None:
        return None, None
    answers = tuple(place["answers"])
    return answers, fmean(abs(a - w) for a, w in zip(answers, WANTED, strict=True))


def _nearest(plain: Told) -> Told | None:
    low, high = min(plain["scales"]) - NEAR, max(plain["scales"]) + NEAR
    places = []
    for key, place in plain["places"].items():
        weight = any(f" {name}[" in key for name in plain["carried"])  # or an entry of a table
        fits = all(low < a < high for a in place["answers"]) and any(
            a % 1 for a in place["answers"]
        )
        if fits and (place["kinds"] > SAME + weight if _moves(place) else not weight):
            places.append(place)
    places = [place for place in places if _moves(place)] or places
    places = [place for place in places if place["output"]] or places
    # Of equals the one that was looked at most: a function may still see the row before.
    ranked = sorted(places, key=lambda place: (round(place["errors"][-1], 2), -place["looks"]))
    return ranked[0] if ranked else None


def _moves(place: Told) -> bool:
    return bool(place["first"] != place["answers"])


def _missed(answers: Iterable[float], low: float, high: float) -> float:
    """Return the sum of the squared errors, which a step downhill makes smaller."""
    told = zip(answers, WANTED, strict=True)
    return sum(((a - low) / (high - low) - wanted) ** 2 for a, wanted in told)


def unlearned(plain: Told, name: str, moving: Moving, depending: Moving, frozen: list[str]) -> str:
    """Return why none of its own answers became right."""
    place = _nearest(plain)
    if plain["left"] and not plain["called"] and (place is None or not _moves(place)):
        early = f"{name}: {plain['left']} before a network had learned XOR."
        if "sys.exit" in plain["left"]:
            return f"{early} Take the exit out."
        return early if "input()" in plain["left"] else f"{plain['left']}. {LEAVE}"
    if place is None:
        return LEAVE
    wanted = "" if place["errors"][-1] < NEAR else ", and should answer 0, 1, 1, 0"
    answers = f"It answers {spoken(place['answers'])} for 00, 01, 10, 11{wanted}."
    # Before its training was called, it may have trained another network.
    still = FROZEN.format(frozen[0]) if frozen and not plain["called"] else ""
    steps = still or (_deaf(moving, depending) if depending else "")
    if steps and place["errors"][-1] >= NEAR:
        return f"{answers} {steps}"
    return f"{answers} {_advice(place, plain)}"


def _advice(place: Told, plain: Told) -> str:
    """Return what the answers alone say of their cause, and the next step."""
    answers, errors = place["answers"], place["errors"]
    name = NAMES.get(tuple(round(a) for a in answers if abs(a - round(a)) < NEAR))
    lately, half = [*dict.fromkeys(errors)][-4:], errors[len(errors) // 2 :]
    at_half = all(abs(answer - 0.5) < STUCK for answer in answers) and place["looks"] > MANY
    falls = lately == sorted(lately, reverse=True)
    # An answer that stays is not helped by more iterations, however far the others fall.
    all_move = all(a != b for a, b in zip(place["first"], answers, strict=True))
    # One row that goes wrong while the others come right is no step in the wrong direction.
    risen = _missed(answers, *plain["scales"][:2]) - _missed(place["first"], *plain["scales"][:2])
    causes = (
        (max(errors[0], errors[-1]) < NEAR, RIGHT_AT_FIRST),
        (not _moves(place), STILL),
        (all_move and falls and lately[0] - lately[-1] > FELL, FALLING),
        (at_half and max(half) - min(half) < STUCK, f"{AT_HALF} {LOOK}"),
        (name, OTHER.format(name)),
        (plain["taught"] and risen > NEAR, UPHILL),
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


def steps(moving: Moving, depending: Moving, frozen: list[str]) -> str:
    """Return what is wrong with the steps of the training, or nothing."""
    why = FROZEN.format(frozen[0]) if frozen else _deaf(moving, depending)
    total = sum(depending.values())
    if not why and total < FEWEST:
        why = NO_STEPS.format(f"only {total}" if total else "no")
    return why and ANSWERS_BUT.format(why)


def one_each(depending: Moving) -> str:
    """Return the sentence about rows that share no weights."""
    return ANSWERS_BUT.format(ONE_EACH.format(_listed(depending)))


def _deaf(moving: Moving, depending: Moving) -> str:
    """Return the sentence about what moves whatever the targets are, if anything does.

    An attribute that is reached from inside a function may be one object's and then another's.
    """
    paths = [path for path, size in moving.items() if path not in depending and size > 1]
    inside = [path for path in paths if path.startswith("line ") or "()" in path]
    deaf = [p for p in paths if p not in inside or "." not in p.replace("().", "")]
    names = _listed(deaf)
    return DEAF.format(f"{names} {'do' if ' and ' in names else 'does'}") if deaf else ""


def _listed(paths: Iterable[str]) -> str:
    names = list(dict.fromkeys(path.rpartition("().")[2] for path in paths))[:2]
    return " and ".join(f"`{name}`" for name in names)


def remarks(place: Told, early: tuple[str, int] | None) -> tuple[str, ...]:
    """Return what is worth knowing about a network that passed."""
    best, end = min(place["errors"]), place["errors"][-1]
    found = [TOO_EARLY.format(*early)] if early else []
    if end >= NEAR and end - best >= NEAR:
        best, last = spoken(place["best"]), spoken(place["answers"])
        found += [f"At its best it answered {best}, at the end {last}: what counts is that it did."]
    return tuple(found)


def spoken(answers: Any) -> str:
    """Return answers with two places."""
    return ", ".join(f"{answer:.2f}" for answer in answers)

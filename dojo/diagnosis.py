"""Naming a mistake: known mistakes, and whether the code under test behaves like one of them.

A name is never a guess from the learner's text. It is given when a known mistake, asked the same,
returned the same values (or failed with the same error) in every call of that function: those of
the run so far, and those of the rest of the suite, which a fresh copy of the code is asked at once.
While several mistakes explain everything, it is asked with other seeds.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from dojo.notes import Mistake
from dojo.observe import Call, observe
from dojo.subject import UnderTest
from dojo.values import DOUBLE, SINGLE, equal, refused

OR = "; or: "  # between the names of mistakes that nothing has told apart
ENOUGH = 2  # calls that a name must at least explain, if the suite can make as many

# Of arrays that do not fit, `@`, np.dot, `-=` and `a[i] =` tell in their own words what clashes.
CLASHES = [
    re.compile(r"size (?P<other>\d+) is different from (?P<one>\d+)"),
    re.compile(r"not aligned: (?P<one>\d+) .* != (?P<other>\d+)"),
    re.compile(r"broadcast together with shapes (?P<one>\S+) (?P<other>\S+)"),
    re.compile(r"from shape (?P<other>\S+) into shape (?P<one>\S+)"),
]

REMEMBERS = "remembers earlier calls"
ALTERS = "wrote into what it was given"
COPY = "The caller's own array changes with it: `a = a - b` makes a new one, `a -= b` does not."
ALONE = "Keep nothing between two calls, in a global name, a default argument or a cache."
AT_RANDOM = "returns something else each time it is asked the same"
SEED = "What is drawn at random needs a seed: set it in the function itself, before the first draw."

Ask = Callable[[str, int], Iterator[list[Call]]]  # function, round → calls of it, test by test


@dataclass
class Witness:
    """What the functions of one kata have done in this run, and how their mistakes are named."""

    code: UnderTest
    calls: list[Call] = field(default_factory=list)  # of the tests that are over
    names: dict[str, list[Mistake]] = field(default_factory=dict)

    def name(
        self,
        calls: list[Call],
        mistakes: Iterable[Mistake],
        ask: Ask,
        fresh: Callable[[], UnderTest],
        *,
        right: bool = False,
    ) -> list[Mistake]:
        """Return the mistakes that explain all calls of the function that was called last.

        `ask` makes more calls of a function; its rounds 0, 1 and 2 have a seed each. `fresh`
        returns a copy of the code that nobody has called yet. `right` says that the result is, and
        something else is wrong, such as what became of the arguments.
        """
        function = calls[-1].function
        if function in self.names:  # as of an earlier test: these calls must fit, too
            left = self.names[function]
            left = [m for m in left if not m.source] or _explaining(left, _of(function, calls))
        else:
            known = [mistake for mistake in mistakes if mistake.function == function]
            # What a suite accepts as refused says nothing of what the code does otherwise.
            earlier = [call for call in self.calls if not refused(call.error)]
            seen = _of(function, [*earlier, *calls])
            own = [mistake for mistake in known if not mistake.common]
            # What was returned may be right where an argument was written into.
            common = [m for m in known if m.common and not calls[-1].changed]
            left = _told_apart(own, seen, ask, strict=True)
            left = left or ([] if right else _told_apart(own, seen, ask))
            left = [mistake for mistake in left if not mistake.borrowed] or left
            # They stand from narrow to wide. Some make no difference where results are of one sign
            # or few, so code that writes into its arguments, and is right, would seem to do that.
            left = left or _told_apart(common, seen, ask, strict=True)[:1]
            left = left or _altering(seen) or _unsteady(calls[-1], fresh)
        self.names[function] = left
        return left


def _told_apart(
    known: list[Mistake], seen: list[Call], ask: Ask, *, strict: bool = False
) -> list[Mistake]:
    """Return which mistakes explain what has been seen of a function, and what else it does."""
    left, count, function = _explaining(known, seen, strict=strict), len(seen), seen[-1].function
    for turn in range(3):
        if turn and len(left) < 2 and count >= ENOUGH:  # noqa: PLR2004  one, or none
            break
        for calls in ask(function, turn) if left else ():
            asked = [call for call in _of(function, calls) if not refused(call.error)]
            left, count = _explaining(left, asked, strict=strict), count + len(asked)
    return left


def _of(function: str, calls: Iterable[Call]) -> list[Call]:
    return [call for call in calls if call.function == function]


def _explaining(
    mistakes: list[Mistake], calls: Iterable[Call], *, strict: bool = False
) -> list[Mistake]:
    """Return the mistakes that behave in each of the calls as the code under test did."""
    for call in sorted(calls, key=lambda call: call.seconds):  # few are left for the long ones
        mistakes = [mistake for mistake in mistakes if _explains(mistake, call, strict=strict)]
    return mistakes


def _explains(mistake: Mistake, call: Call, *, strict: bool) -> bool:
    """Tell whether the mistake ends a call alike, and leaves its arguments alike.

    If not `strict`, the code may write into its arguments besides: the name is true all the same.
    """
    try:
        made = observe(mistake.function, mistake.code, call.arguments, call.keywords)
    except SyntaxError:  # of an edit that fits no more: `check` tells of it
        return False
    if mistake.common and made.error:  # it is no expression of what the function returns
        return False
    if (not strict or call.result is None) and not made.changed:
        call = replace(call, afterwards=made.afterwards)
    return _same(made, call)


def _same(one: Call, other: Call) -> bool:
    """Tell whether two calls ended alike, and left their arguments alike."""
    if one.error is not None or other.error is not None:
        return _told(one.error) == _told(other.error)
    # What was made of single precision may be off by as much. A result that is in it by choice may
    # not: it would be as near to what is hardly wrong, such as 2.71828 for e, as to what is right.
    single = any(getattr(argument, "dtype", "") == "float32" for argument in one.arguments)
    atol = SINGLE if single else DOUBLE
    return equal(one.result, other.result, atol) and equal(one.afterwards, other.afterwards)


def _told(error: BaseException | None) -> tuple[str, str] | None:
    """Return an error's name and text: one from behind the wall may only look like its type.

    Of arrays that do not fit, the sizes that clash are the text, however the product is written;
    of a variable that has no value yet, it would be the name, which is anybody's own; and what is
    done to a None is anybody's own, too.
    """
    if error is None:
        return None
    name, text = type(error).__name__, str(error)
    if "'NoneType'" in text:
        return "", "NoneType"
    clash = next(filter(None, (sizes.search(text) for sizes in CLASHES)), None)
    text = f"{clash['one']} and {clash['other']}" if clash else text
    return name, "" if name == "UnboundLocalError" else text


def _altering(calls: list[Call]) -> list[Mistake]:
    """Return what is wrong with code that alters its arguments, whatever else it does."""
    return [Mistake(call.function, ALTERS, COPY) for call in calls if call.changed][:1]


def _unsteady(call: Call, fresh: Callable[[], UnderTest]) -> list[Mistake]:
    """Return what is wrong with code that answers otherwise where nobody has called it before."""
    one, other = (fresh().call(call.function, call.arguments, call.keywords) for _ in range(2))
    if not _same(one, other):
        return [Mistake(call.function, AT_RANDOM, SEED)]
    return [] if _same(one, call) else [Mistake(call.function, REMEMBERS, ALONE)]

"""A failure in a learner's terms: what went wrong, and then with what the code was called."""

from dataclasses import dataclass

from dojo import slips
from dojo.blanks import LEFT
from dojo.checks import Mismatch
from dojo.notes import Mistake
from dojo.observe import Call, Described, Misbehaved
from dojo.registry import elsewhere
from dojo.results import CALLED
from dojo.source import UNWRITTEN, said
from dojo.subject import Subject, WrongDefault
from dojo.values import WIDE, written


@dataclass(frozen=True)
class Explanation:
    """A failure in a learner's terms."""

    message: str
    where: str
    function: str = ""
    mistakes: tuple[Mistake, ...] = ()


def explained(error: Exception, subject: Subject, kata_id: str) -> Explanation:
    """Return what is to be said of a failed test, which has called the code under test."""
    call = subject.calls[-1]
    described = subject.code.describe(call.function)
    where = described.where
    if isinstance(error, NotImplementedError):
        if LEFT not in str(error):
            return Explanation(UNWRITTEN.format(call.function), where, call.function)
        line = str(error).rstrip(".").rpartition(" ")[2]  # of the blank
        return Explanation(str(error), f"{where.rpartition(':')[0]}:{line}", call.function)
    if isinstance(error, WrongDefault):  # which is about no call
        return Explanation(str(error), where, call.function)
    message = str(error) or said(error)
    if call.error is error and not isinstance(error, Misbehaved):
        message = said(error)
        if call.line:  # there is none when the call itself did not fit
            where = call.where
            message += f"\n    {where}: {call.line}"
        slip = slips.sentence(said(error), call.line, elsewhere(kata_id))
        message += f"\n{slip}" if slip else ""
    elif call.printed and call.result is None and call.error is None:
        message += f"\n{slips.PRINTED}"
    changed = described.changed(call)
    if changed and changed not in message:
        message += f"\n{changed}"
    message += f"\n{_called(described, call)}"
    return Explanation(message, where, call.function)


def _called(described: Described, call: Call) -> str:
    """Return the call as the learner would write it, under the names in their own file."""
    names = described.names(len(call.arguments))
    values = {name: written(value) for name, value in call.keywords.items()}
    pairs = [*zip(names, map(written, call.arguments), strict=True), *values.items()]
    whole = ", ".join(f"{name}={value}" if name else value for name, value in pairs)
    if "\n" not in whole and len(whole) <= WIDE:
        return f"{CALLED}`{call.function}({whole})`."
    lines = [f"{CALLED}`{call.function}({', '.join(name or '…' for name, _ in pairs)})` with:"]
    for name, value in pairs:
        begin = f"    {name or '…'} = "
        lines.append(begin + value.replace("\n", "\n" + " " * len(begin)))
    return "\n".join(lines)


def attach(error: Exception, seed: int | None) -> None:
    """Put an error's explanation where plain pytest prints it; `seed` is of its random inputs."""
    explanation: Explanation = error.explanation  # type: ignore[attr-defined]  # it has been set
    if isinstance(error, NotImplementedError):
        return
    if isinstance(error, Mismatch | Misbehaved):
        error.args = (explanation.message,)
    else:
        error.add_note(explanation.message)
    for mistake in explanation.mistakes:
        error.add_note(f"Mistake: {mistake.name}.\nHint: {mistake.hint}")
    if seed is not None:
        error.add_note(f"The same inputs again: --seed {seed}")

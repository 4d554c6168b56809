"""The teacher's notes of a kata, solutions/ID.toml: formula, hints, and known mistakes.

A known mistake is an edit of the solution: which text of one function to replace by which. It is
compiled when it is first needed. Where the solutions have been left at home, ID.json holds what the
edits make of them, as `written_out` returns it.
"""

import ast
import json
import math
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from types import CodeType
from typing import Any

from dojo.common import COMMON
from dojo.source import Broken, shown

KINDS = ("idea", "formula", "skeleton")  # the hints of a function, in the order they are given in
OTHER_KEYS = ("mistake", "borrow", "without")
BLANK = "…"  # in a skeleton: here goes something
CUT = "\f\n"  # between the parts of a module that are compiled one by one


@dataclass(frozen=True)
class Mistake:
    """A known mistake: the function that behaves wrongly, its name in English, a hint, its code."""

    function: str
    name: str
    hint: str
    source: Callable[[], str] | None = None  # makes `text`; None: it is no single piece of code
    edited: str = ""  # the function in whose text it is made
    edits: tuple[tuple[str, str], ...] = ()
    borrowed: bool = False  # from another kata's notes
    common: bool = False  # of a kind that any function can have

    @cached_property
    def text(self) -> str:
        """The module that it is made in, as far as the function needs it."""
        return "\n".join(self._pieces)

    @cached_property
    def _pieces(self) -> list[str]:
        return self.source().split(CUT) if self.source else []

    @cached_property
    def code(self) -> Callable[..., Any]:
        """The wrong function."""
        namespace: dict[str, Any] = {"math": math, "__name__": "mistake"}
        for piece in self._pieces:
            exec(_compiled(piece), namespace)  # noqa: S102  it is the course's own
        code: Callable[..., Any] = namespace[self.function]
        return code


@cache  # most of a mistake's module is the solution, as is most of the next one's
def _compiled(piece: str) -> CodeType:
    return compile(piece, "<a known mistake>", "exec")


@dataclass
class Notes:
    """What a teacher knows about a kata, beyond its solution."""

    formula: str = ""  # in TeX, for the notebook
    alike: tuple[str, ...] = ()  # the katas that it is too like to be drilled right after
    worked: dict[str, str] = field(default_factory=dict)  # expression → the lesson's number
    hints: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    common: list[Mistake] = field(default_factory=list)  # what else a function may do wrongly
    owned: str = ""  # what a learner has who has done the kata
    question: str = ""  # asked before its first picture
    choices: tuple[str, ...] = ()
    answer: str = ""  # the right one of the choices
    faults: list[str] = field(default_factory=list)  # what keeps a part of the notes from use


class _Functions:
    """The functions of a solution, by name: their text, and which others each of them calls."""

    def __init__(self, text: str) -> None:
        lines = text.splitlines()
        nodes = ast.parse(text).body
        self.texts: dict[str, str] = {}
        imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        self._head = "".join(f"{ast.unparse(node)}\n" for node in imports)
        for node in nodes:
            if isinstance(node, ast.FunctionDef):
                head = lines[node.lineno - 1 : node.body[0].lineno - 1]
                documented = ast.get_docstring(node) is not None and len(node.body) > 1
                body = node.body[1] if documented else node.body[0]
                rows = [*head, *lines[body.lineno - 1 : node.end_lineno]]
                self.texts[node.name] = "\n".join(rows) + "\n"

    def module(self, function: str, edited: str, edits: Iterable[tuple[str, str]]) -> str:
        """Return a module with what a function needs, one function of it edited."""
        texts = self.texts.copy()
        for old, new in edits:
            texts[edited] = texts[edited].replace(old, new)
        needed = {*_reached(texts, function), *_reached(texts, edited)}
        return CUT.join([self._head, *(texts[name] for name in texts if name in needed)])


def _changed(function: str, module: Callable[[], str], result: str) -> str:
    """Return a module in which a function returns that expression of its right result."""
    return f"""{module()}{CUT}_right = {function}

def {function}(*arguments, **keywords):
    result = _right(*arguments, **keywords)
    result = np.array(result) if isinstance(result, list) else result
    return {result}
"""


def _reached(texts: dict[str, str], function: str) -> list[str]:
    """Return the functions that one of them calls, directly or not, itself first."""
    reached = [function]
    for name in reached:  # which grows on the way
        names = _names(texts[name])
        reached += [other for other in texts if other in names and other not in reached]
    return reached


@cache  # of the functions that no edit has changed
def _names(text: str) -> frozenset[str]:
    nodes = ast.walk(ast.parse(text))
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


def _is_python(text: str, mistake: Mistake) -> bool:
    """Tell whether a text can be read as Python after the mistake's edits."""
    for old, new in mistake.edits:
        text = text.replace(old, new)
    with suppress(SyntaxError):
        return bool(ast.parse(text))
    return False


@cache
def notes(solution: Path) -> Notes:
    """Return the notes that belong to the solution at that path.

    Raises:
        Broken: there are none, or they cannot be read.

    """
    path = solution.with_suffix(".toml")
    try:
        if solution.exists() or not path.with_suffix(".json").exists():
            return _Reader(path, _Functions(solution.read_text("utf-8"))).notes
        told = json.loads(path.with_suffix(".json").read_text("utf-8"))
        return Notes(mistakes=[Mistake(m[0], m[1], m[2], partial(str, m[3])) for m in told])
    except (OSError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        reason = getattr(error, "strerror", None) or error
        sentence = f"{shown(path)} cannot be read ({reason}); see .github/CONTRIBUTING.md."
        raise Broken(sentence, shown(path)) from None


def written_out(solution: Path) -> str:
    """Return the known mistakes as they are read without the solution: JSON, a line for each."""
    rows = [(m.function, m.name, m.hint, m.text) for m in notes(solution).mistakes]
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


class _Reader:
    """Reads one file of notes."""

    def __init__(self, path: Path, functions: _Functions) -> None:
        self._path, self._functions = path, functions
        table = tomllib.loads(path.read_text("utf-8"))
        self.notes = Notes(
            table.pop("formula", ""), tuple(table.pop("alike", ())), table.pop("worked", {})
        )
        self._question(table)
        for function, told in table.items():
            if not isinstance(told, dict) or function not in functions.texts:
                self._fault(f"`{function}` is no function of the solution")
                continue
            for key in told.keys() - {*KINDS, *OTHER_KEYS}:
                self._fault(f"`{function}` has `{key}`, which means nothing")
            if set(KINDS) <= told.keys():
                self.notes.hints[function] = tuple(str(told[kind]).strip() for kind in KINDS)
            for entry in told.get("mistake", ()):
                self.notes.mistakes += self._mistakes(function, **entry)
        for function, told in table.items():  # last: a kata's own names come first
            for place in told.get("borrow", ()) if isinstance(told, dict) else ():
                self.notes.mistakes += self._borrowed(
                    function, place, tuple(told.get("without", ()))
                )
        for function in self.notes.hints:
            module = cache(partial(self._functions.module, function, function, ()))
            for name, hint, result in COMMON:
                source = partial(_changed, function, module, result)
                self.notes.common.append(Mistake(function, name, hint, source, common=True))

    def _question(self, table: dict[str, Any]) -> None:
        """Take what is told and asked of a kata that is done out of the table."""
        for key in ("owned", "question", "answer"):
            setattr(self.notes, key, table.pop(key, ""))
        self.notes.choices = tuple(table.pop("choices", ()))
        if self.notes.question and self.notes.answer not in self.notes.choices:
            self._fault("the `answer` is none of the `choices`")

    def _fault(self, sentence: str) -> None:
        self.notes.faults.append(f"{shown(self._path)}: {sentence}.")

    def _mistakes(
        self, edited: str, name: str, hint: str, edit: dict[str, str], also: str = ""
    ) -> Iterator[Mistake]:
        """Yield the mistake of the function that is edited, and of those that call it.

        A helper, a function without hints, is nobody's to write: only who calls it is mistaken.
        """
        text = self._functions.texts[edited]
        for old, new in edit.items():
            if old not in text:
                self._fault(f"'{name}' replaces '{old}', which `{edited}` does not have")
                return
            text = text.replace(old, new)
        own = (edited,) if edited in self.notes.hints else ()
        if not own and not also:
            self._fault(f"'{name}' is in a helper: `also` must say whose mistake it is")
        edits = tuple(edit.items())
        for function in (*own, *also.split()):
            if function not in self._functions.texts:
                self._fault(f"'{name}' is also a mistake of `{function}`, which is no function")
                return
            source = partial(self._functions.module, function, edited, edits)
            yield Mistake(function, name, hint, source, edited, edits)

    def _borrowed(self, function: str, place: str, without: tuple[str, ...]) -> Iterator[Mistake]:
        """Yield the mistakes of another kata's function that can be made here just so."""
        kata, _, other = place.partition(".")
        lender = notes(self._path.with_name(f"{kata}.py"))
        theirs = [m for m in lender.mistakes if m.function == other and not m.borrowed]
        if not theirs:
            self._fault(f"`{function}` borrows from {place}, which lends nothing")
        own = {m.name for m in self.notes.mistakes if m.function == function}
        texts = self._functions.texts
        reached = _reached(texts, function)
        for mistake in theirs:
            fits = (name for name in reached if all(old in texts[name] for old, _ in mistake.edits))
            home = next(fits, "")
            if home and mistake.name not in {*own, *without} and _is_python(texts[home], mistake):
                source = partial(self._functions.module, function, home, mistake.edits)
                yield Mistake(
                    function, mistake.name, mistake.hint, source, home, mistake.edits, borrowed=True
                )

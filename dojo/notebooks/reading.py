"""The code of a learner's notebook that answers one kata: its functions and what they need.

A notebook is also a place to play, so it is not run from top to bottom. From the functions that the
tests call, the names they use are followed to the statements that make them, wherever in the
notebook these are. Plots, prints, training runs and the tests of other tools are never reached.

A script that does not run as a whole, because it was exported from one, is read in the same way.
"""

import builtins
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from dojo.notebooks.files import LARGEST_CODE, Cell, Notebook, read
from dojo.notebooks.magics import UNREADABLE, python
from dojo.notebooks.statements import Statement, statements_of
from dojo.registry import CORE, KATAS, Kata
from dojo.source import Broken, Part, decoded, shown

# Before a cell, in a script that was exported or is run in cells.
CELL = re.compile(r"# ?(?:%%|In\[)")
MADE = re.compile(r"^[ \t]*(?:async +def|def|class) +(\w+)|^(\w+) *=", re.MULTILINE)
MOST_CELLS = 100  # of a script; what comes after is one more
MOST = 500  # statements for one kata; it needs about ten
BUILT_IN = set(dir(builtins))
Found = tuple[list[Statement], list[tuple[Cell, Part]]]  # and the cells that cannot be read


def _owners(katas: Sequence[Kata]) -> dict[str, str]:
    """Return which kata has a function, of those that only one of them has."""
    counts = Counter(function for kata in katas for function in kata.functions)
    return {name: kata.id for kata in katas for name in kata.functions if counts[name] == 1}


# Whose code it is, where there are no tags: of the seven before all others.
OWNERS = _owners(KATAS) | _owners([kata for kata in KATAS if kata.track == CORE])


def parts(path: Path, kata_id: str, functions: tuple[str, ...]) -> list[Part]:
    """Return the stretches of code to run, in that order, for the kata's functions (or any).

    A cell that Python cannot read is among them only if one of the names needed is made there:
    running it says so, and names the cell.

    Raises:
        Broken: the file is not a notebook that can be read.

    """
    return _chosen(path, _statements(path, read(path)), kata_id, functions)


def parts_of_script(
    path: Path, source: bytes, kata_id: str, functions: tuple[str, ...]
) -> list[Part]:
    """Return the same of what is in a Python file, read like the notebook it was; [] for none."""
    text = _lines(decoded(source))
    if len(text) > LARGEST_CODE:
        return []
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if CELL.match(line)]
    ends = pairwise([-1, *marks[:MOST_CELLS], len(lines)])
    cells = [
        Cell(number, "code", "\n".join([""] * (mark + 1) + lines[mark + 1 : end]), {}, None)
        for number, (mark, end) in enumerate(ends, 1)
    ]
    found = statements, unreadable = _statements(path, Notebook(cells, {}))
    made = set().union(*(statement.binds for statement in statements))
    if made.isdisjoint(functions or _defined(statements)):
        return [part for _, part in unreadable[:1]]
    return _chosen(path, found, kata_id, functions)


def _chosen(path: Path, found: Found, kata_id: str, functions: tuple[str, ...]) -> list[Part]:
    statements, unreadable = found
    functions = functions or tuple(_defined(statements))
    chosen, missing = _needed(statements, kata_id, functions)
    names = set(functions).union(*(statement.needs for statement in chosen))
    last = {name: statement.cell for statement in chosen for name in statement.binds}
    for cell, part in unreadable:
        if _makes_one_of(names, cell, last, kata_id):
            return [part]
    if unreadable and not missing.isdisjoint(functions):
        return [unreadable[0][1]]
    if len(chosen) > MOST:
        raise Broken(f"{shown(path)} needs more than {MOST} statements for one kata.", shown(path))
    given = "import numpy as np" if "np" in missing else ""  # as in every notebook of ours
    return [Part(str(path), given), *_joined(_in_order(chosen))]


def live(notebook: Notebook, kata_id: str, functions: tuple[str, ...]) -> set[tuple[int, int]]:
    """Return cell and first line of each definition, and of each statement that one needs."""
    statements, _ = _statements(Path(), notebook)
    chosen, _ = _needed(statements, kata_id, (*functions, *_defined(statements)))
    return {(statement.cell, statement.line) for statement in chosen}


def _statements(path: Path, notebook: Notebook) -> Found:
    """Return the statements of all code cells, and the cells that Python cannot read."""
    cells = [cell for cell in notebook.cells if cell.is_python]
    tags = {cell.kata for cell in cells} - {None}
    statements: list[Statement] = []
    unreadable = []
    owner = None
    for cell in cells:
        owner = cell.kata or (owner if len(tags) != 1 else None)  # below its section's cells
        text, place = python(_lines(cell.source)), cell.place(path)
        try:
            found = statements_of(text, place, cell.number)
        except UNREADABLE:
            unreadable.append((cell, Part(place, text)))
            continue
        for statement in found:
            if not tags:
                owner = next((OWNERS[name] for name in statement.binds & OWNERS.keys()), owner)
            statements.append(replace(statement, owner=owner))
    return statements, unreadable


def _defined(statements: list[Statement]) -> list[str]:
    """Return the names of the functions and classes."""
    definitions = [each for each in statements if not (each.optional or each.imports)]
    return sorted({name for each in definitions for name in each.binds})


def _lines(source: str) -> str:
    """Return the source with the line ends that Python counts by."""
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _needed(
    statements: list[Statement], kata_id: str, functions: Iterable[str]
) -> tuple[list[Statement], set[str]]:
    """Return what the functions need, in the notebook's order, and the names nothing makes."""
    makers = _Makers(statements, kata_id)
    chosen: set[int] = set()
    missing: set[str] = set()
    waiting, seen = list(functions), set(functions)
    while waiting and len(chosen) <= MOST:
        name = waiting.pop()
        found = makers.of(name)
        if not any(name in statements[number].binds for number in found):
            missing.add(name)
        for number in found - chosen:
            chosen.add(number)
            waiting += statements[number].needs - seen
            seen |= statements[number].needs
    missing -= BUILT_IN
    if missing:
        chosen |= {n for n, statement in enumerate(statements) if statement.imports_everything}
    return [statements[number] for number in sorted(chosen)], missing


class _Makers:
    """Knows for each name which statements make or change it."""

    def __init__(self, statements: list[Statement], kata_id: str) -> None:
        self._statements, self._own = statements, {None, kata_id}
        self._by_name = defaultdict[str, list[int]](list)
        for number, each in enumerate(statements):
            for name in each.binds | each.changes:
                self._by_name[name].append(number)
        self._modules = {name for each in statements for name in each.imports}

    def of(self, name: str) -> set[int]:
        """Return the numbers of the statements: the kata's own, else those of any other.

        What is before a definition that makes the name anew counts no more.
        """
        numbers = self._by_name[name]
        own = [number for number in numbers if self._statements[number].owner in self._own]
        if any(name in self._statements[number].binds for number in own):
            numbers = own
        makers: set[int] = set()
        for number in numbers:
            each = self._statements[number]
            if name in each.binds and not each.optional and name not in each.now:
                makers = {number}
            elif name in each.binds or name not in self._modules:
                makers.add(number)
        return makers


def _in_order(chosen: list[Statement]) -> list[Statement]:
    """Return the statements in the notebook's order, but none before what it needs to run."""
    ordered: list[Statement] = []
    waiting, available = list(chosen), set[str]()
    made = set().union(*(statement.binds for statement in chosen))
    later = {name: each.later for each in chosen for name in each.binds if each.later}
    first = {each: (_at_once(each, later) & made) - each.binds for each in chosen}
    while waiting:
        statement = next((each for each in waiting if first[each] <= available), waiting[0])
        waiting.remove(statement)
        ordered.append(statement)
        available |= statement.binds
    return ordered


def _at_once(statement: Statement, later: dict[str, frozenset[str]]) -> set[str]:
    """Return the names a statement needs when it is run; if it may call functions, theirs too."""
    names = set(statement.now)
    waiting = [] if statement.later else list(names)
    while waiting:
        more = later.get(waiting.pop(), frozenset()) - names
        names |= more
        waiting += more
    return names


def _joined(statements: list[Statement]) -> list[Part]:
    """Return the statements as parts, the lines of each under the numbers they have in its cell.

    What is optional is a part of its own, so that nothing else is lost when it fails; so is an
    import, which only those functions miss that use it.
    """
    parts: list[Part] = []
    for each in statements:
        last = parts[-1] if parts else None
        optional = each.optional or bool(each.imports)
        if last and last.name == each.place and not (last.optional or optional):
            gap = each.line - 1 - str(last.text).count("\n")
            if gap >= 0:
                between = "\n" * gap or "; "
                parts[-1] = Part(last.name, str(last.text) + between + each.code)
                continue
        parts.append(Part(each.place, "\n" * (each.line - 1) + each.code, optional))
    return parts


def _makes_one_of(names: set[str], cell: Cell, last: dict[str, int], kata_id: str) -> bool:
    """Whether an unreadable cell seems to hold the definition of a name, the one that counts.

    `last` has the readable cell that makes the name last.
    """
    foreign = cell.kata not in (None, kata_id)
    made = names.intersection(one or other for one, other in MADE.findall(cell.source))
    return any(name not in last or not (foreign or last[name] > cell.number) for name in made)

"""What a learner calls in a notebook: `check("k03")`, `hint("k03")`, `show("alpha")`, and others.

The code is judged in a process of its own, so an endless loop in it is stopped, and the notebook
with everything in it lives on.
"""

import atexit
import base64
import io
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from dojo.answer import load, locate
from dojo.notebooks.session import NOT_HERE, as_file, retold, shell
from dojo.pictures import find
from dojo.practice.hints import hint_text
from dojo.practice.levels import mark_worked
from dojo.practice.moments import after, just_done
from dojo.registry import UsageError, load_course, number_of
from dojo.results import KataResult, Report
from dojo.server import Grader
from dojo.source import Broken
from dojo.verify import GRADER, remember


@dataclass(frozen=True)
class Verdict:
    """How a kata stands: a table in a notebook, text in a terminal."""

    kata: KataResult
    warning: str = ""
    after: str = ""  # what a kata has earned that is just done

    def __repr__(self) -> str:
        from rich.console import Console  # noqa: PLC0415  a notebook shows the table, mostly

        from dojo.report.terminal import one  # noqa: PLC0415  it needs rich, too

        text = io.StringIO()
        plain = Console(file=text, force_jupyter=False, color_system=None, highlight=False)
        plain.print(one(self.kata), soft_wrap=True)
        again = f'check("{number_of(self.kata.id)}", seed={self.kata.seed})'
        told = text.getvalue().strip().replace(f"--seed {self.kata.seed}", again)
        return "\n\n".join(filter(None, (told, self.warning, self.after)))

    def _repr_html_(self) -> str:
        from dojo.report.html import monospaced, verdict  # noqa: PLC0415  a terminal does not need it

        earned = monospaced(self.after) if self.after else ""
        return verdict(self.kata, self.warning) + earned


@dataclass(frozen=True)
class Drawing:
    """A picture, and in words what there is to see in it; without a PNG, the words are all."""

    words: str
    png: bytes = b""

    def __repr__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        from dojo.report.html import image, monospaced  # noqa: PLC0415  see above

        encoded = base64.b64encode(self.png).decode()
        return image(encoded, self.words) if encoded else monospaced(self.words)


class Sentence(str):
    """What there is to say instead of a result."""

    __slots__ = ()

    __repr__ = str.__str__


class CannotUse(UsageError):
    """The learner's file cannot be used."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback: the sentence."""
        return [str(self)]


def _in_a_notebook(function: Callable[..., Any]) -> Callable[..., Any]:
    """Say it in one sentence where there is no notebook, and where there is no result."""

    @wraps(function)
    def answer(name: str, **options: Any) -> Any:
        if shell() is None:
            command = function.__name__.replace("check", "run")
            print(OUTSIDE.format(command, name))  # noqa: T201  it answers a person
            return None
        try:
            return function(str(name), **options)
        except (UsageError, Broken) as error:
            return Sentence(error)
        except KeyboardInterrupt:
            return Sentence(
                "Stopped before there was a result; run the cell again whenever you like."
            )

    return answer


WIDTH = 80  # columns of a picture
OUTSIDE = "This works in a notebook or in IPython; in a terminal, run:  python grader.py {} {}"


@_in_a_notebook
def check(name: str, *, seed: int | None = None) -> Verdict:
    """Run the tests of a kata on the functions defined in this notebook.

    Args:
        name: the kata's number or its whole name, as `"k03"`.
        seed: repeats a run with the random inputs it named.

    """
    course = load_course()
    kata = course.find(name)
    with as_file(kata.functions) as file:
        report = _grade(kata.id, file, seed)
        mark_worked(course, file, report.katas)
        (result,) = report.katas
        earned = after(course, kata, file, WIDTH) if just_done(course, result) else ""
    for test in result.tests:
        test.message = retold(test.message, file, course.root)
        test.where = retold(test.where, file, course.root)
    if all(test.message.endswith(NOT_HERE) for test in result.tests):
        names = " and ".join(f"`{name}`" for name in kata.functions)
        raise UsageError(
            f"{names} are not defined in a cell of this notebook: write them in one, and run that."
        )
    return Verdict(result, remember(course, report.katas), earned)


@_in_a_notebook
def hint(name: str, *, function: str = "") -> Sentence:
    """Return the next hint for a function of a kata, or else for the first that fails here.

    Args:
        name: the kata's number or its whole name, as `"k03"`.
        function: one of its functions.

    """
    course = load_course()
    kata = course.find(name)
    if not function:
        with as_file(kata.functions) as file:
            first = _grade(kata.id, file, None).katas[0].first_failure
        function = first.function if first and first.function else kata.functions[0]
    return Sentence(hint_text(course, kata, function, begun=False))


@_in_a_notebook
def show(name: str) -> Drawing:
    """Draw a picture from the functions defined in this notebook.

    Args:
        name: one of those that `python grader.py show` lists.

    """
    course = load_course()
    picture = find(course, name)
    with as_file(course.find(picture.kata).functions) as file, TemporaryDirectory() as out:
        as_text = ["--text"] * (type(shell()).__name__ == "TerminalInteractiveShell")
        command = [*GRADER, "show", name, "--target", str(file), "--out", out, *as_text]
        done = subprocess.run(  # noqa: S603  it is this very course's
            command, cwd=course.root, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise UsageError(retold(done.stderr.strip(), file, course.root))
        png = Path(out) / f"{name}.png"
        if not png.exists():  # matplotlib is not installed
            return Drawing(done.stdout.rstrip())
        return Drawing(f"{picture.title}. {picture.explained}", png.read_bytes())


def mine(name: str) -> ModuleType:
    """Return the learner's file in katas/ as a module: `mine("k02").forward(X, ...)`.

    Raises:
        CannotUse: there is no such kata, or its file cannot be run.

    """
    course = load_course()
    try:
        kata = course.find(str(name))
        return load(locate(course.root / "katas", kata.id), kata.id)
    except (UsageError, Broken) as error:
        raise CannotUse(str(error)) from None


def _grade(kata_id: str, file: Path, seed: int | None) -> Report:
    """Ask the grading process of this notebook, which is started by the first check."""
    if not _grader().alive:
        _grader.cache_clear()
    return _grader().grade([kata_id], file, seed)


@cache
def _grader() -> Grader:
    grader = Grader(load_course())
    atexit.register(grader.close)
    return grader

"""The command `notebook`: the katas as notebooks, and code from one form to the other."""

import argparse
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from dojo.answer import source
from dojo.folding import say
from dojo.notebooks.build import story_notebook, written
from dojo.notebooks.roundtrip import to_notebook, to_python
from dojo.notes import notes
from dojo.practice.reset import FOLDERS, replace
from dojo.registry import CORE, Course, Kata, UsageError
from dojo.source import Broken, shown
from dojo.streams import announced
from dojo.stub import stub
from dojo.verify import CANNOT, DONE, opened

STORIES = ("network", "beyond")  # of the whole network, and of what comes after it
Texts = dict[Path, bytes]


def notebook(course: Course, options: argparse.Namespace) -> int:
    """Write notebooks from stubs or katas, or katas from notebooks; nothing without a backup.

    Without any option, what is there already is left alone: only what is missing is written, and
    nothing of the second track before it is open.

    Raises:
        UsageError: there is no such kata, or a file cannot be written.

    """
    folder = options.out or course.root / "notebooks"
    every = course if options.to_katas or opened(course, options) else course.only(CORE)
    katas = [course.find(options.kata)] if options.kata else list(every.katas)
    if options.network and (options.to_katas or options.from_katas):
        raise UsageError("A story runs the katas' code and holds none: leave it out.")
    if options.to_katas:
        return _to_katas(course, katas, folder)
    with announced("Making the notebooks"):
        texts, complaints = _notebooks(course, katas, folder, options)
    careful = not (options.kata or options.all or options.network or options.from_katas)
    present = [path for path in texts if careful and path.exists()]
    for path in present:
        del texts[path]
    _write(course, folder, texts)
    if present:
        names = ", ".join(shown(path) for path in present)
        print(f"There already, and left alone: {names} (--all begins them anew, with a backup)")
    if find_spec("jupyterlab") is None:
        say("JupyterLab is not installed here:  pip install -e '.[notebook]'")
    say(f"To open them:  jupyter lab {shown(folder)}")
    return _complained(complaints)


def _notebooks(
    course: Course, katas: list[Kata], folder: Path, options: argparse.Namespace
) -> tuple[Texts, list[str]]:
    """Return the notebooks to write, and a sentence for each that cannot be made."""
    if options.network:
        return _stories(course, folder), []

    def made(kata: Kata) -> bytes:
        path = course.stub(kata) if options.from_katas else course.solution(kata)
        pristine = stub(course, kata)
        content = source(path) if options.from_katas else pristine.encode()
        formula = notes(course.solution(kata)).formula
        return to_notebook(kata, formula, pristine, content, path)

    return _each(katas, lambda kata: folder / f"{kata.id}.ipynb", made)


def _stories(course: Course, folder: Path) -> Texts:
    """Return the notebooks of the stories that there are; without any, the first is missed."""
    paths = [course.root / "solutions" / f"{name}.md" for name in STORIES]
    texts = {}
    for path in [path for path in paths if path.exists()] or paths[:1]:
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{shown(path)}: {error.strerror}; nothing was written.") from None
        texts[folder / f"{path.stem}.ipynb"] = written(story_notebook(path.stem, text))
    return texts


def _to_katas(course: Course, katas: list[Kata], folder: Path) -> int:
    """Write the katas whose notebooks are there."""
    there = [kata for kata in katas if (folder / f"{kata.id}.ipynb").exists()]
    if not there:
        names = f"{katas[0].id}.ipynb" if len(katas) == 1 else "notebooks of katas"
        raise UsageError(f"{shown(folder)}/ holds no {names}: python grader.py notebook")
    with announced("Reading the notebooks"):
        texts, complaints = _each(
            there,
            course.stub,
            lambda kata: to_python(kata, stub(course, kata), folder / f"{kata.id}.ipynb"),
        )
    for kata in there:  # an untouched notebook holds nothing to move over what is done
        path = course.stub(kata)
        if texts.get(path) == stub(course, kata).encode() and path.exists():
            del texts[path]
            print(f"Left alone: {shown(path)}, whose notebook is as it was written.")
    _write(course, course.root / "katas", texts)
    return _complained(complaints)


def _each(
    katas: list[Kata], place: Callable[[Kata], Path], made: Callable[[Kata], bytes]
) -> tuple[Texts, list[str]]:
    """Return what is made of each kata, by its place; one that cannot be stops no other."""
    texts, complaints = {}, []
    for kata in katas:
        try:
            texts[place(kata)] = made(kata)
        except (UsageError, Broken) as error:
            complaints.append(str(error))
    return texts, complaints


def _write(course: Course, folder: Path, texts: Texts) -> None:
    there = [path for path in texts if path.exists()]
    known = [(course.root / name).resolve() for name in FOLDERS.values()]
    if there and folder.resolve() not in known:  # a backup would not come back to it
        raise UsageError(f"{shown(there[0])} exists; move it away, or name another --out.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{shown(folder)}: {error.strerror}; nothing was written.") from None
    kept = replace(course, texts)
    for path in texts:
        print(shown(path))
    if kept:
        print(f"What was there before is in {shown(kept)}/")


def _complained(complaints: list[str]) -> int:
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return CANNOT if complaints else DONE

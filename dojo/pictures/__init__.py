"""Pictures drawn from the learner's own code, as PNG and SVG, or as text for a terminal.

A kata's pictures are the functions in the file here that bears its name: a function's name is the
picture's, and its docstring is the title and the caption. The data flows one way: `figures` has the
recipe made in a child process, and `draw` and `as_text` see nothing but that recipe: see
`recipe.py`. What is heavy is imported by the step that needs it.
"""

import ast
import json
import logging
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dojo.answer import locate
from dojo.apart import Allowance, Apart, set_apart
from dojo.pictures.recipe import Picture, Rows
from dojo.pictures.text import as_text
from dojo.registry import Course, Kata, UsageError
from dojo.source import shown

__all__ = ["Picture", "as_plain", "as_text", "draw", "figures", "find", "of", "offered"]
FOLDER = Path(__file__).parent


def of(kata: Kata) -> tuple[Picture, ...]:
    """Return the pictures in the file of the kata's name, which is not run; none without a file."""
    path = FOLDER / f"{kata.id}.py"
    body = ast.parse(path.read_bytes()).body if path.is_file() else []
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    return tuple(_told(node, path.name) for node in functions if not node.name.startswith("_"))


def _told(function: ast.FunctionDef, file: str) -> Picture:
    """Return the picture of a function: the first line of its docstring is the title."""
    title, _, caption = (ast.get_docstring(function) or "").partition("\n")
    return Picture(function.name, title.removesuffix("."), " ".join(caption.split()), file)


def offered(course: Course) -> dict[str, Picture]:
    """Return all pictures of a course by their names, in the order of its katas."""
    return {picture.name: picture for kata in course.katas for picture in of(kata)}


def find(course: Course, name: str) -> Picture:
    """Return the picture of that name.

    Raises:
        UsageError: there is none.

    """
    known = offered(course)
    if name not in known:
        other = f"choose one of: {', '.join(known)}" if known else "this course has no pictures"
        raise UsageError(f"There is no picture '{name}'; {other}.")
    return known[name]


def figures(picture: Picture, target: Path, limit: float = 60.0) -> Rows:
    """Return the picture's recipe; a child has `limit` seconds of processor time to make it.

    Raises:
        UsageError: the code it needs is missing, broken, not written yet, fails, returns something
            else than it should, ends its process, or takes too long.

    """
    child = Apart(_collect, picture, target)
    allowance = Allowance(limit, child.usage())
    try:
        answer: Rows | str | None = child.answer(allowance)
        ending = allowance.sentence(child.usage())
    except EOFError:
        answer, ending = None, child.ending()
    finally:
        child.stop()
    if answer is None:
        where = shown(locate(target, picture.kata))
        raise UsageError(f"The picture `{picture.name}` is drawn from {where}, which {ending}")
    if isinstance(answer, str):
        raise UsageError(answer)
    return answer


def draw(picture: Picture, rows: Rows, out: Path) -> list[Path]:
    """Write `NAME.png` and `NAME.svg` into the folder `out` and return their paths.

    The same recipe gives the same files, byte for byte, as long as matplotlib is the same.
    """
    # A home that cannot be written is no news to a learner: matplotlib then does without.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from dojo.pictures.plot import write  # matplotlib may not be installed, and is slow to import

    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"{picture.name}.png", out / f"{picture.name}.svg"]
    write(picture, rows, paths)
    return paths


def _collect(picture: Picture, target: Path, pipe: Connection) -> None:
    """Send the picture's recipe, or the sentence that says why there is none."""
    set_apart()
    from dojo.pictures.learner import Learner, made  # numpy is for the child

    try:
        answer: Rows | str = made(picture, Learner(picture, target).ask)
    except UsageError as error:
        answer = str(error)
    pipe.send_bytes(as_plain(answer).encode())


def as_plain(recipe: Any) -> str:
    """Return a recipe as JSON, in which arrays and ranges are lists."""
    return json.dumps(
        recipe, default=lambda each: each.tolist() if hasattr(each, "tolist") else list(each)
    )

"""The child process in which the learner's code gives a picture its numbers."""

import json
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dojo.answer import locate
from dojo.apart import Allowance, Apart, set_apart
from dojo.pictures.catalogue import Picture
from dojo.registry import UsageError
from dojo.source import shown


def run_apart(picture: Picture, target: Path, limit: float) -> dict[str, Any]:
    """Return the picture's numbers; the child has `limit` seconds of processor time for them.

    Raises:
        UsageError: the child says what is wrong with the code, dies, or takes too long.

    """
    child = Apart(_child, picture, target)
    allowance = Allowance(limit, child.usage())
    ending = ""
    try:
        answer = child.answer(allowance) or {}
        ending = "" if answer else allowance.sentence(child.usage())
    except EOFError:
        ending = child.ending()
    finally:
        child.stop()
    if ending:
        where = shown(locate(target, picture.kata))
        raise UsageError(f"The picture `{picture.name}` is drawn from {where}, which {ending}")
    if "sentence" in answer:
        raise UsageError(answer["sentence"])
    return answer["data"]  # type: ignore[no-any-return]  # it is what numbers_of returned


def _child(picture: Picture, target: Path, pipe: Connection) -> None:
    """Collect the numbers and send them, or the sentence that says why there are none."""
    set_apart()
    from dojo.pictures.figures_data import numbers_of  # noqa: PLC0415  numpy is for the child

    try:
        answer: dict[str, Any] = {"data": numbers_of(picture, target)}
    except UsageError as error:
        answer = {"sentence": str(error)}
    pipe.send_bytes(json.dumps(answer).encode())

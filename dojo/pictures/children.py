"""The clock and the wall around the learner's code: a child process that can be killed."""

import json
import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dojo.apart import set_apart
from dojo.pictures.catalogue import Picture
from dojo.registry import UsageError
from dojo.source import locate, shown


def run_apart(picture: Picture, target: Path, limit: float) -> dict[str, Any]:
    """Return the picture's numbers, collected in a child that has `limit` seconds for it.

    Raises:
        UsageError: the child says what is wrong with the code, dies, or takes too long.

    """
    receiver, sender = multiprocessing.Pipe(duplex=False)
    method = "fork" if sys.platform == "linux" else "spawn"
    context: Any = multiprocessing.get_context(method)
    process = context.Process(target=_child, args=(picture, target, sender), daemon=True)
    process.start()
    sender.close()
    answer, late = None, False
    try:
        late = not receiver.poll(limit)
        answer = None if late else json.loads(receiver.recv_bytes())
    except (EOFError, OSError, ValueError):
        process.join(1)  # it is dying; its exit code will tell how
    finally:
        _stop(process)
        receiver.close()
    if answer is None:
        ending = _ending(process.exitcode, limit if late else None)
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


def _stop(process: Any) -> None:
    """Kill the child and everything it started."""
    if hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def _ending(code: int | None, limit: float | None) -> str:
    if limit is not None:
        return f"did not finish within {limit:g} s; is there an endless loop?"
    if code is not None and code < 0:
        return f"crashed Python with {signal.Signals(-code).name}."
    return f"ended Python itself, as os._exit({code}) does."

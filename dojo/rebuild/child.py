"""The child's side of a rebuild: runs the script, watches it, and says what became of it."""

import ast
import faulthandler
import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from dojo.apart import set_apart
from dojo.rebuild import blackbox, finding, reasons
from dojo.rebuild.calling import FORMS, CannotCall, trainers
from dojo.rebuild.evidence import Learning
from dojo.rebuild.imports import borrowed
from dojo.rebuild.verdict import Verdict
from dojo.rebuild.watching import Observer
from dojo.source import place, said, shown

SHARE = 0.5  # of the limit: training that has not been called by then is not called any more


class Rebuild:
    """One script, run once, and what is found in it."""

    def __init__(self, path: Path, tree: ast.Module, limit: float, pipe: Connection) -> None:
        self.path, self._pipe = path, pipe
        self._until = time.process_time() + limit * SHARE
        self._modules = set(sys.modules)
        self.module = ModuleType("__main__")
        self.module.__file__ = str(path)
        self.observer = Observer(path, self.module.__dict__)
        self._code = self.observer.instrument(tree)

    def tell(self, **event: Any) -> None:
        """Send the parent what is being done, so that it can name what did not end."""
        with suppress(OSError):  # the script may have closed every file there is
            self._pipe.send_bytes(json.dumps(event).encode())

    def verdict(self) -> Verdict:
        """Run the script and judge it."""
        started = time.perf_counter()
        failure = self._run()
        seconds = time.perf_counter() - started
        self.tell(stage="judging", seconds=seconds)
        stolen = borrowed(set(sys.modules) - self._modules, self.path.parent)
        if stolen or failure:
            return Verdict(False, (stolen or failure,), seconds=seconds)
        return self._judged(seconds)

    def _run(self) -> str:
        """Run the script; return a sentence where it fails. Leaving early is looked into later."""
        sys.modules["__main__"] = self.module  # pickle, dataclasses and others look there
        try:
            exec(self._code, self.module.__dict__)  # noqa: S102  running the script is the job
        except SystemExit as error:
            self.module.__dict__["__dojo_left__"] = said(error)
        except BaseException as error:  # noqa: BLE001  KeyboardInterrupt and such, too
            where, line = place((str(self.path),), error.__traceback__)
            where = where or shown(self.path)
            return f"{where}: {said(error)}, while the script ran." + (line and f"\n    {line}")
        return ""

    def _judged(self, seconds: float) -> Verdict:
        self.observer.look({})
        found = finding.find(self.observer.sights)
        if found.learned:
            return passed(found.learned, seconds)
        left = self.module.__dict__.get("__dojo_left__")
        if left:
            why = f"{self.path.name}: {left} before a network had learned XOR. Take the exit out."
            return Verdict(False, (why,), seconds=seconds)
        called, remark = self._called(seconds)
        if called:
            return called
        near = found.answers or found.nearest
        said_of_it = () if remark and found == finding.Found() else (reasons.reason(found),)
        return Verdict(
            False,
            said_of_it if near or not remark else (*said_of_it, remark),
            seconds=seconds,
            error=near.best if near else None,
            layers=near.network.chain.sizes if near else None,
        )

    def _called(self, seconds: float) -> tuple[Verdict | None, str]:
        """Call the script's training and judge that; also return what went wrong in the call."""
        trouble = ""
        for trainer in trainers(self.module.__dict__):
            for data in FORMS:
                if time.process_time() > self._until:
                    return None, trouble
                self.tell(stage=f"calling `{trainer.name}`", seconds=seconds)
                first = len(self.observer.sights)
                try:
                    owner, returned = trainer(data)
                except CannotCall as error:
                    trouble = trouble or f"{error}."
                    continue
                self.observer.look({"the network": owner, f"{trainer.name}()": returned})
                found = finding.find(self.observer.sights[first:])
                if found.learned:
                    return passed(found.learned, seconds), ""
                verdict = blackbox.verdict(trainer, data, self.module.__dict__, self.observer)
                if verdict:
                    return verdict, ""
                why = reasons.reason(found)
                trouble = f"`{trainer.name}` was called with the rows of XOR: {why}"
        return None, trouble


def passed(learning: Learning, seconds: float) -> Verdict:
    """Return the verdict on a network that learned."""
    sizes = learning.network.chain.sizes
    remarks, how = reasons.remarks(learning), reasons.how(learning)
    return Verdict(True, (), remarks, 0, seconds, learning.best, sizes, how)


def run(path: Path, source: bytes, limit: float, pipe: Connection) -> None:
    """Judge the script in this process, out of the way of all others, and send the verdict."""
    faulthandler.disable()  # its report would go to the parent's terminal
    set_apart()
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  open as long as the process
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  the same
    os.environ["MPLBACKEND"] = "Agg"  # nobody is there to look
    sys.argv = [str(path)]
    sys.path.insert(0, str(path.parent))
    rebuild = Rebuild(path, ast.parse(source), limit, pipe)
    rebuild.tell(stage="running", seconds=0.0)
    try:
        verdict = rebuild.verdict()
    except Exception as error:  # noqa: BLE001  a fault of the judge must not look like the script's
        why = f"The judge failed on {path.name}: {said(error)}. Please report it with the file."
        verdict = Verdict(False, (why,))
    rebuild.tell(verdict=asdict(verdict))
    pipe.close()
    os._exit(0)  # whatever threads and exit handlers the script has left

"""The child's side of a rebuild: one run of the script, taught one lesson, and what was seen."""

import ast
import builtins
import faulthandler
import json
import linecache
import os
import random
import sys
import threading
import time
from contextlib import suppress
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import numpy as np

from dojo.apart import set_apart
from dojo.rebuild.answers import PROOF, Place, mark_outputs
from dojo.rebuild.calling import forms, trainers
from dojo.rebuild.probing import surface
from dojo.rebuild.teaching import COMPUTED, MADE, Teacher, find
from dojo.rebuild.text import borrowed
from dojo.rebuild.watching import Task, Watch
from dojo.slips import sentence
from dojo.source import place, said, shown

SEED = 1  # where the script has none of its own
FEW = 60  # looks of one that has to be right, at least

WAYS = {
    ModuleNotFoundError: "Leave that module out: numpy or plain Python is all it needs.",
    FileNotFoundError: "Leave files out: it is judged by itself, with the four rows in it.",
}


class Run:
    """One script, run once, and what is seen of it."""

    def __init__(self, task: Task, pipe: Connection) -> None:
        self.task, self._pipe = task, pipe
        tree = ast.parse(task.text)
        self.taught = find(tree)
        self._modules = set(sys.modules)
        name, lines = str(task.path), task.text.splitlines(keepends=True)
        linecache.cache[name] = (len(task.text), None, lines, name)  # a notebook's are elsewhere
        self.module = ModuleType("__main__")
        self.module.__file__ = str(task.path)
        self._teacher = Teacher(self.taught, task.lesson)
        asked = {COMPUTED: self._teacher.computed, MADE: self._teacher.made}
        self.module.__dict__.update(asked)
        variables = self.module.__dict__
        self.watch = Watch(task, self.taught, variables)
        self._code = self.watch.instrument(self._teacher.visit(tree))
        self.watch.after_look = self._enough
        self._trouble = self._left = ""
        self._called: list[int] | None = None
        self._ending = False
        self._started = time.process_time()

    def _enough(self) -> None:
        """End the run where it was only to be compared, or has been right where it should."""
        places = [self.watch.places[key] for key in self.task.follow if key in self.watch.places]
        right = any(place.running >= PROOF for place in places) and self.watch.total >= FEW
        if right or self.watch.all_seen():
            self.finish()

    def finish(self) -> NoReturn:
        """Tell what was seen, and end without asking the script's exit handlers."""
        seconds = time.process_time() - self._started
        stolen = borrowed(set(sys.modules) - self._modules, self.task.path.parent)
        watch = self.watch
        mark_outputs(watch.places.values())
        self.tell(
            seconds=seconds,
            scales=[end for scale in self.taught.scales for end in scale],
            stolen=stolen,
            trouble=self._trouble,
            left=self._left,
            called=self._called,
            carried=sorted(watch.carried),
            surface=surface(watch) if self.task.lesson == "XOR" and not self.task.wanted else [],
            taught=bool(self.taught.targets or self._teacher.used or self._called),
            places={key: _plain(one) for key, one in watch.places.items()},
            prints=watch.prints,
            firsts=watch.firsts,
            ticks={site: counter.ticks() for site, counter in watch.counters.items()},
            still=watch.still(),
        )
        self._pipe.close()
        os._exit(0)

    def tell(self, **event: Any) -> None:
        """Send the parent what it has to know."""
        with suppress(OSError):  # the script may have closed every file there is
            self._pipe.send_bytes(json.dumps(event).encode())

    def go(self) -> NoReturn:
        """Run the script, and call its training where it does not do so itself."""
        sys.modules["__main__"] = self.module  # pickle, dataclasses and others look there
        builtins.input = self._input
        _seed(self.task.shift)
        try:
            exec(self._code, self.module.__dict__)  # noqa: S102  running the script is the job
            for thread in threading.enumerate():
                if thread is not threading.main_thread() and not thread.daemon:
                    thread.join()
        except SystemExit as error:
            self._left = said(error)
        except BaseException as error:  # noqa: BLE001  KeyboardInterrupt and such, too
            where, line = place((str(self.task.path),), error.__traceback__)
            where = where or shown(self.task.path)
            way = next((told for kind, told in WAYS.items() if isinstance(error, kind)), "")
            self._trouble = f"{where}: {said(error)}, while the script ran."
            way = way or sentence(said(error), line, {})
            self._trouble += (line and f"\n    {line}") + (way and f"\n{way}")
            self.finish()
        self._end()

    def _input(self, *_: Any) -> NoReturn:
        """End the script where it asks: it may catch whatever is raised, and ask again."""
        self._left = "input() asks for something, and nobody is there to answer"
        if self._ending:  # its training asks, too
            self.finish()
        self._end()

    def _end(self) -> NoReturn:
        self._ending = True
        self.watch.final()
        if not self.watch.learned() and (self.task.wanted is None or self.task.calls):
            self._call()
        self.finish()

    def _call(self) -> None:
        """Call the script's training with the rows of the lesson."""
        ways = trainers(self.module.__dict__)
        for number, trainer in enumerate(ways):
            for form, data in enumerate(forms(self.task.lesson, trainer)):
                if self.task.calls not in (None, [number, form]):
                    continue
                self.watch.call_begins()
                try:
                    trainer(data)
                except Exception as error:  # noqa: BLE001  whatever the learner's code raises
                    failed = f"`{trainer.name}` failed on the rows of XOR: {said(error)}"
                    self._left = self._left or failed
                    continue
                self.watch.final()
                self._called = self._called or [number, form]
                if self.watch.learned():
                    self._called = [number, form]
                    return


def _plain(place: Place) -> dict[str, Any]:
    told = vars(place) | {"learned": place.learned, "looks": len(place.errors)}
    return told | {"errors": place.errors[:: -(len(place.errors) // 50 + 1)][::-1]}


def run(task: Task, pipe: Connection) -> None:
    """Run the script in this process, out of the way of all others, and tell what was seen."""
    faulthandler.disable()  # its report would go to the parent's terminal
    set_apart()
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  open as long as the process
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  the same
    sys.argv = [str(task.path)]
    sys.path.insert(0, str(task.path.parent))
    sys.meta_path.insert(0, _Plots())
    for name in list(sys.modules):
        if name.partition(".")[0] in PLOTS:
            del sys.modules[name]  # whoever asked for this judgement had imported the real one
    Run(task, pipe).go()


PLOTS = ("matplotlib", "mpl_toolkits", "pylab", "seaborn")


class _Plot(ModuleType):
    """Is, holds and gives itself, whatever is asked of it: nobody is there to look at a plot."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def _itself(self, *_: Any, **__: Any) -> Any:
        return self

    __call__ = __getitem__ = __enter__ = _itself

    def __iter__(self) -> Any:
        return iter((self, self))  # as `fig, ax = plt.subplots()`

    def __exit__(self, *_: object) -> None:
        pass


class _Plots(MetaPathFinder, Loader):
    """Takes every import of matplotlib, whether or not it is installed."""

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        plots = name.partition(".")[0] in PLOTS
        return ModuleSpec(name, self, is_package=True) if plots else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Plot(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: it is there."""


def _seed(shift: int) -> None:
    """Make every run the same, or that much another one."""

    def moved(seed: Any) -> Any:
        whole = isinstance(seed, int | np.integer)
        return SEED + shift if seed is None else int(seed) + shift if whole else seed

    def function(plain: Any) -> Any:
        return lambda seed=None, *rest: plain(moved(seed), *rest)

    def kind(plain: Any) -> Any:
        begin = {"__init__": lambda self, seed=None: plain.__init__(self, moved(seed))}
        return type(plain.__name__, (plain,), begin)

    np.random.seed, random.seed = function(np.random.seed), function(random.seed)
    np.random.default_rng = function(np.random.default_rng)
    np.random.RandomState, random.Random = kind(np.random.RandomState), kind(random.Random)  # type: ignore[misc]  # the script's
    np.random.seed()  # noqa: NPY002  the same
    random.seed()

"""One session of the watch: the loop, and what each key does."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from functools import partial
from io import StringIO
from multiprocessing.connection import wait
from pathlib import Path

from dojo.apart import FORKS, STOPS
from dojo.kept import Kept, Text
from dojo.notebooks.lesson import read
from dojo.practice.hints import NO_MORE, hint_text
from dojo.practice.learner import note_reset, warn
from dojo.practice.levels import STUB, mark_worked
from dojo.practice.moments import just_done
from dojo.practice.reset import restart
from dojo.registry import Kata, UsageError
from dojo.results import KataResult
from dojo.source import shown
from dojo.suite import Bench
from dojo.verify import remember
from dojo.watch.beside import Beside, Moment
from dojo.watch.editor import editor, opened
from dojo.watch.runs import Runs, Spare
from dojo.watch.saves import Saves
from dojo.watch.screen import screen
from dojo.watch.state import State
from dojo.watch.terminal import Signals


class Session:
    """The watch on one target, from the first run of all katas to the last key."""

    def __init__(self, bench: Bench, target: Path, state: State, *, ask: bool) -> None:
        self._course = bench.course
        self._moment = Moment(bench.course, state, ask=ask)
        self._looking = Beside(bench.course.root)  # for the place of a mistake
        self._state = state
        self._bench = bench
        self._target = target
        self._files = {path: kata for kata in state.katas for path in _answers(target, kata)}
        self._saves = Saves(self._files)
        self._kept = Kept(self._course)
        self._engine = Saves(_engine(self._course.root))
        self._screen = screen()
        self._keys: dict[str, Callable[..., None]] = {  # called with the kata that is shown
            "n": self._next,
            "h": self._hint,
            "w": self._where,
            "o": self._open,
            "p": self._show,
            "r": self._again,
            "a": self._all,
            "x": self._ask,
            "q": self._quit,
        }
        self._hinted = ""  # the function that the note has a hint for
        self._over = False
        self._drawn: State | None = None
        self._engine_due = 0.0

    def run(self) -> None:
        """Watch until the end, and leave no child and the terminal as it was."""
        spare = None if FORKS else Spare(self._course, self._state.katas)
        start = partial(self._bench.follow, start=spare.start) if spare else self._bench.start
        text = self._kept.text if self._state.own else lambda _kata: None
        self._runs = Runs(start, self._target, text)
        self._bench.warm(self._state.katas[0], 0)  # what a first run sets up, the forks then have
        try:
            with Signals() as self._signals, self._screen:
                self._all(None)
                while not self._over:
                    self._turn(self._signals)
        finally:
            self._runs.stop()
            self._moment.end()
            self._look_no_more()
            if spare:
                spare.stop()

    def _turn(self, signals: Signals) -> None:
        """Wait a moment, take in whatever has happened, show it, and only then write it down."""
        wait([*self._screen.handles, *self._runs.handles], self._saves.patience)
        self._over = signals.came(*STOPS)
        for key in self._screen.pressed():
            self._press(key)
        if self._over:  # there may be no terminal left to draw on
            return
        self._take([self._files[path] for path in self._saves.saved()])
        ended = self._runs.ended()
        mark_worked(self._course, self._target, (result for _, _, result in ended))
        self._state.results |= {kata: result for kata, _, result in ended}
        self._refresh()
        if signals.came("SIGTSTP"):
            self._screen.suspend()
            self._drawn = None
        if signals.came("SIGWINCH") or self._state != self._drawn:
            self._screen.draw(self._state)
            self._drawn = self._state.copy()
        if ended and self._state.own:
            with self._notes():
                self._remember(ended)
        for kata, _, _ in ended:
            self._bench.prepare_names(kata)  # the next save may want them

    def _refresh(self) -> None:
        """Bring up to date what changes by itself."""
        state = self._state
        self._moment.refresh()
        if found := self._looking.ended():
            state.note, _ = found
        if state.current is None:
            state.current = state.first()
        state.running = self._runs.slow
        if state.result is None or state.result.status != "not_started":
            state.lesson = ""
        elif not state.lesson and state.current:
            state.lesson = read(self._course.stub(state.current))
        if self._hinted and self._hinted != state.stuck:
            self._hinted, state.note = "", ""  # the hint has done its work
        if time.monotonic() > self._engine_due:
            self._engine_due = time.monotonic() + 1
            state.outdated = state.outdated or bool(self._engine.saved())

    def _take(self, saved: list[Kata]) -> None:
        """Run what was saved, and show it: whoever saves a file has gone there."""
        if saved:
            self._look_no_more()
        for kata in saved:
            self._runs.begin(kata)
        if saved and self._state.current not in saved:
            self._go(saved[0])

    def _go(self, kata: Kata) -> None:
        self._look_no_more()
        self._state.current, self._state.note, self._hinted = kata, "", ""
        self._state.lesson = ""
        self._state.asking = False  # the question was about another kata
        self._moment.end()

    def _press(self, key: str) -> None:
        kata = self._state.current
        if kata and self._state.asking:
            self._state.asking = False
            if key in "yY":
                self._reset(kata)
        elif kata and self._moment.takes(key):
            with self._notes():
                self._state.note = self._moment.answer(kata, key)
        elif key in self._keys and (kata or key in "naq"):
            self._look_no_more()
            self._state.note = self._hinted = ""
            self._keys[key](kata)

    def _next(self, _kata: Kata | None) -> None:
        following = self._state.following()
        if following:
            self._go(following)

    def _again(self, kata: Kata) -> None:
        self._runs.begin(kata)

    def _all(self, _kata: Kata | None) -> None:
        self._runs.begin_all(self._state.katas)

    def _quit(self, _kata: Kata | None) -> None:
        self._over = True

    def _ask(self, _kata: Kata) -> None:
        self._state.asking = self._state.own

    def _reset(self, kata: Kata) -> None:
        """Put the stub back; the loop then sees a changed file, and runs it."""
        with self._notes():
            kept = restart(self._course, [kata], STUB)
            self._state.note = "Nothing to reset: this is the stub."
            if kept:
                self._state.note = f"The stub is back; your work is in {shown(kept)}/"
                note_reset(self._course, [kata.id], kept, STUB)

    def _hint(self, kata: Kata) -> None:
        state = self._state
        if state.result and state.own:
            function = state.stuck or kata.functions[0]
            with self._notes():
                state.note = hint_text(self._course, kata, function, begun=state.begun)
                self._hinted = function
                if state.note.startswith(NO_MORE):
                    self._where(kata)

    def _where(self, kata: Kata) -> None:
        """Have the place of the mistake looked for, in what is begun."""
        if self._state.own and self._state.begun:
            self._hinted = self._state.stuck
            self._state.note = "Looking for the place in your own code …"
            function = self._hinted or kata.functions[0]
            self._looking.begin("hint", kata.id, function, "--where")

    def _open(self, kata: Kata) -> None:
        """Open the kata's file in the editor, at the line where the next step is."""
        test = self._state.failure
        line = re.search(r":(\d+)", (test.where or "") if test else "")
        path = next((p for p in self._files if self._files[p] == kata and p.exists()), None)
        if path is None:
            self._state.note = "There is no file to open."
            return
        command, beside = editor(path, int(line[1]) if line else 1)
        if not command:
            self._state.note = f"No editor is known: set VISUAL or EDITOR, or open {shown(path)}"
        elif beside:
            self._state.note = opened(command, path)
        else:
            with self._screen.lent():
                self._state.note = opened(command, path, wait=True)
            self._drawn = None

    def _show(self, _kata: Kata) -> None:
        """Show the picture beside the watch, where a window of any size can scroll."""
        if self._state.picture:
            self._screen.aside(f"{self._state.picture}\n\nAny key: back to the watch", self._ended)
            self._drawn = None

    def _ended(self) -> bool:
        self._over = self._over or self._signals.came(*STOPS)
        return self._over

    @contextmanager
    def _notes(self) -> Iterator[None]:
        """Show in the note what a command says on stderr, and why it cannot be carried out."""
        said = StringIO()
        try:
            with redirect_stderr(said):
                yield
        except UsageError as error:
            said.write(str(error))
        if warning := said.getvalue().strip():
            self._state.note = f"{self._state.note}\n{warning}".lstrip()

    def _remember(self, ended: list[tuple[Kata, Text | None, KataResult]]) -> None:
        """Write down how the learner's own katas went, and begin the moment of one just done."""
        results = [result for _, _, result in ended]
        kata, result = self._state.current, self._state.result
        if kata and result in results:
            self._moment.end()
            if just_done(self._course, result):
                self._moment.begin(kata)
        if not self._state.outdated:
            self._kept.keep(ended)
        warn(remember(self._course, results, self._kept))

    def _look_no_more(self) -> None:
        if self._looking.stop():
            self._state.note = ""


def _answers(target: Path, kata: Kata) -> list[Path]:
    """Return every path at which an answer to the kata may be, or come to be."""
    if not target.is_dir():
        return [target]
    return [target / f"{kata.id}{suffix}" for suffix in (".py", ".ipynb")]


def _engine(root: Path) -> list[Path]:
    """Return the files that this process has loaded and cannot load again."""
    return [*(root / "tests").rglob("*.py"), *Path(__file__).parents[1].rglob("*.py")]

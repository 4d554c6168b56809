"""One session of the watch: the loop, and what each key does."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import datetime
from functools import partial
from io import StringIO
from multiprocessing.connection import wait
from pathlib import Path
from shutil import get_terminal_size

from dojo.apart import FORKS, STOPS
from dojo.kept import Kept
from dojo.notebooks.lesson import read
from dojo.pictures import of
from dojo.practice.hints import NO_MORE, hint_text
from dojo.practice.learner import note_reset
from dojo.practice.levels import STUB, mark_worked
from dojo.practice.moments import answer, just_done, owned, question
from dojo.practice.reset import restart
from dojo.registry import Kata, UsageError
from dojo.source import shown
from dojo.suite import Bench
from dojo.verify import GRADER, remember
from dojo.watch.editor import editor, opened
from dojo.watch.runs import Runs, Verdict
from dojo.watch.saves import Saves
from dojo.watch.screen import FullScreen, Lines, screen
from dojo.watch.signals import Signals
from dojo.watch.spare import Spare
from dojo.watch.state import State


class Session:
    """The watch on one target, from the first run of all katas to the last key."""

    def __init__(self, bench: Bench, target: Path, state: State, *, ask: bool) -> None:
        self._ask_first = ask
        self._drawing: subprocess.Popen[str] | None = None  # what draws the picture
        self._looking: subprocess.Popen[str] | None = None  # what looks for the place of a mistake
        self._course = bench.course
        self._state = state
        self._bench = bench
        self._target = target
        self._files = {path: kata for kata in state.katas for path in _answers(target, kata)}
        self._saves = Saves(self._files)
        self._kept = Kept(self._course)
        self._engine = Saves(_engine(self._course.root))
        self._screen: FullScreen | Lines = screen()
        self._keys = {
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
        start = partial(spare.start, self._bench) if spare else self._bench.start
        text = self._kept.text if self._state.own else lambda _kata: None
        self._runs = Runs(start, self._target, text)
        self._bench.warm(self._state.katas[0], 0)  # what a first run sets up, the forks then have
        try:
            with Signals() as self._signals, self._screen:
                self._all()
                while not self._over:
                    self._turn(self._signals)
        finally:
            self._runs.stop()
            self._end_moment()
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
        verdicts = self._runs.verdicts()
        mark_worked(self._course, self._target, (verdict.result for verdict in verdicts))
        self._state.verdicts |= {verdict.kata: verdict for verdict in verdicts}
        self._hang_up()
        self._refresh()
        if signals.came("SIGTSTP"):
            self._screen.suspend()
            self._drawn = None
        if signals.came("SIGWINCH") or self._state != self._drawn:
            self._screen.draw(self._state)
            self._drawn = self._state.copy()
        self._remember(verdicts)
        for verdict in verdicts:
            self._bench.prepare_names(verdict.kata)  # the next save may want them

    def _refresh(self) -> None:
        """Bring up to date what changes by itself."""
        state = self._state
        if state.current is None:
            state.current = state.first()
        state.running = self._runs.slow
        fresh = state.verdict is not None and state.verdict.result.status == "not_started"
        if not fresh:
            state.lesson = ""
        elif not state.lesson and state.current:
            state.lesson = read(self._course.stub(state.current))
        if self._hinted and self._hinted != self._stuck():
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
        self._end_moment()

    def _press(self, key: str) -> None:
        if self._state.asking:
            self._state.asking = False
            if key in "yY":
                self._reset()
        elif self._state.question and key in "123456789"[: len(self._state.question.choices)]:
            self._answer(int(key))
        elif key in self._keys:
            self._look_no_more()
            self._state.note = self._hinted = ""
            self._keys[key]()

    def _next(self) -> None:
        following = self._state.following()
        if following:
            self._go(following)

    def _again(self) -> None:
        if self._state.current:
            self._runs.begin(self._state.current)

    def _all(self) -> None:
        self._runs.begin_all(self._state.katas)

    def _quit(self) -> None:
        self._over = True

    def _ask(self) -> None:
        self._state.asking = self._state.own and self._state.current is not None

    def _reset(self) -> None:
        """Put the stub back; the loop then sees a changed file, and runs it."""
        kata = self._state.current
        if kata is None:
            return
        with self._notes():
            kept = restart(self._course, [kata], datetime.now().astimezone(), STUB)
            self._state.note = "Nothing to reset: this is the stub."
            if kept:
                self._state.note = f"The stub is back; your work is in {shown(kept)}/"
                note_reset(self._course, [kata.id], kept, STUB)

    def _hint(self) -> None:
        kata = self._state.current
        if kata is None or kata not in self._state.verdicts or not self._state.own:
            return
        function, begun = self._stuck() or kata.functions[0], self._begun()
        with self._notes():
            self._state.note = hint_text(self._course, kata, function, begun=begun)
            self._hinted = function
            if self._state.note.startswith(NO_MORE):
                self._where()

    def _where(self) -> None:
        """Have the place of the mistake looked for, in what is begun."""
        kata = self._state.current
        if kata and self._state.own and self._begun():
            self._hinted = self._stuck()
            self._state.note = "Looking for the place in your own code …"
            function = self._hinted or kata.functions[0]
            self._looking = self._typed("hint", kata.id, function, "--where")

    def _open(self) -> None:
        """Open the kata's file in the editor, at the line where the next step is."""
        kata = self._state.current
        if kata is None:
            return
        test = self._state.failure
        line = re.search(r":(\d+)", (test.where or "") if test else "")
        path = next((p for p in self._files if self._files[p] == kata and p.exists()), None)
        if path is None:
            self._state.note = "There is no file to open."
            return
        command, beside = editor(path, int(line[1]) if line else 1)
        if not command:
            self._state.note = f"No editor is known: set VISUAL or EDITOR, or open {shown(path)}"
        elif beside or not isinstance(self._screen, FullScreen):
            self._state.note = opened(command, path)
        else:
            with self._screen.lent():
                self._state.note = opened(command, path, wait=True)
            self._drawn = None

    def _show(self) -> None:
        """Show the picture beside the watch, where a window of any size can scroll."""
        if self._state.picture and isinstance(self._screen, FullScreen):
            self._screen.aside(f"{self._state.picture}\n\nAny key: back to the watch", self._ended)
            self._drawn = None

    def _ended(self) -> bool:
        self._over = self._over or self._signals.came(*STOPS)
        return self._over

    def _stuck(self) -> str:
        """Return the function that the first failing test of the shown kata is about, or ""."""
        test = self._state.failure
        return test.function if test else ""

    def _begun(self) -> bool:
        """Tell whether the first test of the shown kata that does not pass is of written code."""
        test = self._state.failure
        return test is not None and test.outcome != "not_started"

    @contextmanager
    def _notes(self) -> Iterator[None]:
        """Show in the note what a command says on stderr, and why it cannot be carried out."""
        said = StringIO()
        try:
            with redirect_stderr(said):
                yield
        except UsageError as error:
            said.write(str(error))
        self._warn(said.getvalue().strip())

    def _remember(self, verdicts: list[Verdict]) -> None:
        if verdicts and self._state.own:
            for verdict in verdicts:
                verdict.result.seed = verdict.seed
                if verdict.kata == self._state.current:
                    self._end_moment()
                    if just_done(self._course, verdict.result):
                        self._begin_moment(verdict.kata)
            if not self._state.outdated:
                self._kept.keep((each.kata, each.text, each.result) for each in verdicts)
            results = [verdict.result for verdict in verdicts]
            self._warn(remember(self._course, results, self._kept))

    def _begin_moment(self, kata: Kata) -> None:
        """Say what is owned now, and ask the kata's question or have its picture drawn."""
        self._state.owned = owned(self._course, kata)
        self._state.question = question(self._course, kata) if self._ask_first else None
        if not self._state.question:
            self._draw(kata)

    def _draw(self, kata: Kata) -> None:
        """Have the picture drawn by a process of its own: the watch waits for nobody."""
        first = next(iter(of(kata)), None)
        if first:
            self._drawing = self._typed("show", first.name, "--text", "--no-questions")
            self._state.drawing = True

    def _typed(self, *arguments: str) -> "subprocess.Popen[str]":
        """Begin a command of this very course, and hand over what comes of it."""
        return subprocess.Popen(  # noqa: S603  it is this very course's
            [*GRADER, *arguments],
            cwd=self._course.root,
            env=os.environ | {"COLUMNS": str(get_terminal_size().columns)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )

    def _answer(self, key: int) -> None:
        """Take the answer to the question, and draw."""
        kata, found = self._state.current, self._state.question
        if kata and found:
            with self._notes():
                self._state.note = answer(self._course, kata, found, found.choices[key - 1])
            self._state.question = None
            self._draw(kata)

    def _hang_up(self) -> None:
        """Show the picture once it is drawn, and the place once it is found."""
        if self._looking and self._looking.poll() is not None:
            self._state.note, _ = self._looking.communicate()
            self._looking = None
        if self._drawing and self._drawing.poll() is not None:
            drawn, _ = self._drawing.communicate()
            self._state.picture = drawn.rstrip() if self._drawing.returncode == 0 else ""
            self._drawing, self._state.drawing = None, False

    def _end_moment(self) -> None:
        self._state.owned = self._state.picture = ""
        self._state.question, self._state.drawing = None, False
        if self._drawing:
            self._drawing.terminate()  # which it takes as Ctrl-C, and ends its own child
            self._drawing = None

    def _look_no_more(self) -> None:
        if self._looking:
            self._looking.terminate()
            self._looking, self._state.note = None, ""

    def _warn(self, warning: str) -> None:
        if warning:
            self._state.note = f"{self._state.note}\n{warning}".lstrip()


def _answers(target: Path, kata: Kata) -> list[Path]:
    """Return every path at which an answer to the kata may be, or come to be."""
    if not target.is_dir():
        return [target]
    return [target / f"{kata.id}{suffix}" for suffix in (".py", ".ipynb")]


def _engine(root: Path) -> list[Path]:
    """Return the files that this process has loaded and cannot load again."""
    return [*(root / "tests").rglob("*.py"), *Path(__file__).parents[1].rglob("*.py")]

"""What the watch gives for a kata that is just done: what is owned now, a question, a picture."""

from dojo.pictures import of
from dojo.practice.moments import answer, owned, question
from dojo.registry import Course, Kata
from dojo.watch.beside import Beside
from dojo.watch.state import State


class Moment:
    """One kata at a time: what its moment shows is kept in the state."""

    def __init__(self, course: Course, state: State, *, ask: bool) -> None:
        self._course, self._state, self._ask = course, state, ask
        self._drawing = Beside(course.root)

    def begin(self, kata: Kata) -> None:
        """Say what is owned now, and ask the kata's question or have its picture drawn."""
        self._state.owned = owned(self._course, kata)
        self._state.question = question(self._course, kata) if self._ask else None
        if not self._state.question:
            self._draw(kata)

    def takes(self, key: str) -> bool:
        """Tell whether the key is an answer to the question."""
        found = self._state.question
        return found is not None and key in "123456789"[: len(found.choices)]

    def answer(self, kata: Kata, key: str) -> str:
        """Take the answer to the question, and draw; return what to say."""
        found, self._state.question = self._state.question, None
        self._draw(kata)
        return answer(self._course, kata, found, found.choices[int(key) - 1]) if found else ""

    def _draw(self, kata: Kata) -> None:
        first = next(iter(of(kata)), None)
        if first:
            self._drawing.begin("show", first.name, "--text", "--no-questions")
            self._state.drawing = True

    def refresh(self) -> None:
        """Show the picture once it is drawn."""
        if drawn := self._drawing.ended():
            text, failed = drawn
            self._state.picture, self._state.drawing = "" if failed else text.rstrip(), False

    def end(self) -> None:
        """Take it all away."""
        self._state.owned = self._state.picture = ""
        self._state.question, self._state.drawing = None, False
        self._drawing.stop()

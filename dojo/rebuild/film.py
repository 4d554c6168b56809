"""The sights of a run in order, and the life of each path in them."""

from collections.abc import Iterable, Sequence

from dojo.rebuild.arrays import Array
from dojo.rebuild.watching import Sight

MOMENTS, SPREAD = 6, 8  # last moments of different scopes, and moments spread over the whole run

Values = dict[str, Array]


class Film:
    """What was seen, what of it moved, and where two sights are one tick apart."""

    def __init__(self, sights: Sequence[Sight]) -> None:
        self.sights = sights
        self.pairs: dict[int, list[tuple[Sight, Sight]]] = {}
        self._born: dict[str, int] = {}
        states: dict[str, set[bytes]] = {}
        last: dict[int, Sight] = {}
        for number, sight in enumerate(sights):
            for path, array in sight.values.items():
                self._born.setdefault(path, number)
                states.setdefault(path, set()).add(array.tobytes())
            before = last.get(sight.site)
            if before is not None and sight.count == before.count + 1:
                self.pairs.setdefault(sight.site, []).append((before, sight))
            last[sight.site] = sight
        self.states = {path: len(seen) for path, seen in states.items()}
        self.moves = {path for path, count in self.states.items() if count > 1}

    def birth(self, paths: Iterable[str]) -> int:
        """Return when all of the paths had been seen."""
        return max(self._born[path] for path in paths)

    def moments(self) -> list[Values]:
        """Return the last moment of each scope, fullest first, then some from all over the run."""
        number_of = {frozenset(sight.values): n for n, sight in enumerate(self.sights)}
        last = sorted(number_of.values(), reverse=True)[: 2 * MOMENTS]
        last = sorted(last, key=lambda number: -len(self.sights[number].values))[:MOMENTS]
        end = len(self.sights) - 1
        spread = range(end, 0, -max(1, len(self.sights) // SPREAD))
        return [self._sorted(number) for number in dict.fromkeys([end, *last, *spread])]

    def _sorted(self, number: int) -> Values:
        """Put first what moves, and of that what was there first: weights, then what they give."""
        values = self.sights[number].values
        order = sorted(
            values, key=lambda path: (path not in self.moves, self._born[path], -self.states[path])
        )
        return {path: values[path] for path in order}

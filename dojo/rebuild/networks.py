"""Networks that the arrays of a script could be, and what such a network answers to XOR."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

import numpy as np

from dojo.rebuild.arrays import Array

DEEPEST = 4  # weight matrices of one network
MOST, CHAINS, BIASES, READINGS = (
    1_000,
    150,
    8,
    8_000,
)  # as many as are looked at among the arrays of one moment
BITS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
TARGETS = np.array([0.0, 1.0, 1.0, 0.0])

PLAIN, SLOPELESS = "no squashing", "sigmoid with its slope left out"

Squash = tuple[Callable[[Array], Array], Callable[[Array], Array]]


def _sigmoid(x: Array) -> Array:
    return np.asarray(0.5 * (1 + np.tanh(x / 2)))  # the same curve, and it never overflows


# Each with its slope, taken at the output.
SQUASHES: dict[str, Squash] = {
    "sigmoid": (_sigmoid, lambda output: output * (1 - output)),
    "tanh": (np.tanh, lambda output: 1 - output**2),
    "relu": (lambda x: np.maximum(x, 0), lambda output: (output > 0).astype(float)),
    PLAIN: (lambda x: x, np.ones_like),
    SLOPELESS: (_sigmoid, np.ones_like),
}
HIDDEN = ("sigmoid", "tanh", "relu")
OUTPUT = ("sigmoid", "tanh", PLAIN)
# How much each of the last sums has to do with the answer: the softmax of two sums is the sigmoid
# of their difference.
ENDS = {1: np.array([[1.0]]), 2: np.array([[-1.0, 1.0]])}
MISTAKEN = (PLAIN, SLOPELESS)  # hidden layers that do not learn XOR, and are told apart


@dataclass(frozen=True)
class Chain:
    """Paths of weight matrices that lead from the inputs to one output, or to two of a softmax."""

    weights: tuple[str, ...]
    transposed: bool  # (out, in) instead of (in, out)
    extended: tuple[bool, ...]  # per layer: a one is appended to what goes in
    sizes: tuple[int, ...]  # inputs, hidden sizes, outputs


@dataclass(frozen=True)
class Network:
    """A chain together with one way to read it."""

    chain: Chain
    biases: tuple[str | None, ...]
    hidden: str = "sigmoid"
    output: str = "sigmoid"
    one_first: bool = False  # the inputs' constant one stands before the others, not behind
    ones_first: bool = False  # and so does the one that is appended to a layer
    turned: int | None = None  # the matrix whose steps have the wrong sign, to tell that mistake
    low: tuple[int, int] = (0, 0)  # what stands for 0 in the inputs and in the targets: 0 or -1

    @property
    def paths(self) -> tuple[str, ...]:
        """Where its weights and biases are."""
        return (*self.chain.weights, *(bias for bias in self.biases if bias))

    @property
    def targets(self) -> Array:
        """The answers to XOR, as this network gives them."""
        return TARGETS if self.low[1] == 0 else 2 * TARGETS - 1

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """The shape of each layer's weights, as (in, out)."""
        widths = [n + more for n, more in zip(self.chain.sizes, self.chain.extended, strict=False)]
        return list(zip(widths, self.chain.sizes[1:], strict=True))

    def fits(self, values: Mapping[str, Array]) -> bool:
        """Say whether the arrays of that moment have the shapes of this network."""
        wanted = [fan_in * width for fan_in, width in self.shapes]
        wanted += [self.shapes[layer][1] for layer, bias in enumerate(self.biases) if bias]
        return [values[path].size if path in values else 0 for path in self.paths] == wanted

    def layers(self, values: Mapping[str, Array]) -> list[tuple[Array, Array | None]]:
        """Return each layer's weights, as (in, out), and its bias."""
        found = []
        for path, shape, bias in zip(self.chain.weights, self.shapes, self.biases, strict=True):
            flipped = self.chain.transposed
            matrix = values[path].reshape(shape[::-1]).T if flipped else values[path].reshape(shape)
            found.append((matrix, None if bias is None else values[bias].reshape(1, -1)))
        return found

    def forward(self, values: Mapping[str, Array]) -> tuple[list[Array], Array]:
        """Return what goes into each layer, and the four answers."""
        entering, layers = [], self.layers(values)
        rows = self._rows()
        with np.errstate(all="ignore"):
            for number, (matrix, bias) in enumerate(layers):
                if self.chain.extended[number]:
                    rows = _with_one(rows, self.ones_first)
                entering.append(rows)
                rows = rows @ matrix + (0 if bias is None else bias)
                last = number == len(layers) - 1
                rows = rows @ ENDS[rows.shape[1]].T if last else rows
                rows = SQUASHES[self.output if last else self.hidden][0](rows)
        return entering, rows[:, 0]

    def misses(self, values: Mapping[str, Array]) -> Array:
        """Return how far each answer is from its target, on the scale where 0 and 1 are right."""
        span = 1 - self.low[1]
        missed = np.abs(self.forward(values)[1] - self.targets) / span
        return np.where(np.isfinite(missed), missed, np.inf)

    def slopes(self, values: Mapping[str, Array]) -> Array:
        """Return, per row of XOR, the slope of the answer's sum in all the weights and biases."""
        entering, _ = self.forward(values)
        weights: list[Array] = []
        biases: list[Array] = []
        delta: Array = np.repeat(ENDS[self.chain.sizes[-1]], len(BITS), axis=0)
        with np.errstate(all="ignore"):
            for number, (matrix, bias) in reversed(list(enumerate(self.layers(values)))):
                pairs = entering[number][:, :, None] * delta[:, None, :]
                pairs = pairs.transpose(0, 2, 1) if self.chain.transposed else pairs
                pairs = -pairs if number == self.turned else pairs
                weights.insert(0, pairs.reshape(len(BITS), -1))
                if bias is not None:
                    biases.insert(0, delta)
                delta = delta @ matrix.T * SQUASHES[self.hidden][1](entering[number])
                if self.chain.extended[number]:
                    delta = delta[:, 1:] if self.ones_first else delta[:, :-1]
        return np.hstack(weights + biases)

    def _rows(self) -> Array:
        bits = BITS if self.low[0] == 0 else 2 * BITS - 1
        if self.chain.sizes[0] == BITS.shape[1]:
            return bits
        return _with_one(bits, self.one_first)


def _with_one(rows: Array, first: bool) -> Array:
    one = np.ones((len(rows), 1))
    return np.hstack([one, rows] if first else [rows, one])


def chains(values: Mapping[str, Array], least: int = 2) -> list[Chain]:
    """Return the chains of at least that many matrices from 2 or 3 inputs to one output.

    What holds nothing but 0, 1 and -1 is data, not weights, unless it is a matrix of one value, as
    at a poor start; of equal arrays the first counts. First come those of the first arrays.
    """
    matrices: dict[bytes, tuple[str, Array]] = {}
    for path, array in values.items():
        data = np.isin(array, (-1, 0, 1)).all() and (array.ndim < 2 or np.ptp(array) > 0)  # noqa: PLR2004  a matrix
        if array.ndim and array.size > 1 and not data:
            matrices.setdefault(str(array.shape).encode() + array.tobytes(), (path, array))
    found = (
        chain
        for transposed in (False, True)
        for inputs in (3, 2)
        for chain in _longer((), (), (inputs,), dict(matrices.values()), transposed)
    )
    place = {path: number for number, path in enumerate(values)}
    long = [chain for chain in islice(found, MOST) if len(chain.weights) >= least]
    return sorted(long, key=lambda chain: max(place[p] for p in chain.weights))[:CHAINS]


def _longer(
    path: tuple[str, ...],
    extended: tuple[bool, ...],
    sizes: tuple[int, ...],
    matrices: dict[str, Array],
    transposed: bool,
) -> Iterator[Chain]:
    if path and sizes[-1] in ENDS:
        yield Chain(path, transposed, extended, sizes)
    if sizes[-1] == 1 or len(path) == DEEPEST:
        return
    for name, array in matrices.items():
        if name in path:
            continue
        for more in (0, 1):
            width = _width_after(array, sizes[-1] + more, transposed)
            if width:
                step = ((*path, name), (*extended, bool(more)), (*sizes, width))
                yield from _longer(*step, matrices, transposed)


def _width_after(array: Array, fan_in: int, transposed: bool) -> int:
    """Return how many nodes the matrix leads to, or 0 where it does not take `fan_in`."""
    if array.ndim == 1:
        return int(array.size == fan_in)  # the weights of one output, as a vector
    shape = array.shape[::-1] if transposed else array.shape
    return shape[1] if shape[0] == fan_in else 0


def structures(
    values: Mapping[str, Array], chain: Chain, moving: Container[str]
) -> Iterator[Network]:
    """Yield the chain with every choice of biases among what moves; first without any."""
    choices: list[list[str | None]] = []
    for layer, width in enumerate(chain.sizes[1:]):
        named: list[str | None] = [None]
        if not chain.extended[layer]:
            fitting = (path for path in values if _is_bias(values[path], width, chain))
            named += [path for path in fitting if path in moving][:BIASES]
        choices.append(named)
    places = product(*(range(len(named)) for named in choices))
    for chosen in sorted(places, key=sum):
        biases = tuple(named[place] for named, place in zip(choices, chosen, strict=True))
        given = [bias for bias in biases if bias]
        if len({*given, *chain.weights}) == len(given) + len(chain.weights):
            yield Network(chain, biases)


def _is_bias(array: Array, width: int, chain: Chain) -> bool:
    if array.size != width:
        return False
    return array.ndim < 2 or array.shape[0 if not chain.transposed else 1] == 1  # noqa: PLR2004  a matrix


def readings(network: Network, hidden: tuple[str, ...] = HIDDEN) -> Iterator[Network]:
    """Yield the network with every squashing function, place of the one, and scale of the data."""
    ends = (False, True)
    ones = product(
        ends if network.chain.sizes[0] > BITS.shape[1] else ends[:1],
        ends if any(network.chain.extended) else ends[:1],
    )
    outputs = OUTPUT[: None if network.chain.sizes[-1] == 1 else 1]
    for (one, others), inner, outer in product(ones, hidden, outputs):
        read = replace(network, hidden=inner, output=outer, one_first=one, ones_first=others)
        yield read
        if outer != "sigmoid":  # only these reach -1
            yield replace(read, low=(0, -1))
            yield replace(read, low=(-1, -1))

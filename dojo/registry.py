"""The course: which katas exist and in which order. Nothing else repeats this list."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LACKING = "It needs {}, which is not all installed: pip install -e '.[beyond]'"
CORE, BEYOND = "core", "beyond"  # the seven katas of the network, and what comes after them


@dataclass(frozen=True)
class Kata:
    """One exercise; its stub, suite, solution and notes all bear its `id`."""

    id: str
    title: str
    functions: tuple[str, ...]
    belt: str = ""  # of whoever has done it and all before it; beyond the seven there is none
    weight: float = 1.0  # of its points among those of the others
    needs: tuple[str, ...] = ()  # modules that its suite imports, of the extra `beyond`
    lent: tuple[str, ...] = ()  # those of them that an answer imports, too, also behind the wall

    @property
    def track(self) -> str:
        """Which of the two tracks it is on."""
        return CORE if self.belt else BEYOND

    @property
    def lacking(self) -> str:
        """The sentence on what its suite needs, where that is not all installed; else ""."""
        missing = any(find_spec(name) is None for name in self.needs)
        return LACKING.format(" and ".join(self.needs)) if missing else ""


KATAS = (
    Kata("k01_sigmoid", "Sigmoid", ("sigmoid", "sigmoid_output_to_derivative"), "white"),
    Kata("k02_forward", "Forward pass", ("forward_layer", "forward"), "yellow"),
    Kata("k03_deltas", "Deltas", ("output_delta", "hidden_delta"), "orange"),
    Kata("k04_weight_update", "Weight update", ("synapse_gradient", "update"), "green"),
    Kata("k05_alpha", "Alpha", ("roll", "update", "alpha_sweep", "best_alpha"), "blue"),
    Kata(
        "k06_direction_counting",
        "Direction counting",
        ("direction_changes", "count_direction_changes", "train_and_count"),
        "brown",
    ),
    Kata("k07_network", "The 3-layer network", ("initial_synapses", "train", "predict"), "black"),
    Kata(
        "k08_two_layers",
        "Two layers, and the land they walk on",
        ("descend", "error_plane", "lowest_point"),
    ),
    Kata("k09_local_minima", "A hundred balls", ("slope_at", "settle", "basins")),
    Kata(
        "k10_hidden_size",
        "How many hidden nodes?",
        ("errors_by_size", "share_solved", "smallest_size"),
    ),
    Kata("k11_bias", "The column of ones, taken apart", ("forward", "bias_gradient", "step")),
    Kata("k12_mini_batches", "Mini-batches", ("batches", "train")),
    Kata("k13_delta_trimming", "Delta trimming", ("clip_by_value", "global_norm", "clip_by_norm")),
    Kata("k14_deeper", "Any number of layers", ("initial_synapses", "forward", "gradients")),
    Kata(
        "k15_regularisation",
        "Weights that cost something",
        ("penalty", "penalised_gradient", "decay"),
    ),
    Kata("k16_dropout", "Noise on purpose", ("drop", "forward", "gradients")),
    Kata("k17_momentum", "Out of the rut", ("roll_momentum", "roll_nesterov", "step")),
    Kata("k18_batch_norm", "Batch normalisation", ("normalise", "running", "backward")),
    Kata("k19_turning_weights", "A step size for every weight", ("step_sizes", "move")),
    Kata("k20_other_ways", "Other ways down", ("anneal", "inverse_hessian", "average")),
    Kata(
        "k21_any_library",
        "Any library",
        ("train",),
        needs=("array_api_strict",),
        lent=("array_api_strict",),
    ),
    Kata("k22_digits", "It reads", ("prepare", "train", "accuracy"), needs=("sklearn",)),
)


class UsageError(Exception):
    """The command cannot be carried out; the message is one sentence with the next step."""


def number_of(kata_id: str) -> str:
    """Return what is typed for a kata: `k03` of `k03_deltas`."""
    return kata_id.partition("_")[0]


def functions(kata_id: str) -> tuple[str, ...]:
    """Return the names of the functions a kata asks for; none where there is no such kata."""
    return next((kata.functions for kata in KATAS if kata.id == kata_id), ())


@cache
def lacking(kata_id: str) -> str:
    """Return the sentence on what a kata's suite imports and is not all installed, or ""."""
    kata = next((kata for kata in KATAS if kata.id == kata_id), None)
    return kata.lacking if kata else ""


def lent(katas: Iterable[Kata]) -> tuple[str, ...]:
    """Return the modules that an answer to any of these may import besides numpy and scipy."""
    return tuple(sorted({module for kata in katas for module in kata.lent}))


def elsewhere(kata_id: str) -> dict[str, str]:
    """Return the functions that only other katas ask for, and the number of the first of them."""
    others = {name: number_of(kata.id) for kata in reversed(KATAS) for name in kata.functions}
    return {name: number for name, number in others.items() if name not in functions(kata_id)}


@dataclass(frozen=True)
class Course:
    """The katas together with the folder that holds their four mirrored folders."""

    root: Path
    katas: tuple[Kata, ...]
    unasked: tuple[Kata, ...] = ()  # those that were left out

    def only(self, wanted: str) -> "Course":
        """Return the course with some of its katas alone: `core`, `beyond`, `k01-k04,k07`.

        Raises:
            UsageError: a kata is not in it, or there is none.

        """
        katas: list[Kata] = []
        for part in wanted.split(","):
            if part.strip() in (CORE, BEYOND):
                katas += [kata for kata in self.katas if kata.track == part.strip()]
                continue
            first, _, last = part.strip().partition("-")
            ends = [self.katas.index(self.find(name)) for name in (first, last or first)]
            katas += self.katas[min(ends) : max(ends) + 1]
        left = tuple(kata for kata in self.katas if kata not in katas)
        chosen = tuple(kata for kata in self.katas if kata in katas)
        return replace(self, katas=chosen, unasked=(*self.unasked, *left))

    def stub(self, kata: Kata) -> Path:
        """Where the learner works."""
        return self.root / "katas" / f"{kata.id}.py"

    def solution(self, kata: Kata) -> Path:
        """Where the reference answer is."""
        return self.root / "solutions" / f"{kata.id}.py"

    def suite(self, kata: Kata) -> Path:
        """Where the tests are."""
        return self.root / "tests" / f"test_{kata.id}.py"

    def notes(self, kata: Kata) -> Path:
        """Where the teacher's notes are."""
        return self.root / "solutions" / f"{kata.id}.toml"

    def find(self, name: str) -> Kata:
        """Return the kata meant by `k03`, `3`, `k03_deltas` or a path to its file.

        Raises:
            UsageError: no kata, or more than one, goes by that name.

        """
        stem = Path(name).stem.removeprefix("test_")
        number = f"k{int(stem):02d}" if stem.isdecimal() else stem
        for kata in self.katas:
            if number in (kata.id, number_of(kata.id)):
                return kata
        known = ", ".join(kata.id for kata in self.katas)
        raise UsageError(f"There is no kata '{name}'; choose one of: {known}.")


def load_course(root: Path | None = None) -> Course:
    """Return this repo's course, or the one whose folder `root` holds a `course.py` with `KATAS`.

    Raises:
        UsageError: there is no such file.

    """
    if root is None:
        package = Path(__file__).resolve().parent
        installed = package / "course"  # a wheel carries it inside, see pyproject.toml
        return Course(installed if installed.is_dir() else package.parent, KATAS)
    from runpy import run_path  # noqa: PLC0415  seldom needed, and slow to import

    listing = root / "course.py"
    if not listing.is_file():
        raise UsageError(f"{listing} does not exist; a course lists its KATAS there.")
    return Course(root.resolve(), tuple(run_path(str(listing))["KATAS"]))

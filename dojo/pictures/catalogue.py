"""Which pictures there are: what each is called, says, and is drawn from."""

from dataclasses import dataclass

from dojo.registry import UsageError

LARGE = 1000  # from here on a number is written with an exponent, so that it fits its place


@dataclass(frozen=True)
class Picture:
    """One picture; `kata` is the only one whose code it calls."""

    name: str
    title: str
    caption: str
    kata: str


_ALL = (
    Picture(
        "sigmoid",
        "The sigmoid and its slope",
        "Each straight line has the slope that sigmoid_output_to_derivative gives at its dot. "
        "An undecided output, 0.5, sits on the steepest spot: a nudge moves it a lot. Near 0 and 1 "
        "the curve is almost flat: an output that is sure of itself hardly moves.",
        "k01_sigmoid",
    ),
    Picture(
        "forward",
        "One example on its way through the network",
        "Every node multiplies each value that reaches it by the weight on the way, adds up, and "
        "squashes the sum to between 0 and 1. A negative weight pulls the sum down; a sender that "
        "says 0 adds nothing, whatever its weights are. Nothing has been learned yet, the weights "
        "are random: so the output is undecided, near 0.5.",
        "k02_forward",
    ),
    Picture(
        "alpha",
        "Seven alphas, one start: how the error falls",
        "All seven start from the same weights. The small alphas are still on their way when the "
        "time is over, each ten times larger one arrives about ten times sooner, and 10 gets "
        "lowest. Beyond it the steps are too wide: 100 stays stuck at 0.125, and 1000 is thrown "
        "to 0.5 at once and never comes back.",
        "k07_network",
    ),
    Picture(
        "bucket",
        "A ball in a bucket, with four alphas",
        "Every step goes alpha times the slope downhill. A small alpha creeps and is not there yet "
        "after the last step; a good one is at the bottom in a few; a large one leaps over "
        "the bottom each time, but still comes down; beyond alpha = 1 every leap lands higher "
        "than it began.",
        "k05_alpha",
    ),
    Picture(
        "directions",
        "How often each weight turned round",
        "A weight turns round when it has stepped over its best place. With tiny alphas that "
        "almost never happens. With alpha = 10, the one that learns best here, it happens most; "
        "with larger ones less often again, as the network gets stuck early and the weights rest.",
        "k06_direction_counting",
    ),
    Picture(
        "weights",
        "The weights while the network learns XOR",
        "For about a hundred iterations little seems to happen. Then, within a few "
        "hundred, the weights take sides and run apart: that is when the error falls. "
        "Afterwards most only grow, ever more slowly, which makes the network surer "
        "of what it already knows.",
        "k07_network",
    ),
)

PICTURES = {picture.name: picture for picture in _ALL}


def find(name: str) -> Picture:
    """Return the picture of that name.

    Raises:
        UsageError: there is none.

    """
    if name not in PICTURES:
        raise UsageError(f"There is no picture '{name}'; choose one of: {', '.join(PICTURES)}.")
    return PICTURES[name]


def written(number: float, form: str) -> str:
    """Return a number in that format, or in fewer characters where it is too large for it."""
    sign = "+" if form.startswith("+") else ""
    return f"{number:{sign}.0e}" if abs(number) >= LARGE else f"{number:{form}}"

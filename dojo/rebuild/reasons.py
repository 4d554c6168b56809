"""What was seen of an attempt that did not pass, in sentences that say what to do next."""

from dojo.rebuild.evidence import FELL, FIT, STATES, Learning, skips_output_slope
from dojo.rebuild.finding import Found
from dojo.rebuild.networks import PLAIN, SLOPELESS, Network

SURE = 0.9  # a fit from which on the steps say which network they belong to
XOR = (0, 1, 1, 0)
LEAVE = (
    "Train a network when the file is run, or define `train(X, y)` or a class with `train` or"
    " `fit`, and keep its weights in arrays or lists: one matrix from the 3 inputs to the hidden"
    " layer, one from there to the output."
)


def reason(found: Found) -> str:
    """Return why nothing that was found passes."""
    if found.answers is not None:
        return _untrained(found.answers)
    if found.nearest is not None:
        return _failed(found.nearest)
    if found.flat is not None:
        return (
            f"Found only one weight matrix, `{found.flat}`, and no hidden layer: a single layer"
            " cannot answer XOR. Add a hidden layer and a second matrix (k02)."
        )
    if found.still is not None:
        return (
            f"Found {named(found.still)}, but no loop is seen to change them: update them in every"
            " iteration (k04), and start from random weights, not from equal ones."
        )
    return f"No weights of a network were found. {LEAVE}"


def remarks(learning: Learning) -> tuple[str, ...]:
    """Return what is worth knowing about a network that passed."""
    said = []
    if skips_output_slope(learning):
        said.append(
            "The output's delta leaves out the output's slope; that is the delta of cross-entropy"
            " and learns XOR too, but the tutorial's has it (k03)."
        )
    if learning.end > learning.best + FELL:
        said.append(
            f"At its best the error was {learning.best:.4f}, at the end of the run it was"
            f" {learning.end:.4f}: what counts is that a network answered."
        )
    return tuple(said)


def named(network: Network) -> str:
    """Return the weights by name and shape, as the learner wrote them."""
    order = -1 if network.chain.transposed else 1
    named = zip(network.chain.weights, network.shapes, strict=True)
    parts = [f"`{path}` {shape[::order]}" for path, shape in named]
    return "the weights " + ", ".join(parts[:-1]) + " and " + parts[-1]


def how(learning: Learning) -> str:
    """Return where the network was found, and how it was read."""
    network = learning.network
    output = "one for each answer" if network.chain.sizes[-1] > 1 else network.output
    text = f"{named(network)}, hidden layer: {network.hidden}, output: {output}"
    biases = [f"`{bias}`" for bias in network.biases if bias]
    return text + (f", biases: {', '.join(biases)}" if biases else "")


def _untrained(learning: Learning) -> str:
    """Say why weights that answer XOR do not count."""
    found = f"Found {named(learning.network)}, which answer XOR, but"
    if not learning.moved:
        return (
            f"{found} they never change: they were typed in, loaded or solved for, not trained."
            " Start from random weights and let the training find them."
        )
    if learning.start - learning.best <= FELL:
        return (
            f"{found} they did so from the start, with an error of {learning.start:.4f}: they"
            " were typed in. Start from random weights."
        )
    if learning.states < STATES:
        return (
            f"{found} they came there in {learning.states - 1} steps, which is no training:"
            " start from random weights and go down the slope in many small steps."
        )
    stuck = _stuck(learning)
    if stuck:
        return f"{found} {stuck} never changes. Update every matrix in every iteration (k04)."
    return (
        f"{found} their steps do not follow the slope of the error, so it was not"
        " backpropagation that found them. Compute the deltas (k03) and update by them (k04)."
    )


def _failed(learning: Learning) -> str:
    """Say what is seen of weights that move and do not answer XOR."""
    from_to = f"from {learning.start:.4f} to {learning.end:.4f}"
    answers = ", ".join(f"{answer:.2f}" for answer in learning.final)
    wanted = ", ".join(f"{target:g}" for target in learning.network.targets)
    mistake = _mistake(learning, from_to, answers) if learning.fit > SURE else ""
    stuck = _stuck(learning)
    if not mistake and stuck:
        mistake = (
            f", but {stuck} never changes, and they answer {answers}. Update every matrix in"
            " every iteration (k04)."
        )
    elif not mistake and learning.fit > SURE:
        mistake = (
            f"; they go down the slope, but the error went {from_to}, and they answer {answers}."
            f" {_biasless(learning.network)}Try more iterations, another alpha (k05) or another"
            " start."
        )
    elif not mistake:
        mistake = (
            f", but their steps do not {'quite ' if learning.fit > FIT else ''}go down the slope of"
            f" the error: it went {from_to}, and they answer {answers}, not {wanted}. Look at"
            " the deltas (k03) and the update (k04)."
        )
    return f"Found {named(learning.network)}{mistake}"


def _mistake(learning: Learning, from_to: str, answers: str) -> str:
    """Name the mistake that steps which fit give away, if any."""
    hidden, pulls, said = learning.network.hidden, learning.pulls, ""
    if learning.network.turned is not None:
        said = (
            f", but {_turned(learning)} goes up the slope while the rest goes down. Turn the sign"
            " of that step: all matrices move the same way (k04)."
        )
    elif learning.toward < -SURE:
        said = (
            f", but every step goes up the slope: the error went {from_to}. Turn the sign of the"
            " step: `y - layer_2` goes with `+=`, `layer_2 - y` with `-=` (k04)."
        )
    elif hidden == PLAIN:
        said = (
            ", but the hidden layer is not squashed: the steps are those of a network without a"
            f" sigmoid there, which cannot answer XOR (it answers {answers}). Put the hidden layer"
            " through the sigmoid (k02)."
        )
    elif hidden == SLOPELESS:
        said = (
            ", but the hidden delta leaves out the slope of the hidden layer, and they answer"
            f" {answers}. Multiply by `layer_1 * (1 - layer_1)` (k03)."
        )
    elif len(pulls) == len(XOR) and pulls != XOR:
        said = (
            f", but they are trained towards {', '.join(map(str, pulls))} for 00, 01, 10, 11, and"
            " not towards 0, 1, 1, 0. Look at `X` and `y`: the target is the XOR of two columns."
        )
    return said


def _biasless(network: Network) -> str:
    """Return what to do about inputs that lack the constant one, or nothing."""
    if network.chain.sizes[0] > 2 or any(network.chain.extended) or any(network.biases):  # noqa: PLR2004  the inputs of XOR
        return ""
    return "Give the rows a third column of ones, or the layers biases (k02). "


def _turned(learning: Learning) -> str:
    """Return the names of the matrices that go the wrong way: the turned one, or all others."""
    weights = learning.network.chain.weights
    turned = weights[learning.network.turned or 0]
    wrong = [turned] if learning.toward > 0 else [path for path in weights if path != turned]
    return " and ".join(f"`{path}`" for path in wrong)


def _stuck(learning: Learning) -> str:
    """Return the names of the matrices that never change."""
    weights = learning.network.chain.weights
    return " and ".join(f"`{path}`" for path in weights if path not in learning.moved)
